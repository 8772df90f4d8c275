using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using LinkageService.Engine.KnownAnswers;

namespace LinkageService.Storage.Blocks;

/// <summary>
/// A block of 300 households and a column of every kind (one value, a bit, 1, 3 and 8 bytes), packed and read back. The length and
/// the checksum are those of the bytes that <c>docs/decisions/0005-packed-statement-blocks.md</c> describes.
/// </summary>
public static class BlockAnswers
{
    private const int Households = 300;

    /// <summary>The answer.</summary>
    public static IEnumerable<KnownAnswer> All { get; } =
    [
        new("packed block", "4598 bytes, checksum 5e0d2225, values as written", 5 * Households, Pack),
    ];

    private static string Pack()
    {
        var households = Enumerable.Range(0, Households).ToArray();
        var ids = Encoding.UTF8.GetBytes(
            string.Concat(households.Select(at => (at + 1).ToString("D4", CultureInfo.InvariantCulture) + "\n")));
        long[][] columns =
        [
            Array.ConvertAll(households, _ => 7L),
            Array.ConvertAll(households, at => at % 3 == 0 ? 1L : 0L),
            Array.ConvertAll(households, at => (at % 200) - 100L),
            Array.ConvertAll(households, at => at * at * 37L),
            Array.ConvertAll(households, at => (at - 150) * 1_000_000_007_000_003L),
        ];
        var output = new ArrayBufferWriter<byte>();
        ColumnBlockWriter.Write(output, ids, Households, Array.ConvertAll(columns, values => BlockColumn.Of(values)), from: 0);
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(output.WrittenSpan[^BlockLayout.ChecksumLength..]);
        var values = IsRead(output.WrittenMemory, columns) ? "as written" : "changed";
        return string.Create(CultureInfo.InvariantCulture, $"{output.WrittenCount} bytes, checksum {checksum:x8}, values {values}");
    }

    private static bool IsRead(ReadOnlyMemory<byte> bytes, long[][] columns)
    {
        var block = ColumnBlock.Read(bytes);
        var values = new long[Households];
        for (var column = 0; column < columns.Length; column++)
        {
            block.CopyColumn(column, values);
            if (!values.AsSpan().SequenceEqual(columns[column]))
            {
                return false;
            }
        }

        return true;
    }
}
