using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// Makes one PDF of several that the same Chromium printed, a part in memory at a time; a library would hold the whole of what may be
/// hundreds of megabytes. It reads what Chromium writes and nothing else: objects in the clear with a table of where they are.
/// </summary>
internal sealed partial class PdfJoiner
{
    // What comes before the objects of the parts: the catalogue, the root of all pages, what the file says of itself.
    private const int Catalog = 1;
    private const int Root = 2;
    private const int Info = 3;
    private const int OffsetDigits = 10;

    private static readonly Encoding Bytes = Encoding.Latin1;

    private readonly Stream _to;
    private readonly List<long> _offsets = [];
    private readonly List<int> _roots = [];
    private long _at;
    private long _pages;
    private string _info = "";

    private PdfJoiner(Stream to)
    {
        _to = to;
        _offsets.AddRange(Enumerable.Repeat(0L, Info + 1));
    }

    /// <summary>Joins them in their order; one alone is copied as it is.</summary>
    /// <param name="files">The parts.</param>
    /// <param name="to">Where to.</param>
    /// <param name="cancellation">Stops it between two parts.</param>
    /// <exception cref="InvalidDataException">A part is not in the form that is read here.</exception>
    public static async Task JoinAsync(IReadOnlyList<string> files, Stream to, CancellationToken cancellation)
    {
        if (files.Count == 1)
        {
            await using var only = File.OpenRead(files[0]);
            await only.CopyToAsync(to, cancellation);
            return;
        }

        var joiner = new PdfJoiner(to);
        await joiner.WriteAsync("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3\n", cancellation);
        foreach (var file in files)
        {
            await joiner.AddAsync(await File.ReadAllBytesAsync(file, cancellation), cancellation);
        }

        await joiner.EndAsync(cancellation);
    }

    private async Task AddAsync(byte[] part, CancellationToken cancellation)
    {
        var (offsets, trailer) = Table(part);
        var shift = _offsets.Count - 1;
        _offsets.AddRange(Enumerable.Repeat(0L, offsets.Length - 1));
        var pages = Number(Head(part, offsets, Number(trailer, "Root")), "Pages");
        var info = Number(trailer, "Info");
        var ordered = offsets.Index().Where(each => each.Item > 0).OrderBy(each => each.Item).ToArray();
        for (var at = 0; at < ordered.Length; at++)
        {
            var ((number, offset), end) = (ordered[at], at + 1 < ordered.Length ? ordered[at + 1].Item : LastEnd(part, ordered[at].Item));
            var length = HeadLength(part.AsSpan((int)offset, (int)(end - offset)));
            var head = Bytes.GetString(part, (int)offset, length);
            head = Numbers().Replace(head, found => string.Create(CultureInfo.InvariantCulture,
                $"{int.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) + shift} 0 {found.Groups["what"].Value}"));
            if (number == info && _info.Length == 0)
            {
                _info = head[head.IndexOf("<<", StringComparison.Ordinal)..(head.LastIndexOf(">>", StringComparison.Ordinal) + 2)];
            }

            if (number == pages)
            {
                _pages += Number(head, "Count");
                _roots.Add(number + shift);
                head = head.Insert(head.IndexOf("<<", StringComparison.Ordinal) + 2, $"/Parent {Root} 0 R\n");
            }

            _offsets[number + shift] = _at;
            await WriteAsync(head, cancellation);
            await WriteAsync(part.AsMemory((int)offset + length, (int)(end - offset) - length), cancellation);
        }
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        foreach (var (number, text) in new[]
        {
            (Catalog, $"<</Type /Catalog\n/Pages {Root} 0 R\n/ViewerPreferences <</DisplayDocTitle true>>>>"),
            (Root, $"<</Type /Pages\n/Count {_pages}\n/Kids [{string.Join(' ', _roots.Select(root => $"{root} 0 R"))}]>>"),
            (Info, _info.Length == 0 ? "<<>>" : _info),
        })
        {
            _offsets[number] = _at;
            await WriteAsync($"{number} 0 obj\n{text}\nendobj\n", cancellation);
        }

        var start = _at;
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"xref\n0 {_offsets.Count}\n0000000000 65535 f \n");
        foreach (var offset in _offsets.Skip(1))
        {
            // A number that is not used is free.
            table.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} {(offset == 0 ? "65535 f" : "00000 n")} \n");
        }

        await WriteAsync(table.ToString(), cancellation);
        await WriteAsync(
            $"trailer\n<</Size {_offsets.Count}\n/Root {Catalog} 0 R\n/Info {Info} 0 R>>\nstartxref\n{start}\n%%EOF\n", cancellation);
    }

    // Where each object is, 0 for one that is not there, and the trailer.
    private static (long[] Offsets, string Trailer) Table(byte[] part)
    {
        const int tailBytes = 64;
        var tail = Bytes.GetString(part.AsSpan(Math.Max(0, part.Length - tailBytes)));
        var start = Start().Match(tail) is { Success: true } found && int.TryParse(
            found.Groups["at"].Value, CultureInfo.InvariantCulture, out var at) && at < part.Length ? at : throw Unknown();
        var text = Bytes.GetString(part.AsSpan(start));
        var lines = text.Split('\n');
        if (lines.Length < 3 || lines[0].TrimEnd() != "xref" || !lines[1].StartsWith("0 ", StringComparison.Ordinal)
            || !int.TryParse(lines[1].AsSpan(2).TrimEnd(), CultureInfo.InvariantCulture, out var count) || lines.Length < count + 3)
        {
            throw Unknown();
        }

        var offsets = new long[count];
        for (var number = 1; number < count; number++)
        {
            var line = lines[number + 2];
            offsets[number] = line.Contains(" n", StringComparison.Ordinal)
                ? long.Parse(line.AsSpan(0, OffsetDigits), CultureInfo.InvariantCulture) : 0;
        }

        return (offsets, text[text.LastIndexOf("trailer", StringComparison.Ordinal)..]);
    }

    // An object ends where the next begins, and the last of all before the table.
    private static long LastEnd(byte[] part, long offset) =>
        part.AsSpan((int)offset).LastIndexOf("endobj"u8) is var end and >= 0 ? offset + end + "endobj\n".Length : throw Unknown();

    // What of an object is text: all but the bytes of a stream.
    private static int HeadLength(ReadOnlySpan<byte> whole)
    {
        var stream = whole.IndexOf(">> stream"u8);
        return stream >= 0 ? stream : whole.Length;
    }

    private static string Head(byte[] part, long[] offsets, int number)
    {
        var whole = part.AsSpan((int)offsets[number]);
        return Bytes.GetString(whole[..(whole.IndexOf("endobj"u8) is var end and >= 0 ? end : throw Unknown())]);
    }

    private static int Number(string dictionary, string name)
    {
        var at = dictionary.LastIndexOf($"/{name} ", StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(dictionary.Skip(at + name.Length + 2).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var number) ? number : throw Unknown();
    }

    private static InvalidDataException Unknown() => new("A printed part is not in the form that is joined.");

    private ValueTask WriteAsync(string text, CancellationToken cancellation) => WriteAsync(Bytes.GetBytes(text), cancellation);

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _at += bytes.Length;
        return _to.WriteAsync(bytes, cancellation);
    }

    [GeneratedRegex(@"\b(?<number>[0-9]+) 0 (?<what>R|obj)\b", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"startxref\s+(?<at>[0-9]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Start();
}
