using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;

namespace LinkageService.Features.YearStatements;

/// <summary>
/// What the notes to the statements have to say (会计报表附注): the part drawn as reserve, the plan of distribution, trade with members and
/// others, large debts, and what households have not been paid at the end of the year.
/// </summary>
internal static class YearNotes
{
    /// <summary>The notes.</summary>
    public static IEnumerable<YearNote> Of(
        ChartOfAccounts chart, OfficialStatement statement, LegalFacts facts, IReadOnlyList<StoredRun> runs,
        (Money Patronage, Money Dividend) owed)
    {
        yield return new YearNote(
            chart.IsCooperative
                ? new("盈余公积提取比例", "Part drawn as surplus reserve")
                : new("公积公益金提取比例", "Part drawn as reserve and welfare fund"),
            Reserve(statement));
        yield return new YearNote(new LocalizedText("分配方案", "Plan of distribution"), Plan(runs));
        if (chart.IsCooperative)
        {
            yield return new YearNote(new LocalizedText("与成员、非成员的交易", "Trade with members and others"), Trade(facts.Trade));
        }

        yield return new YearNote(new LocalizedText("借款和大额债务", "Loans and large debts"), Debts(facts.Loans));
        var (patronage, dividend) = (owed.Patronage.ToDisplayString(), owed.Dividend.ToDisplayString());
        yield return new YearNote(new LocalizedText("年末没有付清的分配", "Distributions not paid at the end of the year"), chart.IsCooperative
            ? new LocalizedText($"应付盈余返还 {patronage} 元，应付剩余盈余 {dividend} 元（会农社01表第 29、30 行）",
                $"patronage refunds {patronage} yuan, residual surplus {dividend} yuan (lines 29 and 30 of the balance sheet)")
            : new LocalizedText($"内部往来（应付）{dividend} 元", $"internal current accounts, owed: {dividend} yuan"));
    }

    private static LocalizedText? Reserve(OfficialStatement statement)
    {
        if (statement["reserveDrawn"] is not { } drawn || statement["netIncome"] is not { } net || net.Fen <= 0)
        {
            return null;
        }

        // Cut, not rounded: a note never states more than was drawn.
        var rate = (decimal)(Int128.Abs(drawn.Fen) * 10_000 / net.Fen) / 100;
        var text = rate.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        return new LocalizedText(
            $"提取 {drawn.ToDisplayString()} 元，为本年盈余（净收益）{net.ToDisplayString()} 元的 {text}%",
            $"{drawn.ToDisplayString()} yuan drawn, {text}% of the net income of {net.ToDisplayString()} yuan");
    }

    private static LocalizedText? Plan(IReadOnlyList<StoredRun> runs)
    {
        if (runs.Count == 0)
        {
            return null;
        }

        var parts = runs.Where(run => run.Settlement is null).OrderBy(run => run.Row.Id, StringComparer.Ordinal).Select(run =>
        {
            var (scheme, total) = ($"{run.Row.SchemeId}@{run.Row.SchemeVersion}", run.Summary.Totals.Households.ToDisplayString());
            var voted = run.Life.Meeting?.Date;
            var (zh, en) = run.Correction is null ? ("", "") : ("更正，", "correction, ");
            return new LocalizedText(
                $"{zh}方案 {scheme}，{run.Row.Households} 户，向农户分配 {total} 元{(voted is null ? "" : $"，{voted} 表决")}",
                $"{en}scheme {scheme}, {run.Row.Households} households, {total} yuan"
                + (voted is null ? "" : $", voted on {voted}"));
        }).ToArray();
        return new LocalizedText(
            string.Join('；', parts.Select(part => part.Zh)), string.Join("; ", parts.Select(part => part.En)));
    }

    private static LocalizedText? Trade(TradeTotals? trade) => trade is { WithMembers: { } members, WithOthers: { } others }
        ? new LocalizedText($"与成员 {members.ToDisplayString()} 元，与非成员 {others.ToDisplayString()} 元",
            $"with members {members.ToDisplayString()} yuan, with others {others.ToDisplayString()} yuan")
        : null;

    private static LocalizedText? Debts(IReadOnlyList<Loan>? loans)
    {
        if (loans is null || loans.Any(loan => loan.Outstanding is null))
        {
            return null;
        }

        var sum = new Money(loans.Sum(loan => loan.Outstanding!.Value.Fen)).ToDisplayString();
        return loans.Count == 0
            ? new LocalizedText("没有借款", "no loans")
            : new LocalizedText($"{loans.Count} 笔借款，未还 {sum} 元", $"{loans.Count} loans, {sum} yuan outstanding");
    }
}
