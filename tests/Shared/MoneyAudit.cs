using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Runs;

namespace LinkageService.Tests;

/// <summary>
/// Keeps the books of a run from nothing but the figures of its explanations: every balance is what the steps before left, what goes
/// out comes in, every sum in the texts is right, and at the end the pools are empty.
/// </summary>
internal sealed partial class MoneyAudit
{
    private readonly Dictionary<string, long> _balances;
    private int _sums;

    private MoneyAudit(Dictionary<string, long> openingFen) => _balances = openingFen;

    /// <summary>What is wrong with what a distribution says of its money, or null; and how many sums in words were done again.</summary>
    public static (string? Fault, int Sums) Of(Distribution distribution)
    {
        var audit = new MoneyAudit(distribution.Sources.Where(source => !source.IsPayer)
            .ToDictionary(source => source.Name, source => source.Amount.Fen));
        foreach (var money in distribution.ExplainMoney())
        {
            var result = distribution.Steps.FirstOrDefault(step => ReferenceEquals(step.Step, money.Step));
            if (audit.Fault(money.Explanation, result?.AmountsFen?.ToArray().Sum() ?? 0) is { } fault)
            {
                return ($"{money.Step.Id}: {fault}\n{money.Explanation}\n{string.Join(", ", money.Explanation.Figures)}", audit._sums);
            }
        }

        var expected = distribution.Funds.Select(fund => ($"{(fund.IsCarried ? "carry" : "fund")}:{fund.Name}", fund.Amount.Fen))
            .Concat(distribution.Sources.Where(source => source.IsPayer).Select(payer => ("payer:" + payer.Name, -payer.Amount.Fen)))
            .ToDictionary();
        var wrong = audit._balances.Keys.Union(expected.Keys)
            .FirstOrDefault(account => audit._balances.GetValueOrDefault(account) != expected.GetValueOrDefault(account));
        return (wrong is null ? null : $"{wrong} ends with {audit._balances.GetValueOrDefault(wrong)} fen", audit._sums);
    }

    private string? Fault(Explanation step, long householdsFen)
    {
        var figures = step.Figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
        var (drawn, fed) = (Sum(figures, "drawn("), Sum(figures, "fed("));
        if (drawn - fed != householdsFen || Fen(figures["amount"]) != Math.Max(drawn, fed))
        {
            return $"{drawn} fen go out, {fed} come in, households get {householdsFen}, {figures["amount"]} yuan are said";
        }

        foreach (var account in step.Figures.Select(figure => Account().Match(figure.Name)).Where(match => match.Success)
            .Select(match => match.Groups[1].Value).Distinct())
        {
            var before = _balances.GetValueOrDefault(account);
            var after = before - Figure(figures, $"drawn({account})") + Figure(figures, $"fed({account})");
            if ((figures.TryGetValue($"before({account})", out var held) && Fen(held) != before)
                || (figures.TryGetValue($"after({account})", out var left) && Fen(left) != after))
            {
                return $"{account} has {before} fen before and {after} after";
            }

            _balances[account] = after;
        }

        return Parts(figures, drawn) ?? Words(step, figures["amount"]);
    }

    // cut = whole × share without the part of a fen, and the fen left over are somebody's.
    private static string? Parts(Dictionary<string, string> figures, long whole)
    {
        var given = 0L;
        foreach (var (name, share) in figures.Where(figure => figure.Key.StartsWith("share(", StringComparison.Ordinal)))
        {
            var account = name["share".Length..];
            var (over, under) = PocketCalculator.Read(share);
            var (cut, got) = (Fen(figures["cut" + account]), Fen(figures["fed" + account]));
            if (cut != over * whole / under || got - cut is < 0 or > 1)
            {
                return $"{account} has {share} of {whole} fen, cut to {cut}, and gets {got}";
            }

            given += got - cut;
        }

        return figures.TryGetValue("residueFen", out var residue) && residue != given.ToString(CultureInfo.InvariantCulture)
            ? $"{residue} fen are left and {given} given" : null;
    }

    private string? Words(Explanation step, string amount)
    {
        var said = decimal.Parse(amount, CultureInfo.InvariantCulture).ToString("#,##0.00", CultureInfo.InvariantCulture);
        foreach (var text in new[] { step.Text.Zh, step.Text.En })
        {
            var (sums, wrong) = PocketCalculator.Redo(text);
            _sums += sums;
            if (wrong is not null)
            {
                return "wrong: " + wrong;
            }

            if (amount != "0.00" && !text.Contains(said, StringComparison.Ordinal))
            {
                return $"{said} is not said";
            }

            foreach (var left in Left().Matches(text).Select(match => match.Groups))
            {
                _sums++;
                if (Fen(left["before"].Value) - Fen(left["taken"].Value) != Fen(left["left"].Value))
                {
                    return "wrong: " + left[0].Value;
                }
            }

            if (Broken().IsMatch(text))
            {
                return "a text is broken";
            }
        }

        return null;
    }

    private static long Sum(Dictionary<string, string> figures, string start) =>
        figures.Where(figure => figure.Key.StartsWith(start, StringComparison.Ordinal)).Sum(figure => Fen(figure.Value));

    private static long Figure(Dictionary<string, string> figures, string name) =>
        figures.TryGetValue(name, out var value) ? Fen(value) : 0;

    private static long Fen(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);

    [GeneratedRegex(@"^(?:before|drawn|fed|after)\((.+)\)$", RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Account();

    // 从“利润” 3.00 元中取 2.00 元，余 1.00 元
    [GeneratedRegex("(?<before>[0-9,.]+) 元中[取发] (?<taken>[0-9,.]+) 元，余 (?<left>[0-9,.]+) 元"
        + "|(?<taken>[0-9,.]+) yuan are (?:taken|paid) out of (?<before>[0-9,.]+) in \\w+, (?<left>[0-9,.]+) are left",
        RegexOptions.None, matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Left();

    // Left-over placeholders, doubled or missing pieces, and text without end.
    [GeneratedRegex(@"null|\{|\}|System\.|  |，，|；；|，；|：，|；，|\(\)|（）|^[:：]|[^。.”]$", RegexOptions.None,
        matchTimeoutMilliseconds: 30_000)]
    private static partial Regex Broken();
}
