using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>States how a household stands from a date on.</summary>
/// <param name="Organization">Whose household.</param>
/// <param name="Household">All that is said of it.</param>
/// <param name="ValidFrom">From when on; null for today in China.</param>
/// <param name="IfMatch">Only when it stands on that date as the caller read it; null without asking.</param>
internal sealed record PutHouseholdRequest(
    string Organization, HouseholdEntry Household, DateOnly? ValidFrom = null, string? IfMatch = null) : CheckedRequest
{
    /// <summary>Whether later facts that repeat what is replaced are changed too; else they stay, and the answer lists them.</summary>
    public bool ChangesLaterFacts { get; init; }

    /// <summary>Only when it does not stand as these tags say, <c>*</c> for not there; null without asking.</summary>
    public string? IfNoneMatch { get; init; }
}

/// <summary>The shape of it: that of its household, whose fields the body has beside its own.</summary>
internal sealed class PutHouseholdValidator : AbstractValidator<PutHouseholdRequest>
{
    public PutHouseholdValidator() =>
        RuleFor(request => request.Household).SetValidator(new HouseholdEntryValidator()).OverridePropertyName("");
}

/// <summary>Adds a fact; what was known before stays known as such.</summary>
internal sealed class PutHousehold(Database database, TimeProvider time, HouseholdSealer sealer)
{
    private readonly PutHouseholdValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be stated so.</exception>
    public Task<StoredHousehold> HandleAsync(Caller caller, PutHouseholdRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var validFrom = Dates.Text(request.ValidFrom ?? Dates.Today(time));
        return database.WriteAsync(
            new Change(caller.Name, time.GetUtcNow()), session => WriteAsync(session, caller, request, validFrom), cancellation);
    }

    /// <summary>The later facts that would undo it; nothing is stored.</summary>
    /// <exception cref="RefusedException">It cannot be stated so.</exception>
    public Task<IReadOnlyList<LaterFact>> FindLaterAsync(
        Caller caller, PutHouseholdRequest request, CancellationToken cancellation) =>
        database.SnapshotAsync<IReadOnlyList<LaterFact>>(async session =>
        {
            var organization = request.Organization;
            await OrganizationScope.RequireAsync(session, caller, organization);
            if (_validator.Problems(request).Count > 0)
            {
                return [];
            }

            var id = await HouseholdIdentity.RequireAsync(session, organization, request.Household.Id);
            var household = request.Household with { Id = id };
            var validFrom = Dates.Text(request.ValidFrom ?? Dates.Today(time));
            var before = await HouseholdStore.FindAsync(session, organization, household.Id, validFrom, long.MaxValue);
            if (before is not { Present: 1 })
            {
                return [];
            }

            var standing = HouseholdData.Parse(before.Data);
            var after = await sealer.SealAsync(session, organization, household, standing, new List<Problem>());
            var later = await LaterFacts.AfterAsync(session, organization, household.Id, validFrom);
            return LaterFacts.Find(household.Id, standing, after.Data, later).Select(each => each.Fact).ToArray();
        }, cancellation);

    private async Task<StoredHousehold> WriteAsync(WriteSession session, Caller caller, PutHouseholdRequest request, string validFrom)
    {
        var organization = request.Organization;
        await OrganizationScope.RequireAsync(session, caller, organization);
        var id = await HouseholdIdentity.RequireAsync(session, organization, request.Household.Id);
        var household = request.Household with { Id = id };
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var before = await HouseholdStore.FindAsync(session, organization, household.Id, validFrom, long.MaxValue);
        var isNew = before is not { Present: 1 };
        EntityTag.Check(request.IfMatch, isNew ? null : before!.KnownAt);
        EntityTag.CheckNew(request.IfNoneMatch, isNew ? null : before!.KnownAt);

        var problems = new List<Problem>(0);
        var standing = isNew ? null : HouseholdData.Parse(before!.Data);
        var after = await sealer.SealAsync(session, organization, household, standing, problems);
        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }

        var fact = new HouseholdFact(household.Id, validFrom, await OrganizationStore.ClaimKnownAtAsync(session, held), 1,
            after.Data.ToJson(), session.Change.Actor, session.Change.Id);
        var later = LaterFacts.Find(
            household.Id, standing, after.Data, await LaterFacts.AfterAsync(session, organization, household.Id, validFrom));
        HouseholdFact[] facts = request.ChangesLaterFacts
            ? [fact, .. later.Select(each => fact with { ValidFrom = each.Fact.ValidFrom, Data = each.Data!.ToJson() })]
            : [fact];
        await HouseholdStore.AddManyAsync(session, organization, facts);
        foreach (var hash in after.Hashes)
        {
            await HouseholdLookup.AddAsync(session, organization, hash, household.Id);
        }

        var changes = HouseholdChange.Between(standing, after.Data);
        session.Audit(new AuditDraft("household.put", StoredHousehold.Subject(organization, household.Id), organization)
        {
            Before = before?.Digest(organization),
            After = HouseholdFact.Digest(organization, facts),
            Details = JsonDetails.Of(("validFrom", validFrom), ("changed", changes.Select(change => change.Field)),
                (request.ChangesLaterFacts ? "laterFactsChanged" : "laterFactsKept", later.Select(each => each.Fact.ValidFrom))),
        });
        return new StoredHousehold(organization, fact, after.Data)
        {
            IsNew = isNew,
            LaterFacts = later.Select(each => each.Fact with { IsChanged = request.ChangesLaterFacts }).ToArray(),
        };
    }
}
