using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Runs;

/// <summary>
/// The body of digests of runs made before the third rules: the ids as they are, then columns in the narrowest of 1, 2, 4 or 8 bytes
/// that holds their values, little-endian, after their name and width.
/// </summary>
internal static class LineDigest
{
    private const int ChunkBytes = 1 << 16;

    public static void AppendBody(IncrementalHash hash, Distribution distribution)
    {
        hash.AppendData(distribution.Roster.IdLines);
        AppendColumns(hash, distribution);
    }

    private static void AppendColumns(IncrementalHash hash, Distribution distribution)
    {
        var roster = distribution.Roster;
        Invariant.Holds(roster.Labels.Count == 0, "no scheme had labels when digests were made so");
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        var names = roster.Schema.Holdings.Select(holding => holding.Name).ToArray();
        foreach (var holding in Enumerable.Range(0, names.Length).OrderBy(holding => names[holding], StringComparer.Ordinal))
        {
            Append(hash, "holding " + names[holding], roster.Holding(holding), buffer);
        }

        for (var tag = 0; tag < roster.Schema.TagsRead.Count; tag++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes("tag " + roster.Schema.TagsRead[tag] + "\n"));
            hash.AppendData(LittleEndian(roster.Tags[tag]));
        }

        foreach (var step in distribution.Steps)
        {
            if (step.Amounts is { } amounts)
            {
                Append(hash, (step.IsRecord ? "record " : "step ") + step.Step.Id, amounts, buffer);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void Append(IncrementalHash hash, string name, ReadOnlySpan<long> values, byte[] buffer)
    {
        var width = NarrowColumn.Width(values);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{name} {width}\n")));
        var perChunk = ChunkBytes / width;
        while (!values.IsEmpty)
        {
            var chunk = values[..Math.Min(perChunk, values.Length)];
            NarrowColumn.Write(chunk, width, buffer);
            hash.AppendData(buffer, 0, chunk.Length * width);
            values = values[chunk.Length..];
        }
    }

    private static byte[] LittleEndian(GroupMask mask)
    {
        var bytes = new byte[mask.Words.Length * sizeof(ulong)];
        for (var word = 0; word < mask.Words.Length; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(word * sizeof(ulong)), mask.Words[word]);
        }

        return bytes;
    }
}
