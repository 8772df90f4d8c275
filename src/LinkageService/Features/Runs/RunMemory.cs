using System.Collections.Concurrent;
using System.Text.Json;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What of a run never changes and every statement needs: read once, kept.</summary>
/// <param name="Organization">Whose it is.</param>
/// <param name="Digest">Of the run; the ETag of its statements.</param>
/// <param name="Columns">Where the amounts stand.</param>
/// <param name="Form">The ready pieces of a statement.</param>
internal sealed record RunFacts(string Organization, string Digest, StatementColumns Columns, StatementForm Form);

/// <summary>Keeps <see cref="RunFacts"/> of runs lately read, a few kilobytes each.</summary>
internal sealed class RunMemory
{
    private const int MostRuns = 4096;

    private readonly ConcurrentDictionary<string, RunFacts> _facts = new(StringComparer.Ordinal);

    /// <summary>The facts of a run, or null when there is none.</summary>
    public async ValueTask<RunFacts?> FindAsync(Session session, string id)
    {
        if (_facts.TryGetValue(id, out var known))
        {
            return known;
        }

        if (await RunStore.FindAsync(session, id) is not { } row)
        {
            return null;
        }

        using var result = JsonDocument.Parse(row.Result);
        var columns = StoredRun.ReadColumns(result.RootElement);
        var facts = new RunFacts(row.OrganizationId, row.Digest, columns, new StatementForm(columns.Steps));
        if (_facts.Count >= MostRuns)
        {
            _facts.Clear();
        }

        _facts[id] = facts;
        return facts;
    }
}
