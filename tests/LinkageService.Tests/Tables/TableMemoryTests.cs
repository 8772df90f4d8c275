using System.Globalization;
using LinkageService.Tables;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Tables;

/// <summary>A big table goes through in memory that does not grow with it.</summary>
[Collection(nameof(TableMemory))]
public sealed class TableMemoryTests
{
    private static readonly int Rows = Thorough.Of(full: 200_000, quick: 60_000);
    private const long MaxLiveBytes = 24L << 20;

    [FullRunTheory]
    [InlineData("csv")]
    [InlineData("gb18030")]
    [InlineData("xlsx")]
    [InlineData("xlsx of shared texts")]
    public async Task WriteThenRead_BigTable_KeepsMemoryBounded(string kind)
    {
        var memory = new TableMemory();
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(path))
            {
                await WriteAsync(kind, file, memory);
            }

            await using var source = File.OpenRead(path);
            using var reader = await TableReader.OpenAsync(source, null, TableLimits.Default, TestContext.Current.CancellationToken);
            var rows = 1;
            while (reader.Read() is { } row)
            {
                rows++;
                Assert.Equal(rows, row.Number);
                Assert.Equal($"农户{rows:D7}", row.Cells[0]);
                Assert.Equal(Holding(rows), row.Cells[2]);
                NoteSometimes(memory, rows);
            }

            Assert.Equal(Rows + 1, rows);
        }
        finally
        {
            File.Delete(path);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {memory.PeakLive >> 10} KiB live at most");
        Assert.True(memory.PeakLive < MaxLiveBytes, $"{memory.PeakLive} bytes were live");
    }

    private static async Task WriteAsync(string kind, Stream file, TableMemory memory)
    {
        if (kind == "gb18030")
        {
            await using var text = new StreamWriter(file, TableFiles.Gb18030);
            await text.WriteLineAsync("户,备注,面积");
            for (var row = 2; row <= Rows + 1; row++)
            {
                await text.WriteLineAsync($"农户{row:D7},说明{row},{Holding(row)}");
            }

            return;
        }

        if (kind == "xlsx of shared texts")
        {
            WriteShared(file);
            return;
        }

        await using var writer = TableWriter.Create(file, kind == "csv" ? TableFormat.Csv : TableFormat.Xlsx, "名册");
        await writer.WriteAsync([TableCell.Of("户"), TableCell.Of("备注"), TableCell.Of("面积")], TestContext.Current.CancellationToken);
        for (var row = 2; row <= Rows + 1; row++)
        {
            await writer.WriteAsync(
                [TableCell.Of($"农户{row:D7}"), TableCell.Of($"说明{row}"), TableCell.Decimal(Holding(row), 2)],
                TestContext.Current.CancellationToken);
            NoteSometimes(memory, row);
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As Excel writes it: every text in the list of shared ones.</summary>
    private static void WriteShared(Stream file) => Workbook.WriteLarge(
        file,
        rows =>
        {
            for (var row = 1; row <= Rows + 1; row++)
            {
                rows.Write($"<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>{(2 * row) - 2}</v></c><c r=\"B{row}\" t=\"s\">");
                rows.Write($"<v>{(2 * row) - 1}</v></c><c r=\"C{row}\"><v>{Holding(row)}</v></c></row>");
            }
        },
        shared =>
        {
            for (var row = 1; row <= Rows + 1; row++)
            {
                shared.Write($"<si><t>农户{row:D7}</t></si><si><t>说明{row}</t></si>");
            }
        });

    private static string Holding(int row) => (row * 0.01m).ToString("0.##", CultureInfo.InvariantCulture);

    private static void NoteSometimes(TableMemory memory, int row)
    {
        if (row % 20_000 == 0)
        {
            memory.Note();
        }
    }
}
