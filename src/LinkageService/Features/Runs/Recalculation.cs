using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A stored run computed again on other terms or over another roster; collects everything that is wrong with them.</summary>
internal sealed class Recalculation(Scheme scheme, int year, List<Problem> problems)
{
    private RunTerms? _terms;
    private Roster? _roster;
    private int _notListed;

    /// <summary>Figures as stated for the run, where the scheme has them, with those that are to be different.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; private set; } = new Dictionary<string, string>();

    /// <summary>As <see cref="Parameters"/>.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; private set; } = new Dictionary<string, string>();

    /// <summary>What is to be said of how the roster was read.</summary>
    public IReadOnlyList<CheckFinding> Checks { get; private set; } = [];

    /// <summary>Binds the figures.</summary>
    /// <param name="run">The run whose figures stay where nothing else is said.</param>
    /// <param name="change">Figures that are to be different.</param>
    /// <param name="carried">Inputs that go on from the last run where neither states them.</param>
    public void Bind(RunRow run, CalculateDistributionRequest change, IReadOnlyDictionary<string, string> carried)
    {
        var (parameters, inputs) = StoredRunTerms.Read(run).Stated;
        Parameters = Merge(parameters, change.Parameters, scheme.Parameters.Select(parameter => parameter.Name));
        Inputs = Merge(inputs, change.Inputs, scheme.Inputs.Select(input => input.Name));
        var names = scheme.Inputs.Select(input => input.Name).ToHashSet(StringComparer.Ordinal);
        _terms = RunTerms.Bind(scheme, year, Parameters, CalculateDistributionRequest.Completed(
            Inputs, carried.Where(each => names.Contains(each.Key)).ToDictionary()), problems);
        problems.AddRange(CalculateDistribution.WrongInputTypes(scheme, change));
    }

    /// <summary>Takes a roster that is known to be right.</summary>
    public void Take(Roster roster) => _roster = roster;

    /// <summary>Takes a roster that was just read.</summary>
    /// <param name="builder">It.</param>
    /// <param name="checks">What is to be said of how it was read.</param>
    public void Take(RosterBuilder builder, IReadOnlyList<CheckFinding>? checks = null)
    {
        Checks = checks ?? [];
        _roster = builder.Build();
        problems.AddRange(builder.Problems);
        _notListed = builder.ProblemCount - builder.Problems.Count;
    }

    /// <summary>Runs the steps.</summary>
    /// <exception cref="RefusedException">Everything that is wrong.</exception>
    public Distribution Finish(CancellationToken cancellation)
    {
        if (problems.Count > 0)
        {
            throw new RefusedException(Failure.Of(problems, _notListed));
        }

        var outcome = Calculation.Run(scheme, _terms!, _roster!, cancellation);
        return outcome.Distribution ?? throw new RefusedException(Failure.Of(outcome.Problems));
    }

    private static Dictionary<string, string> Merge(
        IReadOnlyDictionary<string, string> stated, IReadOnlyDictionary<string, string> changed, IEnumerable<string> known)
    {
        var names = known.ToHashSet(StringComparer.Ordinal);
        var merged = stated.Where(figure => names.Contains(figure.Key))
            .ToDictionary(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal);
        foreach (var (name, value) in changed)
        {
            merged[name] = value;
        }

        return merged;
    }
}
