using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>reserve_paid_out</c>: reserve paid out.</summary>
public sealed class ReservePaidOut : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "reserve_paid_out";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("分了公积金", "Reserve paid out");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "公积金用于弥补亏损、扩大生产，不分给成员。",
        "The reserve covers losses and serves production; it is not paid to members.");

    private static readonly string[] Reserves = [.. FundRoles.All.Where(row => row.Role is FundRole.Reserve or FundRole.Welfare)
        .SelectMany(row => row.Names)];

    private protected override CheckOutcome Decide(CheckedRun run) =>
        run.Figures.Sources.Where(source => Reserves.Contains(source.Name, StringComparer.Ordinal) && source.Amount.Fen > 0)
            .ToArray() is { Length: > 0 } drawn
            ? Found($"公积金 {CheckText.Yuan(drawn.Sum(source => source.Amount.Fen))} 元列入了分配",
                $"{CheckText.Yuan(drawn.Sum(source => source.Amount.Fen))} yuan of reserve are shared out")
            : Passed("分配的钱里没有公积金", "no reserve is in what is shared out");
}
