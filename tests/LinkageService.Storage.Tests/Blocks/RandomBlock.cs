using System.Buffers;
using System.Text;
using LinkageService.Engine.Rosters;
using LinkageService.Storage.Blocks;

namespace LinkageService.Storage.Tests.Blocks;

/// <summary>A block's content as plain lists, drawn at random, and its bytes: the model a block is compared with.</summary>
internal sealed record RandomBlock(string[] Ids, long[][] Columns, int From, byte[] Bytes)
{
    private static readonly string[] Shapes =
        ["number", "number of a region", "mixed lengths", "Chinese", "64 characters", "emoji"];

    private static readonly Comparer<byte[]> ByBytes =
        Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));


    /// <summary>Draws ids of one shape and columns of every kind; some of the 0/1 columns go in as groups.</summary>
    public static RandomBlock Draw(Random random)
    {
        var count = random.Next(0, 4) switch { 0 => 1, 1 => random.Next(1, 20), 2 => 512, _ => random.Next(1, 513) };
        var from = random.Next(0, 3) * random.Next(0, 100);
        var columns = new long[random.Next(0, 12)][];
        var sources = new BlockColumn[columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            var values = Values(random, from + count + random.Next(0, 70));
            columns[column] = values.AsSpan(from, count).ToArray();
            sources[column] = values.All(value => value is 0 or 1)
                ? BlockColumn.Of(GroupMask.Where(values.Length, household => values[household] == 1))
                : BlockColumn.Of(values);
        }

        var ids = DrawIds(random, Shapes[random.Next(Shapes.Length)], count);
        return new RandomBlock(ids, columns, from, Write(ids, sources, from));
    }

    /// <summary>The bytes of a block.</summary>
    public static byte[] Write(string[] ids, BlockColumn[] columns, int from = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        var lines = Encoding.UTF8.GetBytes(string.Concat(ids.Select(id => id + "\n")));
        var length = ColumnBlockWriter.Write(output, lines, ids.Length, columns, from);
        Assert.Equal(output.WrittenCount, length);
        return output.WrittenSpan.ToArray();
    }

    private static string[] DrawIds(Random random, string shape, int count)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        while (ids.Count < count)
        {
            var number = random.Next(0, 100_000);
            ids.Add(shape switch
            {
                "number" => number.ToString("D5", null),
                "number of a region" => "500113-" + number.ToString("D5", null),
                "mixed lengths" => number.ToString("D", null),
                "Chinese" => "堂湾" + (char)('一' + random.Next(0, 9000)) + (char)('一' + random.Next(0, 9000)) + "户",
                "64 characters" => new string('长', 58) + number.ToString("D6", null),
                _ => char.ConvertFromUtf32(0x1F600 + random.Next(0, 60)) + number.ToString("D", null),
            });
        }

        return [.. ids.OrderBy(id => Encoding.UTF8.GetBytes(id), ByBytes)];
    }

    private static long[] Values(Random random, int count)
    {
        var values = new long[count];
        var kind = random.Next(0, 8);
        var constant = random.NextInt64(long.MinValue, long.MaxValue);
        var bits = random.Next(1, 63);
        var start = random.NextInt64(-1_000_000, 1_000_000);
        for (var i = 0; i < count; i++)
        {
            values[i] = kind switch
            {
                0 => constant,
                1 => random.Next(0, 2),
                2 => constant == long.MaxValue ? constant - random.Next(0, 2) : constant + random.Next(0, 2),
                3 => random.Next(0, 3) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => 0 },
                4 => random.NextInt64(long.MinValue, long.MaxValue),
                5 => -random.NextInt64(0, 1L << bits),
                6 => start + random.NextInt64(0, 1L << Math.Min(bits, 40)),
                _ => random.NextInt64(0, 1L << bits),
            };
        }

        return values;
    }
}
