using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What the pages of a run have in common.</summary>
public sealed class ShowRunTests
{
    [Fact]
    public async Task HandleAsync_RunThatWasCorrected_KnowsItsCorrectionAndTheCorrectionItsRun()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var show = village.Service.Services.GetRequiredService<ShowRun>();

        var paid = await show.HandleAsync(CorrectedVillage.Everybody, village.Paid.Id, CancellationToken.None);
        var correction = await show.HandleAsync(CorrectedVillage.Everybody, village.Correction.Id, CancellationToken.None);

        Assert.Equal(village.Correction.Id, Assert.Single(paid.Corrections).Row.Id);
        Assert.Equal((null, CorrectedVillage.Id), (paid.Corrected, paid.Organization.Id));
        Assert.Equal(village.Paid.Id, correction.Corrected!.Row.Id);
        Assert.Equal(paid.Run.Row.SchemeDigest, paid.Scheme.Digest);
        Assert.Equal((0, 0), (paid.Objections, paid.OpenObjections));
    }

    [Fact]
    public async Task HandleAsync_SomebodyOfAnotherOrganisation_SeesNothing()
    {
        await using var village = await CorrectedVillage.StartAsync("recompute_all");
        var show = village.Service.Services.GetRequiredService<ShowRun>();

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            show.HandleAsync(CorrectedVillage.Stranger, village.Paid.Id, CancellationToken.None));

        Assert.Equal(ProblemCodes.UnknownRun, refused.Failure.Code);
    }
}
