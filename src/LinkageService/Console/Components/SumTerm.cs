using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Console.Components;

/// <summary>A sum under its name, and how it makes the next.</summary>
/// <param name="Sign">+, − or =; null for the first.</param>
/// <param name="Title">What it is called, the same on every page.</param>
/// <param name="Fen">The sum.</param>
public sealed record SumTerm(string? Sign, LocalizedText Title, long Fen)
{
    private const string Minus = "\u2212";

    /// <summary>From what a run's households are due to what they are paid: the last is always that.</summary>
    internal static SumTerm[] Of(StoredRun run)
    {
        var (due, withheld, terms) = (run.Summary.Totals.Households.Fen, run.Life.Withholding, new List<SumTerm>());
        if (run is { Settlement: null, Settled: { } settled })
        {
            terms.Add(new("+", Words.SettledBefore, (settled.Arrears + settled.Recoveries).Fen));
        }

        if (withheld is { TaxFen: not 0 })
        {
            terms.Add(new(Minus, Words.TaxWithheld(run.Correction is not null), withheld.TaxFen));
        }

        if (withheld is { SetOffFen: not 0 })
        {
            terms.Add(new(Minus, Words.SetOff, withheld.SetOffFen));
        }

        if (run.Correction is { } correction)
        {
            if ((correction.Arrears + correction.Recoveries).Fen is var left and not 0)
            {
                terms.Add(new(Minus, Words.LeftToLater, left));
            }
        }

        var (first, last) = run.Correction is null ? (Words.DueInAll, Words.PaidInAll)
            : (Words.DifferenceInAll, Words.PaidNow);
        return terms.Count == 0
            ? [new(Sign: null, last, run.Payable.Fen)]
            : [new(Sign: null, first, due), .. terms, new("=", last, run.Payable.Fen)];
    }

    /// <summary>The sums in a sentence: 应发合计 115,083.95 元，代扣个税 18,490.00 元，实发合计 96,593.95 元.</summary>
    internal static LocalizedText Text(IReadOnlyList<SumTerm> terms) => new(
        string.Join('，', terms.Select(term => $"{term.Title.Zh} {new Money(term.Fen).ToDisplayString()} 元")),
        string.Join(", ", terms.Select(term => $"{term.Title.En} {new Money(term.Fen).ToDisplayString()} yuan")));
}
