using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Statements;

/// <summary>What a household got in one run.</summary>
/// <param name="Run">The run.</param>
/// <param name="Facts">How its statements are read.</param>
/// <param name="Household">The household's values.</param>
/// <param name="End">What the run settles with it and takes from it.</param>
internal sealed record HouseholdStatement(StoredRun Run, RunFacts Facts, HouseholdValues Household, StatementEnd End);

/// <summary>Which statements are wanted.</summary>
/// <param name="Organization">Whose household.</param>
/// <param name="Household">Its id.</param>
/// <param name="Page">Which part of them.</param>
internal sealed record ListHouseholdStatementsRequest(string Organization, string Household, PageRequest Page) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class ListHouseholdStatementsValidator : AbstractValidator<ListHouseholdStatementsRequest>
{
    public ListHouseholdStatementsValidator() => RuleFor(request => request.Page).IsPage();
}

/// <summary>All years of one household: every run that was not cancelled and has it, later years first.</summary>
internal sealed class ListHouseholdStatements(Database database, RunFactsCache cache)
{
    private const int RunsAtOnce = 64;

    private readonly ListHouseholdStatementsValidator _validator = new();

    /// <exception cref="RefusedException">There is no such organisation, or no run has the household.</exception>
    public Task<Page<HouseholdStatement>> HandleAsync(
        Caller caller, ListHouseholdStatementsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        return database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            var found = await ReadAsync(session, request, cancellation);
            return found.Count == 0 && request.Page.After.Length == 0
                ? throw RunAccess.UnknownHousehold(request.Household)
                : Page<HouseholdStatement>.Of(found, request.Page.Limit, each => CursorOf(each.Run.Row));
        }, cancellation);
    }

    // One more than the page has, so that it is known whether there are more.
    private async Task<IReadOnlyList<HouseholdStatement>> ReadAsync(
        Session session, ListHouseholdStatementsRequest request, CancellationToken cancellation)
    {
        var found = new List<HouseholdStatement>();
        var after = ListRuns.ReadCursor(request.Page.After);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var runs = await RunStore.ListAsync(session, request.Organization, year: null, state: null, after, RunsAtOnce);
            foreach (var row in runs.Where(run => run.State != RunStates.Cancelled))
            {
                var facts = await cache.OfAsync(session, row);
                if (await HouseholdIdentity.FindAsync(
                    session, request.Organization, row.Id, facts.Columns.Part, request.Household) is { } values)
                {
                    var ends = await StatementEnds.ReadAsync(session, row.Id, facts, values.Household, values.Household);
                    found.Add(new HouseholdStatement(StoredRun.Of(row), facts, values, ends[values.Household]));
                }

                if (found.Count > request.Page.Limit)
                {
                    return found;
                }
            }

            if (runs.Count < RunsAtOnce)
            {
                return found;
            }

            after = (runs[^1].Year, runs[^1].Id);
        }
    }

    private static string CursorOf(RunRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Year} {row.Id}");
}
