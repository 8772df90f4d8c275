using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Linkages;

/// <summary>The end of a linkage.</summary>
/// <param name="To">Its last date.</param>
internal sealed record EndLinkageDraft(DateOnly? To) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class EndLinkageValidator : AbstractValidator<EndLinkageDraft>
{
    public EndLinkageValidator() => RuleFor(request => request.To).IsThere("to");
}

/// <summary>States the last date of a linkage; a later statement of it counts instead.</summary>
internal sealed class EndLinkage(Database database, TimeProvider time)
{
    private readonly EndLinkageValidator _validator = new();

    /// <exception cref="RefusedException">There is no such linkage, or it would end before it began.</exception>
    public Task<LinkageFact> HandleAsync(
        Caller caller, string organization, string id, EndLinkageDraft request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var held = (await OrganizationStore.HoldAsync(session, organization))!;
            var before = await LinkageStore.FindAsync(session, organization, id) ?? throw Unknown(id);
            var end = Dates.Text(request.To!.Value);
            if (string.CompareOrdinal(end, before.ValidFrom) < 0)
            {
                throw new RefusedException(Failure.Of(
                    ProblemCodes.InvalidValue, $"早于开始日期 {before.ValidFrom}", $"before it began on {before.ValidFrom}", "to"));
            }

            var fact = before with
            {
                KnownAt = await OrganizationStore.ClaimKnownAtAsync(session, held),
                ValidTo = end,
                Actor = session.Change.Actor,
                ChangeId = session.Change.Id,
            };
            await LinkageStore.AddAsync(session, fact);
            session.Audit(new AuditDraft("linkage.end", "linkage/" + id, organization)
            {
                Before = before.Digest(),
                After = fact.Digest(),
                Details = JsonDetails.Of(("household", fact.HouseholdId), ("mode", fact.Mode), ("to", end)),
            });
            return fact;
        }, cancellation);
    }

    private static RefusedException Unknown(string id) => new(Failure.Of(ProblemCodes.UnknownLinkage,
        $"没有联结“{NumberProblems.Shorten(id)}”", $"there is no linkage \"{NumberProblems.Shorten(id)}\""));
}
