using System.IO.Compression;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Tests.Tables;

/// <summary>Makes and reads files of tables.</summary>
internal static class TableFiles
{
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static async Task<List<TableRow>> ReadAsync(byte[] file, string? sheet = null, TableLimits? limits = null)
    {
        using var reader = await OpenAsync(file, sheet, limits);
        var rows = new List<TableRow> { reader.Headings };
        while (reader.Read() is { } row)
        {
            rows.Add(row);
        }

        return rows;
    }

    public static Task<List<TableRow>> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    public static Task<TableReader> OpenAsync(byte[] file, string? sheet = null, TableLimits? limits = null) =>
        TableReader.OpenAsync(new OneWayStream(file), sheet, limits ?? TableLimits.Default, TestContext.Current.CancellationToken);

    public static async Task<Problem> ProblemAsync(byte[] file, string? sheet = null, TableLimits? limits = null) =>
        (await Assert.ThrowsAsync<TableException>(() => ReadAsync(file, sheet, limits))).Problem;

    public static async Task<byte[]> WriteAsync(
        TableFormat format, IEnumerable<IReadOnlyList<TableCell>> rows, string sheet = "名册")
    {
        var bytes = new MemoryStream();
        await using (var writer = TableWriter.Create(bytes, format, sheet))
        {
            foreach (var row in rows)
            {
                await writer.WriteAsync(row, TestContext.Current.CancellationToken);
            }

            await writer.CompleteAsync(TestContext.Current.CancellationToken);
        }

        return bytes.ToArray();
    }

    /// <summary>Rows as one text, to compare: <c>1:a|b</c>.</summary>
    public static string Show(IEnumerable<TableRow> rows) =>
        string.Join(" ", rows.Select(row => $"{row.Number}:{string.Join('|', row.Cells)}"));

    /// <summary>A zip of parts by name.</summary>
    public static byte[] Zip(params (string Name, string Text)[] parts) =>
        ZipBytes([.. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Text)))]);

    /// <summary>A zip of parts by name.</summary>
    public static byte[] ZipBytes((string Name, byte[] Bytes)[] parts)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>A stream that, as the body of a request, can be read only once and gives what it has.</summary>
    private sealed class OneWayStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1_000)], cancellationToken);
    }
}
