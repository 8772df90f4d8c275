using LinkageService.Access;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Taxes;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>Something that runs give.</summary>
/// <param name="Benefit">As lines of statements call it.</param>
/// <param name="Step">The step that gives it.</param>
/// <param name="Title">What people call it.</param>
internal sealed record GivenBenefit(string Benefit, string Step, LocalizedText Title)
{
    /// <summary>Whether a name that somebody wrote means it.</summary>
    public bool IsCalled(string name) => TaxTerms.IsCalled(name, Benefit, Step, Title);
}

/// <summary>What the runs of an organisation give: what is stated of a benefit is stated of one of these.</summary>
internal sealed class FindBenefits(Database database)
{
    private const int MaxRuns = 50;

    /// <exception cref="RefusedException">There is no such organisation, or it is not the caller's.</exception>
    public Task<IReadOnlyList<GivenBenefit>> HandleAsync(Caller caller, string organization, CancellationToken cancellation) =>
        database.SnapshotAsync<IReadOnlyList<GivenBenefit>>(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, organization);
            var runs = await RunStore.ListAsync(session, organization, year: null, state: null, after: null, MaxRuns);
            var found = new List<GivenBenefit>();
            foreach (var run in runs.Where(run => run.Kind == RunKinds.Distribution && run.State != RunStates.Cancelled)
                .DistinctBy(run => run.SchemeDigest, StringComparer.Ordinal))
            {
                var scheme = await RunRecomputation.SchemeAsync(session, run);
                found.AddRange(TaxTerms.GivenBy(scheme).Select(given => new GivenBenefit(given.Benefit, given.Step, given.Title)));
            }

            return [.. found.Distinct()];
        }, cancellation);
}
