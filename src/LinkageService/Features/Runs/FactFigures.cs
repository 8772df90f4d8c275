using System.Text;
using System.Text.Json;
using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Runs;

/// <summary>What a fact says of the columns a scheme reads; what else it says is left aside.</summary>
/// <param name="Tags">The tags the scheme knows.</param>
/// <param name="Holdings">The holdings as written, in the order of the scheme; null where the fact has none.</param>
/// <param name="Labels">The labels as written, in the order of the scheme; null where the fact has none.</param>
internal sealed record FactFigures(IReadOnlyList<string> Tags, string?[] Holdings, string?[] Labels)
{
    /// <summary>The names of the holdings that the scheme does not read.</summary>
    public IReadOnlyList<string> Unread { get; private init; } = [];

    /// <summary>Reads <c>household_fact.data</c>.</summary>
    public static FactFigures Read(string data, RosterSchema schema)
    {
        var (tags, unread) = (new List<string>(), new List<string>());
        var (holdings, labels) = (new string?[schema.Holdings.Count], new string?[schema.Labels.Count]);
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(data));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("tags"u8))
            {
                ReadTags(ref reader, schema, tags);
            }
            else if (reader.ValueTextEquals("holdings"u8))
            {
                ReadNamed(ref reader, schema.Holdings, static holding => holding.Name, holdings, schema.OtherHolding, unread);
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                ReadNamed(ref reader, schema.Labels, static label => label.Name, labels, static _ => null, []);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return new FactFigures(tags, holdings, labels) { Unread = unread };
    }

    private static void ReadTags(ref Utf8JsonReader reader, RosterSchema schema, List<string> tags)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var tag = reader.GetString()!;
            if (schema.TagOf(tag) is { } known)
            {
                tags.Add(known);
            }
        }
    }

    private static void ReadNamed<T>(
        ref Utf8JsonReader reader, IReadOnlyList<T> columns, Func<T, string> nameOf, string?[] values, Func<string, int?> otherOf,
        List<string> unread)
    {
        var named = new bool[values.Length];
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            var isKnown = false;
            for (var at = 0; at < values.Length; at++)
            {
                if (string.Equals(nameOf(columns[at]), name, StringComparison.Ordinal))
                {
                    (values[at], named[at], isKnown) = (reader.GetString(), true, true);
                }
            }

            if (!isKnown && otherOf(name) is null)
            {
                unread.Add(name);
            }

            // Its own name counts before any other word for it.
            if (!isKnown && otherOf(name) is { } other && !named[other])
            {
                values[other] = reader.GetString();
            }
        }
    }
}
