using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Books;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.LinkageReports;

/// <summary>Whose income is wanted.</summary>
/// <param name="Organization">On whose roster the household is.</param>
/// <param name="Household">Its member number there.</param>
/// <param name="Year">Of which year; null for the last one that is over.</param>
internal sealed record HouseholdIncomeRequest(string Organization, string Household, int? Year) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class HouseholdIncomeValidator : AbstractValidator<HouseholdIncomeRequest>
{
    public HouseholdIncomeValidator() => RuleFor(request => request.Year).IsAccountYear();
}

/// <summary>What a household got in a year, from every organisation that has it on its roster.</summary>
/// <param name="Organization">The organisation that was asked about.</param>
/// <param name="Household">Its member number there.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Searched">Organisations whose rosters were looked through for the same household.</param>
/// <param name="Payers">Each organisation with the household, the one that was asked about first; also those that gave nothing.</param>
internal sealed record StackedIncome(string Organization, string Household, int Year, int Searched, IReadOnlyList<PayerIncome> Payers)
{
    /// <summary>All of it.</summary>
    public Money Total => new(Payers.Sum(payer => payer.Total.Fen));

    /// <summary>By benefit, over all payers.</summary>
    public IReadOnlyList<BenefitIncome> Benefits =>
    [
        .. Payers.SelectMany(payer => payer.Benefits).GroupBy(benefit => benefit.Benefit, StringComparer.Ordinal)
            .Select(same => same.First() with { Fen = same.Sum(benefit => benefit.Fen) })
            .OrderBy(benefit => benefit.Benefit, StringComparer.Ordinal),
    ];
}

/// <summary>What one organisation gave.</summary>
/// <param name="Organization">Which.</param>
/// <param name="Household">The member number there.</param>
/// <param name="Runs">Approved runs of the year that have the household, corrections with them.</param>
internal sealed record PayerIncome(OrganizationRow Organization, string Household, IReadOnlyList<RunIncome> Runs)
{
    /// <summary>All of it.</summary>
    public Money Total => new(Runs.Sum(run => run.Benefits.Sum(benefit => benefit.Fen)));

    /// <summary>By benefit, over its runs.</summary>
    public IEnumerable<BenefitIncome> Benefits => Runs.SelectMany(run => run.Benefits);

    /// <summary>What it gave under one benefit.</summary>
    public long FenOf(string benefit) => Benefits.Where(each => each.Benefit == benefit).Sum(each => each.Fen);
}

/// <summary>What one run gave.</summary>
/// <param name="Run">Which.</param>
/// <param name="Scheme">What its scheme is called.</param>
/// <param name="Benefits">Each benefit that is not nothing; negative where a correction takes back.</param>
internal sealed record RunIncome(RunRow Run, LocalizedText Scheme, IReadOnlyList<BenefitIncome> Benefits);

/// <summary>An amount under a benefit.</summary>
/// <param name="Benefit">What the lines are called.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Fen">How much.</param>
internal sealed record BenefitIncome(string Benefit, LocalizedText Title, long Fen);

/// <summary>
/// Adds up rents, wages and dividends of one household over all organisations that the caller sees: the household is known again by the
/// ID number of its head, and every approved run counts once. What a settlement pays belongs to the year it was owed for.
/// </summary>
internal sealed class ShowHouseholdIncome(Database database, PrivateNumbers numbers, RunFactsCache cache, TimeProvider time)
{
    private readonly HouseholdIncomeValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation or household, or what is wrong with the request.</exception>
    public Task<StackedIncome> HandleAsync(Caller caller, HouseholdIncomeRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var year = request.Year ?? Dates.Today(time).Year - 1;
        return database.SnapshotAsync(async session =>
        {
            var organization = await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var id = await HouseholdIdentity.RequireAsync(session, organization.Id, request.Household, "household");
            if ((await HouseholdStore.HistoryAsync(session, organization.Id, id)).Count == 0)
            {
                throw StoredHousehold.Unknown(request.Household);
            }

            var (same, searched) = await SameAsync(session, caller, organization, id);
            var payers = new List<PayerIncome>();
            foreach (var (payer, household) in same)
            {
                payers.Add(new PayerIncome(payer, household, await RunsAsync(session, payer.Id, household, year, cancellation)));
            }

            return new StackedIncome(organization.Id, id, year, searched, payers);
        }, cancellation);
    }

    // The household, and those of the same head elsewhere. A caller who sees too many organisations looks below the parent of this one.
    private async Task<(IReadOnlyList<(OrganizationRow Organization, string Household)> Same, int Searched)> SameAsync(
        Session session, Caller caller, OrganizationRow organization, string household)
    {
        var found = new List<(OrganizationRow Organization, string Household)> { (organization, household) };
        var today = Dates.Text(Dates.Today(time));
        if (await HeadAsync(session, organization.Id, household, today) is not { } number)
        {
            return (found, 1);
        }

        var seen = await OrganizationTree.PageAsync(session, caller.Organization, "", ShowLinkageReport.MaxOrganizations + 1);
        if (seen.Count > ShowLinkageReport.MaxOrganizations)
        {
            seen = await OrganizationTree.PageAsync(
                session, organization.Parent ?? organization.Id, "", ShowLinkageReport.MaxOrganizations);
        }

        var byId = seen.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var hashes = numbers.LookupHashes(PrivateNumberKind.Id, number);
        foreach (var (other, id) in await HouseholdLookup.FindInAsync(session, [.. byId.Keys], hashes))
        {
            if ((other, id) != (organization.Id, household) && await HeadAsync(session, other, id, today) == number)
            {
                found.Add((byId[other], id));
            }
        }

        return (found, seen.Count);
    }

    private async Task<string?> HeadAsync(Session session, string organization, string household, string day) =>
        await HouseholdStore.FindAsync(session, organization, household, day, long.MaxValue) is { Present: 1 } fact
            && HouseholdData.Parse(fact.Data).HeadOn(day)?.IdNumber is { } stored
            ? numbers.DecryptOrNull(stored, organization, household)
            : null;

    private async Task<IReadOnlyList<RunIncome>> RunsAsync(
        Session session, string organization, string household, int year, CancellationToken cancellation)
    {
        var found = new List<RunIncome>();
        var rows = await RunStore.ListAsync(session, organization, year, state: null, after: null, int.MaxValue);
        foreach (var row in rows.Where(row => ReadJournal.IsBooked(row) && row.Kind != RunKinds.Settlement))
        {
            cancellation.ThrowIfCancellationRequested();
            var facts = await cache.OfAsync(session, row);
            if (await HouseholdIdentity.FindAsync(session, organization, row.Id, facts.Columns.Part, household) is not { } values)
            {
                continue;
            }

            var scheme = await RunRecomputation.SchemeAsync(session, row);
            var (titles, amounts, steps) = (new SchemeTitles(scheme), facts.Columns.Amounts(values).ToArray(), facts.Columns.Steps);
            found.Add(new RunIncome(row, scheme.Title,
            [
                .. Enumerable.Range(0, amounts.Length).Where(at => amounts[at] != 0 && !steps[at].IsRecord)
                    .GroupBy(at => steps[at].Benefit, StringComparer.Ordinal)
                    .Select(same => new BenefitIncome(
                        same.Key, SchemeTitles.AsLabel(titles.OfStep(steps[same.First()].Step)), same.Sum(at => amounts[at]))),
            ]));
        }

        return found;
    }
}
