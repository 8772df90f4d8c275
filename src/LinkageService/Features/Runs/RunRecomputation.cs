using System.Text;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;
using LinkageService.Telemetry;
using Microsoft.Extensions.Caching.Memory;

namespace LinkageService.Features.Runs;

/// <summary>Computes a stored run once more, from what is stored with it or from the facts of its organisation.</summary>
internal static class RunRecomputation
{
    /// <summary>The scheme a run used, out of the document kept with it, by the rules of the run.</summary>
    /// <exception cref="UnrepeatableRunException">It is not what was stored.</exception>
    public static async Task<Scheme> SchemeAsync(Session session, RunRow row)
    {
        var kept = await RunStore.FindSchemeAsync(session, row.SchemeDigest);
        var document = kept is null ? null : JsonDocumentTree.Parse(Encoding.UTF8.GetBytes(kept.Document), withPositions: false, out _);
        var scheme = document is null ? null : SchemeCompiler.Compile(document, StoredRunTerms.Read(row).RuleVersion).Scheme;
        return string.Equals(scheme?.Digest, row.SchemeDigest, StringComparison.Ordinal)
            ? scheme!
            : throw new UnrepeatableRunException($"The scheme document {row.SchemeDigest} of run {row.Id} is not what was stored.");
    }

    /// <summary>From the roster in its own blocks; the digest of the calculation proves that it is the same.</summary>
    /// <exception cref="UnrepeatableRunException">What is stored does not give what was stored.</exception>
    public static async Task<Distribution> AgainAsync(Session session, StoredRun run, CancellationToken cancellation)
    {
        using var observed = ServiceTelemetry.Recompute(run.Row.Id);
        var again = await ComputeFromBlocksAsync(session, run.Row, cancellation);
        if (!string.Equals(again?.Digest, run.CalculationDigest, StringComparison.Ordinal))
        {
            throw new UnrepeatableRunException($"The run {run.Row.Id} does not give {run.CalculationDigest} again.");
        }

        observed?.Ended();
        return again!;
    }

    /// <summary>From the roster in its own blocks; null when they or its scheme document cannot be read any more.</summary>
    public static async Task<Distribution?> FromBlocksAsync(Session session, RunRow run, CancellationToken cancellation)
    {
        try
        {
            return await ComputeFromBlocksAsync(session, run, cancellation);
        }
        catch (Exception exception) when (exception is DamagedBlockException or InvariantBrokenException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>From the dated facts as they were known when the run was made; null when they give no such roster any more.</summary>
    public static async Task<Distribution?> FromFactsAsync(
        Session session, RunRow run, Limits limits, PrivateNumbers? numbers, CancellationToken cancellation)
    {
        try
        {
            var scheme = await SchemeAsync(session, run);
            if (run.Kind == RunKinds.Settlement)
            {
                // Its facts are the balances it settles.
                return SettlementPacking.Compute(
                    scheme, (int)run.Year, await CarryStore.SettlementsAsync(session, run.Id), cancellation);
            }

            var builder = new RosterBuilder(scheme.RosterSchema, limits.MaxHouseholds);
            var carried = StoredRunTerms.Read(run).Carried is null ? null : await CarriedFigures.OfAsync(session, run, scheme);
            var households = StoredHouseholds.Of(run, numbers) with
            {
                Carried = carried is null ? null : await carried.ColumnsAsync(session),
            };
            await households.AddToAsync(session, builder, scheme, cancellation);
            return builder.Build() is { } roster ? Compute(run, scheme, roster, cancellation, carried?.Inputs) : null;
        }
        catch (Exception exception) when (exception is DamagedBlockException or InvariantBrokenException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What an approval would be bound to if the run were made of this calculation; null when it cannot be made.</summary>
    public static async Task<string?> DigestAsync(
        Session session, RunRow run, Distribution distribution, PrivateNumbers? numbers, CancellationToken cancellation)
    {
        if (run.Kind != RunKinds.Correction)
        {
            var settled = await CarryStore.SettlementsAsync(session, run.Id);
            return run.Kind == RunKinds.Settlement
                ? SettlementDetails.DigestOf(run, distribution.Digest, settled, numbers)
                : ClaimSettlement.DigestOf(distribution.Digest, settled);
        }

        try
        {
            var details = CorrectionDetails.Of(run);
            var paid = await StoredBooks.PaidAsync(session, details.Corrects, details.After.Select(earlier => earlier.Run));
            var original = await RunStore.FindAsync(session, details.Corrects);
            var recomputed = RunBooks.Of(distribution);
            return (await StoredBooks.CorrectAsync(session, paid, recomputed, details, cancellation)).Correction is { } correction
                ? CorrectionDigest.Of(original!.Digest, details.After.Select(earlier => earlier.Digest), distribution.Digest,
                    details.ParsedPolicy, correction.Delta)
                : null;
        }
        catch (Exception exception) when (exception is DamagedBlockException or InvariantBrokenException or UnrepeatableRunException)
        {
            // It is the run that was corrected that cannot be read any more.
            return null;
        }
    }

    private static async Task<Distribution?> ComputeFromBlocksAsync(Session session, RunRow run, CancellationToken cancellation)
    {
        var scheme = await SchemeAsync(session, run);
        var columns = await RunBlockStore.ColumnsAsync(session, run.Id, RunParts.Calculation);
        var terms = StoredRunTerms.Read(run);
        return Compute(run, scheme, terms.RosterOf(columns, scheme, terms.HoldingWindow), cancellation);
    }

    // The inputs that go on: as they were taken, unless they have just been read again.
    private static Distribution? Compute(
        RunRow run, Scheme scheme, Roster roster, CancellationToken cancellation, IReadOnlyDictionary<string, string>? carried = null)
    {
        var kept = StoredRunTerms.Read(run);
        var inputs = carried is null ? kept.InputsToBind : CalculateDistributionRequest.Completed(kept.Stated.Inputs, carried);
        var terms = RunTerms.Bind(scheme, (int)run.Year, kept.Stated.Parameters, inputs, new List<Problem>());
        return terms is null ? null : Calculation.Run(scheme, terms, roster, cancellation).Distribution;
    }
}

/// <summary>Distributions of stored runs, computed again so that every line can be explained. Those lately used are kept.</summary>
internal sealed class RecomputedRuns : IDisposable
{
    private const int MaxHouseholds = 200_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxHouseholds });

    /// <summary>The distribution of a run.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Any but a correction has lines of its own; of a correction it is what was computed for it.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="UnrepeatableRunException">What is stored does not give what was stored.</exception>
    public async Task<Distribution> OfAsync(Session session, StoredRun run, CancellationToken cancellation)
    {
        // An edited draft has another result under its id.
        var key = (run.Row.Id, run.Row.Digest);
        if (_kept.TryGetValue(key, out Distribution? known))
        {
            return known!;
        }

        var distribution = await RunRecomputation.AgainAsync(session, run, cancellation);
        return _kept.Set(key, distribution, new MemoryCacheEntryOptions { Size = distribution.Roster.Count });
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
