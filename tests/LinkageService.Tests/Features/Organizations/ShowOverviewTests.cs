using System.Diagnostics;
using LinkageService.Access;
using LinkageService.Features.Overviews;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Organizations;

/// <summary>The home page: figures of two years, what waits for whom, what is to be minded.</summary>
public sealed class ShowOverviewTests
{
    // The notice of a disclosed run of RunWorld lasts 20 days from 2026-01-05: until the 24th.
    private static readonly DateTimeOffset DuringNotice = new(2026, 1, 24, 15, 0, 0, TimeSpan.Zero);

    // Past midnight in China: the 2nd.
    private static readonly DateTimeOffset AfterAll = new(2026, 4, 1, 17, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sqlite")]
    [FullRunData("postgres")]
    public async Task HandleAsync_RunsInEveryState_CountsSumsAndActs(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        await world.OrganizationAsync("other", "rural_collective");
        var ids = new Dictionary<string, string>();
        var amounts = new Dictionary<string, long>();
        foreach (var state in RunStates.All)
        {
            ids[state] = (await world.RunAsync("tangwan", state)).Id;
            amounts[state] = await PaidAsync(world, ids[state]);
        }

        var objected = await world.RunAsync("other", "disclosed");
        await world.StepAsync(objected.Id, "objections", objected.ETag, """{ "household": "0002", "content": "土地面积应为 2.80 亩" }""");
        var show = world.Service.Services.GetRequiredService<ShowOverview>();

        var overview = await show.HandleAsync(Checker("Nobody"), new OverviewRequest(2025), CancellationToken.None);
        var lastYear = await show.HandleAsync(Checker("Nobody"), new OverviewRequest(2026), CancellationToken.None);

        var tangwan = overview.Organizations.Single(organization => organization.Organization.Id == "tangwan");
        Assert.Equal(RunStates.All.Select(state => new StateFigures(state, 1, 0, amounts[state])), tangwan.ThisYear.States);
        Assert.Equal(2, overview.ThisYear.States.Single(state => state.State == "disclosed").Runs);
        Assert.Equal(amounts["approved"] + amounts["paid"] + amounts["closed"], overview.ThisYear.StandingFen);
        Assert.Equal(
            [("land_dividend", 15L, 6L), ("full_return", 6, 6), ("wage", 3, 3)],
            tangwan.ThisYear.Benefits.Select(benefit => (benefit.Benefit, benefit.Households, benefit.RegisteredHouseholds)));
        Assert.Equal("第一层：土地分红", tangwan.ThisYear.Benefits[0].Title.Zh);
        Assert.Equal((2026, 0L), (lastYear.ThisYear.Year, lastYear.ThisYear.StandingFen));
        Assert.Equal(overview.ThisYear.Benefits, lastYear.LastYear.Benefits);
        Assert.Equal(
            [
                (ids["draft"], "submit"), (ids["submitted"], "disclose"), (ids["disclosed"], "approve"), (ids["approved"], "pay"),
                (ids["paid"], "close"), (objected.Id, "answer"),
            ],
            overview.Waiting.Select(waiting => (waiting.Run.Id, waiting.Act)));
        Assert.Equal([(objected.Id, 1)], overview.Warnings.Where(warning => warning.OpenObjections > 0)
            .Select(warning => (warning.Run.Id, warning.OpenObjections)));
    }

    // Each run of the year is of another income.
    private static async Task<long> PaidAsync(RunWorld world, string run) => (long)(decimal.Parse(
        (await world.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals").GetProperty("households").GetString()!,
        System.Globalization.CultureInfo.InvariantCulture) * 100);

    [Fact]
    public async Task HandleAsync_ByRoleNameAndDay_OnlyWhatTheCallerMayDoWaits()
    {
        var clock = new SetClock(DuringNotice.AddMonths(3));
        await using var service = await RunningService.StartAsync(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock));
        var world = new RunWorld(service);
        await world.OrganizationAsync("tangwan", "rural_collective", noticeDays: 30);
        var (run, _, _) = await world.RunAsync("tangwan", "disclosed");
        var show = service.Services.GetRequiredService<ShowOverview>();
        async Task<Overview> AskAsync(Caller caller) => await show.HandleAsync(caller, new OverviewRequest(2025), CancellationToken.None);

        Assert.Equal((run, "approve"), (await AskAsync(Checker("checker"))).Waiting.Select(each => (each.Run.Id, each.Act)).Single());
        Assert.Empty((await AskAsync(Checker("MAKER"))).Waiting);
        Assert.Empty((await AskAsync(Checker("checker", Role.Preparer))).Waiting);
        Assert.Empty((await AskAsync(Checker("checker", Role.Viewer))).Waiting);
        Assert.Empty((await AskAsync(CorrectedVillage.Stranger)).Organizations);
        Assert.Equal(
            ["notice_before_submission", "notice_too_short"],
            (await AskAsync(Checker("checker"))).Warnings.Select(warning => warning.Check!.Code).Order());

        clock.Now = DuringNotice;
        var during = await AskAsync(Checker("checker"));
        Assert.Empty(during.Waiting);
        Assert.Contains(during.Warnings, warning => warning.NoticeUntil == new DateOnly(2026, 1, 24));
        clock.Now = DuringNotice.AddHours(2); // past midnight in China
        Assert.Equal("approve", (await AskAsync(Checker("checker"))).Waiting.Single().Act);
    }

    [Fact]
    public async Task HandleAsync_YearUnderWay_StagesWithTheirDaysAndOnlyApprovedYearsCompared()
    {
        var clock = new SetClock(AfterAll);
        await using var service = await RunningService.StartAsync(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock));
        var world = new RunWorld(service);
        foreach (var village in (string[])["done", "half", "none"])
        {
            await world.OrganizationAsync(village, "rural_collective");
            await world.RunAsync(village, "paid");
        }

        // The next year is made of a run of the same kind; only "done" comes to its approval.
        foreach (var (village, state) in new[] { ("done", "approved"), ("half", "approved"), ("half", "disclosed"), ("none", "cancelled") })
        {
            await world.RunAsync(village, state, year: 2026);
        }

        var show = service.Services.GetRequiredService<ShowOverview>();
        async Task<Overview> AskAsync() =>
            await show.HandleAsync(Checker("Nobody"), new OverviewRequest(2026), CancellationToken.None);
        clock.Now = DuringNotice;
        var overview = await AskAsync();

        Assert.Equal(["done"], overview.Compared.Organizations);
        Assert.Equal(overview.Organizations[0].ThisYear.StandingFen, overview.Compared.ThisYear.StandingFen);
        Assert.Equal(overview.Organizations[0].LastYear.StandingFen, overview.Compared.LastYear.StandingFen);
        Assert.Null(overview.Organizations[2].Stripe);
        var half = overview.Organizations[1].Stripe!;
        Assert.Equal(("disclosed", "approved"), (half.Run.State, half.Others.Single().State));
        Assert.Equal(
            "Make Done 2026-04-02 | Notice Now 2026-01-05 2026-01-24 | Approve Later 2026-01-25 | Pay Later | Close Later",
            StagesOf(overview, "half"));
        Assert.Equal(
            "Make Done 2026-04-02 | Notice Done 2026-01-05 2026-01-24 | Approve Done 2026-04-02 | Pay Now 2026-04-02 | Close Later",
            StagesOf(overview, "done"));

        clock.Now = DuringNotice.AddHours(2); // past midnight in China
        Assert.Contains("| Notice Done 2026-01-05 2026-01-24 | Approve Now 2026-01-25 |", StagesOf(await AskAsync(), "half"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("draft", "Make Now 2026-04-02 | Notice Later | Approve Later | Pay Later | Close Later")]
    [InlineData("submitted", "Make Done 2026-04-02 | Notice Now 2026-04-02 | Approve Later | Pay Later | Close Later")]
    [InlineData("paid", "Make Done 2026-04-02 | Notice Done 2026-01-05 2026-01-24 | Approve Done 2026-04-02 | Pay Done 2026-03-05 | "
        + "Close Now 2026-03-05")]
    [InlineData("closed", "Make Done 2026-04-02 | Notice Done 2026-01-05 2026-01-24 | Approve Done 2026-04-02 | Pay Done 2026-03-05 | "
        + "Close Done 2026-04-02")]
    public async Task HandleAsync_RunOfAState_ItsFiveStages(string state, string stages)
    {
        var clock = new SetClock(AfterAll);
        await using var service = await RunningService.StartAsync(configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock));
        var world = new RunWorld(service);
        await world.OrganizationAsync("tangwan", "rural_collective");
        await world.RunAsync("tangwan", state);

        var overview = await service.Services.GetRequiredService<ShowOverview>()
            .HandleAsync(Checker("Nobody"), new OverviewRequest(2025), CancellationToken.None);

        Assert.Equal(stages, StagesOf(overview, "tangwan"));
    }

    [Fact]
    public async Task HandleAsync_MoreOrganizations_AsManyStatementsAsForOne()
    {
        await using var world = await RunWorld.StartAsync("postgres");
        var show = world.Service.Services.GetRequiredService<ShowOverview>();
        var counts = new List<int>();
        for (var organizations = 1; organizations <= 3; organizations++)
        {
            var id = "village" + organizations;
            await world.OrganizationAsync(id, "rural_collective");
            await world.RunAsync(id, "disclosed");
            await world.RunAsync(id, "paid");
            counts.Add(await StatementsAsync(() =>
                show.HandleAsync(Checker("Nobody"), new OverviewRequest(2025), CancellationToken.None)));
        }

        Assert.Equal([5, 5, 5], counts);
    }

    // Npgsql tells of every statement; those of this test follow its own activity.
    private static async Task<int> StatementsAsync(Func<Task> act)
    {
        var count = 0;
        using var test = new Activity("test").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = statement => Interlocked.Add(ref count, statement.TraceId == test.TraceId ? 1 : 0),
        };
        ActivitySource.AddActivityListener(listener);
        await act();
        return count;
    }

