using LinkageService.Engine.Problems;

namespace LinkageService.Features.Facts;

/// <summary>The facts of a table, and everything that is wrong with it, each with its cell.</summary>
internal sealed class FactTable
{
    /// <summary>Problems that are listed; the others follow when these are mended.</summary>
    public const int MaxProblems = 1_000;

    private readonly List<Problem> _problems = [];
    private readonly HashSet<string> _cells = new(StringComparer.Ordinal);

    /// <summary>In the order of the table.</summary>
    public List<TableFact> Facts { get; } = [];

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Notes a problem; of a cell only the first, since the others mostly follow from it.</summary>
    /// <param name="cell">Such as B7.</param>
    /// <param name="code">Its code.</param>
    /// <param name="message">What to do about it.</param>
    public void Add(string cell, ProblemCode code, LocalizedText message)
    {
        if (_cells.Add(cell) && _problems.Count < MaxProblems)
        {
            _problems.Add(new Problem(code, cell, message));
        }
    }
}

/// <summary>A fact as a table states it, maybe in several rows.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Time">The year, or the first day, as the table has it.</param>
/// <param name="Row">The first of its rows.</param>
/// <param name="Part">What is stated: a record of the kind.</param>
internal sealed record TableFact(string Organization, string Time, int Row, object Part)
{
    /// <summary>The rows of each list, in its order.</summary>
    public Dictionary<string, List<(object Value, int Row)>> Lists { get; } = new(StringComparer.Ordinal);
}
