using LinkageService.Engine.Runs;
using LinkageService.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace LinkageService.Features.Runs;

/// <summary>Distributions of stored runs, computed again so that every line can be explained. Those lately used are kept.</summary>
internal sealed class RecomputedRuns : IDisposable
{
    private const int MaxHouseholds = 200_000;

    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxHouseholds });

    /// <summary>The distribution of a run.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">Any but a correction has lines of its own; of a correction it is what was computed for it.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="InvalidOperationException">What is stored does not give what was stored.</exception>
    public async Task<Distribution> OfAsync(Session session, StoredRun run, CancellationToken cancellation)
    {
        if (_kept.TryGetValue(run.Row.Id, out Distribution? known))
        {
            return known!;
        }

        var distribution = await RunRecomputation.AgainAsync(session, run, cancellation);
        return _kept.Set(run.Row.Id, distribution, new MemoryCacheEntryOptions { Size = distribution.Roster.Count });
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
