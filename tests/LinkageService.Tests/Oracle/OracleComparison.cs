using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Runs;

namespace LinkageService.Tests.Oracle;

/// <summary>Compares what the engine gave with what the oracle expects, to the fen.</summary>
internal static class OracleComparison
{
    /// <summary>The first difference in words, or null.</summary>
    public static string? Difference(OracleRequest request) => Difference(request, NaiveOracle.Run(request));

    /// <summary>The first difference from an answer of the oracle, or null.</summary>
    public static string? Difference(OracleRequest request, OracleAnswer expected)
    {
        (Distribution? Distribution, string? Error) actual;
        try
        {
            actual = EngineRun.Of(request);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return $"the engine threw {thrown}; the oracle says {expected.Error ?? "there is a result"}";
        }

        if (actual.Error != expected.Error)
        {
            return $"the engine says {actual.Error ?? "there is a result"}, the oracle "
                + $"{expected.Error ?? "that there is one"}";
        }

        return actual.Distribution is not { } distribution
            ? null
            : OfAccounts(distribution, expected)
                ?? OfStatements(distribution, expected)
                ?? OfRoundings(distribution, expected);
    }

    private static string? OfAccounts(Distribution distribution, OracleAnswer expected)
    {
        var sources = Show(distribution.Sources.Select(source => (source.Name, (BigInteger)source.Amount.Fen)));
        var funds = Show(distribution.Funds.Select(fund => (fund.Name, (BigInteger)fund.Amount.Fen)));
        var carried = string.Join(", ", distribution.Funds.Where(fund => fund.IsCarried).Select(fund => fund.Name));
        var (wantedSources, wantedFunds) = (Show(expected.Sources), Show(expected.Funds));
        var wantedCarried = string.Join(", ", expected.Carried);
        return sources != wantedSources ? $"sources {sources}, the oracle has {wantedSources}"
            : funds != wantedFunds ? $"funds {funds}, the oracle has {wantedFunds}"
            : carried != wantedCarried ? $"carried forward {carried}, the oracle has {wantedCarried}"
            : null;
    }

    private static string? OfStatements(Distribution distribution, OracleAnswer expected)
    {
        if (distribution.Roster.Count != expected.Lines.Count)
        {
            return $"{distribution.Roster.Count} statements, the oracle has {expected.Lines.Count}";
        }

        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            var statement = distribution.Statement(household);
            var difference = OfAmounts(statement.Lines, expected.Lines[statement.Household])
                ?? OfAmounts(statement.Records, expected.Records[statement.Household]);
            if (difference is not null)
            {
                return $"household {statement.Household}: {difference}";
            }
        }

        return null;
    }

    private static string? OfAmounts(
        IReadOnlyList<Line> got, IReadOnlyDictionary<string, BigInteger> wanted) =>
        got.Count == wanted.Count
            && got.All(line => wanted.TryGetValue(line.Step.Id, out var fen) && fen == line.Amount.Fen)
            ? null
            : $"{Show(got.Select(line => (line.Step.Id, (BigInteger)line.Amount.Fen)))}, the oracle has {Show(wanted)}";

    private static string? OfRoundings(Distribution distribution, OracleAnswer expected)
    {
        foreach (var (step, wanted) in expected.Roundings)
        {
            var figures = distribution.Steps.Single(result => result.Step.Id == step).Figures;
            var got = new OracleRounding(figures.ResidueFen, figures.LargestErrorMicroFen, figures.UnequalHolders,
                figures.RateFen);
            if (got != wanted)
            {
                return $"rounding report of {step}: {got}, the oracle has {wanted}";
            }
        }

        return null;
    }

    private static string Show(IEnumerable<KeyValuePair<string, BigInteger>> amounts) =>
        Show(amounts.Select(entry => (entry.Key, entry.Value)));

    private static string Show(IEnumerable<(string Name, BigInteger Fen)> amounts) => string.Join(", ", amounts
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name} {entry.Fen} fen")));
}
