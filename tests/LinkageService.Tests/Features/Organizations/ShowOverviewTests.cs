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

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
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
        Assert.Equal("notice_too_short", (await AskAsync(Checker("checker"))).Warnings.Single().Check!.Code);

        clock.Now = DuringNotice;
        var during = await AskAsync(Checker("checker"));
        Assert.Empty(during.Waiting);
        Assert.Contains(during.Warnings, warning => warning.NoticeUntil == new DateOnly(2026, 1, 24));
        clock.Now = DuringNotice.AddHours(2); // past midnight in China
        Assert.Equal("approve", (await AskAsync(Checker("checker"))).Waiting.Single().Act);
    }

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
