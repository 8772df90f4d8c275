using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Erasure;

/// <summary>What identifies the people of a household is to be taken out.</summary>
/// <param name="Organization">Id of the organisation that has the household.</param>
/// <param name="Household">Its member number.</param>
/// <param name="RequestedBy">Who asked for it, in words that name nobody: 本人, 继承人, 监管部门.</param>
/// <param name="Reason">Why, for the audit log: at most 500 characters, naming nobody.</param>
internal sealed record EraseHouseholdRequest(string Organization, string Household, string? RequestedBy, string? Reason) : CheckedRequest
{
    /// <summary>Who asked for it, without spaces at its ends.</summary>
    public string? RequestedBy { get; } = TextRules.Trim(RequestedBy);

    /// <summary>Why, without spaces at its ends.</summary>
    public string? Reason { get; } = TextRules.Trim(Reason);
}

/// <summary>The shape of it.</summary>
internal sealed class EraseHouseholdValidator : AbstractValidator<EraseHouseholdRequest>
{
    public EraseHouseholdValidator()
    {
        RuleFor(request => request.RequestedBy).IsText("requestedBy", TextRules.MaxWord, isRequired: true);
        RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
    }
}

/// <summary>What was taken out.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Facts">Facts that were rewritten; 0 where nothing was left in any.</param>
/// <param name="Runs">Runs that have the household: their papers keep its name.</param>
/// <param name="KeptUntil">The last day for which the vouchers of the latest of these have to be kept; null where there are none.</param>
/// <param name="KeepsBirthDates">Whether dates of birth stay, sealed, because a run counts its members by age.</param>
internal sealed record ErasedHousehold(string Household, int Facts, int Runs, DateOnly? KeptUntil, bool KeepsBirthDates);

/// <summary>
/// Takes out of all facts about a household what identifies its people, once it is gone and owed nothing. What vouchers are made of stays:
/// holdings, tags and labels, and the name where a run has it. Irreversible; backups made before still have it.
/// </summary>
internal sealed class EraseHousehold(Database database, TimeProvider time, PrivateNumbers numbers)
{
    private const string Action = "household.erase";

    private readonly EraseHouseholdValidator _validator = new();

    /// <exception cref="RefusedException"><c>household_needed</c> where the law or a payment still needs the data.</exception>
    public Task<ErasedHousehold> HandleAsync(Caller caller, EraseHouseholdRequest request, CancellationToken cancellation) =>
        database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            _validator.Require(request);
            return await EraseAsync(session, request);
        }, cancellation);

    private async Task<ErasedHousehold> EraseAsync(WriteSession session, EraseHouseholdRequest request)
    {
        var organization = request.Organization;
        var household = await HouseholdIdentity.RequireAsync(session, organization, request.Household);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var today = Dates.Text(Dates.Today(time));
        var all = await RewrittenFacts.AllAsync(session, organization);
        if (!all.Any(fact => fact.HouseholdId == household))
        {
            throw StoredHousehold.Unknown(household);
        }

        var need = await HouseholdNeed.OfAsync(session, organization, household, today);
        need.RefuseWhereOpen(household);
        var after = all.Select(fact => fact.HouseholdId == household && fact.Present == 1
            ? fact with { Data = Erased(organization, household, HouseholdData.Parse(fact.Data), need).ToJson() }
            : fact).ToArray();
        await RewrittenFacts.WriteAsync(session, organization, all, after, Action);
        await HouseholdLookup.RemoveAsync(session, organization, household);

        // That it is not there is said once more: whatever was kept in memory of before is of another moment.
        var gone = new HouseholdFact(
            household, today, await OrganizationStore.ClaimKnownAtAsync(session, held), 0, "{}", session.Change.Actor, session.Change.Id);
        await HouseholdStore.AddAsync(session, organization, gone);
        var erased = all.Zip(after).Count(each => each.First != each.Second);
        session.Audit(new AuditDraft(Action, StoredHousehold.Subject(organization, household), organization)
        {
            After = gone.Digest(organization),
            Details = JsonDetails.Of(
                ("requestedBy", request.RequestedBy), ("reason", request.Reason), ("facts", erased), ("runs", need.Runs),
                ("keptUntil", need.KeptUntil is { } day ? Dates.Text(day) : null)),
        });
        return new ErasedHousehold(household, erased, need.Runs, need.KeptUntil, need.CountsAges);
    }

    private HouseholdData Erased(string organization, string household, HouseholdData data, HouseholdNeed need) => data with
    {
        Name = need.Runs > 0 ? data.Name : null,
        Account = null,
        Phone = null,
        Remark = null,
        Persons = [.. data.Persons.Select(person => new PersonData(
            ErasedName, IdNumber: null, Hint: null, Relation: null, person.Head, person.Joined, person.Left, person.Deceased,
            need.CountsAges ? BornOf(organization, household, person) : null))],
    };

    private const string ErasedName = "***";

    private string? BornOf(string organization, string household, PersonData person) => person.IdNumber is { } number
        ? numbers.Encrypt(Dates.Text(IdNumber.BornOn(numbers.Decrypt(number, organization, household))), organization, household)
        : person.Born;
}
