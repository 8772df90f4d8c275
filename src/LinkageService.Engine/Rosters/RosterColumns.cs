namespace LinkageService.Engine.Rosters;

/// <summary>Makes a roster of columns that were a roster before: kept somewhere, and read back as they were.</summary>
public static class RosterColumns
{
    /// <summary>The roster; it gives the same digest as the one whose columns these are.</summary>
    /// <param name="schema">The columns of the scheme.</param>
    /// <param name="idLines">The ids in ascending order of their UTF-8 bytes, each ended by a line feed; kept, not copied.</param>
    /// <param name="holdings">One column per holding of the schema, not negative; kept, not copied.</param>
    /// <param name="tags">Who carries each of the tags read, in the order of the schema.</param>
    /// <param name="registered">Who is tagged <c>registered</c>.</param>
    /// <param name="window">The days of its share-days; null for none.</param>
    /// <param name="labels">A column per label of the schema; kept, not copied.</param>
    /// <exception cref="InvariantBrokenException">They never were the columns of a roster of this schema.</exception>
    public static Roster ToRoster(
        RosterSchema schema, byte[] idLines, long[][] holdings, GroupMask[] tags, GroupMask registered, HoldingWindow? window,
        IReadOnlyList<LabelColumn> labels)
    {
        var households = idLines.AsSpan().Count((byte)'\n');
        Invariant.Holds(households > 0 && idLines[^1] == (byte)'\n', "every id ends with its line");
        Invariant.Holds(holdings.Length == schema.Holdings.Count, "every holding has its column");
        Invariant.Holds(tags.Length == schema.TagsRead.Count, "every tag read has its mask");
        Invariant.Holds(registered.Households == households, "registered is known of every household");
        foreach (var column in holdings)
        {
            Invariant.Holds(
                column.Length == households && !column.AsSpan().ContainsAnyInRange(long.MinValue, -1), "a holding is 0 or more");
        }

        foreach (var mask in tags)
        {
            Invariant.Holds(mask.Households == households, "a tag is known of every household");
        }

        Invariant.Holds(schema.Labels.Select(label => label.Name).SequenceEqual(labels.Select(label => label.Name)),
            "every label has its column");
        foreach (var label in labels)
        {
            Invariant.Holds(label.Codes.Count == households, "a label is known of every household");
            Invariant.Holds(label.Codes.All(code => code >= 0 && code < label.Values.Count), "a label has one of its values");
        }

        return new Roster(schema, idLines, Starts(idLines, households), holdings, tags, registered, window) { Labels = labels };
    }

    private static int[] Starts(ReadOnlySpan<byte> idLines, int households)
    {
        var starts = new int[households + 1];
        ReadOnlySpan<byte> before = default;
        var at = 0;
        for (var household = 0; household < households; household++)
        {
            var length = idLines[at..].IndexOf((byte)'\n');
            var id = idLines.Slice(at, length);
            Invariant.Holds(before.SequenceCompareTo(id) < 0, "ids stand in order");
            before = id;
            at += length + 1;
            starts[household + 1] = at;
        }

        return starts;
    }
}
