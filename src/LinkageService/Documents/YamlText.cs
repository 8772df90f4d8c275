using System.Diagnostics;
using System.Globalization;
using System.Text;
using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>
/// Writes a document tree as YAML the way people write schemes: short pairs on one line, a blank line between steps. Read again
/// it is the same tree, scalar by scalar.
/// </summary>
internal static class YamlText
{
    private const int MaxWidth = 110;

    // Long enough for every line of text; a longer one is folded where it has spaces.
    private const int FoldAt = 110;

    /// <summary>The text of a document.</summary>
    public static string Of(DocumentNode document)
    {
        var text = new StringBuilder();
        if (document is DocumentMapping mapping)
        {
            Write(text, mapping, indent: 0, isTop: true);
        }
        else
        {
            text.Append(Flow(document)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A key with its value as it stands at this indent, without the spaces before it and the last line break.</summary>
    public static string Entry(DocumentEntry entry, int indent)
    {
        var text = new StringBuilder();
        WriteEntry(text, entry, indent, isSpaced: false);
        return text.ToString(0, text.Length - 1);
    }

    /// <summary>An item of a list, its dash at this indent, with the last line break.</summary>
    public static string Item(DocumentNode item, int indent)
    {
        var text = new StringBuilder();
        WriteItems(text, new DocumentSequence([item]), indent, isSpaced: false);
        return text.ToString();
    }

    private static void Write(StringBuilder text, DocumentMapping mapping, int indent, bool isTop)
    {
        foreach (var entry in mapping.Entries)
        {
            if (isTop && text.Length > 0 && entry.Value is DocumentMapping or DocumentSequence && !IsShort(entry, indent))
            {
                text.Append('\n');
            }

            text.Append(' ', indent);
            WriteEntry(text, entry, indent, isSpaced: isTop && entry.Key == "steps");
        }
    }

    private static void WriteEntry(StringBuilder text, DocumentEntry entry, int indent, bool isSpaced)
    {
        text.Append(Scalar(entry.Key, isFlow: false)).Append(':');
        if (IsShort(entry, indent))
        {
            text.Append(' ').Append(Flow(entry.Value)).Append('\n');
            return;
        }

        switch (entry.Value)
        {
            case DocumentScalar scalar:
                WriteScalar(text, scalar.Text, indent + 2);
                break;
            case DocumentMapping inner:
                text.Append('\n');
                Write(text, inner, indent + 2, isTop: false);
                break;
            case DocumentSequence items:
                text.Append('\n');
                WriteItems(text, items, indent + 2, isSpaced);
                break;
        }
    }

    private static void WriteItems(StringBuilder text, DocumentSequence sequence, int indent, bool isSpaced)
    {
        for (var i = 0; i < sequence.Items.Count; i++)
        {
            if (isSpaced && i > 0)
            {
                text.Append('\n');
            }

            text.Append(' ', indent).Append('-');
            if (sequence.Items[i] is DocumentMapping { Entries: { Count: > 0 } entries })
            {
                text.Append(' ');
                WriteEntry(text, entries[0], indent + 2, isSpaced: false);
                Write(text, new DocumentMapping(entries.Skip(1).ToArray()), indent + 2, isTop: false);
            }
            else if (sequence.Items[i] is DocumentScalar scalar)
            {
                WriteScalar(text, scalar.Text, indent + 2);
            }
            else
            {
                text.Append(' ').Append(Flow(sequence.Items[i])).Append('\n');
            }
        }
    }

    // Scalars of one line, and small lists and pairs of them: { zh: 土地分红, en: Land dividend }.
    private static bool IsShort(DocumentEntry entry, int indent)
    {
        var isPlain = entry.Value switch
        {
            DocumentMapping { Entries.Count: 0 } or DocumentSequence { Items.Count: 0 } => true,
            DocumentMapping mapping => entry.Key is not ("into" or "parameters" or "inputs" or "holdings" or "groups")
                && mapping.Entries.All(inner => IsFlow(inner.Value)),
            DocumentSequence sequence => sequence.Items.All(IsFlow) && entry.Key is not "sources" and not "steps",
            DocumentScalar => false,
            _ => throw new UnreachableException(),
        };
        return isPlain && indent + entry.Key.Length + Width(Flow(entry.Value)) <= MaxWidth;
    }

    private static bool IsFlow(DocumentNode node) => node switch
    {
        DocumentScalar { Text: { } text } => !text.Contains('\n', StringComparison.Ordinal),
        DocumentScalar => true,
        DocumentSequence sequence => sequence.Items.All(IsFlow),
        DocumentMapping mapping => mapping.Entries.All(entry => IsFlow(entry.Value)),
        _ => throw new UnreachableException(),
    };

    /// <summary>A value on one line: <c>{ zh: 土地分红, en: Land dividend }</c>.</summary>
    public static string Flow(DocumentNode node) => node switch
    {
        DocumentScalar scalar => Scalar(scalar.Text, isFlow: true),
        DocumentSequence { Items.Count: 0 } => "[]",
        DocumentSequence sequence => "[" + string.Join(", ", sequence.Items.Select(Flow)) + "]",
        DocumentMapping { Entries.Count: 0 } => "{}",
        DocumentMapping mapping => "{ " + string.Join(", ", mapping.Entries.Select(entry =>
            Scalar(entry.Key, isFlow: true) + ": " + Flow(entry.Value))) + " }",
        _ => throw new InvalidOperationException("a node of no kind"),
    };

    private static void WriteScalar(StringBuilder text, string? value, int indent)
    {
        if (value is not null && CanBeBlock(value))
        {
            var isFolded = !value.Contains('\n', StringComparison.Ordinal);
            text.Append(isFolded ? " >-\n" : " |-\n");
            foreach (var line in isFolded ? Folded(value) : value.Split('\n'))
            {
                text.Append(' ', line.Length == 0 ? 0 : indent).Append(line).Append('\n');
            }
        }
        else
        {
            text.Append(' ').Append(Scalar(value, isFlow: false)).Append('\n');
        }
    }

    // Several lines as they are, and long prose folded at its spaces.
    private static bool CanBeBlock(string value)
    {
        var isBroken = value.Contains('\n', StringComparison.Ordinal);
        return (isBroken || (Width(value) > FoldAt && value.Contains(' ', StringComparison.Ordinal)
                && !value.Contains("  ", StringComparison.Ordinal)))
            && !value.Any(letter => letter != '\n' && (char.IsControl(letter) || IsBreak(letter)))
            && value.Split('\n').All(line => line.Length == 0 || (line[0] is not (' ' or '\t') && line[^1] is not (' ' or '\t')))
            && value[0] != '\n' && value[^1] != '\n';
    }

    private static IEnumerable<string> Folded(string value)
    {
        var line = new StringBuilder();
        foreach (var word in value.Split(' '))
        {
            if (line.Length > 0 && Width(line.ToString()) + Width(word) >= FoldAt)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(word);
        }

        yield return line.ToString();
    }

    /// <summary>A value without parts; in quotes where it would not be read as it is.</summary>
    /// <param name="value">It; null for an empty one.</param>
    /// <param name="isFlow">Whether it stands inside brackets.</param>
    public static string Scalar(string? value, bool isFlow)
    {
        if (value is null)
        {
            return "~";
        }

        return IsPlain(value, isFlow) && !NeedsEscape(value) ? value : Quoted(value);
    }

    /// <summary>A value in quotes, whatever it is: single ones where it has no letter that needs to be written by number.</summary>
    public static string Quoted(string value) =>
        NeedsEscape(value) ? Escaped(value) : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'";

    private static bool NeedsEscape(string value) =>
        value.Any(letter => char.IsControl(letter) || char.IsSurrogate(letter) || IsBreak(letter));

    // What YAML takes for the end of a line, or for nothing.
    private static bool IsBreak(char letter) => letter is '\u0085' or '\u2028' or '\u2029' or '\ufeff';

    // A word YAML would not take for anything else.
    private static bool IsPlain(string value, bool isFlow) =>
        value.Length > 0 && value is not ("~" or "null")
        && !"-?:,[]{}#&*!|>'\"%@` ".Contains(value[0], StringComparison.Ordinal) && value[^1] is not (' ' or ':')
        && !value.Contains(": ", StringComparison.Ordinal) && !value.Contains(" #", StringComparison.Ordinal)
        && !value.StartsWith("---", StringComparison.Ordinal) && !value.StartsWith("...", StringComparison.Ordinal)
        && (!isFlow || (value.IndexOfAny([',', '[', ']', '{', '}', '?']) < 0 && !value.EndsWith(':')));

    /// <summary>A value in double quotes.</summary>
    public static string Escaped(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var rune in value.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                < 0x20 or 0x7f or 0x85 or 0x2028 or 0x2029 or 0xfeff => text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => text.Append(rune.ToString()),
            };
        }

        return text.Append('"').ToString();
    }

    // Chinese letters are two wide in an editor.
    private static int Width(string text) => text.Sum(letter => letter >= '\u1100' ? 2 : 1);
}
