using System.Buffers;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Schemes;
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
        var scheme = SchemeLibrary.Load().Versions("tangwan-four-tier")[0];
        var terms = RunTerms.Bind(
            scheme,
            2020,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["day_wage"] = "80.00" },
            new Dictionary<string, string>(StringComparer.Ordinal) { ["income"] = "100000000.00" },
            new List<Problem>())!;
        var random = new Random(20200416);
        var builder = new RosterBuilder(scheme.RosterSchema, households);
        for (var i = 0; i < households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(i.ToString("D7", CultureInfo.InvariantCulture)));
            builder.Holding("land"u8, Hundredths(random.Next(1, 1200)));
            builder.Holding("wage_days"u8, Hundredths(random.Next(0, 4) == 0 ? random.Next(0, 30_000) : 0));
            if (random.Next(0, 10) == 0)
            {
                builder.Tag("registered"u8);
            }

            builder.End();
        }

        var roster = builder.Build()!;
        var steps = Calculation.Run(scheme, terms, roster).Distribution!.Steps;
        var holdings = Enumerable.Range(0, roster.Schema.Holdings.Count).Select(roster.HoldingMemory);
        var amounts = steps.Where(step => step.AmountsFen is not null).Select(step => step.AmountsFen!.Value);
        return (roster, [.. holdings, .. amounts]);
    }

    private static byte[] Hundredths(int value) =>
        Encoding.UTF8.GetBytes((value / 100m).ToString(CultureInfo.InvariantCulture));
}
