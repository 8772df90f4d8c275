using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Runs;

/// <summary>
/// SHA-256 over everything a run read and gave, in one byte form: header lines in UTF-8, the ids in member order, every
/// holding, every tag the scheme reads, every step's amounts. A column is written in the narrowest of 1, 2, 4 or 8 bytes
/// that holds its values, little-endian, after its name and width. A roster with share-days has the second first line, and says
/// of which days.
/// </summary>
internal static class RunDigest
{
    private const int ChunkBytes = 1 << 16;

    public static string Of(Distribution distribution)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (scheme, terms, roster) = (distribution.Scheme, distribution.Terms, distribution.Roster);
        var header = new StringBuilder(roster.Window is null ? "linkage-run-1\n" : "linkage-run-2\n");
        header.Append(scheme.Digest).Append('\n').Append(terms.Year.ToString(CultureInfo.InvariantCulture)).Append('\n');
        if (roster.Window is { } window)
        {
            header.Append(CultureInfo.InvariantCulture, $"window {window.From:yyyy-MM-dd} {window.To:yyyy-MM-dd}\n");
        }

        foreach (var parameter in scheme.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
        {
            Append(header, 'p', parameter.Name, terms.Parameters[parameter.Name]);
        }

        foreach (var input in scheme.Inputs.OrderBy(input => input.Name, StringComparer.Ordinal))
        {
            Append(header, 'i', input.Name, terms.Inputs[input.Name]);
        }

        foreach (var source in distribution.Sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            header.Append(CultureInfo.InvariantCulture, $"s {source.Name} {source.Amount}\n");
        }

        foreach (var fund in distribution.Funds)
        {
            header.Append(CultureInfo.InvariantCulture, $"f {fund.Name} {fund.Amount} {(fund.IsCarried ? "carried" : "kept")}\n");
        }

        header.Append(CultureInfo.InvariantCulture, $"households {roster.Count}\n");
        hash.AppendData(Encoding.UTF8.GetBytes(header.ToString()));
        hash.AppendData(roster.IdLines);
        AppendColumns(hash, distribution);
        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void AppendColumns(IncrementalHash hash, Distribution distribution)
    {
        var roster = distribution.Roster;
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

    private static void Append(StringBuilder header, char kind, string name, Amounts.Fraction value) =>
        header.Append(CultureInfo.InvariantCulture, $"{kind} {name} {value.Numerator}/{value.Denominator}\n");

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
