using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Hosting;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>States that a household has left the roster.</summary>
/// <param name="Organization">Whose household.</param>
/// <param name="Id">Its member number.</param>
/// <param name="From">The first date it is not on the roster; null for today in China.</param>
/// <param name="IfMatch">Only when it stands on that date as the caller read it; null without asking.</param>
internal sealed record RemoveHouseholdRequest(string Organization, string Id, DateOnly? From = null, string? IfMatch = null);

/// <summary>Adds a fact that the household is not there; what was known before stays known as such.</summary>
internal sealed class RemoveHousehold(Database database, TimeProvider time)
{
    /// <exception cref="Errors.RefusedException">It is not on the roster on that date.</exception>
    public Task<HouseholdFact> HandleAsync(Caller caller, RemoveHouseholdRequest request, CancellationToken cancellation)
    {
        var from = Dates.Text(request.From ?? Dates.Today(time));
        return database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()), session => WriteAsync(session, caller, request, from), cancellation);
    }

    private static async Task<HouseholdFact> WriteAsync(WriteSession session, Caller caller, RemoveHouseholdRequest request, string from)
    {
        var (organization, household) = (request.Organization, request.Id);
        await OrganizationScope.RequireAsync(session, caller, organization);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var before = await HouseholdStore.FindAsync(session, organization, household, from, long.MaxValue);
        if (before is not { Present: 1 })
        {
            throw StoredHousehold.Unknown(household);
        }

        EntityTag.Check(request.IfMatch, before.KnownAt);
        var fact = new HouseholdFact(household, from, await OrganizationStore.ClaimKnownAtAsync(session, held), 0, "{}",
            session.Change.Actor, session.Change.Id);
        await HouseholdStore.AddAsync(session, organization, fact);
        session.Audit(new AuditDraft("household.remove", StoredHousehold.Subject(organization, household), organization)
        {
            Before = before.Digest(organization),
            After = fact.Digest(organization),
            Details = JsonDetails.Of(("from", from)),
        });
        return fact;
    }
}
