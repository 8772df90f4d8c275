using LinkageService.Engine.Problems;

namespace LinkageService.Features.Households;

/// <summary>What an import of a file would do, and every row to be mended first. Holds no household.</summary>
/// <param name="HeadingRow">The row of the headings.</param>
/// <param name="Columns">The columns of the file, those left out too.</param>
/// <param name="Rows">Rows below the headings that hold something.</param>
/// <param name="Households">Households they speak of.</param>
/// <param name="Added">Of these, households that are not on the roster.</param>
/// <param name="Changed">Households that would stand otherwise.</param>
/// <param name="Unchanged">Households that stand so already.</param>
/// <param name="ProblemCount">Problems in all; nothing is imported before there is none.</param>
/// <param name="BadRowCount">Rows below the headings with a problem.</param>
/// <param name="HeadingProblems">What is wrong with the headings; the rows are read once there is nothing.</param>
/// <param name="Shown">The first rows of each kind: the bad ones first, then the doubtful, then the others.</param>
public sealed record RosterCheck(
    int HeadingRow, IReadOnlyList<CheckedColumn> Columns, int Rows, int Households, int Added, int Changed, int Unchanged,
    int ProblemCount, int BadRowCount, IReadOnlyList<Problem> HeadingProblems, IReadOnlyList<CheckedRow> Shown)
{
    /// <summary>The first later entries that repeat what would be replaced.</summary>
    public IReadOnlyList<LaterFact> LaterFacts { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int LaterFactCount { get; init; }

    /// <summary>How the file was read.</summary>
    public RosterReading Reading { get; init; } = new();

    /// <summary>Rows below the headings that are odd and may be right, the bad ones left out.</summary>
    public int DoubtfulRowCount { get; init; }

    /// <summary>What is odd, and may be right: the first of it.</summary>
    public IReadOnlyList<CheckedWarning> Warnings { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int WarningCount { get; init; }

    /// <summary>The first households that would stand otherwise, field by field.</summary>
    public IReadOnlyList<ImportChange> Changes { get; init; } = [];

    /// <summary>The first households on the roster that the file does not name: they stay.</summary>
    public IReadOnlyList<NamedHousehold> Missing { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int MissingCount { get; init; }

    /// <summary>The first households that are not on the roster yet.</summary>
    public IReadOnlyList<NamedHousehold> AddedHouseholds { get; init; } = [];

    /// <summary>Whether it can be imported, and would change something.</summary>
    public bool IsReady => ProblemCount == 0 && Added + Changed > 0;
}

/// <summary>A column of a file.</summary>
/// <param name="Place">Its place in the file, from 0.</param>
/// <param name="Written">Its heading in the file.</param>
/// <param name="Heading">Its heading as it is read.</param>
/// <param name="Column">What it holds; null where that is not known.</param>
/// <param name="IsLeftOut">Whether it is not read.</param>
public sealed record CheckedColumn(int Place, string Written, string Heading, RosterColumn? Column, bool IsLeftOut)
{
    /// <summary>Whether somebody said what it holds, for this and every later file of the organisation.</summary>
    public bool IsRemembered { get; init; }

    /// <summary>The organisation of the county that said so; null where it was said here.</summary>
    public string? SharedBy { get; init; }
}

/// <summary>A row of a file.</summary>
/// <param name="Number">Its number, as the person sees it in their program.</param>
/// <param name="Cells">Its cells as they are read, by their place in the file.</param>
/// <param name="IsLeftOut">Whether it is not read.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record CheckedRow(int Number, IReadOnlyList<string> Cells, bool IsLeftOut, IReadOnlyList<CheckedCell> Problems)
{
    /// <summary>It in words, with its worksheet where there are several.</summary>
    public LocalizedText Words { get; init; } = LocalizedText.Empty;

    /// <summary>Its worksheet where there are several, and its number there.</summary>
    public string Place { get; init; } = "";

    /// <summary>Among which rows it is shown: it stays there once it is mended, so that nothing moves under the hand.</summary>
    public CheckedRowKind Kind { get; init; }

    /// <summary>What is odd in it, and may be right.</summary>
    public IReadOnlyList<CheckedCell> Doubts { get; init; } = [];
}

/// <summary>What a row of a file needs, in the order in which rows are shown.</summary>
public enum CheckedRowKind
{
    /// <summary>Something in it is to be mended before anything is imported.</summary>
    Bad,

    /// <summary>Something in it is odd, and may be right.</summary>
    Doubtful,

    /// <summary>Nothing.</summary>
    Fine,
}

/// <summary>What is wrong or odd in a row.</summary>
/// <param name="Place">The column, by its place in the file; -1 for the whole row.</param>
/// <param name="Cell">As a spreadsheet calls it, such as C7; empty for the whole row.</param>
/// <param name="Message">What is wrong.</param>
public sealed record CheckedCell(int Place, string Cell, LocalizedText Message);

/// <summary>What is odd, and may be right.</summary>
/// <param name="Row">The row.</param>
/// <param name="Cell">As a spreadsheet calls it, such as C7; empty for the whole row.</param>
/// <param name="Message">What is odd.</param>
public sealed record CheckedWarning(int Row, string Cell, LocalizedText Message);
