using System.Collections.Frozen;
using System.Reflection;
using System.Text;
using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>
/// The paragraphs of <c>docs/errors.md</c>, which is embedded: titles of answers and the page at <c>/errors</c> come from it.
/// A paragraph is <c>### code</c>, then <c>**中文 · English** — HTTP 422, gRPC FAILED_PRECONDITION</c>, then the text.
/// </summary>
internal sealed class ErrorCatalogue
{
    private readonly FrozenDictionary<string, ErrorParagraph> _byCode;

    private ErrorCatalogue(string markdown)
    {
        Paragraphs = Read(markdown);
        _byCode = Paragraphs.ToFrozenDictionary(paragraph => paragraph.Code, StringComparer.Ordinal);
    }

    /// <summary>All paragraphs in the order of the document.</summary>
    public IReadOnlyList<ErrorParagraph> Paragraphs { get; }

    /// <summary>Reads the embedded document.</summary>
    public static ErrorCatalogue Load()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("docs/errors.md")!);
        return new ErrorCatalogue(reader.ReadToEnd());
    }

    /// <summary>What a code means, in a few words.</summary>
    public LocalizedText Title(ProblemCode code) =>
        _byCode.TryGetValue(code.Name, out var paragraph) ? paragraph.Title : new LocalizedText(code.Name, code.Name);

    private static ErrorParagraph[] Read(string markdown)
    {
        var paragraphs = new List<ErrorParagraph>();
        foreach (var part in markdown.ReplaceLineEndings("\n").Split("\n### ").Skip(1))
        {
            var lines = part.Split('\n').TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)).ToArray();
            var head = Array.Find(lines, line => line.StartsWith("**", StringComparison.Ordinal)) ?? "";
            var (title, status) = (Between(head, "**", "**"), head[(head.LastIndexOf("**", StringComparison.Ordinal) + 2)..]);
            var (zh, en) = title.Split(" · ") is [var first, var second] ? (first, second) : (title, title);
            var text = new StringBuilder();
            foreach (var line in lines.Skip(1).Where(line => line.Length > 0 && line != head))
            {
                text.Append(line).Append('\n');
            }

            paragraphs.Add(new ErrorParagraph(lines[0].Trim(), new LocalizedText(zh, en), status.TrimStart(' ', '—'), text.ToString()));
        }

        return [.. paragraphs];
    }

    private static string Between(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        var end = text.IndexOf(to, Math.Min(start, text.Length), StringComparison.Ordinal);
        return end < start ? "" : text[start..end];
    }
}

/// <summary>One code's paragraph.</summary>
/// <param name="Code">The code.</param>
/// <param name="Title">A few words.</param>
/// <param name="Status">Such as <c>HTTP 422, gRPC FAILED_PRECONDITION</c>.</param>
/// <param name="Text">What it means and what to do, a line in Chinese and one in English.</param>
internal sealed record ErrorParagraph(string Code, LocalizedText Title, string Status, string Text);
