using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Settlements;

/// <summary>
/// The scheme of runs that pay open balances. It shares nothing out: the claim of every household is read and noted, so that a
/// stored run has columns, a digest and an explanation like any other, and its total is nothing. It is kept with every run by its
/// digest and is not in the library: nobody else calculates by it.
/// </summary>
internal static class SettlementScheme
{
    private const string Text = """
        id: settlement
        version: 1
        title: { zh: 付清更正差额, en: Settlement of open balances }
        summary:
          zh: 把以前更正少发、还没有结清的差额付给农户本人或代其领取的人。这笔钱当年已经算过、更正过，不再计入本年分配。
          en: Pays what corrections left open to the households or to who takes their place. It was counted in its own year.
        holdings:
          claim:
            unit: yuan
            decimals: 2
            title: { zh: 更正少发的差额, en: Owed after corrections }
        steps:
          - id: claim
            kind: record
            title: { zh: 更正少发的差额, en: Owed after corrections }
            amount: claim
        """;

    /// <summary>Compiled once.</summary>
    public static Scheme Scheme { get; } = Compile();

    private static Scheme Compile()
    {
        var document = YamlDocument.Parse(Text, out var malformed)
            ?? throw new InvalidOperationException($"{nameof(SettlementScheme)}: {malformed[0].Message.En}");
        var (scheme, problems) = SchemeCompiler.Compile(document);
        return scheme ?? throw new InvalidOperationException(
            $"{nameof(SettlementScheme)}: {string.Join("; ", problems.Select(problem => problem.Message.En))}");
    }
}
