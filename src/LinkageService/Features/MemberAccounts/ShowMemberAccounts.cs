using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.MemberAccounts;

/// <summary>Which accounts.</summary>
/// <param name="Organization">Whose members.</param>
/// <param name="Year">Of which year; null for that of the latest run that stands.</param>
/// <param name="Page">Which part of them, by household ids.</param>
internal sealed record MemberAccountsRequest(string Organization, int? Year, PageRequest Page) : CheckedRequest
{
    /// <summary>Only this household's; null for all.</summary>
    public string? Household { get; init; }
}

/// <summary>The shape of it.</summary>
internal sealed class MemberAccountsValidator : AbstractValidator<MemberAccountsRequest>
{
    public MemberAccountsValidator()
    {
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.Page).IsPage();
    }
}

/// <summary>
/// Member accounts of a year (成员账户), as the dated roster and the approved runs have them today: nothing of them is stored. A
/// correction that is approved later changes the account of the year it corrects.
/// </summary>
internal sealed class ShowMemberAccounts(Database database, TimeProvider time)
{
    private readonly MemberAccountsValidator _validator = new();

    /// <summary>A page of accounts, or that of one household.</summary>
    /// <exception cref="RefusedException">There is no such organisation, or no such household in the year.</exception>
    public Task<MemberAccountPage> HandleAsync(Caller caller, MemberAccountsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(async session =>
        {
            var plan = await OpenAsync(session, caller, request);
            return request.Household is { } household
                ? await OneAsync(session, request.Organization, plan, household)
                : await PageAsync(session, request.Organization, plan, request.Page.After, request.Page.Limit, cancellation);
        }, cancellation);
    }

    /// <summary>What the accounts of a year are made of.</summary>
    public async Task<AccountPlan> OpenAsync(Session session, Caller caller, MemberAccountsRequest request)
    {
        await OrganizationScope.RequireAsync(session, caller, request.Organization);
        return await AccountPlan.ReadAsync(session, request.Organization, request.Year, Dates.Today(time));
    }

    /// <summary>
    /// All accounts, a page at a time; at the end the columns of benefits must have come to what the runs have paid out in all.
    /// </summary>
    public static async IAsyncEnumerable<MemberAccountPage> AllAsync(
        Session session, string organization, AccountPlan plan,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var sums = new long[plan.Columns.Count];
        for (var after = ""; after is not null;)
        {
            var page = await PageAsync(session, organization, plan, after, PageValidator.Limits.Max, cancellation);
            foreach (var account in page.Accounts)
            {
                for (var column = 0; column < sums.Length; column++)
                {
                    sums[column] += account.Closing[column];
                }
            }

            yield return page;
            after = page.Next;
        }

        await RequireSumsAsync(session, plan, sums);
    }

    private static async Task RequireSumsAsync(Session session, AccountPlan plan, long[] sums)
    {
        var paid = new Dictionary<AccountRole, long>();
        foreach (var run in plan.Runs.SelectMany(run => run.Corrections.Prepend(run)))
        {
            var records = run.Run.Columns.Steps.Where(step => step.IsRecord).Select(step => step.Benefit).ToArray();
            foreach (var benefit in await RunStore.BenefitsAsync(session, run.Row.Id))
            {
                if (AccountRoles.OfBenefit(benefit.Benefit) is { } role && !records.Contains(benefit.Benefit, StringComparer.Ordinal))
                {
                    paid[role] = paid.GetValueOrDefault(role) + benefit.AmountFen;
                }
            }
        }

        for (var column = 0; column < sums.Length; column++)
        {
            var role = plan.Columns[column].Role;
            if (AccountRoles.Benefits.Contains(role) && sums[column] != paid.GetValueOrDefault(role))
            {
                throw new InvariantBrokenException("the member accounts of a year come to what its runs pay");
            }
        }
    }

    /// <summary>The account of one household.</summary>
    /// <exception cref="RefusedException">It was not there in the year.</exception>
    public static async Task<MemberAccountPage> OneAsync(Session session, string organization, AccountPlan plan, string written)
    {
        var household = await HouseholdIdentity.RequireAsync(session, organization, written, "household");
        var parts = new Dictionary<(string, long), IReadOnlyDictionary<string, long[]>>();
        foreach (var (run, part) in Parts(plan))
        {
            var values = await HouseholdIdentity.FindAsync(session, organization, run.Row.Id, part, written);
            parts[(run.Row.Id, part)] = values is null ? [] : new Dictionary<string, long[]>(StringComparer.Ordinal)
            {
                [household] = values.Value.Values,
            };
        }

        var ledger = new AccountLedger(plan, (run, part) => parts[(run.Row.Id, part)]);
        var facts = await HouseholdStore.RangeAsync(session, organization, household, household);
        return ledger.Of(household, facts) is { } account
            ? new MemberAccountPage(plan.Year, plan.Columns, [account], Next: null, ledger.Checks)
            : throw RunAccess.UnknownHousehold(written);
    }

    private static async Task<MemberAccountPage> PageAsync(
        Session session, string organization, AccountPlan plan, string after, int limit, CancellationToken cancellation)
    {
        // The first of each list are the first of all, once they are put together in the order of ids.
        var ids = new SortedSet<string>(
            await HouseholdStore.IdsAfterAsync(session, organization, after, limit + 1), HouseholdOrder.Instance);
        var parts = new Dictionary<(string, long), IReadOnlyDictionary<string, long[]>>();
        foreach (var (run, part) in Parts(plan))
        {
            cancellation.ThrowIfCancellationRequested();
            var values = await RunBlockStore.AfterAsync(session, run.Row.Id, part, after, limit + 1);
            ids.UnionWith(values.Select(household => household.Household));
            parts[(run.Row.Id, part)] = values.ToDictionary(
                household => household.Household, household => household.Values, StringComparer.Ordinal);
        }

        var page = ids.Take(limit).ToArray();
        if (page.Length == 0)
        {
            return new MemberAccountPage(plan.Year, plan.Columns, [], Next: null, []);
        }

        var facts = (await HouseholdStore.RangeAsync(session, organization, page[0], page[^1]))
            .ToLookup(fact => fact.HouseholdId, StringComparer.Ordinal);
        var ledger = new AccountLedger(plan, (run, part) => parts[(run.Row.Id, part)]);
        var accounts = page.Select(household => ledger.Of(household, facts[household].ToArray())).OfType<MemberAccount>().ToArray();
        return new MemberAccountPage(
            plan.Year, plan.Columns, accounts, ids.Count > limit ? page[^1] : null, ledger.Checks);
    }

    private static IEnumerable<(AccountRun Run, long Part)> Parts(AccountPlan plan) => plan.Runs
        .Concat(plan.Carried.Select(carried => carried.Before).OfType<AccountRun>())
        .SelectMany(run => run.Corrections.Prepend(run))
        .SelectMany(run => new[] { (run, run.Run.Columns.Part), (run, RunParts.Calculation) })
        .DistinctBy(each => (each.run.Row.Id, each.Item2));
}
