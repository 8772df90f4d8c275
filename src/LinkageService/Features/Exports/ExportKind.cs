using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;

namespace LinkageService.Features.Exports;

/// <summary>A file that a run can be had as.</summary>
/// <param name="Name">As the address names it: <c>notice.pdf</c>.</param>
/// <param name="Document">What it shows.</param>
/// <param name="Format">As what.</param>
internal sealed record ExportKind(string Name, ExportDocument Document, ExportFormat Format)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExportKind> All { get; } =
    [
        new("statements.csv", ExportDocument.Statements, ExportFormat.Csv),
        new("statements.xlsx", ExportDocument.Statements, ExportFormat.Xlsx),
        new("notice.html", ExportDocument.Notice, ExportFormat.Html),
        new("notice.pdf", ExportDocument.Notice, ExportFormat.Pdf),
        new("payout-sheet.html", ExportDocument.PayoutSheet, ExportFormat.Html),
        new("payout-sheet.pdf", ExportDocument.PayoutSheet, ExportFormat.Pdf),
        new("household-statements.html", ExportDocument.HouseholdStatements, ExportFormat.Html),
        new("household-statements.pdf", ExportDocument.HouseholdStatements, ExportFormat.Pdf),
    ];

    /// <summary>What the answer says it is.</summary>
    public string ContentType => Format switch
    {
        ExportFormat.Csv => RosterTableEndpoints.Csv + "; charset=utf-8",
        ExportFormat.Xlsx => RosterTableEndpoints.Xlsx,
        ExportFormat.Html => "text/html; charset=utf-8",
        ExportFormat.Pdf => "application/pdf",
        _ => throw new UnreachableException(),
    };

    /// <summary>The kind of a name.</summary>
    /// <exception cref="RefusedException">There is none; the answer lists all.</exception>
    public static ExportKind Of(string name) => All.FirstOrDefault(kind => kind.Name == name) ?? throw Unknown(name);

    private static RefusedException Unknown(string name)
    {
        var (shown, names) = (NumberProblems.Shorten(name), string.Join(", ", All.Select(kind => kind.Name)));
        return new RefusedException(Failure.Of(
            ProblemCodes.NotFound, $"没有“{shown}”这种导出；有：{names}", $"there is no export \"{shown}\"; there are: {names}", "kind"));
    }
}

/// <summary>What an export shows.</summary>
internal enum ExportDocument
{
    /// <summary>Every household's amounts, for the office.</summary>
    Statements,

    /// <summary>The public notice: no numbers, no status.</summary>
    Notice,

    /// <summary>What is paid out, with room for signatures.</summary>
    PayoutSheet,

    /// <summary>A page for each household that says where its amounts come from.</summary>
    HouseholdStatements,
}

/// <summary>As what an export comes.</summary>
internal enum ExportFormat
{
    /// <summary>A table of text.</summary>
    Csv,

    /// <summary>A workbook.</summary>
    Xlsx,

    /// <summary>A page to be looked at and printed.</summary>
    Html,

    /// <summary>The same page, printed into a file.</summary>
    Pdf,
}
