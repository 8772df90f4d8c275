using LinkageService.Engine;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage.Blocks;

namespace LinkageService.Features.Runs;

/// <summary>What is answered where something is to be made of a stored run that cannot be read or computed again.</summary>
internal static class DamagedRuns
{
    /// <summary>Whether this says that what is stored cannot be read or computed again.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is DamagedBlockException or InvariantBrokenException or UnrepeatableRunException;

    /// <summary>Makes it of what is stored.</summary>
    /// <exception cref="RefusedException"><c>run_damaged</c>.</exception>
    public static async Task<T> RefuseAsync<T>(Func<Task<T>> made)
    {
        try
        {
            return await made();
        }
        catch (Exception exception) when (IsDamage(exception))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.RunDamaged,
                "这次核算的数据读不出来，或者重算的结果和存下的不一样；请先校验数据，从备份恢复",
                "what is stored of the run cannot be read, or gives another result; verify the database and restore it from a backup"));
        }
    }
}
