using System.Buffers;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Storage.Blocks;

namespace LinkageService.Storage.Tests.Blocks;

/// <summary>A block gives back what was put in, whole, by column, by household and by value.</summary>
public sealed class ColumnBlockTests
{
    private static readonly long[] Tag = [0, 1];

    [Fact]
    public void Read_OfRandomBlocks_GivesTheModelBack()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        for (var turn = 0; turn < 400; turn++)
        {
            var model = RandomBlock.Draw(random);
            try
            {
                RequireSame(model, ColumnBlock.Read(model.Bytes), random);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"TEST_SEED={seed}, turn {turn}", error);
            }
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    [InlineData(0, 255)]
    [InlineData(0, 256)]
    [InlineData(-128, 128)]
    [InlineData(0, 65_535)]
    [InlineData(0, 65_536)]
    [InlineData(0, 16_777_216)]
    [InlineData(-1, 4_294_967_295)]
    [InlineData(0, 1L << 40)]
    [InlineData(0, 1L << 48)]
    [InlineData(0, 1L << 56)]
    [InlineData(long.MinValue, long.MaxValue)]
    [InlineData(long.MinValue, long.MinValue + 1)]
    [InlineData(long.MaxValue - 1, long.MaxValue)]
    public void CopyColumn_OnBothSidesOfEachWidth_GivesTheValuesBack(long low, long high)
    {
        foreach (var count in new[] { 1, 2, 7, 8, 9, 511, 512 })
        {
            var ids = Enumerable.Range(1, count).Select(i => i.ToString("D4", CultureInfo.InvariantCulture)).ToArray();
            var values = ids.Select((_, i) => i % 3 == 0 ? low : i % 3 == 1 ? high : low + ((high / 2) - (low / 2))).ToArray();
            var block = ColumnBlock.Read(RandomBlock.Write(ids, [BlockColumn.Of(values), BlockColumn.Of(values)]));
            Assert.Equal(values, Column(block, 0));
            Assert.Equal(values, Column(block, 1));
            Assert.Equal(values, ids.Select((_, i) => block.Value(1, i)));
        }
    }

    [Theory]
    [InlineData("D4", "", 64)]
    [InlineData("D4", "", 308)]
    [InlineData("D4", "500113-", 512)]
    [InlineData("D", "", 512)]
    public void Write_OfATypicalRun_TakesAtMost14BytesALine(string form, string region, int count)
    {
        const int Lines = 3;
        var random = new Random(20200416);
        var ids = Enumerable.Range(1, count).Select(i => region + i.ToString(form, CultureInfo.InvariantCulture))
            .Order(StringComparer.Ordinal).ToArray();
        BlockColumn Column(int below) => BlockColumn.Of(ids.Select(_ => random.NextInt64(0, below)).ToArray());
        var registered = GroupMask.Where(count, _ => random.Next(0, 10) == 0);
        var bytes = RandomBlock.Write(
            ids,
            [
                Column(1_200), Column(30_000), BlockColumn.Of(registered),
                Column(300_000), Column(2_400_000), Column(12_000_000),
            ]);
        var perLine = (decimal)bytes.Length / (count * Lines);
        TestContext.Current.SendDiagnosticMessage("{0} households {1}: {2:0.00} bytes a line", count, ids[0], perLine);
        Assert.True(perLine <= 14, $"{perLine:0.00} bytes a line");
    }

    [Fact]
    public void Write_OfEqualValues_TakesNoBytesForThem()
    {
        var ids = Enumerable.Range(0, 512).Select(i => i.ToString("D3", CultureInfo.InvariantCulture)).ToArray();
        var without = RandomBlock.Write(ids, []);
        var with = RandomBlock.Write(ids, [BlockColumn.Of(Enumerable.Repeat(-77L, 512).ToArray())]);
        Assert.Equal(9, with.Length - without.Length);
    }

