using System.Diagnostics;
using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>
/// One change of a document. What it means for the tree is said here; <see cref="DocumentText"/> makes the same change in a text
/// and keeps to it.
/// </summary>
internal abstract record DocumentEdit(DocumentPath Path)
{
    /// <summary>The document after the change; null where the path leads to nothing that could change so.</summary>
    public DocumentNode? On(DocumentNode document) => this switch
    {
        SetValue set => Set(document, set, 0),
        RemoveValue remove => Whole(document, remove.Path) is { } whole ? Update(document, whole.Parent, holder => holder switch
        {
            DocumentMapping mapping => With(mapping, whole.Places[^1].Key!, entry: null),
            DocumentSequence sequence => new DocumentSequence([.. sequence.Items.Where((_, at) => at != whole.Places[^1].Index)]),
            DocumentScalar => null,
            _ => throw new UnreachableException(),
        }) : null,
        RenameKey rename => Update(document, Path.Parent, holder =>
            holder is DocumentMapping mapping && Path.Places[^1].Key is { } key && mapping.Find(key) is { } value
                && mapping.Find(rename.To) is null
                ? With(mapping, key, new DocumentEntry(rename.To, value))
                : null),
        InsertItem insert => Update(document, Path, node => node is DocumentSequence list && insert.Index <= list.Items.Count
            ? new DocumentSequence([.. list.Items.Take(insert.Index), insert.Item, .. list.Items.Skip(insert.Index)])
            : null),
        SwapItems { Index: var at } => Update(document, Path, node => node is DocumentSequence list && at + 1 < list.Items.Count
            ? new DocumentSequence([.. list.Items.Take(at), list.Items[at + 1], list.Items[at], .. list.Items.Skip(at + 2)])
            : null),
        _ => throw new UnreachableException(),
    };

    /// <summary>What stands at a path; null for nothing.</summary>
    public static DocumentNode? Find(DocumentNode? document, DocumentPath path)
    {
        foreach (var (key, index) in path.Places)
        {
            document = document switch
            {
                DocumentMapping mapping when key is not null => mapping.Find(key),
                DocumentSequence sequence when key is null && index < sequence.Items.Count => sequence.Items[index],
                null or DocumentScalar or DocumentMapping or DocumentSequence => null,
                _ => throw new UnreachableException(),
            };
        }

        return document;
    }

    /// <summary>What goes with a value: itself, or the highest holder that would be empty without it; null where nothing is.</summary>
    public static DocumentPath? Whole(DocumentNode document, DocumentPath path)
    {
        if (path.Places.Count == 0 || Find(document, path) is null)
        {
            return null;
        }

        while (path.Places.Count > 1
            && Find(document, path.Parent) is DocumentMapping { Entries.Count: 1 } or DocumentSequence { Items.Count: 1 })
        {
            path = path.Parent;
        }

        return path;
    }

    private static DocumentNode? Update(DocumentNode node, DocumentPath path, Func<DocumentNode, DocumentNode?> change, int depth = 0)
    {
        if (depth == path.Places.Count)
        {
            return change(node);
        }

        var (key, index) = path.Places[depth];
        return node switch
        {
            DocumentMapping mapping when key is not null && mapping.Find(key) is { } value
                && Update(value, path, change, depth + 1) is { } changed => With(mapping, key, new DocumentEntry(key, changed)),
            DocumentSequence list when key is null && index < list.Items.Count
                && Update(list.Items[index], path, change, depth + 1) is { } changed =>
                new DocumentSequence(list.Items.Select((item, at) => at == index ? changed : item).ToArray()),
            DocumentScalar or DocumentMapping or DocumentSequence => null,
            _ => throw new UnreachableException(),
        };
    }

    private static DocumentNode? Set(DocumentNode node, SetValue set, int depth)
    {
        if (depth == set.Path.Places.Count)
        {
            return set.Value;
        }

        var (key, index) = set.Path.Places[depth];
        switch (node)
        {
            case DocumentSequence list when key is null && index < list.Items.Count:
                return Set(list.Items[index], set, depth + 1) is { } item
                    ? new DocumentSequence(list.Items.Select((old, at) => at == index ? item : old).ToArray())
                    : null;
            case DocumentMapping mapping when key is not null && mapping.Find(key) is { } value:
                return Set(value, set, depth + 1) is { } changed ? With(mapping, key, new DocumentEntry(key, changed)) : null;
            case DocumentMapping mapping when set.NewEntry(depth) is { } entry:
                var place = set.PlaceAmong(mapping.Entries.Select(other => other.Key).ToArray());
                return new DocumentMapping([.. mapping.Entries.Take(place), entry, .. mapping.Entries.Skip(place)]);
            case DocumentScalar { Text: null } when set.NewEntry(depth) is { } entry:
                return new DocumentMapping([entry]);
            default:
                return null;
        }
    }

    private static DocumentMapping With(DocumentMapping mapping, string key, DocumentEntry? entry) => new(mapping.Entries
        .SelectMany<DocumentEntry, DocumentEntry>(old => old.Key != key ? [old] : entry is null ? [] : [entry]).ToArray());
}

/// <summary>Gives a value; keys that are missing on the way are made.</summary>
/// <param name="Path">Where.</param>
/// <param name="Value">What stands there then.</param>
/// <param name="After">A missing key goes after the last of these that is there; null for the end.</param>
internal sealed record SetValue(DocumentPath Path, DocumentNode Value, IReadOnlyList<string>? After = null) : DocumentEdit(Path)
{
    /// <summary>The key that is missing at this depth of the path, with all that goes below it; null for an item of a list.</summary>
    public DocumentEntry? NewEntry(int depth)
    {
        var value = Value;
        for (var at = Path.Places.Count - 1; at > depth; at--)
        {
            if (Path.Places[at].Key is not { } inner)
            {
                return null;
            }

            value = new DocumentMapping([new DocumentEntry(inner, value)]);
        }

        return Path.Places[depth].Key is { } key ? new DocumentEntry(key, value) : null;
    }

    /// <summary>Where a new key goes among these.</summary>
    public int PlaceAmong(IReadOnlyList<string> keys)
    {
        for (var at = keys.Count - 1; After is not null && at >= 0; at--)
        {
            if (After.Contains(keys[at], StringComparer.Ordinal))
            {
                return at + 1;
            }
        }

        return keys.Count;
    }
}

/// <summary>Takes out a key or an item; a holder that would be left empty goes with it.</summary>
internal sealed record RemoveValue(DocumentPath Path) : DocumentEdit(Path);

/// <summary>Gives a key another name.</summary>
internal sealed record RenameKey(DocumentPath Path, string To) : DocumentEdit(Path);

/// <summary>Puts an item into a list.</summary>
internal sealed record InsertItem(DocumentPath Path, int Index, DocumentNode Item) : DocumentEdit(Path);

/// <summary>Exchanges an item of a list with the one after it.</summary>
internal sealed record SwapItems(DocumentPath Path, int Index) : DocumentEdit(Path);
