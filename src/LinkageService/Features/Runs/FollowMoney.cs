using LinkageService.Access;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Features.Runs;

/// <summary>
/// The flow picture of a stored run: sources, pools, steps, households and funds. Of a distribution that is not stored it is
/// <see cref="MoneyFlow.Of"/>.
/// </summary>
internal sealed class FollowMoney(Database database, RecomputedRuns recomputed)
{
    /// <summary>The picture of a run. Of a correction it shows where all the money should have gone, as computed for it.</summary>
    /// <exception cref="RefusedException">There is no such run.</exception>
    public Task<FollowedMoney> HandleAsync(Caller caller, string run, CancellationToken cancellation) => database.ReadAsync(async session =>
    {
        var row = await RunAccess.RequireAsync(session, caller, run);
        var distribution = await recomputed.OfAsync(session, StoredRun.Of(row), cancellation);
        return new FollowedMoney(MoneyFlow.Of(distribution), distribution.ExplainMoney().ToArray());
    }, cancellation);
}

/// <summary>Where the money of a run went.</summary>
/// <param name="Flow">As a picture.</param>
/// <param name="Steps">Step by step, as arithmetic one can redo.</param>
internal sealed record FollowedMoney(MoneyFlow Flow, IReadOnlyList<MoneyStep> Steps);
