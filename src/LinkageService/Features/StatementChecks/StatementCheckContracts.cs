using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.StatementChecks;
using LinkageService.Http;
using LinkageService.Storage.StatementChecks;

namespace LinkageService.Features.StatementChecks;

/// <summary>What the check of a payout sheet found. Nothing of the sheet itself is kept.</summary>
/// <param name="Verdict">In one line.</param>
/// <param name="Faults">How many things are wrong; 0 where nothing was found.</param>
/// <param name="Households">Households of the sheet.</param>
/// <param name="Total">What they get by it, in yuan.</param>
/// <param name="Reading">How the sheet was read.</param>
/// <param name="Tried">How many rules were tried.</param>
/// <param name="Rules">For each column of money the rules that explain most households, the best first.</param>
/// <param name="Differences">Households whose figure is not what the rule of its column gives, by row.</param>
/// <param name="Sums">Every sum of the sheet added up anew.</param>
/// <param name="Findings">What else is wrong.</param>
/// <param name="Notes">What may be right and should be looked at.</param>
/// <param name="Kept">What was kept of it; left out for nothing.</param>
internal sealed record StatementCheckContract(
    WordsContract Verdict, int Faults, int Households, string? Total, CheckedSheetContract Reading, int Tried,
    IReadOnlyList<CheckedRuleContract> Rules, IReadOnlyList<CheckedDifferenceContract> Differences,
    IReadOnlyList<CheckedSumContract> Sums, IReadOnlyList<CheckedFindingContract> Findings, IReadOnlyList<WordsContract> Notes,
    KeptStatementCheckContract? Kept)
{
    /// <summary>Of a check.</summary>
    public static StatementCheckContract Of(CheckedStatement found)
    {
        var report = found.Report;
        return new StatementCheckContract(
            WordsContract.Of(StatementVerdict.Of(report)), report.Faults, report.Households, report.Total?.ToString(),
            CheckedSheetContract.Of(found.Read), report.Tried, [.. report.Rules.Select(CheckedRuleContract.Of)],
            [.. report.Differences.Select(CheckedDifferenceContract.Of)], [.. report.Sums.Select(CheckedSumContract.Of)],
            [.. report.Findings.Select(CheckedFindingContract.Of)],
            [.. found.Read.Notes.Concat(report.Notes).Select(WordsContract.Of)],
            found.Kept is { } kept ? KeptStatementCheckContract.Of(kept) : null);
    }
}

