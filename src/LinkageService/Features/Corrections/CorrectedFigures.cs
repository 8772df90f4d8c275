using LinkageService.Documents;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Runs;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>
/// The figures of a run that law is held against. What households have in all counts, not what a correction changes: a small change may
/// be the one that draws the reserve below its floor.
/// </summary>
internal static class CorrectedFigures
{
    /// <summary>Of a stored run, given what was computed for it.</summary>
    public static async Task<RunFigures> OfAsync(
        Session session, RunRow run, Distribution computed, CancellationToken cancellation = default) =>
        run.Kind == RunKinds.Correction
            ? await OfAsync(session, CorrectionDetails.Of(run), computed, await StoredBooks.OfAsync(session, run), cancellation)
            : RunFigures.Of(computed);

    /// <summary>Of a correction, given what everyone has once it is carried out.</summary>
    public static async Task<RunFigures> OfAsync(
        Session session, CorrectionDetails details, Distribution computed, RunBooks whole, CancellationToken cancellation) =>
        RunFigures.Of(computed, whole, details.ParsedPolicy.Fund is null ? computed : await LastAsync(session, details, cancellation));

    /// <summary>
    /// Fen that a stored correction pays, by household; null for any other run, and for a correction that is not paid yet.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, long>?> PaidFenAsync(Session session, RunRow run, RunLife life)
    {
        if (run.Kind != RunKinds.Correction || life.PaidOn is null)
        {
            return null;
        }

        var policy = CorrectionDetails.Of(run).ParsedPolicy;
        var change = await StoredBooks.PartAsync(session, run);
        var ends = await StatementEnds.ReadAsync(session, run.Id, RunFacts.Of(run, []));
        return change.Households.Select((household, at) => (household, Fen: Payable.OfCorrection(
            change.TotalsFen.Span[at], policy, ends[household].Withheld).PaidFen))
            .ToDictionary(each => each.household, each => each.Fen, StringComparer.Ordinal);
    }

    // A fund that bears what changes leaves all that came in as the last calculation before it had it.
    private static async Task<Distribution> LastAsync(Session session, CorrectionDetails details, CancellationToken cancellation)
    {
        var last = (await RunStore.FindAsync(session, details.Corrects))!;
        foreach (var earlier in details.After)
        {
            var row = (await RunStore.FindAsync(session, earlier.Run))!;
            last = CorrectionDetails.Of(row).ParsedPolicy.Fund is null ? row : last;
        }

        return await RunRecomputation.AgainAsync(session, StoredRun.Of(last), cancellation);
    }
}
