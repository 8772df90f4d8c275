using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>Runs a caller may see. Others answer as if they were not there.</summary>
internal static class RunAccess
{
    private const int IdCharacters = 32;

    /// <summary>The run, when the caller may see it.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public static async Task<RunRow> RequireAsync(Session session, Caller caller, string id)
    {
        var row = IsId(id) ? await RunStore.FindAsync(session, id) : null;
        return row is not null && await OrganizationScope.SeesAsync(session, caller, row.OrganizationId) ? row : throw Unknown(id);
    }

    /// <summary>The run, held until the end of the change.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public static async Task<RunRow> HoldAsync(WriteSession session, Caller caller, string id)
    {
        var row = IsId(id) ? await RunStore.HoldAsync(session, id) : null;
        return row is not null && await OrganizationScope.SeesAsync(session, caller, row.OrganizationId) ? row : throw Unknown(id);
    }

    /// <summary>What of a run never changes, when the caller may see it.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public static async ValueTask<RunFacts> FactsAsync(Session session, Caller caller, RunFactsCache cache, string id)
    {
        var facts = IsId(id) ? await cache.FindAsync(session, id) : null;
        return facts is not null && (caller.Organization is null || await OrganizationScope.SeesAsync(session, caller, facts.Organization))
            ? facts
            : throw Unknown(id);
    }

    /// <summary>Money is worked out anew of statements that are in the database, and of no file.</summary>
    /// <exception cref="RefusedException"><c>run_archived</c>.</exception>
    public static async Task RequireNotArchivedAsync(Session session, RunRow run)
    {
        if (await ArchiveStore.OfRunAsync(session, run.Id) is { } archive)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunArchived,
                $"{run.Year} 年的明细已归档到 {archive.FileName}：先请管理员放回（archive put-back），再更正",
                $"the statements of {run.Year} are archived in {archive.FileName}: have them put back first (archive put-back)"));
        }
    }

    /// <summary>There is no such run, or it is not the caller's.</summary>
    public static RefusedException Unknown(string id, string field = "") => new(Failure.Of(ProblemCodes.UnknownRun,
        $"没有核算“{NumberProblems.Shorten(id)}”", $"there is no run \"{NumberProblems.Shorten(id)}\"", field));

    /// <summary>The run has no such household.</summary>
    public static RefusedException UnknownHousehold(string id, string field = "") => new(Failure.Of(ProblemCodes.UnknownHousehold,
        $"核算的名册里没有户“{NumberProblems.Shorten(id)}”", $"the run has no household \"{NumberProblems.Shorten(id)}\"", field));

    private static bool IsId(string id) => id.Length == IdCharacters && id.All(char.IsAsciiHexDigitLower);
}
