using LinkageService.Features.Runs;

namespace LinkageService.Console.Components;

/// <summary>Other runs that one may repeat, on their way to <see cref="OtherRuns"/>: parameters of components are public.</summary>
public sealed class ShownOthers
{
    private ShownOthers(long year, IReadOnlyList<OtherRun> runs) => (Year, Runs) = (year, runs);

    internal long Year { get; }

    internal IReadOnlyList<OtherRun> Runs { get; }

    internal static ShownOthers Of(StoredRun run) => new(run.Row.Year, run.Others);
}
