using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Http;
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
internal sealed record RemoveHouseholdRequest(string Organization, string Id, DateOnly? From = null, string? IfMatch = null)
{
    /// <summary>Whether later facts by which it is on the roster are changed too; else they stay, and the answer lists them.</summary>
    public bool ChangesLaterFacts { get; init; }
}

/// <summary>That a household has left.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="LaterFacts">Later facts by which it is on the roster.</param>
internal sealed record RemovedHousehold(HouseholdFact Fact, IReadOnlyList<LaterFact> LaterFacts);

/// <summary>Adds a fact that the household is not there; what was known before stays known as such.</summary>
internal sealed class RemoveHousehold(Database database, TimeProvider time)
{
    /// <exception cref="Errors.RefusedException">It is not on the roster on that date.</exception>
    public Task<RemovedHousehold> HandleAsync(Caller caller, RemoveHouseholdRequest request, CancellationToken cancellation)
    {
        var from = Dates.Text(request.From ?? Dates.Today(time));
        return database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()), session => WriteAsync(session, caller, request, from), cancellation);
    }

    /// <summary>Later facts by which the household would be on the roster again; nothing is stored.</summary>
    public Task<IReadOnlyList<LaterFact>> FindLaterAsync(
        Caller caller, RemoveHouseholdRequest request, CancellationToken cancellation) =>
        database.SnapshotAsync<IReadOnlyList<LaterFact>>(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var from = Dates.Text(request.From ?? Dates.Today(time));
            var before = await HouseholdStore.FindAsync(session, request.Organization, request.Id, from, long.MaxValue);
            return before is not { Present: 1 } ? []
                : (await FindAsync(session, request, before, from)).Select(each => each.Fact).ToArray();
        }, cancellation);

    private static async Task<IReadOnlyList<(LaterFact Fact, HouseholdData? Data)>> FindAsync(
        Session session, RemoveHouseholdRequest request, HouseholdFact before, string from) => LaterFacts.Find(
        request.Id, HouseholdData.Parse(before.Data), after: null,
        await LaterFacts.AfterAsync(session, request.Organization, request.Id, from));

    private static async Task<RemovedHousehold> WriteAsync(
        WriteSession session, Caller caller, RemoveHouseholdRequest request, string from)
    {
        var organization = request.Organization;
        await OrganizationScope.RequireAsync(session, caller, organization);
        var household = await HouseholdIdentity.RequireAsync(session, organization, request.Id);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var before = await HouseholdStore.FindAsync(session, organization, household, from, long.MaxValue);
        if (before is not { Present: 1 })
        {
            throw StoredHousehold.Unknown(household);
        }

        EntityTag.Check(request.IfMatch, before.KnownAt);
        var fact = new HouseholdFact(household, from, await OrganizationStore.ClaimKnownAtAsync(session, held), 0, "{}",
            session.Change.Actor, session.Change.Id);
        var later = (await FindAsync(session, request, before, from)).Select(each => each.Fact).ToArray();
        HouseholdFact[] facts = request.ChangesLaterFacts
            ? [fact, .. later.Select(each => fact with { ValidFrom = each.ValidFrom })]
            : [fact];
        await HouseholdStore.AddManyAsync(session, organization, facts);
        session.Audit(new AuditDraft("household.remove", StoredHousehold.Subject(organization, household), organization)
        {
            Before = before.Digest(organization),
            After = HouseholdFact.Digest(organization, facts),
            Details = JsonDetails.Of(("from", from),
                (request.ChangesLaterFacts ? "laterFactsChanged" : "laterFactsKept", later.Select(each => each.ValidFrom))),
        });
        return new RemovedHousehold(fact, later.Select(each => each with { IsChanged = request.ChangesLaterFacts }).ToArray());
    }
}
