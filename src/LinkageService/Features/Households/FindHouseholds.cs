using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>Looks for a private number.</summary>
/// <param name="Organization">In whose roster.</param>
/// <param name="IdNumber">Of a person; either this or the account.</param>
/// <param name="Account">An account number.</param>
internal sealed record FindHouseholdsRequest(string Organization, string? IdNumber, string? Account) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class FindHouseholdsValidator : AbstractValidator<FindHouseholdsRequest>
{
    private static readonly LocalizedText Broken = new("号码不完整或校验码不对", "the number is not whole, or its check character is wrong");

    public FindHouseholdsValidator()
    {
        RuleFor(request => request).Must(request => request.IdNumber is null != request.Account is null)
            .As(ProblemCodes.MissingField, "idNumber", "idNumber 和 account 写且只写一个", "exactly one of idNumber and account is wanted");
        When(request => request.Account is null, () => RuleFor(request => request.IdNumber).Cascade(CascadeMode.Stop)
            .IsLike("idNumber", IdNumber.Form, Broken.Zh, Broken.En)
            .Must(number => number is null || IdNumber.TryRead(number, out _))
            .As(ProblemCodes.InvalidValue, "idNumber", Broken.Zh, Broken.En));
        When(request => request.IdNumber is null, () => RuleFor(request => request.Account)
            .IsLike("account", AccountNumber.Form, Broken.Zh, Broken.En));
    }
}

/// <summary>Finds the households that have a number today, by its keyed hash; each search is noted in the audit log.</summary>
internal sealed class FindHouseholds(Database database, TimeProvider time, PrivateNumbers numbers, RevealNumbers reveal)
{
    private readonly FindHouseholdsValidator _validator = new();

    /// <exception cref="RefusedException">It is no number, or the organisation is not the caller's.</exception>
    public async Task<IReadOnlyList<StoredHousehold>> HandleAsync(
        Caller caller, FindHouseholdsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (kind, number) = Read(request);
        var (organization, today) = (request.Organization, Dates.Text(Dates.Today(time)));
        var found = await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var households = new List<StoredHousehold>();
            foreach (var id in await HouseholdLookup.FindAsync(session, organization, numbers.LookupHashes(kind, number)))
            {
                var fact = await HouseholdStore.FindAsync(session, organization, id, today, long.MaxValue);
                if (fact is { Present: 1 } && reveal.Reveal(StoredHousehold.Of(organization, fact)) is var household
                    && Has(household.Revealed!, kind, number))
                {
                    households.Add(household with { Revealed = RevealNumbers.Applies(caller) ? household.Revealed : null });
                }
            }

            session.Audit(new AuditDraft("household.find", RevealNumbers.SubjectOfMany(organization), organization)
            {
                Details = JsonDetails.Of(("by", kind == PrivateNumberKind.Id ? "idNumber" : "account"), ("purpose", caller.Purpose),
                    ("found", households.Select(household => household.Fact.HouseholdId))),
            });
            return households;
        }, cancellation);
        return found;
    }

    private static bool Has(RevealedNumbers household, PrivateNumberKind kind, string number) => kind == PrivateNumberKind.Account
        ? string.Equals(household.Account, number, StringComparison.Ordinal)
        : household.Ids.Contains(number, StringComparer.Ordinal);

    private static (PrivateNumberKind Kind, string Number) Read(FindHouseholdsRequest request)
    {
        if (request.IdNumber is { } id)
        {
            _ = IdNumber.TryRead(id, out var number);
            return (PrivateNumberKind.Id, number);
        }

        _ = AccountNumber.TryRead(request.Account!, out var account);
        return (PrivateNumberKind.Account, account);
    }
}
