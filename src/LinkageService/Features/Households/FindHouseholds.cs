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
internal sealed record FindHouseholdsRequest(string Organization, string? IdNumber, string? Account);

/// <summary>Finds the households that have a number today, by its keyed hash; each search is noted in the audit log.</summary>
internal sealed class FindHouseholds(Database database, TimeProvider time, PrivateNumbers numbers, RevealNumbers reveal)
{
    /// <exception cref="RefusedException">It is no number, or the organisation is not the caller's.</exception>
    public async Task<IReadOnlyList<StoredHousehold>> HandleAsync(
        Caller caller, FindHouseholdsRequest request, CancellationToken cancellation)
    {
        var (kind, number) = Read(request);
        var (organization, today) = (request.Organization, Dates.Text(Dates.Today(time)));
        var found = await database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var households = new List<StoredHousehold>();
            foreach (var id in await HouseholdLookup.FindAsync(session, organization, numbers.LookupHash(kind, number)))
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
        if (request.IdNumber is null == request.Account is null)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.MissingField, "idNumber 和 account 写且只写一个",
                "exactly one of idNumber and account is wanted", "idNumber"));
        }

        if (request.IdNumber is { } id)
        {
            return IdNumber.TryRead(id, out var number) ? (PrivateNumberKind.Id, number) : throw Bad("idNumber");
        }

        return AccountNumber.TryRead(request.Account!, out var account) ? (PrivateNumberKind.Account, account) : throw Bad("account");
    }

    private static RefusedException Bad(string field) => new(Failure.Of(ProblemCodes.InvalidValue,
        "号码不完整或校验码不对", "the number is not whole, or its check character is wrong", field));
}
