using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Which moment of a roster is asked for.</summary>
/// <param name="AsOf">How it stood on this date; null for today in China.</param>
/// <param name="KnownAt">As was known at this moment, in microseconds; null for now.</param>
internal sealed record RosterMoment(DateOnly? AsOf = null, long? KnownAt = null)
{
    /// <summary>The date as stored.</summary>
    public string Date(TimeProvider time) => Dates.Text(AsOf ?? Dates.Today(time));

    /// <summary>The moment as stored.</summary>
    public long Known => KnownAt ?? long.MaxValue;
}

/// <summary>Shows how a household stands.</summary>
internal sealed class GetHousehold(Database database, TimeProvider time, RevealNumbers reveal)
{
    /// <exception cref="Errors.RefusedException">It is not on the roster of that moment, or not the caller's.</exception>
    public async Task<StoredHousehold> HandleAsync(
        Caller caller, string organization, string household, RosterMoment moment, CancellationToken cancellation)
    {
        var fact = await database.ReadAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var id = await HouseholdIdentity.RequireAsync(session, organization, household);
            return await HouseholdStore.FindAsync(session, organization, id, moment.Date(time), moment.Known);
        }, cancellation);
        var stored = fact is { Present: 1 } ? StoredHousehold.Of(organization, fact) : throw StoredHousehold.Unknown(household);
        return RevealNumbers.Applies(caller)
            ? (await reveal.HandleAsync(
                caller, organization, [stored], StoredHousehold.Subject(organization, stored.Fact.HouseholdId), cancellation))[0]
            : stored;
    }
}
