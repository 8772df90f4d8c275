using System.Globalization;
using LinkageService.Access;
using LinkageService.Engine.StatementChecks;
using LinkageService.Errors;
using LinkageService.Features.Exports;
using LinkageService.Features.Households;
using LinkageService.Tables;

namespace LinkageService.Features.StatementChecks;

/// <summary>Gives the answer of a check as a table or as a paper.</summary>
internal sealed class ExportStatementCheck(CheckStatement check)
{
    /// <summary>The formats there are, the first unless stated.</summary>
    public static readonly string[] Formats = ["csv", "html"];

    /// <param name="caller">Who asks.</param>
    /// <param name="request">What to check by.</param>
    /// <param name="file">The sheet.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="words">The language.</param>
    /// <param name="begin">Called once it is known that there will be a file: says where it goes.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is no sheet that can be checked.</exception>
    public async Task HandleAsync(
        Caller caller, CheckStatementRequest request, Stream file, string format, ExportWords words, Func<ExportHead, Stream> begin,
        CancellationToken cancellation)
    {
        var found = await check.HandleAsync(caller, request, file, cancellation);
        var isTable = format == Formats[0];
        var head = new ExportHead(isTable ? RosterTableEndpoints.Csv + "; charset=utf-8" : "text/html; charset=utf-8",
            "statement-check." + format, IsAttachment: isTable);
        var destination = begin(head);
        if (isTable)
        {
            await WriteTableAsync(found, words, destination, cancellation);
        }
        else
        {
            await StatementCheckPrint.WriteAsync(found, words, destination, cancellation);
        }
    }

    /// <summary>Writes everything that was found as rows of one table.</summary>
    public static async Task WriteTableAsync(
        CheckedStatement found, ExportWords words, Stream destination, CancellationToken cancellation)
    {
        await using var table = TableWriter.Create(destination, TableFormat.Csv, "");
        await table.WriteAsync([.. new[]
        {
            words.T("种类", "Kind"), words.T("行", "Row"), words.T("户编号", "Household"), words.T("户主", "Name"), words.T("列", "Column"),
            words.T("表上写的", "Written"), words.T("应为", "Expected"), words.T("相差", "Difference"), words.T("原因", "Cause"),
            words.T("说明", "In words"),
        }.Select(TableCell.Of)], cancellation);
        var report = found.Report;
        foreach (var each in report.Differences)
        {
            await table.WriteAsync(Row(words.T("农户", "Household"), each.Line.Row, each.Line.Id, each.Line.Name, each.Column.Heading,
                each.Written.ToString(), each.Expected.ToString(), each.Difference.ToString(), words.Of(each.Cause.Words()),
                words.Of(each.Text)), cancellation);
        }

        foreach (var each in report.Sums)
        {
            await table.WriteAsync(Row(words.T("合计", "Sum"), each.Row, "", each.Text, each.Column.Heading, each.Written, each.Added,
                each.Difference, each.Cause is { } cause ? words.Of(cause.Words()) : words.T("一致", "agrees"),
                each.Words is { } text ? words.Of(text) : ""), cancellation);
        }

        foreach (var each in report.Findings)
        {
            await table.WriteAsync(Row(words.T("其他", "Other"), each.Row, each.Household, "", each.Column?.Heading ?? "", "", "", "",
                words.Of(each.Cause.Words()), words.Of(each.Text)), cancellation);
        }

        foreach (var rule in report.Rules)
        {
            await table.WriteAsync(Row(words.T("算法", "Rule"), 0, "", "", rule.Column.Heading, "", rule.Total.ToString(), "",
                $"{rule.Matched}/{rule.Compared}", words.Of(rule.Title)), cancellation);
        }

        await table.CompleteAsync(cancellation);
    }

    private static TableCell[] Row(
        string kind, int row, string id, string name, string column, string written, string expected, string difference, string cause,
        string text) =>
    [
        TableCell.Of(kind), row == 0 ? TableCell.Of("") : TableCell.Decimal(row.ToString(CultureInfo.InvariantCulture), 0),
        TableCell.Of(id), TableCell.Of(name), TableCell.Of(column), TableCell.Decimal(written, 0), TableCell.Decimal(expected, 0),
        TableCell.Decimal(difference, 0), TableCell.Of(cause), TableCell.Of(text),
    ];
}
