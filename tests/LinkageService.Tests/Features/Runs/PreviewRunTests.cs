using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>A preview says all there is to see before a run is saved, stores nothing, and is laid beside the year before.</summary>
public sealed class PreviewRunTests
{
    private const int IncomeFen = 500_000;
    private const int LastIncomeFen = 12_345_678;

    // As corrected: what 2024 should have been shared by, and what stands on the record date of 2025.
    private static readonly Dictionary<string, string> Land = new(StringComparer.Ordinal)
    {
        ["0001"] = "3.33", ["0002"] = "2.70", ["0003"] = "1.00", ["0004"] = "4.10", ["0006"] = "1.85", ["0007"] = "0.61",
    };

    [Fact]
    public async Task HandleAsync_YearAfterACorrectedOne_IsLaidBesideTheBooksAfterTheCorrection()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var watch = new RunWatch();
        var preview = await PreviewAsync(village, watch);
        var (owed, owedLast) = (NaiveVillage.Owed(IncomeFen, Land).Values.Sum(), NaiveVillage.Owed(LastIncomeFen, Land).Values.Sum());

        Assert.Equal(owed, preview.Run.Summary.Totals.Households.Fen);
        Assert.Equal(owed, preview.Steps.Where(step => !step.IsRecord).Sum(step => step.AmountFen ?? 0));
        Assert.Contains(preview.Steps, step => step.AmountFen == owed && step.Households == Land.Count && step.Figures.ResidueFen > 0);
        Assert.Equal((Land.Count, true), (watch.HouseholdsRead, watch.IsComputing));

        var last = preview.LastYear!;
        Assert.Equal((village.Correction.Id, 2024), (last.Run, last.Year));
        Assert.Equal(owedLast, last.Totals.Households.Fen);
        Assert.Equal((owedLast, owed), (last.Groups.Sum(group => group.Before.Fen), last.Groups.Sum(group => group.After.Fen)));

        // Everyone gets less of less money; who left owes nothing and gets nothing.
        Assert.Equal((0, Land.Count, 1), (
            last.Groups.Sum(group => group.Gainers), last.Groups.Sum(group => group.Losers), last.Groups.Sum(group => group.Unchanged)));
        Assert.Equal((0, 1), (last.Groups.Sum(group => group.Joined), last.Groups.Sum(group => group.Left)));
    }

    [Fact]
    public async Task HandleAsync_Preview_StoresNothingAndIsNotForStrangers()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var list = village.Service.Services.GetRequiredService<ListRuns>();
        var all = new ListRunsRequest(CorrectedVillage.Id, Year: null, State: null, new PageRequest());
        var before = await list.HandleAsync(CorrectedVillage.Everybody, all, CancellationToken.None);
        await PreviewAsync(village);
        var after = await list.HandleAsync(CorrectedVillage.Everybody, all, CancellationToken.None);

        Assert.Equal(before.Items.Select(run => run.Row.Id), after.Items.Select(run => run.Row.Id));
        var refused = await Assert.ThrowsAsync<RefusedException>(() => village.Service.Services.GetRequiredService<PreviewRun>()
            .HandleAsync(CorrectedVillage.Stranger, CorrectedVillage.Preview, CancellationToken.None));
        Assert.Equal(ProblemCodes.UnknownOrganization, refused.Failure.Code);
    }

    [Fact]
    public async Task HandleAsync_StoppedWhileItWaits_GivesUp()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => village.Service.Services.GetRequiredService<PreviewRun>()
            .HandleAsync(CorrectedVillage.Everybody, CorrectedVillage.Preview, stop.Token));
    }

    private static Task<RunPreview> PreviewAsync(CorrectedVillage village, RunWatch? watch = null) => village.Service.Services
        .GetRequiredService<PreviewRun>()
        .HandleAsync(CorrectedVillage.Everybody, CorrectedVillage.Preview with { Watch = watch }, CancellationToken.None);
}
