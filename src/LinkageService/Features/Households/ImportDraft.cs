using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>Households as they were read, and everything wrong with them.</summary>
/// <param name="memory">How much may be kept of them.</param>
internal sealed class ImportDraft(ImportMemory memory)
{
    /// <summary>Problems that are kept; the rest is counted.</summary>
    /// <value>10,000.</value>
    public const int MaxKept = 10_000;

    private readonly List<ImportProblem> _problems = [];
    private readonly List<ImportWarning> _warnings = [];
    private readonly HashSet<int> _badRows = [];
    private readonly Dictionary<int, int> _badPlaces = [];
    private int _notKept;

    /// <summary>How much may be kept of them.</summary>
    public ImportMemory Memory => memory;

    /// <summary>The households, in the order they came.</summary>
    public List<ImportedHousehold> Households { get; } = [];

    /// <summary>Rows of the table, or households of a stream.</summary>
    public int Rows { get; set; }

    /// <summary>What is wrong, by row.</summary>
    public IReadOnlyList<ImportProblem> Problems => _problems;

    /// <summary>How many problems there are.</summary>
    public int ProblemCount => _problems.Count + _notKept;

    /// <summary>How the table was read; null for households that came as a list.</summary>
    public RosterReading? Reading { get; init; }

    /// <summary>
    /// Whether its households have no numbers yet: their ids say where they stand, until <see cref="RosterNumbering"/> gives them theirs.
    /// </summary>
    public bool IsUnnumbered { get; init; }

    /// <summary>What is odd, and may be right; at most <see cref="MaxKept"/>.</summary>
    public IReadOnlyList<ImportWarning> Warnings => _warnings;

    /// <summary>How many there are.</summary>
    public int WarningCount { get; private set; }

    /// <summary>Where a problem of a household stands; a list has no columns.</summary>
    public Func<ImportedHousehold, Problem, ImportProblem> Place { get; init; } = static (household, problem) => new ImportProblem(
        household.Row, "", null,
        problem with { Field = string.Create(CultureInfo.InvariantCulture, $"households[{household.Row}].{problem.Field}") });

    /// <summary>Whether something is wrong in the rows of a household, so that nobody can say yet how it will stand.</summary>
    public bool IsBad(ImportedHousehold household) =>
        _badRows.Count > 0 && (_badRows.Contains(household.Row) || household.PersonRows.Any(_badRows.Contains));

    /// <summary>How many problems there are in a column, by its place in the file; -1 for those of whole rows.</summary>
    public int ProblemsAt(int place) => _badPlaces.GetValueOrDefault(place);

    private IReadOnlyList<string> Sheets => Reading?.Sheets ?? [];

    /// <summary>Notes a problem.</summary>
    public void Add(ImportProblem problem)
    {
        problem = problem with { Sheets = Sheets };
        _badRows.Add(problem.Row);
        _badPlaces[problem.Place] = ProblemsAt(problem.Place) + 1;
        if (_problems.Count < MaxKept)
        {
            _problems.Add(problem);
        }
        else
        {
            _notKept++;
        }
    }

    /// <summary>Notes what is odd, and may be right.</summary>
    public void Warn(ImportWarning warning)
    {
        WarningCount++;
        if (_warnings.Count < MaxKept)
        {
            _warnings.Add(warning with { Sheets = Sheets });
        }
    }

    /// <summary>Notes a problem of a household.</summary>
    public void Add(ImportedHousehold household, Problem problem) => Add(Place(household, problem));

    /// <summary>The failure of all problems.</summary>
    public Failure ToFailure() => Failure.Of(
        _problems.Select(problem => problem.Value is { } value
            ? problem.Problem with { Figures = new Dictionary<string, string>(StringComparer.Ordinal) { ["value"] = value } }
            : problem.Problem).ToArray(),
        _notKept);
}

/// <summary>One bad cell.</summary>
/// <param name="Row">Its row; 0 for the whole table.</param>
/// <param name="Column">The heading as written; empty for the whole row.</param>
/// <param name="Value">What it holds; null where it is not shown.</param>
/// <param name="Problem">What is wrong; its field is <c>rows[12].land</c>.</param>
internal sealed record ImportProblem(int Row, string Column, string? Value, Problem Problem)
{
    /// <summary>The place of its column in the file, from 0; -1 for the whole row.</summary>
    public int Place { get; init; } = -1;

    /// <summary>The worksheets that were read as one table.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Its row, in its worksheet.</summary>
    public int RowOfSheet => SheetRow.RowOf(Sheets, Row);

    /// <summary>
    /// The cell as a spreadsheet calls it, such as C7; empty for a whole row, but of several worksheets 第二组!5:5, and where there is no
    /// table.
    /// </summary>
    public string Cell => Row == 0 ? ""
        : Place >= 0 ? RosterReading.CellOf(Sheets, Row, Place)
        : SheetRow.SheetOf(Sheets, Row) is { } sheet ? $"{sheet}!{RowOfSheet}:{RowOfSheet}" : "";
}

/// <summary>A cell that is odd, and may be right: it does not stop the import.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Place">The place of its column in the file, from 0.</param>
/// <param name="Column">The heading as written.</param>
/// <param name="Code">One of <see cref="RosterDoubts"/>.</param>
/// <param name="Message">What is odd, and what to look at. Holds no number of a person or an account.</param>
internal sealed record ImportWarning(int Row, int Place, string Column, string Code, LocalizedText Message)
{
    /// <summary>The cell as a spreadsheet calls it, such as C7.</summary>
    public string Cell => RosterReading.CellOf(Sheets, Row, Place);

    /// <summary>The worksheets that were read as one table.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Its row, in its worksheet.</summary>
    public int RowOfSheet => SheetRow.RowOf(Sheets, Row);
}
