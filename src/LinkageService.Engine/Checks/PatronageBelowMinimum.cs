using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>patronage_below_minimum</c>: patronage refund below the minimum.</summary>
public sealed class PatronageBelowMinimum : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "patronage_below_minimum";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("盈余返还低于法定比例", "Patronage refund below the minimum");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "按交易量（额）返还的总额不低于可分配盈余的百分之六十。当年口径低于的不能批准；连同年初未分配计算低于的提醒。联合社由章程规定，只提醒。",
        "At least 60% of the distributable surplus is refunded by transactions. Below it by the year alone blocks, with the "
            + "opening balance it warns; of a union the charter decides, so it warns.");

    /// <inheritdoc/>
    public override bool CountsYear => true;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.OfYear.Of(AccountRole.PatronageRefund) is not { } refund)
        {
            return Unknown(MissingFacts.PatronageRefund);
        }

        var row = run.Rules.Find(Code, "patronage_floor");
        var rate = run.Facts.Charter?.PatronageMin is { } own && (row is null || own > row.Rate) ? own : row?.Rate;
        if (rate is not { } least)
        {
            return Unknown(MissingFacts.PatronageRefund);
        }

        // By the year alone it may block; with the opening balance it warns, and what it lacks leaves the year as it is.
        var year = Hold(run, refund, least, DistributionBase.DistributableStatutory, row);
        year = year with
        {
            IsLenient = run.LegalForm == "cooperative_union" && year.Status is (CheckStatus.Found or CheckStatus.Unknown),
        };
        var form = Hold(run, refund, least, DistributionBase.DistributableForm, row) with { IsLenient = true };
        return form.Status != CheckStatus.Found ? year
            : year.Status == CheckStatus.Found ? Joined(run, [year, form])
            : year.Status == CheckStatus.Unknown ? Joined(run, [form, year])
            : form;
    }

    private CheckOutcome Hold(CheckedRun run, Money refund, Fraction rate, DistributionBase by, RuleRow? row)
    {
        if (run.BaseOf(by) is not { } of)
        {
            return Unknown(MissingFacts.Opening);
        }

        if (of.Most.Fen <= 0)
        {
            var nothing = FactWords.Title(by);
            return NotApplicable(
                $"{nothing.Zh} {CheckText.Range(of)} 元，没有可以返还的", $"{nothing.En} is {CheckText.Range(of)}: nothing to refund");
        }

        var (least, most) = (CheckText.AtLeast(of.Least, rate), CheckText.AtLeast(of.Most, rate));
        var name = FactWords.Title(by);
        var zh = $"盈余返还 {CheckText.Yuan(refund)} 元，{name.Zh} {CheckText.Range(of)} 元的 {CheckText.Percent(rate)} 是 "
            + $"{CheckText.Range(new MoneyRange(least, most))} 元";
        var en = $"the patronage refund is {CheckText.Yuan(refund)} yuan; {CheckText.Percent(rate)} of {name.En}, "
            + $"{CheckText.Range(of)}, is "
            + CheckText.Range(new MoneyRange(least, most));
        return refund < least ? Found(zh, en, row) : refund >= most ? Passed(zh, en) : Unknown(MissingFacts.NetIncome);
    }
}
