using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Facts;

/// <summary>Says that nothing is stated for a date after all.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Kind">The word of its kind.</param>
internal sealed record WithdrawFactRequest(string Organization, string Kind) : CheckedRequest
{
    /// <summary>The date it was stated for, of kinds that are not stated by year.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The year, of kinds that are.</summary>
    public int? Year { get; init; }

    /// <summary>Only when it is as the caller read it; null without asking.</summary>
    public string? IfMatch { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class WithdrawFactValidator : AbstractValidator<WithdrawFactRequest>
{
    public WithdrawFactValidator()
    {
        RuleFor(request => request.Kind).IsThere("kind");
        RuleFor(request => request.Year).IsIn("year", PutFactValidator.Years);
        RuleFor(request => request.Year).NotNull().When(request => FactKind.Find(request.Kind) is { IsYearly: true }).AsMissing("year");
        RuleFor(request => request.ValidFrom).NotNull().When(request => FactKind.Find(request.Kind) is { IsYearly: false })
            .AsMissing("validFrom");
    }
}

/// <summary>Takes back a fact that was stated for a wrong date; what was known before stays known as such.</summary>
internal sealed class WithdrawFact(Database database, TimeProvider time)
{
    private readonly WithdrawFactValidator _validator = new();

    /// <exception cref="RefusedException">Nothing is stated for exactly this date.</exception>
    public Task<StoredFact> HandleAsync(Caller caller, WithdrawFactRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var organization = request.Organization;
            var kind = await FactKind.RequireAsync(session, caller, organization, request.Kind);
            var validFrom = kind.IsYearly ? StoredFact.LastDayOf(request.Year!.Value) : Dates.Text(request.ValidFrom!.Value);
            var held = (await OrganizationStore.HoldAsync(session, organization))!;
            var before = await OrganizationFactStore.LastAsync(session, organization, kind.Word, validFrom);
            if (before is not { Present: 1 })
            {
                throw StoredFact.Unknown(kind, validFrom);
            }

            EntityTag.Check(request.IfMatch, before.KnownAt);
            var fact = before with
            {
                KnownAt = await OrganizationStore.ClaimKnownAtAsync(session, held), Present = 0, Data = "", Actor = session.Change.Actor,
                ChangeId = session.Change.Id,
            };
            await OrganizationFactStore.AddAsync(session, organization, fact);
            session.Audit(new AuditDraft("fact.withdraw", OrganizationFact.Subject(organization, kind.Word), organization)
            {
                Before = before.Digest(organization),
                After = fact.Digest(organization),
                Details = JsonDetails.Of(("kind", kind.Word), ("validFrom", validFrom)),
            });
            return StoredFact.Of(organization, fact);
        }, cancellation);
    }
}
