using LinkageService.Documents;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.CommandLine;

/// <summary>Whose lines are explained.</summary>
/// <param name="IsAsked">Whether anybody's are.</param>
/// <param name="Household">One household's only; null for all.</param>
internal readonly record struct Explained(bool IsAsked, string? Household)
{
    public static Explained Nobody => default;
}

/// <summary>A distribution as a page of text: who gets what, where the money came from and what stayed.</summary>
internal static class DistributionTable
{
    public static string Of(Distribution distribution, Language language, Explained explained)
    {
        var text = new StringBuilder();
        var scheme = distribution.Scheme;
        text.Append(CultureInfo.InvariantCulture, $"{language.Of(scheme.Title)}  {scheme.Id}@{scheme.Version}  {distribution.Terms.Year}")
            .Append(language.Of("年  单位：元", "  in yuan")).Append("\n\n");
        AppendStatements(text, distribution, language);
        AppendAccounts(text, distribution, language);
        AppendLabels(text, distribution, language);
        AppendRemarks(text, distribution, language);
        text.Append('\n').Append(distribution.Digest).Append('\n');
        if (explained.IsAsked)
        {
            AppendMoney(text, distribution, language);
            AppendExplanations(text, distribution, language, explained.Household);
        }

        return text.ToString();
    }

    private static void AppendStatements(StringBuilder text, Distribution distribution, Language language)
    {
        var steps = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: false }).ToArray();
        var records = distribution.Steps.Where(step => step is { AmountsFen: not null, IsRecord: true }).ToArray();
        var table = new TextTable(textColumns: 1);
        table.Add([
            language.Of("户编号", "household"), .. steps.Select(step => language.Of(step.Step.Title)), language.Of("合计", "total"),
            .. records.Select(step => language.Of("（另记）", "(noted) ") + language.Of(step.Step.Title)),
        ]);
        table.AddRule();
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var at = household;
            table.Add([
                Printable(distribution.Roster.Id(at)), .. steps.Select(step => Amount(step, at)), distribution.Total(at).ToDisplayString(),
                .. records.Select(step => Amount(step, at)),
            ]);
        }

        table.AddRule();
        table.Add([
            language.Of($"{distribution.Roster.Count} 户合计", $"{distribution.Roster.Count} in all"), .. steps.Select(Sum),
            distribution.HouseholdsTotal.ToDisplayString(), .. records.Select(Sum),
        ]);
        table.AppendTo(text);
    }

    private static void AppendAccounts(StringBuilder text, Distribution distribution, Language language)
    {
        var table = new TextTable(textColumns: 2);
        foreach (var source in distribution.Sources)
        {
            var kind = source.IsPayer ? language.Of("来源（另付）", "source (payer)") : language.Of("来源", "source");
            table.Add(kind, source.Name, source.Amount.ToDisplayString());
        }

        foreach (var fund in distribution.Funds)
        {
            var kind = fund.IsCarried ? language.Of("结转下年", "carried forward") : language.Of("留存", "fund");
            table.Add(kind, fund.Name, fund.Amount.ToDisplayString());
        }

        table.AddRule();
        table.Add(language.Of("来源合计", "all sources"), "", distribution.SourcesTotal.ToDisplayString());
        table.Add(language.Of("农户合计", "all households"), "", distribution.HouseholdsTotal.ToDisplayString());
        table.Add(language.Of("留存合计", "all funds"), "", distribution.FundsTotal.ToDisplayString());
        table.Add(language.Of("结转合计", "all carried"), "", distribution.CarriedForward.ToDisplayString());
        text.Append('\n');
        table.AppendTo(text);
    }

    // What each village, team … comes to, and what stays with it.
    private static void AppendLabels(StringBuilder text, Distribution distribution, Language language)
    {
        foreach (var label in distribution.Labels)
        {
            var table = new TextTable(textColumns: 1);
            var title = SchemeTitles.AsLabel(new SchemeTitles(distribution.Scheme).Of(label.Name));
            table.Add([
                language.Of(title), language.Of("户数", "Households"), language.Of("农户合计", "Households get"),
                .. label.Values[0].Funds.Select(fund => fund.Name),
            ]);
            table.AddRule();
            foreach (var value in label.Values)
            {
                table.Add([
                    Printable(value.Value), value.Households.ToString(CultureInfo.InvariantCulture), value.Amount.ToDisplayString(),
                    .. value.Funds.Select(fund => fund.Amount.ToDisplayString()),
                ]);
            }

            text.Append('\n');
            table.AppendTo(text);
        }
    }

    private static void AppendRemarks(StringBuilder text, Distribution distribution, Language language)
    {
        var remarks = distribution.Remarks();
        text.Append(remarks.Count > 0 ? "\n" : "");
        foreach (var remark in remarks)
        {
            text.Append(remark.IsWarning ? language.Of("注意：", "Warning: ") : language.Of("说明：", "Note: "))
                .Append(language.Of(remark.Message)).Append('\n');
        }
    }

    private static void AppendMoney(StringBuilder text, Distribution distribution, Language language)
    {
        text.Append('\n').Append(language.Of("钱是怎样一步一步算到可分数的", "How the money to share came about")).Append('\n');
        foreach (var money in distribution.ExplainMoney())
        {
            text.Append("  ").Append(language.Of(money.Explanation.Text)).Append('\n');
        }
    }

    private static void AppendExplanations(StringBuilder text, Distribution distribution, Language language, string? only)
    {
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var id = distribution.Roster.Id(household);
            if (only is not null && only != id)
            {
                continue;
            }

            text.Append('\n').Append(Printable(id)).Append('\n');
            foreach (var step in distribution.Steps.Where(step => step.AmountsFen is { } amounts && amounts.Span[household] != 0))
            {
                text.Append("  ").Append(language.Of(distribution.Explain(household, step).Text)).Append('\n');
            }

            foreach (var step in only is null ? [] : distribution.StepsWithout(household))
            {
                text.Append("  ").Append(language.Of(distribution.ExplainNothing(household, step).Text)).Append('\n');
            }
        }
    }

    private static string Amount(StepResult step, int household) =>
        step.AmountsFen!.Value.Span[household] is var fen && fen == 0 ? "" : new Money(fen).ToDisplayString();

    private static string Sum(StepResult step)
    {
        long sum = 0;
        foreach (var fen in step.AmountsFen!.Value.Span)
        {
            sum += fen;
        }

        return new Money(sum).ToDisplayString();
    }

    // An id may hold characters that would turn the line around or colour the terminal.
    private static string Printable(string id) => new(id.Select(letter => IsPrintable(letter) ? letter : '·').ToArray());

    private static bool IsPrintable(char letter) =>
        !char.IsControl(letter) && char.GetUnicodeCategory(letter) != UnicodeCategory.Format;
}
