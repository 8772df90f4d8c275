using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What a scheme finds on a stored roster: sums by hand, and what is missing by household.</summary>
public sealed class CheckRosterTests
{
    private const string ByLand = "huangjinlin-land-cooperative";
    private const string ByShares = "liangping-collective-income";

    [Fact]
    public async Task HandleAsync_RostersOfSeveralDates_SumWhatIsHeldOnEach()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var atYearsEnd = await CheckAsync(village, ByLand, new DateOnly(2025, 12, 31));
        var earlier = await CheckAsync(village, ByLand, new DateOnly(2024, 3, 1));
        await village.Api.PutHouseholdAsync(CorrectedVillage.Id, "0008", "1234567.5", isRegistered: true, "2026-01-01");
        var later = await CheckAsync(village, ByLand, new DateOnly(2026, 1, 1));

        // 3.33 + 2.70 + 1.00 + 4.10 + 1.85 + 0.61; without 0007 and with the 0.95 of 0005; with 0008.
        Assert.Equal((6, "13.59", 6, 2), Figures(atYearsEnd));
        Assert.Equal((6, "13.93", 6, 2), Figures(earlier));
        Assert.Equal((7, "1,234,581.09", 7, 3), Figures(later));
        Assert.Equal(("0", 0), atYearsEnd.Holdings.Where(row => row.Holding.Name == "wage_days").Select(row =>
            (row.Sum, row.Holders)).Single());
    }

    [Fact]
    public async Task HandleAsync_RosterWithoutWhatTheSchemeNeeds_NamesEveryHouseholdThatLacksIt()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var lacking = await CheckAsync(village, ByShares, new DateOnly(2025, 12, 31));
        var empty = await CheckAsync(village, ByLand, new DateOnly(2023, 12, 31));

        Assert.Equal(
            ["0001", "0002", "0003", "0004", "0006", "0007"],
            lacking.Failure!.Problems.Select(problem => problem.Field["households[".Length..problem.Field.IndexOf(']',
                StringComparison.Ordinal)]));
        Assert.All(lacking.Failure.Problems, problem => Assert.EndsWith("].holdings.shares", problem.Field, StringComparison.Ordinal));
        Assert.Equal((6, 0), (lacking.Households, lacking.Holdings.Count));
        Assert.Equal((0, ProblemCodes.EmptyRoster), (empty.Households, empty.Failure!.Code));
        Assert.Equal(("2024-01-01", null), (empty.StandsFrom, lacking.StandsFrom));
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            CheckAsync(village, ByLand, new DateOnly(2025, 12, 31), CorrectedVillage.Stranger));
        Assert.Equal(ProblemCodes.UnknownOrganization, refused.Failure.Code);
    }

    private static (int Households, string Land, int Holders, int Registered) Figures(CheckedRoster roster) => (
        roster.Households,
        roster.Holdings.Single(row => row.Holding.Name == "land").Sum,
        roster.Holdings.Single(row => row.Holding.Name == "land").Holders,
        roster.Tags.Single(tag => tag.Tag == "registered").Households);

    private static Task<CheckedRoster> CheckAsync(CorrectedVillage village, string id, DateOnly date, Caller? caller = null)
    {
        var services = village.Service.Services;
        var scheme = services.GetRequiredService<SchemeLibrary>().Versions(id)[^1];
        return services.GetRequiredService<CheckRoster>().HandleAsync(
            caller ?? CorrectedVillage.Everybody, new CheckRosterRequest(CorrectedVillage.Id, scheme, date.Year, date),
            CancellationToken.None);
    }
}
