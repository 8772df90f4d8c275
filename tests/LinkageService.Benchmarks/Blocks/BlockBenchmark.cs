using System.Buffers;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Storage.Blocks;

namespace LinkageService.Benchmarks.Blocks;

/// <summary>
/// Packing a run for storage, beside a plain copy of its columns, 8 bytes a value, without ids. Then reading it back, whole
/// and one household alone.
/// </summary>
internal static class BlockBenchmark
{
    private const int Households = 100_000;

    public static void Run(AlternatingRun run)
    {
        var (roster, sources) = Tangwan(Households);
        var columns = Array.ConvertAll(sources, source => BlockColumn.Of(source));
        var output = new ArrayBufferWriter<byte>(Households * columns.Length * sizeof(long));
        var plain = new long[Households * columns.Length];
        var blocks = Blocks(roster, columns, output);
        var lines = sources.Skip(roster.Schema.Holdings.Count).Sum(amounts => amounts.ToArray().Count(amount => amount != 0));
        var values = Households * columns.Length;

        var writing = run.Measure(
            values,
            BenchmarkClock.Processor,
            new("copy of 8 bytes a value, no ids", () => Copy(sources, plain)),
            new("pack into blocks, with ids and checksum", () => Pack(roster, columns, output)));
        var bytes = blocks.Sum(block => (long)block.Length);
        var what = $"{Households:N0} households, {columns.Length} columns, {lines:N0} lines that are not zero";
        MarkdownTable.Print(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Packed blocks, tangwan-four-tier, {what}: {(decimal)bytes / lines:0.00} bytes a line"),
            "value",
            writing);

        var column = new long[ColumnBlock.MaxHouseholds];
        var reading = run.Measure(
            values,
            BenchmarkClock.Processor,
            new("copy of 8 bytes a value", () => Copy(sources, plain)),
            new("read all columns, with checksum", () => ReadAll(blocks, column)));
        MarkdownTable.Print("Reading packed blocks, whole", "value", reading);

        var wanted = Encoding.UTF8.GetBytes("0000300");
        var household = new long[columns.Length];
        var one = run.Measure(
            1,
            BenchmarkClock.Processor,
            new("the checksum of the block alone", () => ColumnBlock.Read(blocks[0])),
            new("one household by id out of its block", () => ReadOne(blocks[0], wanted, household)));
        MarkdownTable.Print("Reading packed blocks, one household", "household", one);
    }

    private static byte[][] Blocks(Roster roster, BlockColumn[] columns, ArrayBufferWriter<byte> output)
    {
        var blocks = new byte[ColumnBlockWriter.BlocksOf(roster.Count)][];
        for (var block = 0; block < blocks.Length; block++)
        {
            output.ResetWrittenCount();
            ColumnBlockWriter.Write(output, roster, block, columns);
            blocks[block] = output.WrittenSpan.ToArray();
        }

        return blocks;
    }

    private static void Pack(Roster roster, BlockColumn[] columns, ArrayBufferWriter<byte> output)
    {
        output.ResetWrittenCount();
        for (var block = 0; block < ColumnBlockWriter.BlocksOf(roster.Count); block++)
        {
            ColumnBlockWriter.Write(output, roster, block, columns);
        }
    }

    private static void Copy(ReadOnlyMemory<long>[] sources, long[] plain)
    {
        for (var column = 0; column < sources.Length; column++)
        {
            sources[column].Span.CopyTo(plain.AsSpan(column * Households));
        }
    }

    private static void ReadAll(byte[][] blocks, long[] values)
    {
        foreach (var bytes in blocks)
        {
            var block = ColumnBlock.Read(bytes);
            for (var column = 0; column < block.ColumnCount; column++)
            {
                block.CopyColumn(column, values);
            }
        }
    }

    private static void ReadOne(byte[] bytes, byte[] id, long[] values)
    {
        var block = ColumnBlock.Read(bytes);
        block.CopyHousehold(block.IndexOf(id), values);
    }

    private static (Roster Roster, ReadOnlyMemory<long>[] Columns) Tangwan(int households)
    {
        var distribution = SampleDistributions.Tangwan(households);
        var holdings = Enumerable.Range(0, distribution.Roster.Schema.Holdings.Count).Select(distribution.Roster.HoldingMemory);
        var amounts = distribution.Steps.Where(step => step.AmountsFen is not null).Select(step => step.AmountsFen!.Value);
        return (distribution.Roster, [.. holdings, .. amounts]);
    }
}