    private static string StagesOf(Overview overview, string organization) => string.Join(" | ", overview.Organizations
        .Single(each => each.Organization.Id == organization).Stripe!.Stages.Stages.Select(stage => string.Join(' ',
            ((string?[])[$"{stage.Stage}", $"{stage.Standing}", Day(stage.From), Day(stage.Until)]).Where(part => part is not null))));

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task HandleAsync_CorrectedYear_TheCorrectionIsInTheSumsAndStandsForItsRun()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var show = village.Service.Services.GetRequiredService<ShowOverview>();
        var find = village.Service.Services.GetRequiredService<FindLastYear>();

        var overview = await show.HandleAsync(CorrectedVillage.Everybody, new OverviewRequest(2025), CancellationToken.None);
        var before = await find.HandleAsync(CorrectedVillage.Everybody, village.Settling.Id, CancellationToken.None);
        var older = await find.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, CancellationToken.None);
        var planned = await find.HandleAsync(
            CorrectedVillage.Everybody, CorrectedVillage.Id, "tangwan-four-tier", 2025, CancellationToken.None);

        Assert.Equal(village.Paid.HouseholdsFen + village.Correction.HouseholdsFen, overview.LastYear.StandingFen);
        Assert.Equal((2, 1), overview.LastYear.States.Select(state => (state.Runs, state.Corrections)).Single());
        Assert.Equal(6, overview.LastYear.Benefits.Single().Households);
        Assert.Equal((village.Correction.Id, null, village.Correction.Id), (before!.Id, older?.Id, planned!.Id));
    }

    [Fact]
    public async Task HandleAsync_LastYearOfTwoSchemes_TheSameSchemeGoesFirst()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (same, _, _) = await world.RunAsync("tangwan", "closed");
        await world.RunAsync("tangwan", "draft");
        var find = world.Service.Services.GetRequiredService<FindLastYear>();
        async Task<string?> AskAsync(string scheme) => (await find.HandleAsync(
            CorrectedVillage.Everybody, "tangwan", scheme, 2026, CancellationToken.None))?.Id;
        Assert.Equal((same, same), (await AskAsync("tangwan-four-tier"), await AskAsync("three-golds")));

        var api = new RestRunsApi(world.Service);
        await api.PutHouseholdAsync("tangwan", "0001", "1.00", isRegistered: false, "2025-01-01");
        var other = await CorrectedVillage.PayAsync(api, await api.MakeAsync("tangwan", 2025, 100_00, "other"));

        Assert.Equal((same, other.Id), (await AskAsync("tangwan-four-tier"), await AskAsync("three-golds")));
    }

    private static Caller Checker(string name, Role? role = null) => new(name, role ?? Role.Local, Organization: null);
}