    [Fact]
    public void Write_OfAWholeRoster_CoversEveryHouseholdOnce()
    {
        const int Households = 1_100;
        var schema = new RosterSchema([new HoldingColumn("land", 2, Default: null)], ["registered"]);
        var builder = new RosterBuilder(schema, Households);
        for (var i = 0; i < Households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(i.ToString("D4", CultureInfo.InvariantCulture)));
            builder.Holding("land"u8, Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)));
            if (i % 3 == 0)
            {
                builder.Tag("registered"u8);
            }

            builder.End();
        }

        var roster = builder.Build()!;
        BlockColumn[] columns = [BlockColumn.Of(roster.HoldingMemory(0)), BlockColumn.Of(roster.Tagged("registered"))];
        var seen = 0;
        Assert.Equal(3, ColumnBlockWriter.BlocksOf(roster.Count));
        for (var number = 0; number < ColumnBlockWriter.BlocksOf(roster.Count); number++)
        {
            var output = new ArrayBufferWriter<byte>();
            ColumnBlockWriter.Write(output, roster, number, columns);
            var block = ColumnBlock.Read(output.WrittenMemory);
            for (var i = 0; i < block.Count; i++, seen++)
            {
                Assert.Equal(roster.Id(seen), block.Id(i));
                Assert.Equal([seen * 100, seen % 3 == 0 ? 1 : 0], Household(block, i));
            }
        }

        Assert.Equal(Households, seen);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ColumnBlockWriter.Write(new ArrayBufferWriter<byte>(), roster, 3, columns));
    }

    [Fact]
    public void Write_WithRoomAlreadyThere_AllocatesNothing()
    {
        var model = RandomBlock.Draw(new Random(4));
        var lines = Encoding.UTF8.GetBytes(string.Concat(model.Ids.Select(id => id + "\n")));
        BlockColumn[] columns = [.. model.Columns.Select(values => BlockColumn.Of(values))];
        var output = new ArrayBufferWriter<byte>(1 << 20);
        var values = new long[512];
        long allocated = 0;
        for (var turn = 0; turn < 20; turn++)
        {
            output.ResetWrittenCount();
            var before = GC.GetAllocatedBytesForCurrentThread();
            ColumnBlockWriter.Write(output, lines, model.Ids.Length, columns, 0);
            var block = ColumnBlock.Read(output.WrittenMemory);
            for (var column = 0; column < block.ColumnCount; column++)
            {
                block.CopyColumn(column, values);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("2\n1\n", 2)]
    [InlineData("1\n1\n", 2)]
    [InlineData("1\n2", 2)]
    [InlineData("1\n2\n", 3)]
    [InlineData("1\n2\n", 1)]
    [InlineData("\n2\n", 2)]
    [InlineData("", 0)]
    public void Write_OfIdsThatAreNotAsStated_IsRefused(string lines, int count)
    {
        var output = new ArrayBufferWriter<byte>();
        Assert.ThrowsAny<ArgumentException>(() => ColumnBlockWriter.Write(output, Encoding.UTF8.GetBytes(lines), count, [], 0));
        Assert.Equal(0, output.WrittenCount);
    }

    [Fact]
    public void Write_OfAColumnThatEndsTooSoon_IsRefused()
    {
        var output = new ArrayBufferWriter<byte>();
        BlockColumn[] columns = [BlockColumn.Of(new long[3])];
        Assert.Throws<ArgumentException>(() => ColumnBlockWriter.Write(output, "1\n2\n"u8, 2, columns, 2));
        Assert.Throws<ArgumentException>(() => ColumnBlockWriter.Write(output, "1\n2\n"u8, 2, columns, -1));
        Assert.Throws<ArgumentException>(() => ColumnBlockWriter.Write(output, "1\n2\n"u8, 2, new BlockColumn[1_025], 0));
    }

    [Fact]
    public void Write_OfAKnownBlock_GivesTheBytesOfTheDescription()
    {
        var bytes = RandomBlock.Write(["07-1", "07-23"], [BlockColumn.Of(new long[] { 500, 1_000 }), BlockColumn.Of(Tag)]);
        const string Head = "01-0200-0200-0300-0100-01";
        const string Directory = "02-F401000000000000-09-0000000000000000";
        const string Ids = "30372D-0001-31-3233";
        const string Columns = "0000-F401-02";
        Assert.Equal((Head + Directory + Ids + Columns).Replace("-", ""), Convert.ToHexString(bytes[..^4]));
        Assert.Equal(0xE3069283, BlockLayout.Checksum("123456789"u8));
    }

    private static void RequireSame(RandomBlock model, ColumnBlock block, Random random)
    {
        Assert.Equal(model.Ids.Length, block.Count);
        Assert.Equal(model.Columns.Length, block.ColumnCount);
        Assert.Equal((model.Ids[0], model.Ids[^1]), (block.FirstId, block.LastId));
        Assert.Equal(model.Ids, Enumerable.Range(0, block.Count).Select(block.Id));
        var lines = new ArrayBufferWriter<byte>();
        block.CopyIdLines(lines);
        Assert.Equal(string.Concat(model.Ids.Select(id => id + "\n")), Encoding.UTF8.GetString(lines.WrittenSpan));
        for (var i = 0; i < block.Count; i++)
        {
            Assert.Equal(i, block.IndexOf(Encoding.UTF8.GetBytes(model.Ids[i])));
            Assert.Equal(-1, block.IndexOf(Encoding.UTF8.GetBytes(model.Ids[i] + "\0")));
        }

        Assert.Equal(-1, block.IndexOf([]));
        Assert.Equal(-1, block.IndexOf(Encoding.UTF8.GetBytes(model.Ids[0])[..^1]));
        for (var column = 0; column < block.ColumnCount; column++)
        {
            Assert.Equal(model.Columns[column], Column(block, column));
            Assert.Equal(model.Columns[column], Enumerable.Range(0, block.Count).Select(i => block.Value(column, i)));
        }

        var household = random.Next(block.Count);
        Assert.Equal(model.Columns.Select(values => values[household]), Household(block, household));
    }

    private static long[] Column(ColumnBlock block, int column)
    {
        var values = new long[block.Count];
        block.CopyColumn(column, values);
        return values;
    }

    private static long[] Household(ColumnBlock block, int household)
    {
        var values = new long[block.ColumnCount];
        block.CopyHousehold(household, values);
        return values;
    }
}
