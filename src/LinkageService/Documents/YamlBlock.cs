using LinkageService.Engine.Schemes;
using static LinkageService.Documents.YamlPlaces;

namespace LinkageService.Documents;

/// <summary>
/// A text of several lines below its key, <c>|</c> or <c>&gt;</c>, changed so that the lines that say the same before and after stay
/// as they are broken.
/// </summary>
internal static class YamlBlock
{
    /// <summary>The whole text with another value below the key; read it again: not every value can be written so.</summary>
    public static string With(string text, YamlEntryPlace entry, string value)
    {
        var place = (YamlScalarPlace)entry.Value;
        var first = LineEnd(text, place.Start) + 1;
        if (first > place.End)
        {
            return text;
        }

        var old = text[first..place.End].Split('\n');
        var indent = old[0].Length - old[0].TrimStart(' ').Length;
        IReadOnlyList<string> lines = place.Style == YamlDotNet.Core.ScalarStyle.Literal
            ? value.TrimEnd('\n').Split('\n')
            : Folded(old.Select(line => line.Trim(' ')).ToArray(), value.TrimEnd('\n'));
        return string.Concat(text.AsSpan(0, first),
            string.Join('\n', lines.Select(line => line.Length == 0 ? line : new string(' ', indent) + line)), text.AsSpan(place.End));
    }

    // As many whole lines from the start and from the end as the new value begins and ends with; what is between is one line.
    private static List<string> Folded(string[] old, string value)
    {
        var (head, tail) = (new List<string>(), new List<string>());
        var rest = value;
        var at = 0;
        for (; at < old.Length && rest.StartsWith(old[at] + " ", StringComparison.Ordinal); at++)
        {
            head.Add(old[at]);
            rest = rest[(old[at].Length + 1)..];
        }

        for (var last = old.Length - 1; last >= at && rest.EndsWith(" " + old[last], StringComparison.Ordinal); last--)
        {
            tail.Insert(0, old[last]);
            rest = rest[..^(old[last].Length + 1)];
        }

        return [.. head, rest, .. tail];
    }
}