/// <summary>Kept checks.</summary>
/// <param name="Checks">The latest first.</param>
/// <param name="Next">What to send as <c>cursor</c> for the next page; null at the end.</param>
internal sealed record KeptStatementChecksContract(
    IReadOnlyList<KeptStatementCheckContract> Checks, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>A check that somebody kept.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Organization">Whose sheet it is; left out where nobody said it.</param>
/// <param name="FileName">What the file was called, with long numbers hidden; left out for nothing, and once it was removed.</param>
/// <param name="Digest">SHA-256 of the file that was checked.</param>
/// <param name="Households">Households of the sheet.</param>
/// <param name="Faults">How many things were wrong.</param>
/// <param name="KeptBy">Who kept it.</param>
/// <param name="KeptAt">When.</param>
/// <param name="RemovedBy">Who removed it; left out while it is there.</param>
/// <param name="RemovedAt">When.</param>
internal sealed record KeptStatementCheckContract(
    string Id, string? Organization, string? FileName, string Digest, long Households, long Faults, string KeptBy, string KeptAt,
    string? RemovedBy, string? RemovedAt)
{
    /// <summary>A kept check.</summary>
    public static KeptStatementCheckContract Of(StatementCheckRow row) => new(
        row.Id, row.OrganizationId, row.FileName.Length == 0 ? null : row.FileName, DigestText.Of(row.FileDigest), row.Households,
        row.Faults, row.KeptBy, Dates.MomentText(row.KeptAt), row.RemovedBy, row.RemovedAt is { } at ? Dates.MomentText(at) : null);
}

/// <summary>How a sheet was read.</summary>
/// <param name="Format">csv, xlsx or xls.</param>
/// <param name="Sheet">The worksheet; left out for a CSV.</param>
/// <param name="OtherSheets">Worksheets that were not read.</param>
/// <param name="HeadingRow">The row of the headings.</param>
/// <param name="Columns">What each column was taken for.</param>
internal sealed record CheckedSheetContract(
    string Format, string? Sheet, IReadOnlyList<string> OtherSheets, int HeadingRow, IReadOnlyList<CheckedColumnContract> Columns)
{
    /// <summary>Of a sheet.</summary>
    public static CheckedSheetContract Of(StatementSheet read) => new(
        read.Format, read.Worksheet, read.OtherWorksheets, read.HeadingRow,
        [.. read.Sheet.Columns.Select(column => new CheckedColumnContract(column.Letter, column.Heading, WordOf(column.Kind)))]);

    /// <summary>A kind of column in an answer.</summary>
    public static string WordOf(SheetColumnKind kind) => kind.ToString().ToLower(CultureInfo.InvariantCulture);
}

/// <summary>A column of a sheet.</summary>
/// <param name="Letter">As spreadsheets call it.</param>
/// <param name="Heading">As it is written.</param>
/// <param name="Holds">other, quantity, price, amount, deduction or total.</param>
internal sealed record CheckedColumnContract(string Letter, string Heading, string Holds);

/// <summary>A rule that was tried.</summary>
/// <param name="Column">The heading of the column.</param>
/// <param name="Title">How it reckons.</param>
/// <param name="Scheme">The scheme, id@version; left out where it is none.</param>
/// <param name="Matched">Households whose figure it gives to the fen.</param>
/// <param name="Compared">Households it was tried on.</param>
/// <param name="Total">What it gives all of them, in yuan.</param>
/// <param name="Taken">Whether what differs from it is listed.</param>
internal sealed record CheckedRuleContract(
    string Column, WordsContract Title, string? Scheme, int Matched, int Compared, string Total, bool Taken)
{
    /// <summary>A rule.</summary>
    public static CheckedRuleContract Of(SheetRule rule) => new(
        rule.Column.Heading, WordsContract.Of(rule.Title), rule.Scheme, rule.Matched, rule.Compared, rule.Total.ToString(), rule.IsTaken);
}

/// <summary>A household that differs.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Household">Its id or number in the sheet; long numbers are masked.</param>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Column">The heading of the column.</param>
/// <param name="Written">What the sheet says, in yuan.</param>
/// <param name="Expected">What the rule gives.</param>
/// <param name="Difference">Written less expected.</param>
/// <param name="Cause">The likeliest cause; unknown where none that was tried gives the figure to the fen.</param>
/// <param name="Text">The same in a sentence.</param>
internal sealed record CheckedDifferenceContract(
    int Row, string Household, string Name, string Column, string Written, string Expected, string Difference, string Cause,
    WordsContract Text)
{
    /// <summary>A difference.</summary>
    public static CheckedDifferenceContract Of(SheetDifference each) => new(
        each.Line.Row, each.Line.Id, each.Line.Name, each.Column.Heading, each.Written.ToString(), each.Expected.ToString(),
        each.Difference.ToString(), each.Cause.Name(), WordsContract.Of(each.Text));
}

/// <summary>A sum added up anew.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Place">What the row says of itself.</param>
/// <param name="Column">The heading of the column.</param>
/// <param name="Written">What the sheet says.</param>
/// <param name="Added">What its rows make.</param>
/// <param name="Difference">Written less added.</param>
/// <param name="Cause">Why they differ; left out where they agree.</param>
/// <param name="Text">The same in a sentence; left out where they agree.</param>
internal sealed record CheckedSumContract(
    int Row, string Place, string Column, string Written, string Added, string Difference, string? Cause, WordsContract? Text)
{
    /// <summary>A sum.</summary>
    public static CheckedSumContract Of(SheetSumCheck sum) => new(
        sum.Row, sum.Text, sum.Column.Heading, sum.Written, sum.Added, sum.Difference, sum.Cause?.Name(),
        sum.Words is { } words ? WordsContract.Of(words) : null);
}

/// <summary>Something else that is wrong.</summary>
/// <param name="Cause">What.</param>
/// <param name="Row">Where; left out for the whole sheet.</param>
/// <param name="Column">The heading of the column; left out for a whole row.</param>
/// <param name="Household">Who; left out for nobody.</param>
/// <param name="Text">In a sentence.</param>
internal sealed record CheckedFindingContract(string Cause, int? Row, string? Column, string? Household, WordsContract Text)
{
    /// <summary>A finding.</summary>
    public static CheckedFindingContract Of(SheetFinding finding) => new(
        finding.Cause.Name(), finding.Row == 0 ? null : finding.Row, finding.Column?.Heading,
        finding.Household.Length == 0 ? null : finding.Household, WordsContract.Of(finding.Text));
}

/// <summary>How checks of sheets are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatementCheckContract))]
[JsonSerializable(typeof(KeptStatementChecksContract))]
[JsonSerializable(typeof(KeptStatementCheckContract))]
internal sealed partial class StatementCheckContracts : JsonSerializerContext;
