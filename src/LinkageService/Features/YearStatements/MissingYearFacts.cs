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

        foreach (var (field, zh, en) in OfCapitalReserve(statement, facts))
        {
            yield return new MissingLine("statement", field, new LocalizedText(zh, en));
        }

        if (facts.Statement?.AccumulatedReserve is null && facts.LastStatement?.BalanceSurplusReserve is null)
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

    private static IEnumerable<(string Field, string Zh, string En)> OfCapitalReserve(OfficialStatement statement, LegalFacts facts)
    {
        var now = facts.Statement;
        var isConverted = facts.Capital?.Any(each => each.Source == CapitalSource.Reserve && each.On?.Year == now?.Year) == true;
        (string Field, string Zh, string En, bool IsMissing)[] fields =
        [
            ("openingCapitalReserve", "年初资本公积", "Capital reserve at the beginning",
                (now?.OpeningCapitalReserve ?? facts.LastStatement?.BalanceCapitalReserve) is null),
            ("capitalPremium", "股金溢价", "Premiums on capital", now?.CapitalPremium is null),
            ("revaluation", "资产评估增值", "Revaluation of assets", now?.Revaluation is null),
            ("capitalReserveConverted", "资本公积转为成员出资", "Capital reserve converted to capital",
                isConverted && now?.CapitalReserveConverted is null),
            ("capitalReserveCovering", "资本公积弥补亏损", "Losses covered by the capital reserve",
                statement["transferredIn"]?.Fen > 0 && now?.CapitalReserveCovering is null),
        ];
        return fields.Where(field => field.IsMissing).Select(field => (field.Field, field.Zh, field.En));
    }
}
