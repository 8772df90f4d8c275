using System.Collections.Concurrent;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// Makes the distribution of a stored run again out of its own roster, terms and scheme document, so that every line can be
/// explained; the digest proves that it is the same. The last few are kept.
/// </summary>
internal sealed class RebuiltRuns
{
    private const int MostHouseholds = 200_000;

    private readonly ConcurrentDictionary<string, Distribution> _kept = new(StringComparer.Ordinal);
    private long _households;

    /// <summary>The distribution of a run.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Of kind distribution.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="InvalidOperationException">What is stored does not give what was stored.</exception>
    public async Task<Distribution> OfAsync(Session session, StoredRun run, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(run.Row.Id, out var known))
        {
            return known;
        }

        var scheme = await SchemeAsync(session, run.Row);
        var columns = await RunBlockStore.ColumnsAsync(session, run.Row.Id, RunParts.Calculation);
        var distribution = Again(run, scheme, columns, cancellation);
        Keep(run.Row.Id, distribution);
        return distribution;
    }

    /// <summary>The scheme a run used, out of the document kept with it, by the rules of the run.</summary>
    public static async Task<Scheme> SchemeAsync(Session session, RunRow row)
    {
        var kept = await RunStore.FindSchemeAsync(session, row.SchemeDigest);
        var document = kept is null ? null : JsonDocumentTree.Parse(Encoding.UTF8.GetBytes(kept.Document), withPositions: false, out _);
        var scheme = document is null ? null : SchemeCompiler.Compile(document, StoredRunTerms.Read(row).RuleVersion).Scheme;
        return string.Equals(scheme?.Digest, row.SchemeDigest, StringComparison.Ordinal)
            ? scheme!
            : throw new InvalidOperationException($"The scheme document {row.SchemeDigest} of run {row.Id} is not what was stored.");
    }

    private static Distribution Again(StoredRun run, Scheme scheme, RunColumns columns, CancellationToken cancellation)
    {
        var (parameters, inputs) = StoredRunTerms.Read(run.Row).Stated;
        var problems = new List<Problem>();
        var terms = RunTerms.Bind(scheme, (int)run.Row.Year, parameters, inputs, problems);
        var again = terms is null
            ? null
            : Calculation.Run(
                scheme, terms, columns.ToRoster(scheme.RosterSchema, StoredRunTerms.Read(run.Row).HoldingWindow), cancellation).Distribution;
        return string.Equals(again?.Digest, run.CalculationDigest, StringComparison.Ordinal)
            ? again!
            : throw new InvalidOperationException($"The run {run.Row.Id} does not give {run.CalculationDigest} again.");
    }

    private void Keep(string id, Distribution distribution)
    {
        if (distribution.Roster.Count > MostHouseholds)
        {
            return;
        }

        if (Interlocked.Add(ref _households, distribution.Roster.Count) > MostHouseholds)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _households, distribution.Roster.Count);
        }

        _kept[id] = distribution;
    }
}
