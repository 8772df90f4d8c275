using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Who gains and who loses between two runs, against the statements of both as REST gives them.</summary>
public sealed class FindChangesTests
{
    [Fact]
    public async Task HandleAsync_TwoYears_ListsEverybodyByWhatTheyGainOrLose()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var find = village.Service.Services.GetRequiredService<FindChanges>();
        var before = (await village.Api.StatementsAsync(village.Paid.Id)).ToDictionary(each => each.Household, each => each.TotalFen);
        var after = (await village.Api.StatementsAsync(village.Settling.Id)).ToDictionary(each => each.Household, each => each.TotalFen);
        var wanted = before.Keys.Union(after.Keys).Select(id => (Id: id, Fen: after.GetValueOrDefault(id) - before.GetValueOrDefault(id)))
            .OrderByDescending(each => each.Fen).ThenBy(each => each.Id, StringComparer.Ordinal).ToArray();

        var found = await find.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, village.Settling.Id, CancellationToken.None);

        var changes = found.Changes;
        Assert.Equal(wanted.Length, changes.Households);
        Assert.Equal(wanted.Where(each => each.Fen > 0), changes.WhoGains(0, 100).Select(row => (row.Household, row.DeltaFen)));
        Assert.Equal(
            wanted.Where(each => each.Fen < 0).Reverse(), changes.WhoLoses(0, 100).Select(row => (row.Household, row.DeltaFen)));
        Assert.Equal((changes.WhoGains(0, 100).Count, changes.WhoLoses(0, 100).Count), (changes.Gainers, changes.Losers));
        Assert.Equal(wanted.Count(each => each.Fen != 0), changes.Bins.Sum(bin => bin.Households));
        Assert.Equal(wanted.Sum(each => each.Fen), changes.Bins.Sum(bin => bin.TotalFen));
        var gone = changes.Find(CorrectedVillage.Gone)!;
        Assert.Equal((before[CorrectedVillage.Gone], null, -before[CorrectedVillage.Gone]), (gone.BeforeFen, gone.AfterFen, gone.DeltaFen));
        Assert.Equal((null, "农户0007"), (changes.Find("0007")!.BeforeFen, changes.Find("0007")!.Name));
        Assert.Null(changes.Find("nobody"));
        Assert.Equal(changes.WhoLoses(0, 100).Skip(2).Take(2), changes.WhoLoses(2, 2));
    }

    [Fact]
    public async Task HandleAsync_OtherFigures_ChangeEverybodyAndStoreNothing()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var find = village.Service.Services.GetRequiredService<FindChanges>();
        var terms = new CalculateDistributionRequest { Inputs = new Dictionary<string, string> { ["income"] = "200000.00" } };

        var found = await find.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, terms, CancellationToken.None);

        Assert.Null(found.After.Run);
        Assert.Equal((6, 6, 0), (found.Changes.Households, found.Changes.Gainers, found.Changes.Losers));
    }

    [Fact]
    public async Task HandleAsync_SomebodyOfAnotherOrganisation_SeesNeitherRunEvenOnceItIsKept()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var find = village.Service.Services.GetRequiredService<FindChanges>();
        await find.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, village.Settling.Id, CancellationToken.None);

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            find.HandleAsync(CorrectedVillage.Stranger, village.Paid.Id, village.Settling.Id, CancellationToken.None));

        Assert.Equal(ProblemCodes.UnknownRun, refused.Failure.Code);
    }
}
