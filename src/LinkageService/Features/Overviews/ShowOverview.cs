using System.Diagnostics;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Features.Settlements;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Overviews;

/// <summary>Which organisations and which year.</summary>
/// <param name="Year">The year of the accounts; null for the present year in China.</param>
/// <param name="After">Only organisations after this id; empty for the first.</param>
/// <param name="Limit">Organisations at most.</param>
internal sealed record OverviewRequest(int? Year = null, string After = "", int Limit = 20) : CheckedRequest;

/// <summary>The shape of it.</summary>
internal sealed class OverviewValidator : AbstractValidator<OverviewRequest>
{
    public OverviewValidator()
    {
        RuleFor(request => request.Year).IsAccountYear();
        RuleFor(request => request.Limit).IsIn("limit", new WholeRange(1, 100));
    }
}

/// <summary>Shows how the runs of the caller's organisations stand: a few reads, whatever the number of years.</summary>
internal sealed class ShowOverview(Database database, SchemeLibrary library, TimeProvider time)
{
    private static readonly string[] Unpaid = [RunStates.Draft, RunStates.Submitted, RunStates.Disclosed, RunStates.Approved];

    private readonly OverviewValidator _validator = new();

    /// <summary>The overview.</summary>
    /// <param name="caller">Who asks, and for whom runs wait.</param>
    /// <param name="request">For what.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Overview> HandleAsync(Caller caller, OverviewRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var (year, limit) = (request.Year ?? Dates.Today(time).Year, request.Limit);
        var read = await database.SnapshotAsync(async session =>
        {
            var organizations = Page<OrganizationRow>.Of(
                await OrganizationTree.PageAsync(session, caller.Organization, request.After, limit + 1), limit, row => row.Id);
            return await ReadAsync(session, organizations, year);
        }, cancellation);
        return Show(caller, read, year);
    }

    private static async Task<Read> ReadAsync(Session session, Page<OrganizationRow> page, int year)
    {
        var organizations = page.Items.Select(row => row.Id).ToArray();
        if (organizations.Length == 0)
        {
            return new Read(page, [], [], [], []);
        }

        var runs = await OverviewStore.RunsAsync(session, organizations, year);
        var unpaid = runs.Where(IsUnpaid).Select(run => run.Id).ToArray();
        var shown = runs.Where(run => IsUnpaid(run) || run.Kind == RunKinds.Settlement).Select(run => run.Id).ToArray();
        return new Read(
            page, runs, await OverviewStore.BenefitsAsync(session, organizations, year),
            shown.Length == 0 ? [] : await OverviewStore.ResultsAsync(session, shown),
            unpaid.Length == 0 ? [] : await OverviewStore.OpenObjectionsAsync(session, unpaid));
    }

    private Overview Show(Caller caller, Read read, int year)
    {
        var benefits = read.Benefits.ToLookup(row => row.RunId, StringComparer.Ordinal);
        var names = read.Organizations.Items.ToDictionary(row => row.Id, row => row.Name, StringComparer.Ordinal);
        var objections = read.OpenObjections.GroupBy(run => run, StringComparer.Ordinal)
            .ToDictionary(run => run.Key, run => run.Count(), StringComparer.Ordinal);
        var results = read.Results.ToDictionary(row => row.RunId, row => row.Result, StringComparer.Ordinal);
        var seen = read.Runs.Select(head =>
        {
            var run = new ListedRun(
                head.Id, head.OrganizationId, names[head.OrganizationId], (int)head.Year, head.Kind == RunKinds.Correction, head.SchemeId,
                TitleOf(head), head.State, head.Maker, AmountOf(head, benefits, results), head.UpdatedAt);
            var (life, open) = (RunLife.Read(head.Progress), objections.GetValueOrDefault(head.Id));
            return new Seen(head, run, life, open, NextAct(caller, head, life, open));
        }).ToArray();
        var byOrganization = seen.ToLookup(each => each.Head.OrganizationId, StringComparer.Ordinal);
        return new Overview(
            read.Organizations.Items.Select(organization => new OrganizationOverview(
                organization, YearOf(byOrganization[organization.Id].Select(each => each.Head), benefits, year),
                YearOf(byOrganization[organization.Id].Select(each => each.Head), benefits, year - 1))
            {
                Stripe = StripeOf(byOrganization[organization.Id].Where(each => each.Head.Year == year)),
            }).ToArray(),
            read.Organizations.Next, YearOf(read.Runs, benefits, year), YearOf(read.Runs, benefits, year - 1),
            Compare(byOrganization, benefits, year),
            seen.Where(each => each.Act is not null).OrderBy(each => each.Run.ChangedAt)
                .Select(each => new WaitingRun(each.Run, each.Act!)).ToArray(),
            seen.Where(each => IsUnpaid(each.Head) && results.ContainsKey(each.Head.Id))
                .SelectMany(each => Warnings(each.Run, each.Life, results[each.Head.Id], each.OpenObjections)).ToArray());
    }

    private YearStripe? StripeOf(IEnumerable<Seen> year)
    {
        var order = RunStates.All.ToList();
        var runs = year.Where(each => each.Head.State != RunStates.Cancelled).OrderBy(each => order.IndexOf(each.Head.State)).ToArray();
        return runs is not [var behind, .. var others] ? null : new YearStripe(
            behind.Run, RunStripe.Of(behind.Head.State, behind.Head.CreatedAt, behind.Life, Dates.Today(time)), behind.OpenObjections,
            behind.Act, others.Select(each => each.Run).ToArray());
    }

    private YearComparison Compare(ILookup<string, Seen> byOrganization, ILookup<string, RunBenefitRow> benefits, int year)
    {
        var compared = byOrganization.Where(runs => IsApproved(runs, year) && IsApproved(runs, year - 1)).ToArray();
        var heads = compared.SelectMany(runs => runs).Select(each => each.Head).ToArray();
        return new YearComparison(
            compared.Select(runs => runs.Key).ToHashSet(StringComparer.Ordinal),
            YearOf(heads, benefits, year), YearOf(heads, benefits, year - 1));
    }

    private static bool IsApproved(IEnumerable<Seen> runs, int year)
    {
        var states = runs.Where(each => each.Head.Year == year && each.Head.Kind == RunKinds.Distribution)
            .Select(each => each.Head.State).Where(state => state != RunStates.Cancelled).ToArray();
        return states.Length > 0 && states.All(state => RunStates.Standing.Contains(state, StringComparer.Ordinal));
    }

    private static bool IsUnpaid(RunHeadRow run) => Unpaid.Contains(run.State, StringComparer.Ordinal);

    // A settlement gives nothing of its own, and its payment joins no sum: it was counted in the year it was owed for.
    private static long AmountOf(RunHeadRow run, ILookup<string, RunBenefitRow> benefits, Dictionary<string, string> results) =>
        run.Kind == RunKinds.Settlement
            ? StoredRunResult.Read(results[run.Id]).Settled!.Read().Payable.Fen
            : benefits[run.Id].Sum(row => row.AmountFen);

    // Two people approve and make, whichever way their names are written: as ApproveRun asks.
    private string? NextAct(Caller caller, RunHeadRow run, RunLife life, int openObjections)
    {
        var isPreparer = caller.May(Permission.PrepareRuns);
        return run.State switch
        {
            RunStates.Draft when isPreparer => RunActs.Submit,
            RunStates.Submitted when isPreparer => RunActs.Disclose,
            RunStates.Disclosed when openObjections > 0 => isPreparer ? RunActs.Answer : null,
            RunStates.Disclosed when caller.May(Permission.ApproveRuns) && RunStripe.NoticeUntil(life) < Dates.Today(time)
                && !caller.Is(run.Maker) && !caller.Is(life.SubmittedBy) && !(life.Editors ?? []).Any(caller.Is) => RunActs.Approve,
            RunStates.Approved when isPreparer => RunActs.Pay,
            RunStates.Paid when isPreparer => RunActs.Close,
            RunStates.Draft or RunStates.Submitted or RunStates.Disclosed or RunStates.Approved or RunStates.Paid => null,
            RunStates.Closed or RunStates.Cancelled => null,
            _ => throw new UnreachableException(),
        };
    }

    private IEnumerable<RunWarning> Warnings(ListedRun run, RunLife life, string result, int openObjections)
    {
        foreach (var finding in StoredRunResult.Read(result).Checks.Select(check => check.Read()).Concat(life.Findings)
            .Where(check => check.Severity != CheckFinding.Info))
        {
            yield return new RunWarning(run) { Check = finding };
        }

        if (openObjections > 0)
        {
            yield return new RunWarning(run) { OpenObjections = openObjections };
        }

        if (run.State == RunStates.Disclosed && RunStripe.NoticeUntil(life) is var until && until >= Dates.Today(time))
        {
            yield return new RunWarning(run) { NoticeUntil = until };
        }
    }

    private YearOverview YearOf(IEnumerable<RunHeadRow> all, ILookup<string, RunBenefitRow> benefits, int year)
    {
        var runs = all.Where(run => run.Year == year).ToArray();
        var states = runs.GroupBy(run => run.State, StringComparer.Ordinal)
            .OrderBy(state => RunStates.All.ToList().IndexOf(state.Key))
            .Select(state => new StateFigures(
                state.Key, state.Count(), state.Count(run => run.Kind == RunKinds.Correction),
                state.Sum(run => benefits[run.Id].Sum(row => row.AmountFen))));
        var standing = runs.Where(run => RunStates.Standing.Contains(run.State, StringComparer.Ordinal))
            .SelectMany(run => benefits[run.Id].Select(row => (Run: run, Row: row)))
            .GroupBy(each => each.Row.Benefit, StringComparer.Ordinal)
            .Select(each => BenefitOf(each.Key, each.ToArray()));
        return new YearOverview(year, states.ToArray(), standing.OrderByDescending(benefit => benefit.AmountFen)
            .ThenBy(benefit => benefit.Benefit, StringComparer.Ordinal).ToArray());
    }

    // A correction changes amounts of households that its distribution counts already.
    private BenefitFigures BenefitOf(string benefit, (RunHeadRow Run, RunBenefitRow Row)[] rows)
    {
        var distributions = rows.Where(each => each.Run.Kind == RunKinds.Distribution).ToArray();
        return new BenefitFigures(
            benefit, TitleOf(benefit, rows[0].Run), distributions.Sum(each => each.Row.Households), rows.Sum(each => each.Row.AmountFen),
            distributions.Sum(each => each.Row.RegisteredHouseholds), rows.Sum(each => each.Row.RegisteredAmountFen));
    }

    private LocalizedText TitleOf(RunHeadRow run) => run.Kind == RunKinds.Settlement ? SettlementScheme.Scheme.Title
        : library.Versions(run.SchemeId)
        .FirstOrDefault(scheme => scheme.Version == run.SchemeVersion)?.Title ?? new LocalizedText(run.SchemeId, run.SchemeId);

    private LocalizedText TitleOf(string benefit, RunHeadRow run) => library.Versions(run.SchemeId)
        .FirstOrDefault(scheme => scheme.Version == run.SchemeVersion)?.Steps
        .FirstOrDefault(step => step.GivesLines && string.Equals(step.Benefit, benefit, StringComparison.Ordinal))?.Title
        ?? new LocalizedText(benefit, benefit);

    /// <summary>What the database has, read at one moment.</summary>
    private sealed record Read(
        Page<OrganizationRow> Organizations, IReadOnlyList<RunHeadRow> Runs, IReadOnlyList<RunBenefitRow> Benefits,
        IReadOnlyList<RunResultRow> Results, IReadOnlyList<string> OpenObjections);

    /// <summary>A run as the database has it, as lists show it, and what the caller may do with it next.</summary>
    private sealed record Seen(RunHeadRow Head, ListedRun Run, RunLife Life, int OpenObjections, string? Act);
}
