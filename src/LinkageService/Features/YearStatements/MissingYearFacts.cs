using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.YearStatements;

/// <summary>What is to be stated so that the statements of a year leave nothing unknown.</summary>
internal static class MissingYearFacts
{
    /// <summary>Each of it once.</summary>
    public static IEnumerable<MissingLine> Of(OfficialStatement statement, EquityChanges? equity, LegalFacts facts, LegalFacts before)
    {
        foreach (var line in statement.Missing)
        {
            yield return new MissingLine("statement", line.Code, line.Title);
        }

        if (facts.Loans is null)
        {
            yield return new MissingLine("cash", "loans", new LocalizedText("借款", "Loans"));
        }

        if (equity is null)
        {
            yield break;
        }

        if (facts.Trade is not { WithMembers: not null, WithOthers: not null })
        {
            yield return new MissingLine("trade", "withMembers", new LocalizedText("与成员、非成员的交易额", "Trade with members and others"));
        }

        if (facts.Statement?.AccumulatedReserve is null)
        {
            yield return new MissingLine(
                "statement", "accumulatedReserve", new LocalizedText("年末公积金累计", "Reserves at the end of the year"));
        }

        foreach (var (each, zh, en) in new[] { (facts, "年末的成员出资", "Capital at the end of the year"),
            (before, "上年年末的成员出资", "Capital at the end of the year before") })
        {
            if (each.Capital is null || each.Capital.Any(one => one.Source is null || one.Amount is null || one.On is null))
            {
                yield return new MissingLine("capital", "contributions", new LocalizedText(zh, en));
            }
        }
    }
}
