using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Runs;

/// <summary>
/// SHA-256 over what a request means: the same over REST and gRPC, whatever the order of its fields and however its numbers
/// are written.
/// </summary>
internal static class RunRequestDigest
{
    /// <summary>The digest.</summary>
    /// <param name="kind">What is to be made, and what of.</param>
    /// <param name="request">The request.</param>
    /// <param name="inline">The roster in the request; null for a stored one.</param>
    public static byte[] Of(string kind, CreateRunRequest request, Roster? inline)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder("linkage-run-request-1\n");
        Line(text, "kind", kind);
        Line(text, "scheme", request.Terms.Scheme ?? "");
        Line(text, "year", request.Terms.Year ?? "");
        Line(text, "recordDate", request.RecordDate ?? "");
        if (request.From is { } from)
        {
            Line(text, "from", from);
        }

        Figures(text, "parameter", request.Terms.Parameters);
        Figures(text, "input", request.Terms.Inputs);
        Line(text, "roster", inline is null ? "stored" : "inline");
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        if (inline is not null)
        {
            Append(hash, inline);
        }

        return hash.GetHashAndReset();
    }

    private static void Figures(StringBuilder text, string kind, IReadOnlyDictionary<string, string> figures)
    {
        foreach (var (name, value) in figures.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            Line(text, kind, name);
            var fault = RateText.TryParse(value, out var exact);
            Line(text, "value", fault == DecimalFault.None
                ? string.Create(CultureInfo.InvariantCulture, $"{exact.Numerator}/{exact.Denominator}")
                : value);
        }
    }

    // Length first, so that no text can pass for another line.
    private static void Line(StringBuilder text, string name, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name} {Encoding.UTF8.GetByteCount(value)} {value}\n");

    private static void Append(IncrementalHash hash, Roster roster)
    {
        hash.AppendData(roster.IdLinesMemory.Span);
        for (var holding = 0; holding < roster.Schema.Holdings.Count; holding++)
        {
            Append(hash, roster.Schema.Holdings[holding].Name, MemoryMarshal.Cast<long, ulong>(roster.Holding(holding)));
        }

        foreach (var tag in roster.Schema.TagsRead)
        {
            Append(hash, tag, roster.Tagged(tag).Words);
        }

        Append(hash, "registered", roster.Registered.Words);
        foreach (var label in roster.Labels)
        {
            var text = new StringBuilder();
            Line(text, "label", label.Name);
            foreach (var code in label.Codes)
            {
                Line(text, "value", label.Values[code]);
            }

            hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private static void Append(IncrementalHash hash, string name, ReadOnlySpan<ulong> words)
    {
        var text = new StringBuilder();
        Line(text, "column", name);
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        var bytes = new byte[words.Length * sizeof(ulong)];
        for (var word = 0; word < words.Length; word++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(word * sizeof(ulong)), words[word]);
        }

        hash.AppendData(bytes);
    }
}
