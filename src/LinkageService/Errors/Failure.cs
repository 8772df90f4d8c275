using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>Why a request has no result: the problems by precedence, as the answer lists them.</summary>
public sealed class Failure
{
    /// <summary>Problems an answer lists.</summary>
    /// <value>100; the rest is counted.</value>
    public const int MaxListed = 100;

    private Failure(Problem[] problems, int count) => (Problems, Count) = (problems, count);

    /// <summary>The first problems; the first of all gives the answer its code.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>How many there were.</summary>
    public int Count { get; }

    /// <summary>The code of the whole.</summary>
    public ProblemCode Code => Problems[0].Code;

    /// <summary>The same, where a transport has other names for some fields.</summary>
    public Failure Renamed(IReadOnlyDictionary<string, string> names) => new(
        Problems.Select(problem => names.TryGetValue(problem.Field, out var name) ? problem with { Field = name } : problem).ToArray(),
        Count);

    /// <summary>The failure of one problem.</summary>
    public static Failure Of(Problem problem) => new([problem], 1);

    /// <summary>The failure of one problem of the whole request.</summary>
    public static Failure Of(ProblemCode code, string zh, string en, string field = "") =>
        Of(new Problem(code, field, new LocalizedText(zh, en)));

    /// <summary>The failure of several, in the order found.</summary>
    /// <param name="problems">At least one.</param>
    /// <param name="notListed">How many more were found and not kept.</param>
    public static Failure Of(IReadOnlyCollection<Problem> problems, int notListed = 0) => new(
        problems.OrderBy(problem => ProblemCodes.Precedence(problem.Code)).Take(MaxListed).ToArray(), problems.Count + notListed);
}

/// <summary>Ends a request early with a documented failure: for what is found deep inside reading a body, never for a bug.</summary>
/// <param name="failure">The answer.</param>
internal sealed class RefusedException(Failure failure) : Exception(failure.Code.Name)
{
    public Failure Failure { get; } = failure;
}
