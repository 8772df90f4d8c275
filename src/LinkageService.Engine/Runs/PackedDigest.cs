using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Runs;

/// <summary>
/// The body of a run's digest, packed, for hashing is what sealing costs; packing may not cost what it saves. Ids: for every 512 of
/// them the bytes that all of these begin with, then the rest of each, every one ended by a line feed. Columns: a line
/// <c>name width dense|sparse</c>, then for every 4,096 households their values, little-endian in <c>width</c> bytes, the fewest that
/// hold all of the column, 8 where one is negative: all of them (dense), or a bit for each household, the lowest bit first, and the
/// values that are not zero (sparse). A column is sparse when that takes fewer bytes. Tags are bits, 64 households a word, after a line
/// with their name. Labels, which only newer schemes have: a line with the name, every household's value in a line, then a line for
/// each fund a value keeps.
/// </summary>
internal static class PackedDigest
{
    private const int IdsTogether = 512;
    private const int ValuesTogether = 4096;
    private const int BitsBytes = ValuesTogether / 8;

    // Ids are copied so many bytes at once; the next id overwrites those beyond the end of the one before.
    private const int BytesAtOnce = 16;

    // Every value is written as 8 bytes, of which the next overwrites those beyond the width; so the last may write beyond the end.
    private const int BufferBytes = BitsBytes + (ValuesTogether * sizeof(long)) + sizeof(long);

