using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Households;

/// <summary>Which household an id means, however it was written and wherever it came from.</summary>
internal static class HouseholdIdentity
{
    /// <summary>The id the household is stored under, whether there is one or not.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="organization">Whose household.</param>
    /// <param name="written">The id as somebody wrote it.</param>
    /// <param name="field">Where it stood.</param>
    /// <exception cref="RefusedException"><c>invalid_household_id</c>.</exception>
    public static Task<string> RequireAsync(Session session, string organization, string written, string field = "id")
    {
        var id = HouseholdIds.Normalize(written);
        return HouseholdIds.Fault(id) is { } fault
            ? throw new RefusedException(Failure.Of(ProblemCodes.InvalidHouseholdId, fault.Zh, fault.En, field))
            : HouseholdSpelling.StoredAsync(session, organization, id);
    }

    /// <summary>A household's values in a run, also one made when ids could still be spelled otherwise; null when it has none.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="organization">Whose run.</param>
    /// <param name="run">Which run.</param>
    /// <param name="part">Which of its parts.</param>
    /// <param name="written">The id as somebody wrote it.</param>
    public static async Task<HouseholdValues?> FindAsync(
        Session session, string organization, string run, long part, string written)
    {
        // The read everybody waits for takes the first turn.
        var id = HouseholdIds.Normalize(written);
        if (IsStorable(id) && await RunBlockStore.FindAsync(session, run, part, id) is { } values)
        {
            return values;
        }

        foreach (var other in new[] { written, await StoredAsync(session, organization, id) })
        {
            if (other != id && IsStorable(other) && await RunBlockStore.FindAsync(session, run, part, other) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static Task<string> StoredAsync(Session session, string organization, string id) =>
        IsStorable(id) ? HouseholdSpelling.StoredAsync(session, organization, id) : Task.FromResult(id);

    // PostgreSQL takes no text with this in it, and no id has it.
    private static bool IsStorable(string id) => !id.Contains('\0', StringComparison.Ordinal);
}
