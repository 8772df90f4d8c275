using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Linkages;

/// <summary>Links a household to a partner.</summary>
internal sealed class AddLinkage(Database database, TimeProvider time)
{
    private readonly LinkageDraftValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be so, or the household was never on the roster.</exception>
    public async Task<LinkageFact> HandleAsync(Caller caller, string organization, LinkageDraft draft, CancellationToken cancellation)
    {
        _validator.Require(draft);
        var id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        return await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var held = (await OrganizationStore.HoldAsync(session, organization))!;
            var household = await HouseholdIdentity.RequireAsync(session, organization, draft.Household!, "household");
            if ((await HouseholdStore.HistoryAsync(session, organization, household)).Count == 0)
            {
                throw StoredHousehold.Unknown(household);
            }

            var fact = new LinkageFact(
                id, await OrganizationStore.ClaimKnownAtAsync(session, held), organization, household, draft.Partner!, draft.Mode!,
                StoredLinkageTerms.Text(draft.Terms), Dates.Text(draft.From!.Value), draft.To is { } to ? Dates.Text(to) : null,
                session.Change.Actor, session.Change.Id);
            await LinkageStore.AddAsync(session, fact);
            session.Audit(new AuditDraft("linkage.add", "linkage/" + id, organization)
            {
                After = fact.Digest(),
                Details = JsonDetails.Of(
                    ("household", fact.HouseholdId), ("mode", fact.Mode), ("from", fact.ValidFrom), ("to", fact.ValidTo)),
            });
            return fact;
        }, cancellation);
    }
}