    /// <summary>Appends ids, holdings, tags, labels and steps.</summary>
    public static void AppendBody(IncrementalHash hash, Distribution distribution)
    {
        Invariant.Holds(BitConverter.IsLittleEndian, "columns are written little-endian");
        var roster = distribution.Roster;
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        AppendIds(hash, roster, buffer);
        var names = roster.Schema.Holdings.Select(holding => holding.Name).ToArray();
        foreach (var holding in Enumerable.Range(0, names.Length).OrderBy(holding => names[holding], StringComparer.Ordinal))
        {
            AppendColumn(hash, "holding " + names[holding], roster.Holding(holding), buffer);
        }

        for (var tag = 0; tag < roster.Schema.TagsRead.Count; tag++)
        {
            AppendLine(hash, "tag " + roster.Schema.TagsRead[tag]);
            hash.AppendData(MemoryMarshal.AsBytes(roster.Tags[tag].Words));
        }

        AppendLabels(hash, distribution);
        foreach (var step in distribution.Steps)
        {
            if (step.Amounts is { } amounts)
            {
                AppendColumn(hash, (step.IsRecord ? "record " : "step ") + step.Step.Id, amounts, buffer);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static void AppendLabels(IncrementalHash hash, Distribution distribution)
    {
        foreach (var label in distribution.Roster.Labels.OrderBy(label => label.Name, StringComparer.Ordinal))
        {
            AppendLine(hash, "label " + label.Name);
            foreach (var code in label.Codes)
            {
                AppendLine(hash, label.Values[code]);
            }

            foreach (var value in distribution.Labels.First(totals => totals.Name == label.Name).Values)
            {
                foreach (var fund in value.Funds)
                {
                    AppendLine(hash, $"{(fund.IsCarried ? "carried" : "kept")} {fund.Name} {fund.Amount} {value.Value}");
                }
            }
        }
    }

    private static void AppendIds(IncrementalHash hash, Roster roster, byte[] buffer)
    {
        for (var from = 0; from < roster.Count; from += IdsTogether)
        {
            AppendIds(hash, roster, from, Math.Min(IdsTogether, roster.Count - from), buffer);
        }
    }

    private static void AppendIds(IncrementalHash hash, Roster roster, int from, int count, byte[] buffer)
    {
        // In a sorted list what the first and the last have in common, all have.
        var prefix = roster.IdUtf8(from).CommonPrefixLength(roster.IdUtf8(from + count - 1));
        roster.IdUtf8(from)[..prefix].CopyTo(buffer);
        buffer[prefix] = (byte)'\n';
        var at = prefix + 1;

        // Behind these lines there must be something that may be read too: those that follow or, at the end of all, zeros.
        var starts = roster.IdStarts(from, count);
        var lines = roster.IdLines[starts[0]..];
        if (lines.Length < starts[^1] - starts[0] + BytesAtOnce)
        {
            lines = (byte[])[.. lines, .. new byte[BytesAtOnce]];
        }

        ref var source = ref MemoryMarshal.GetReference(lines);
        ref var target = ref MemoryMarshal.GetArrayDataReference(buffer);
        var room = buffer.Length - BytesAtOnce;
        var start = prefix;
        foreach (var next in starts[1..])
        {
            var end = next - starts[0];
            var length = end - start;
            if (length < 1 || at + length > room)
            {
                Invariant.Holds(length >= 1 && length <= room, "a rest has its line feed, and the buffer holds it");
                hash.AppendData(buffer, 0, at);
                at = 0;
            }

            for (var done = 0; done < length; done += BytesAtOnce)
            {
                var bytes = Unsafe.ReadUnaligned<UInt128>(ref Unsafe.Add(ref source, start + done));
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, at + done), bytes);
            }

            at += length;
            start = end + prefix;
        }

        hash.AppendData(buffer, 0, at);
    }

    private static void AppendColumn(IncrementalHash hash, string name, ReadOnlySpan<long> values, byte[] buffer)
    {
        var (bits, others) = Survey(values);
        var width = (64 - BitOperations.LeadingZeroCount(unchecked((ulong)bits)) + 7) >> 3;
        var isSparse = ((values.Length + 7L) >> 3) + (others * width) < (long)values.Length * width;
        AppendLine(hash, string.Create(CultureInfo.InvariantCulture, $"{name} {width} {(isSparse ? "sparse" : "dense")}"));
        while (width > 0 && !values.IsEmpty)
        {
            var together = values[..Math.Min(ValuesTogether, values.Length)];
            hash.AppendData(buffer, 0, isSparse ? WriteSparse(together, width, buffer) : WriteDense(together, width, buffer));
            values = values[together.Length..];
        }
    }

    /// <summary>All bits that are set in any value, and how many values are not zero.</summary>
    private static (long Bits, long Others) Survey(ReadOnlySpan<long> values)
    {
        var (bits, zeros) = (0L, 0L);
        foreach (var value in values)
        {
            bits |= value;
            zeros += value == 0 ? 1 : 0;
        }

        return (bits, values.Length - zeros);
    }

    private static int WriteDense(ReadOnlySpan<long> values, int width, byte[] buffer)
    {
        Invariant.Holds(buffer.Length >= BufferBytes, "the buffer holds a whole piece of a column");
        ref var at = ref MemoryMarshal.GetArrayDataReference(buffer);
        foreach (var value in values)
        {
            Unsafe.WriteUnaligned(ref at, value);
            at = ref Unsafe.Add(ref at, width);
        }

        return values.Length * width;
    }

    private static int WriteSparse(ReadOnlySpan<long> values, int width, byte[] buffer)
    {
        Invariant.Holds(buffer.Length >= BufferBytes, "the buffer holds a whole piece of a column");
        ref var start = ref MemoryMarshal.GetArrayDataReference(buffer);
        nint at = (values.Length + 7) >> 3;
        for (var from = 0; from < values.Length; from += 8)
        {
            var bits = 0;
            var eight = values[from..Math.Min(from + 8, values.Length)];
            for (var i = 0; i < eight.Length; i++)
            {
                // A zero is written too, and the next value over it: quicker than a branch that no processor can foresee.
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref start, at), eight[i]);
                var isOther = eight[i] == 0 ? 0 : 1;
                at = unchecked(at + (-isOther & width));
                bits |= isOther << i;
            }

            buffer[from >> 3] = (byte)bits;
        }

        return (int)at;
    }

    private static void AppendLine(IncrementalHash hash, string line) => hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
}
