using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkageService.Engine.Schemes;
using YamlDotNet.Core;
using static LinkageService.Documents.YamlPlaces;

namespace LinkageService.Documents;

/// <summary>The lines and letters of a text that one change concerns. Null wherever a text is written in a way that is not met.</summary>
/// <param name="text">The text, with a line break at its end where it is YAML.</param>
/// <param name="isJson">Whether it is JSON.</param>
/// <param name="keepsLines">Whether lines of a text of several lines that do not change stay as they are broken.</param>
internal sealed partial class DocumentTextChange(string text, bool isJson, bool keepsLines)
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Patience = 1000;

    /// <summary>The changed text.</summary>
    public string? Of(DocumentEdit edit, YamlPlace root, DocumentNode document) => edit switch
    {
        SetValue set => Set(root, set),
        RemoveValue remove => DocumentEdit.Whole(document, remove.Path) is { } whole ? Remove(root, whole) : null,
        RenameKey rename => Find(root, edit.Path.Parent) is YamlMappingPlace mapping
            && mapping.Entries.FirstOrDefault(entry => entry.Key == edit.Path.Places[^1].Key) is { } old
            ? Splice(old.Start, old.KeyEnd, Key(rename.To, mapping.IsFlow))
            : null,
        InsertItem insert => Find(root, edit.Path) is YamlSequencePlace { Items.Count: > 0 } list ? Insert(list, insert) : null,
        SwapItems swap => Find(root, edit.Path) is YamlSequencePlace list ? Swap(list, swap.Index) : null,
        _ => throw new UnreachableException(),
    };

    private static YamlPlace? Find(YamlPlace? place, DocumentPath path)
    {
        foreach (var (key, index) in path.Places)
        {
            place = place switch
            {
                YamlMappingPlace mapping when key is not null =>
                    mapping.Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal))?.Value,
                YamlSequencePlace list when key is null && index < list.Items.Count => list.Items[index],
                null or YamlScalarPlace or YamlMappingPlace or YamlSequencePlace => null,
                _ => throw new UnreachableException(),
            };
        }

        return place;
    }

    private string Splice(int from, int to, string by) => string.Concat(text.AsSpan(0, from), by, text.AsSpan(to));

    private string? Set(YamlPlace root, SetValue set)
    {
        YamlEntryPlace? entry = null;
        var (place, isFlow) = (root, false);
        for (var depth = 0; depth < set.Path.Places.Count; depth++)
        {
            var (key, index) = set.Path.Places[depth];
            switch (place)
            {
                case YamlSequencePlace list when key is null && index < list.Items.Count:
                    (entry, place, isFlow) = (null, list.Items[index], list.IsFlow);
                    break;
                case YamlMappingPlace mapping when mapping.Entries.FirstOrDefault(each => each.Key == key) is { } found:
                    (entry, place, isFlow) = (found, found.Value, mapping.IsFlow);
                    break;
                case YamlMappingPlace mapping:
                    return set.NewEntry(depth) is { } added ? Add(mapping, added, set, isTop: depth == 0) : null;
                case YamlScalarPlace when set.NewEntry(depth) is { } only:
                    return Replace(entry, place, new DocumentMapping([only]), isFlow);
                default:
                    return null;
            }
        }

        return Replace(entry, place, set.Value, isFlow);
    }

    private string? Replace(YamlEntryPlace? entry, YamlPlace old, DocumentNode value, bool isFlow)
    {
        var space = old.Start == old.End && old.Start > 0 && text[old.Start - 1] is not ' ' ? " " : "";
        if (old is YamlScalarPlace { IsBlock: false } scalar && value is DocumentScalar { Text: { } word }
            && (isFlow || !word.Contains('\n', StringComparison.Ordinal)))
        {
            return Splice(old.Start, old.End, space + Styled(word, scalar.Style, isFlow));
        }

        if (keepsLines && entry is not null && old is YamlScalarPlace { IsBlock: true }
            && value is DocumentScalar { Text: { Length: > 0 } lines })
        {
            return YamlBlock.With(text, entry, lines);
        }

        // An item of a list is written on one line, behind its dash.
        return isFlow || isJson || entry is null ? Splice(old.Start, old.End, space + Flow(value))
            : Splice(entry.Start, entry.End, Rewritten(entry, value));
    }

    // A comment behind the key stays there.
    private string Rewritten(YamlEntryPlace entry, DocumentNode value)
    {
        var written = YamlText.Entry(new DocumentEntry(entry.Key, value), Column(text, entry.Start));
        var head = text.AsSpan(entry.KeyEnd, LineEnd(text, entry.KeyEnd) - entry.KeyEnd);
        var comment = entry.Value is YamlScalarPlace { IsBlock: true } ? head.IndexOf(" #") : -1;
        return comment < 0 ? written : written.Insert(LineEnd(written, 0), " " + head[comment..].ToString());
    }

    private string? Add(YamlMappingPlace mapping, DocumentEntry entry, SetValue set, bool isTop)
    {
        var place = set.PlaceAmong(mapping.Entries.Select(other => other.Key).ToArray());
        if (mapping.IsFlow)
        {
            var pair = Key(entry.Key, isFlow: true) + ": " + Flow(entry.Value);
            return mapping.Entries.Count == 0 ? Splice(mapping.Start, mapping.End, "{ " + pair + " }")
                : place == 0 ? Splice(mapping.Entries[0].Start, mapping.Entries[0].Start, pair + ", ")
                : Splice(mapping.Entries[place - 1].End, mapping.Entries[place - 1].End, ", " + pair);
        }

        if (place == 0)
        {
            return null;
        }

        // A section of its own keeps its distance.
        var column = Column(text, mapping.Entries[0].Start);
        var written = YamlText.Entry(entry, column);
        var gap = isTop && written.Contains('\n', StringComparison.Ordinal) ? "\n\n" : "\n";
        var after = LineEnd(text, mapping.Entries[place - 1].End);
        return Splice(after, after, gap + new string(' ', column) + written);
    }

    private string? Remove(YamlPlace root, DocumentPath path)
    {
        var (key, index) = path.Places[^1];
        switch (Find(root, path.Parent))
        {
            case YamlMappingPlace mapping:
                var at = mapping.Entries.ToList().FindIndex(entry => entry.Key == key);
                return at < 0 ? null
                    : mapping.IsFlow ? RemoveFlow(mapping.Entries.Select(entry => (entry.Start, entry.End)).ToArray(), at)
                    : RemoveLines(mapping.Entries, at);
            case YamlSequencePlace { IsFlow: true } flow:
                return RemoveFlow(flow.Items.Select(item => (item.Start, item.End)).ToArray(), index);
            case YamlSequencePlace list when Lines(list, index) is { } lines:
                return RemoveLines(lines.Start, lines.End);
            default:
                return null;
        }
    }

    private string? RemoveFlow((int Start, int End)[] places, int at) =>
        at + 1 < places.Length ? Splice(places[at].Start, places[at + 1].Start, "")
        : at > 0 ? Splice(places[at - 1].End, places[at].End, "")
        : null;

    private string? RemoveLines(IReadOnlyList<YamlEntryPlace> entries, int at)
    {
        var start = LineStart(text, entries[at].Start);
        return text.AsSpan(start, entries[at].Start - start).Trim(' ').IsEmpty
            ? RemoveLines(WithComments(start, entries[at].Start - start), NextLine(entries[at].End))

            // The first key of an item stands behind its dash.
            : at + 1 < entries.Count ? Splice(entries[at].Start, entries[at + 1].Start, "")
            : null;
    }

    // Of the empty lines before and after what goes, those after stay.
    private string RemoveLines(int start, int end)
    {
        var isOpen = end >= text.Length || text.AsSpan(end, LineEnd(text, end) - end).Trim(' ').IsEmpty;
        while (isOpen && start > 0 && LineStart(text, start - 1) is var before && text.AsSpan(before, start - before).Trim().IsEmpty)
        {
            start = before;
        }

        return Splice(start, end, "");
    }

    private int NextLine(int at) => Math.Min(text.Length, LineEnd(text, at) + 1);

    // Comments right above belong to what stands below them.
    private int WithComments(int lineStart, int indent)
    {
        while (lineStart > 0)
        {
            var before = LineStart(text, lineStart - 1);
            var line = text.AsSpan(before, lineStart - before);
            if (line.Length <= indent || line[indent] != '#' || !line[..indent].Trim(' ').IsEmpty)
            {
                break;
            }

            lineStart = before;
        }

        return lineStart;
    }

    // The lines of an item of a list, from its comments to its last value; the dash has to begin its line.
    private (int Start, int End, int Dash)? Lines(YamlSequencePlace list, int index)
    {
        if (index < 0 || index >= list.Items.Count)
        {
            return null;
        }

        var dash = list.Items[index].Start - 1;
        while (dash >= 0 && text[dash] == ' ')
        {
            dash--;
        }

        if (dash < 0 || text[dash] != '-')
        {
            return null;
        }

        var start = LineStart(text, dash);
        return text.AsSpan(start, dash - start).Trim(' ').IsEmpty
            ? (WithComments(start, dash - start), NextLine(list.Items[index].End), dash - start)
            : null;
    }

    private string? Insert(YamlSequencePlace list, InsertItem insert)
    {
        var at = insert.Index;
        if (list.IsFlow)
        {
            return at == 0 ? Splice(list.Items[0].Start, list.Items[0].Start, Flow(insert.Item) + ", ")
                : Splice(list.Items[at - 1].End, list.Items[at - 1].End, ", " + Flow(insert.Item));
        }

        if (Lines(list, Math.Max(0, at - 1)) is not { } beside)
        {
            return null;
        }

        // As far from its neighbour as the first two are from each other.
        var isWide = Lines(list, 1) is not { } second || text.AsSpan(0, second.Start).EndsWith("\n\n");
        var (gap, item) = (isWide ? "\n" : "", YamlText.Item(insert.Item, beside.Dash));
        return at == 0 ? Splice(beside.Start, beside.Start, item + gap) : Splice(beside.End, beside.End, gap + item);
    }

    private string? Swap(YamlSequencePlace list, int index)
    {
        if (list.IsFlow)
        {
            var (left, right) = (list.Items[index], list.Items[index + 1]);
            return Swap((left.Start, left.End), (right.Start, right.End));
        }

        return Lines(list, index) is { } one && Lines(list, index + 1) is { } other
            ? Swap((one.Start, one.End), (other.Start, other.End))
            : null;
    }

    private string? Swap((int Start, int End) one, (int Start, int End) other) => one.End > other.Start ? null : string.Concat(
        text[..one.Start], text[other.Start..other.End], text[one.End..other.Start], text[one.Start..one.End] + text[other.End..]);

    private string Key(string key, bool isFlow) => isJson ? Json(key) : YamlText.Scalar(key, isFlow);

    private string Flow(DocumentNode node) => !isJson ? YamlText.Flow(node) : node switch
    {
        DocumentScalar scalar => Json(scalar.Text),
        DocumentSequence list => "[" + string.Join(", ", list.Items.Select(Flow)) + "]",
        DocumentMapping mapping => "{ " + string.Join(", ", mapping.Entries.Select(entry =>
            Json(entry.Key) + ": " + Flow(entry.Value))) + " }",
        _ => throw new UnreachableException(),
    };

    // Quoted as the old value was.
    private string Styled(string word, ScalarStyle style, bool isFlow) => isJson
        ? style == ScalarStyle.Plain && JsonNumber().IsMatch(word) ? word : Json(word)
        : style switch
        {
            ScalarStyle.DoubleQuoted => YamlText.Escaped(word),
            ScalarStyle.SingleQuoted => YamlText.Quoted(word),
            _ => YamlText.Scalar(word, isFlow),
        };

    private static string Json(string? word) => word is null ? "null" : JsonSerializer.Serialize(word, JsonWords);

    private static readonly JsonSerializerOptions JsonWords =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", Options, Patience)]
    private static partial Regex JsonNumber();
}
