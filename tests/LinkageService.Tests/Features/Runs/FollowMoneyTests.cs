using System.Text;
using LinkageService.Engine.Flows;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Runs;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The flow picture of stored runs.</summary>
public sealed class FollowMoneyTests
{
    private static readonly SchemeLibrary Library = SchemeLibrary.Load();

    [FullRunFact]
    public async Task HandleAsync_EveryWorkedCase_BringsItsSourcesAndLeavesItsTotals()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        var follow = world.Service.Services.GetRequiredService<FollowMoney>();
        var number = 0;
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null))
        {
            var organization = $"org-{number++}";
            await world.OrganizationAsync(organization, Library.Versions(asked.Scheme)[0].LegalForms.FirstOrDefault() ?? "company");
            var created = await world.CreateAsync(organization, Encoding.UTF8.GetString(CaseRequests.Json(asked)), "k");
            Assert.True(created.Status == 201, asked + created.Text);
            var run = created.Json.GetProperty("id").GetString()!;
            var (flow, steps) = await follow.HandleAsync(CorrectedVillage.Everybody, run, CancellationToken.None);
            Assert.NotEmpty(steps);
            var summary = StoredRun.Of((await world.Database.ReadAsync(session => RunStore.FindAsync(session, run)))!).Summary;

            Assert.Equal(summary.Totals.Households.Fen, Stays(flow, FlowNodeKind.Households));
            Assert.Equal(summary.Totals.Funds.Fen, Stays(flow, FlowNodeKind.Fund));
            Assert.Equal(summary.Totals.CarriedForward.Fen, Stays(flow, FlowNodeKind.Carried));
            Assert.Equal(summary.Totals.Sources.Fen, flow.Nodes.Sum(node => node.Brought.Fen));
            Assert.All(flow.Links, link => Assert.True(link.Amount.Fen > 0));
        }

        Assert.True(number > 50, $"{number} cases");
    }

    [Fact]
    public async Task HandleAsync_Correction_ShowsWhereAllTheMoneyShouldHaveGone()
    {
        await using var village = await CorrectedVillage.StartAsync("charge_fund:collective_retained");
        var follow = village.Service.Services.GetRequiredService<FollowMoney>();
        var before = (await follow.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, CancellationToken.None)).Flow;
        var after = (await follow.HandleAsync(CorrectedVillage.Everybody, village.Correction.Id, CancellationToken.None)).Flow;

        Assert.Equal(before.Links, after.Links);
        Assert.Equal(12_345_678, after.Nodes.Sum(node => node.Brought.Fen));
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => follow.HandleAsync(CorrectedVillage.Stranger, village.Paid.Id, CancellationToken.None));
        Assert.Equal("unknown_run", refused.Failure.Code.Name);
    }

    private static long Stays(MoneyFlow flow, FlowNodeKind kind) => flow.Nodes.Where(node => node.Kind == kind).Sum(node => node.Stays.Fen);
}
