using LinkageService.Tables;

namespace LinkageService.Features.Facts;

/// <summary>Writes the headings of a kind of fact, to be filled in and imported.</summary>
internal static class WriteFactTemplate
{
    /// <summary>Writes them.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="format">CSV or XLSX.</param>
    /// <param name="isChinese">Whether the headings are Chinese.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task HandleAsync(
        FactKind kind, TableFormat format, bool isChinese, Stream destination, CancellationToken cancellation)
    {
        await using var table = TableWriter.Create(destination, format, isChinese ? kind.Title.Zh : kind.Title.En);
        await table.WriteAsync(
        [
            .. new[] { FactTableReader.OrganizationHeading, FactTableReader.TimeHeading(kind) }
                .Concat(FactColumn.Of(kind).Select(column => column.Heading))
                .Select(heading => TableCell.Of(isChinese ? heading.Zh : heading.En)),
        ], cancellation);
        await table.CompleteAsync(cancellation);
    }

    /// <summary>What the file is called.</summary>
    public static string FileName(FactKind kind, TableFormat format) => $"facts-{kind.Word}.{(format == TableFormat.Csv ? "csv" : "xlsx")}";
}
