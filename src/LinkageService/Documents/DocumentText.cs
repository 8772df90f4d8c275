using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>
/// Changes one value of a YAML or JSON text and nothing else: comments, order and layout of the rest stay as they were written.
/// What comes out is read again and compared with the change of the tree, so a text never says anything but what was asked for.
/// </summary>
internal static class DocumentText
{
    /// <summary>The changed text, or null where this text cannot be changed so: it has to be done by hand.</summary>
    /// <param name="text">The text, with line breaks of one letter.</param>
    /// <param name="edit">The change.</param>
    /// <param name="read">Reads a text; null when it cannot be read.</param>
    public static string? After(string text, DocumentEdit edit, Func<string, DocumentNode?> read)
    {
        if (text.Contains('\r', StringComparison.Ordinal) || read(text) is not { } before || edit.On(before) is not { } wanted
            || YamlPlaces.Of(text) is not { } root)
        {
            return null;
        }

        var isJson = text.AsSpan().TrimStart().StartsWith("{");
        var whole = isJson || text.EndsWith('\n') ? text : text + "\n";
        return new[] { true, false }.Select(keepsLines => new DocumentTextChange(whole, isJson, keepsLines).Of(edit, root, before))
            .FirstOrDefault(changed => changed is not null && read(changed) is { } after && IsSame(after, wanted));
    }

    /// <summary>The text after several changes, each of what the one before left; null where one of them cannot be made.</summary>
    public static string? After(string text, IReadOnlyList<DocumentEdit> edits, Func<string, DocumentNode?> read) =>
        edits.Aggregate((string?)text, (changed, edit) => changed is null ? null : After(changed, edit, read));

    /// <summary>The line and column of what stands at a path, both from 1; as far as the path leads.</summary>
    public static (int Line, int Column) PlaceOf(string text, DocumentPath path)
    {
        var at = 0;
        var place = YamlPlaces.Of(text);
        foreach (var (key, index) in path.Places)
        {
            if (place is YamlSequencePlace list && key is null && index < list.Items.Count)
            {
                (place, at) = (list.Items[index], list.Items[index].Start);
            }
            else if (place is YamlMappingPlace mapping && mapping.Entries.FirstOrDefault(entry => entry.Key == key) is { } entry)
            {
                (place, at) = (entry.Value, entry.Start);
            }
            else
            {
                break;
            }
        }

        return (text.AsSpan(0, at).Count('\n') + 1, YamlPlaces.Column(text, at) + 1);
    }

    /// <summary>Whether two trees say the same, in the same order.</summary>
    public static bool IsSame(DocumentNode one, DocumentNode other) => (one, other) switch
    {
        (DocumentScalar left, DocumentScalar right) => string.Equals(left.Text, right.Text, StringComparison.Ordinal),
        (DocumentSequence left, DocumentSequence right) => left.Items.Count == right.Items.Count
            && left.Items.Zip(right.Items).All(pair => IsSame(pair.First, pair.Second)),
        (DocumentMapping left, DocumentMapping right) => left.Entries.Count == right.Entries.Count
            && left.Entries.Zip(right.Entries).All(pair => string.Equals(pair.First.Key, pair.Second.Key, StringComparison.Ordinal)
                && IsSame(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
