using LinkageService.Http;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>How a roster was read out of a table.</summary>
/// <param name="Format">csv, xlsx or xls.</param>
/// <param name="Sheet">The worksheet; left out for a CSV.</param>
/// <param name="OtherSheets">Other worksheets that people can see; they were not read.</param>
/// <param name="Encoding">In what a CSV is written: UTF-8, UTF-16 or GB18030; left out for a workbook.</param>
/// <param name="HeadingRow">The row of the headings, from 1; the first where there are several.</param>
/// <param name="LastHeadingRow">The last row of the headings.</param>
/// <param name="FirstRow">The first row of households; 0 for none.</param>
/// <param name="LastRow">The last row of households; 0 for none.</param>
/// <param name="ByPerson">Whether each row is a person; else it is a household.</param>
/// <param name="Sentence">It in one sentence.</param>
/// <param name="Columns">What each column was taken for.</param>
/// <param name="Skipped">Rows that are no households: titles, sums, signatures, remarks; at most 1,000.</param>
/// <param name="SkippedCount">How many there are.</param>
/// <param name="Notes">What was understood that no single cell says.</param>
/// <param name="Totals">The sum of each column of quantities, beside that of the table's own row of sums.</param>
internal sealed record ImportReadingContract(
    string Format,
    string? Sheet,
    IReadOnlyList<string> OtherSheets,
    string? Encoding,
    int HeadingRow,
    int LastHeadingRow,
    int FirstRow,
    int LastRow,
    bool ByPerson,
    WordsContract Sentence,
    IReadOnlyList<ImportColumnContract> Columns,
    IReadOnlyList<ImportSkippedRowContract> Skipped,
    int SkippedCount,
    IReadOnlyList<WordsContract> Notes,
    IReadOnlyList<ImportTotalContract> Totals)
{
    /// <summary>How a table was read.</summary>
    public static ImportReadingContract Of(RosterReading reading) => new(
        reading.Format, reading.Sheet, reading.OtherSheets, reading.Encoding, reading.HeadingRow, reading.LastHeadingRow, reading.FirstRow,
        reading.LastRow, reading.IsByPerson, WordsContract.Of(reading.Sentence),
        [.. reading.Columns.Where(column => column.Heading.Length > 0).Select(ImportColumnContract.Of)],
        [.. reading.Skipped.Select(row => ImportSkippedRowContract.Of(reading, row))], reading.SkippedCount,
        [.. reading.Notes.Select(WordsContract.Of)],
        [.. reading.Totals.Select(total => new ImportTotalContract(
            total.Letter, total.Heading, total.Column.Name, total.Sum, total.Row, total.Stated, total.Difference,
            total.Unread == 0 ? null : total.Unread))]);
}

/// <summary>The sum of a column, beside the one that the table states.</summary>
/// <param name="Column">As a spreadsheet calls it: C.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="TakenFor">The field or holding.</param>
/// <param name="Sum">What the households make together.</param>
/// <param name="Row">The table's last row of sums of all; 0 for none.</param>
/// <param name="Stated">What stands there; left out for nothing.</param>
/// <param name="Difference">The sum less what stands there; left out where nothing does, and while cells are unread.</param>
/// <param name="Unread">Cells of the column and whole rows that are to be mended before its sums are compared; left out for none.</param>
internal sealed record ImportTotalContract(
    string Column, string Heading, string TakenFor, string Sum, int Row, string? Stated, string? Difference, int? Unread);

/// <summary>A column of a table and what it was taken for.</summary>
/// <param name="Column">As a spreadsheet calls it: C.</param>
/// <param name="Heading">Its heading; of two rows, joined.</param>
/// <param name="TakenFor">The field or holding, as an English heading names it; left_out where somebody said that it is not to be read;
/// left out where it is not known.</param>
/// <param name="Read">Whether it is read into the roster.</param>
/// <param name="Understood">Cells that were understood otherwise than they are written, such as 10,000元.</param>
/// <param name="Examples">The first of them.</param>
/// <param name="Remembered">true where somebody said what it holds; left out where it is known.</param>
/// <param name="SharedBy">The other organisation of the county that said so; left out where it was said here.</param>
internal sealed record ImportColumnContract(
    string Column, string Heading, string? TakenFor, bool Read, int Understood, IReadOnlyList<ImportUnderstoodContract> Examples,
    bool? Remembered, string? SharedBy)
{
    /// <summary>A column.</summary>
    public static ImportColumnContract Of(ReadColumn column) => new(
        column.Letter, column.Heading, column.Column?.Name, column.IsRead, column.Understood,
        [.. column.Examples.Select(cell => new ImportUnderstoodContract(cell.Cell, cell.Written, cell.Read))],
        column.IsRemembered ? true : null, column.SharedBy);
}

/// <summary>A cell that was understood otherwise than it is written.</summary>
/// <param name="Cell">Such as C7.</param>
/// <param name="Written">What it holds; empty for numbers of persons and accounts.</param>
/// <param name="Read">What it was taken for; empty for such numbers, and where it says that there is nothing.</param>
internal sealed record ImportUnderstoodContract(string Cell, string Written, string Read);

/// <summary>A row that is no household.</summary>
/// <param name="Row">Its number.</param>
/// <param name="What">title, sum, statistic, signature, remark, numbering, headings or only_numbered.</param>
/// <param name="Text">What it says first.</param>
internal sealed record ImportSkippedRowContract(int Row, string What, string Text)
{
    /// <summary>A row.</summary>
    public static ImportSkippedRowContract Of(RosterReading reading, SkippedRow row) => new(
        SheetRow.RowOf(reading.Sheets, row.Row),
        row.Kind is SkippedKind.OnlyNumbered ? "only_numbered" : row.Kind.ToString().ToLowerInvariant(), row.Text);
}

/// <summary>A cell that is odd, and may be right.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Column">The heading as written.</param>
/// <param name="Cell">As a spreadsheet calls it, such as C7.</param>
/// <param name="Code">duplicate_payee, shared_account, check_digit, holder_mismatch, birth_mismatch, birth_unread, word_unread,
/// tag_unclear, name_unclear, odd_quantity, other_household, sum_mismatch, similar_id, group_unclear,
/// members_mismatch, date_ahead, struck_out, marked_red or no_households.</param>
/// <param name="Reason">What is odd, and what to look at.</param>
internal sealed record ImportWarningContract(int Row, string Column, string Cell, string Code, WordsContract Reason)
{
    /// <summary>A cell.</summary>
    public static ImportWarningContract Of(ImportWarning warning) =>
        new(warning.RowOfSheet, warning.Column, warning.Cell, warning.Code, WordsContract.Of(warning.Message));
}

/// <summary>A household that stands otherwise after an import.</summary>
/// <param name="Household">Which.</param>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Fields">What changes: from, to; numbers of persons and accounts are left out.</param>
internal sealed record ImportChangeContract(string Household, string? Name, IReadOnlyList<HouseholdChangeContract> Fields)
{
    /// <summary>A household.</summary>
    public static ImportChangeContract Of(ImportChange change) =>
        new(change.Household, change.Name, HouseholdChangeContract.All(change.Fields));
}
