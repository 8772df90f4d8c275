using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Telemetry;

namespace LinkageService.Features.Calculations;

/// <summary>A calculation whose figures are bound and whose households are being read.</summary>
internal sealed class CalculationDraft(
    CalculateDistributionRequest request, Limits limits, List<Problem> problems, Scheme? scheme = null, RunTerms? terms = null)
{
    private (Roster? Roster, int NotListed)? _finished;

    /// <summary>The scheme; null when it is not known.</summary>
    public Scheme? Scheme => scheme;

    /// <summary>Where the households go; null when the scheme is not known.</summary>
    public RosterBuilder? Roster { get; } = scheme is null ? null : new RosterBuilder(scheme.RosterSchema, limits.MaxHouseholds);

    /// <summary>Year, parameters and inputs as used; null when something is wrong with them.</summary>
    public RunTerms? Terms => terms;

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Runs the steps, or gives everything that is wrong.</summary>
    public CalculationResult Finish(CancellationToken cancellation)
    {
        using var observed = ServiceTelemetry.Calculate(scheme?.Id, request.Document is not null);
        var result = Run(cancellation);
        observed?.Ended(result.Failure?.Code.Name);
        if (result.Distribution is { } distribution)
        {
            ServiceTelemetry.Calculated(distribution.Roster.Count);
        }

        return result;
    }

    /// <summary>A field of an inline scheme stands below "document" in what was sent.</summary>
    public static Problem InRequest(Problem problem, CalculateDistributionRequest request)
    {
        if (request.Document is null)
        {
            return problem;
        }

        return problem with { Field = problem.Field.Length == 0 ? "document" : "document." + problem.Field };
    }

    /// <summary>The roster as it was read; null when something is wrong with it. No household can follow.</summary>
    public Roster? BuildRoster() => FinishRoster().Roster;

    private CalculationResult Run(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (roster, notListed) = FinishRoster();
        if (problems.Count > 0)
        {
            return CalculationResult.Of(Failure.Of(problems, notListed));
        }

        var outcome = Calculation.Run(scheme!, terms!, roster!, cancellation);
        return outcome.Distribution is { } distribution
            ? CalculationResult.Of(distribution, request.Explain)
            : CalculationResult.Of(Failure.Of(outcome.Problems.Select(problem => InRequest(problem, request)).ToArray()));
    }

    private (Roster? Roster, int NotListed) FinishRoster()
    {
        if (_finished is { } finished)
        {
            return finished;
        }

        _finished = ReadRoster();
        return _finished.Value;
    }

    private (Roster? Roster, int NotListed) ReadRoster()
    {
        if (Roster is null || request.Households is null)
        {
            return (null, 0);
        }

        var roster = Roster.Build();
        problems.AddRange(Roster.Problems);
        if (request.Explain && Roster.Count > limits.MaxExplainedHouseholds)
        {
            problems.Add(new Problem(ProblemCodes.ExplanationTooLarge, "explain", new LocalizedText(
                $"带说明最多 {limits.MaxExplainedHouseholds} 户，名册有 {Roster.Count} 户",
                $"lines are explained for at most {limits.MaxExplainedHouseholds} households; the roster has {Roster.Count}")));
        }

        return (roster, Roster.ProblemCount - Roster.Problems.Count);
    }
}
