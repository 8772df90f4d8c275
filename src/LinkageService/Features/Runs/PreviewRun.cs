using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// Everything a person looks at before a run is saved. Small however many households there are: a session may keep it.
/// </summary>
/// <param name="Run">The run as it would be stored.</param>
/// <param name="Scheme">The scheme it was computed by.</param>
/// <param name="Steps">What each step did, in order.</param>
/// <param name="Flow">Where the money goes.</param>
/// <param name="ShareOut">How it is shared out among households.</param>
/// <param name="LastYear">The same laid beside the year before; null when nothing stands for it.</param>
internal sealed record RunPreview(
    StoredRun Run, Scheme Scheme, IReadOnlyList<PreviewedStep> Steps, MoneyFlow Flow, ShareOut ShareOut, LastYearComparison? LastYear)
{
    /// <summary>How much more members could lawfully be paid, by what is stated; null where no check is made.</summary>
    public Headroom? Headroom { get; init; }
}

/// <summary>What a step did.</summary>
/// <param name="Step">It.</param>
/// <param name="AmountFen">What it gave households in all; null for a step that gives them nothing.</param>
/// <param name="Households">How many of them it gave something.</param>
/// <param name="IsRecord">Whether the amounts are only noted, outside every total.</param>
/// <param name="Policy">How it came to whole fen; null where nothing was divided.</param>
/// <param name="Figures">Residue, largest rounding error, equal holders paid unequally.</param>
internal sealed record PreviewedStep(
    Step Step, long? AmountFen, int Households, bool IsRecord, RoundingPolicy? Policy, ApportionmentFigures Figures);

/// <summary>The run of the year before, and who would gain or lose against it.</summary>
/// <param name="Run">Its id, or that of its last correction.</param>
/// <param name="Year">Its year.</param>
/// <param name="Scheme">Its scheme, which may be another.</param>
/// <param name="Totals">Its sums, every correction that stands included.</param>
/// <param name="Groups">The households in both: registered, then everyone else.</param>
internal sealed record LastYearComparison(
    string Run, int Year, NamedScheme Scheme, SummaryTotals Totals, IReadOnlyList<ComparedGroup> Groups);

/// <summary>Computes a run without storing it, and what there is to see of it.</summary>
internal sealed class PreviewRun(Database database, CreateRun create, ShowShareOut shareOut, FindLastYear lastYear)
{
    /// <exception cref="RefusedException">It cannot be made so.</exception>
    public async Task<RunPreview> HandleAsync(Caller caller, CreateRunRequest request, CancellationToken cancellation)
    {
        var created = await create.HandleAsync(caller, request with { Preview = true }, cancellation);
        var distribution = created.Preview!;
        var summary = created.Run.Summary;
        var earlier = await lastYear.HandleAsync(caller, request.Organization, summary.Scheme.Id, summary.Year, cancellation);
        return new RunPreview(
            created.Run, distribution.Scheme, distribution.Steps.Select(Step).ToArray(), MoneyFlow.Of(distribution),
            await shareOut.HandleAsync(caller, created, cancellation),
            earlier is null ? null : await BesideAsync(earlier, distribution, cancellation)) { Headroom = created.Headroom };
    }

    private static PreviewedStep Step(StepResult step)
    {
        var (sum, paid) = (0L, 0);
        foreach (var fen in step.AmountsFen is { } amounts ? amounts.Span : [])
        {
            sum += fen;
            paid += fen == 0 ? 0 : 1;
        }

        return new PreviewedStep(
            step.Step, step.AmountsFen is null ? null : sum, paid, step.IsRecord, step.Policy, step.Figures);
    }

    private Task<LastYearComparison> BesideAsync(RunRow earlier, Distribution distribution, CancellationToken cancellation) =>
        database.SnapshotAsync(async session =>
        {
            var books = await StoredBooks.OfAsync(session, earlier);
            cancellation.ThrowIfCancellationRequested();
            var comparison = RunComparison.Of(books, RunBooks.Of(distribution));
            return new LastYearComparison(
                earlier.Id, (int)earlier.Year, new NamedScheme(earlier.SchemeId, (int)earlier.SchemeVersion, earlier.SchemeDigest),
                new SummaryTotals(books.SourcesTotal, books.HouseholdsTotal, books.FundsTotal, books.CarriedForward),
                [comparison.Registered, comparison.Others]);
        }, cancellation);
}
