using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Features.StatementChecks;

/// <summary>
/// The answer of a check as it is stored, in a form of its own: what is sent may change, what was kept reads on. Columns are named by their
/// place in <paramref name="Columns"/>.
/// </summary>
/// <param name="Form">The form, 1.</param>
/// <param name="Format">csv, xlsx or xls.</param>
/// <param name="Worksheet">The worksheet; null for a CSV.</param>
/// <param name="OtherWorksheets">Those that were not read.</param>
/// <param name="HeadingRow">Where the headings stand.</param>
/// <param name="Columns">Of the sheet, as they stand.</param>
/// <param name="ReadNotes">What could not be read.</param>
/// <param name="Households">Households of the sheet.</param>
/// <param name="TotalFen">What they get, in fen; null without a column of money.</param>
/// <param name="Tried">How many rules were tried.</param>
/// <param name="Unchecked">Households that follow no rule that was found.</param>
/// <param name="Unexplained">Columns that no rule explains.</param>
/// <param name="Rules">The rules tried.</param>
/// <param name="Differences">Households that differ.</param>
/// <param name="Sums">Sums added up anew.</param>
/// <param name="Findings">What else was wrong.</param>
/// <param name="Notes">What should be looked at.</param>
internal sealed record StoredStatementCheck(
    int Form, string Format, string? Worksheet, IReadOnlyList<string> OtherWorksheets, int HeadingRow,
    IReadOnlyList<SheetColumn> Columns, IReadOnlyList<LocalizedText> ReadNotes, int Households, long? TotalFen, int Tried, int Unchecked,
    IReadOnlyList<int> Unexplained, IReadOnlyList<StoredSheetRule> Rules, IReadOnlyList<StoredSheetDifference> Differences,
    IReadOnlyList<StoredSheetSum> Sums, IReadOnlyList<StoredSheetFinding> Findings, IReadOnlyList<LocalizedText> Notes)
{
    private const int ThisForm = 1;

    /// <summary>The answer of a check.</summary>
    public static StoredStatementCheck Of(CheckedStatement found)
    {
        var (read, report) = (found.Read, found.Report);
        var columns = read.Sheet.Columns.ToList();
        return new StoredStatementCheck(
            ThisForm, read.Format, read.Worksheet, read.OtherWorksheets, read.HeadingRow, columns, read.Notes, report.Households,
            report.Total?.Fen, report.Tried, report.Unchecked, [.. report.Unexplained.Select(At)],
            [.. report.Rules.Select(rule => new StoredSheetRule(
                At(rule.Column), rule.Title, rule.Scheme, rule.Matched, rule.Compared, rule.Total.Fen, rule.IsTaken))],
            [.. report.Differences.Select(each => new StoredSheetDifference(
                each.Line.Row, each.Line.Id, each.Line.Name, At(each.Column), each.Written.Fen, each.Expected.Fen, each.Cause,
                each.Text))],
            [.. report.Sums.Select(sum => new StoredSheetSum(
                sum.Row, sum.Text, At(sum.Column), sum.Written, sum.Added, sum.Difference, sum.Cause, sum.Words))],
            [.. report.Findings.Select(each => new StoredSheetFinding(
                each.Cause, each.Row, each.Column is { } column ? At(column) : null, each.Household, each.Text))],
            report.Notes);

        int At(SheetColumn column) => columns.IndexOf(column) is var at and >= 0 ? at
            : throw new InvalidOperationException($"column {column.Letter} is none of the sheet");
    }

    /// <summary>The answer as it was given: without the rows of the sheet, of which nothing is kept.</summary>
    /// <param name="fileName">What the file was called.</param>
    public CheckedStatement Restore(string fileName)
    {
        if (Form != ThisForm)
        {
            throw new JsonException($"A kept check has form {Form}, which this service does not know.");
        }

        var read = new StatementSheet(
            new CheckedSheet { Columns = Columns, Lines = [] }, Format, Worksheet, OtherWorksheets, HeadingRow, ReadNotes);
        var report = new SheetReport
        {
            Households = Households, Total = TotalFen is { } fen ? new Money(fen) : null, Tried = Tried, Unchecked = Unchecked,
            Notes = Notes, Unexplained = [.. Unexplained.Select(at => Columns[at])],
            Rules = [.. Rules.Select(rule => new SheetRule(
                Columns[rule.Column], rule.Title, rule.Matched, rule.Compared, new Money(rule.TotalFen))
            {
                Scheme = rule.Scheme, IsTaken = rule.IsTaken,
            })],
            Differences = [.. Differences.Select(each => new SheetDifference(
                new SheetLine(each.Row, each.Id, each.Name, []), Columns[each.Column], new Money(each.WrittenFen),
                new Money(each.ExpectedFen), each.Cause, each.Text))],
            Sums = [.. Sums.Select(sum => new SheetSumCheck(
                sum.Row, sum.Text, Columns[sum.Column], sum.Written, sum.Added, sum.Difference, sum.Cause, sum.Words))],
            Findings = [.. Findings.Select(each => new SheetFinding(
                each.Cause, each.Row, each.Column is { } at ? Columns[at] : null, each.Household, each.Text))],
        };
        return new CheckedStatement(read, report, fileName);
    }
}

/// <summary>A rule that was tried.</summary>
/// <param name="Column">The column.</param>
/// <param name="Title">How it reckons.</param>
/// <param name="Scheme">The scheme; null where it is none.</param>
/// <param name="Matched">Households whose figure it gives to the fen.</param>
/// <param name="Compared">Households it was tried on.</param>
/// <param name="TotalFen">What it gives all of them, in fen.</param>
/// <param name="IsTaken">Whether what differs from it is listed.</param>
internal sealed record StoredSheetRule(
    int Column, LocalizedText Title, string? Scheme, int Matched, int Compared, long TotalFen, bool IsTaken);

/// <summary>A household that differs.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Id">Its id, long numbers hidden.</param>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Column">The column.</param>
/// <param name="WrittenFen">What the sheet says, in fen.</param>
/// <param name="ExpectedFen">What the rule gives, in fen.</param>
/// <param name="Cause">The likeliest cause.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record StoredSheetDifference(
    int Row, string Id, string Name, int Column, long WrittenFen, long ExpectedFen, SheetCause Cause, LocalizedText Text);

/// <summary>A sum added up anew.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Text">What the row says of itself.</param>
/// <param name="Column">The column.</param>
/// <param name="Written">What the sheet says.</param>
/// <param name="Added">What its rows make.</param>
/// <param name="Difference">Written less added.</param>
/// <param name="Cause">Why they differ; null where they agree.</param>
/// <param name="Words">The same in a sentence; null where they agree.</param>
internal sealed record StoredSheetSum(
    int Row, string Text, int Column, string Written, string Added, string Difference, SheetCause? Cause, LocalizedText? Words);

/// <summary>Something else that was wrong.</summary>
/// <param name="Cause">What.</param>
/// <param name="Row">Where; 0 for the whole sheet.</param>
/// <param name="Column">The column; null for a whole row.</param>
/// <param name="Household">Who; empty for nobody.</param>
/// <param name="Text">In a sentence.</param>
internal sealed record StoredSheetFinding(SheetCause Cause, int Row, int? Column, string Household, LocalizedText Text);

/// <summary>How kept checks are stored: kinds and causes by their names.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredStatementCheck))]
internal sealed partial class StoredStatementChecks : JsonSerializerContext;
