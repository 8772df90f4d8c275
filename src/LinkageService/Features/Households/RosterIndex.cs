using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>
/// Who is on a roster: member numbers, names and tags of all its households, in the ordinal order of the numbers, and what they
/// hold together. The rest of a household is read by its key. Immutable.
/// </summary>
internal sealed class RosterIndex
{
    private readonly ushort[] _tagSets;
    private readonly IReadOnlyList<string[]> _sets;

    private RosterIndex(TextColumn ids, TextColumn names, ushort[] tagSets, IReadOnlyList<string[]> sets, RosterSums sums)
    {
        (Ids, Names, _tagSets, _sets) = (ids, names, tagSets, sets);
        (Members, Holdings, Labels) = (sums.Members, sums.Holdings, sums.Labels);
        ByNumber = MemberNumberOrder.Places([.. Enumerable.Range(0, ids.Count).Select(at => ids[at])]);
        Tags = sets.SelectMany(set => set).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
    }

    /// <summary>Households.</summary>
    public int Count => Ids.Count;

    /// <summary>Member numbers in ordinal order.</summary>
    public TextColumn Ids { get; }

    /// <summary>The places of the households as a village counts them; null where that is the order they stand in.</summary>
    public int[]? ByNumber { get; }

    /// <summary>Whom each is named after; empty where nobody said.</summary>
    public TextColumn Names { get; }

    /// <summary>Every tag that a household carries, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>People of all households together; null where it is not known of one how many it has.</summary>
    public long? Members { get; }

    /// <summary>Every holding that a household has, with its sum, by name.</summary>
    public IReadOnlyList<RosterHolding> Holdings { get; }

    /// <summary>The name of every label that a household has, such as village.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The households that carry a tag.</summary>
    public GroupMask Tagged(string tag)
    {
        var carries = _sets.Select(set => set.Contains(tag, StringComparer.Ordinal)).ToArray();
        return GroupMask.Where(Count, household => carries[_tagSets[household]]);
    }

    /// <summary>Reads the roster of an organisation.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="asOf">The date, yyyy-MM-dd.</param>
    /// <param name="knownAt">Only facts known at this moment count.</param>
    public static async Task<RosterIndex> ReadAsync(Session session, string organization, string asOf, long knownAt)
    {
        var (ids, names) = (new TextColumn.Builder(0), new TextColumn.Builder(0));
        var (tagSets, sets) = (new List<ushort>(), new List<string[]>());
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var sums = new RosterSums();
        var buffer = new byte[512];
        await foreach (var (household, data) in HouseholdStore.DataAsOfAsync(session, organization, asOf, knownAt))
        {
            ids.Add(Encoding.UTF8.GetBytes(household));
            var length = Encoding.UTF8.GetMaxByteCount(data.Length);
            buffer = buffer.Length < length ? new byte[length] : buffer;
            var tags = ReadData(buffer.AsSpan(0, Encoding.UTF8.GetBytes(data, buffer)), asOf, names, sums);
            if (!known.TryGetValue(tags, out var set))
            {
                set = (ushort)sets.Count;
                known.Add(tags, set);
                sets.Add(tags.Length == 0 ? [] : tags.Split('\n'));
            }

            tagSets.Add(set);
        }

        return new RosterIndex(ids.Build(), names.Build(), [.. tagSets], sets, sums);
    }

    // Takes the name into the column and gives the tags, one a line.
    private static string ReadData(ReadOnlySpan<byte> data, string asOf, TextColumn.Builder names, RosterSums sums)
    {
        var reader = new Utf8JsonReader(data);
        reader.Read();
        string? name = null;
        List<string>? tags = null;
        int? stated = null;
        var (isListed, hasPersons, there) = (false, false, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = reader.GetString();
            }
            else if (reader.ValueTextEquals("tags"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    (tags ??= []).Add(reader.GetString()!);
                }
            }
            else if (reader.ValueTextEquals("members"u8))
            {
                reader.Read();
                stated = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("persons"u8))
            {
                reader.Read();
                (isListed, hasPersons, there) = ReadPersons(ref reader, asOf);
            }
            else if (reader.ValueTextEquals("labels"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    sums.AddLabel(reader.GetString()!);
                    reader.Read();
                }
            }
            else if (reader.ValueTextEquals("holdings"u8))
            {
                reader.Read();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var holding = reader.GetString()!;
                    reader.Read();
                    sums.AddHolding(holding, reader.GetString()!);
                }
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        sums.AddMembers(HouseholdData.MembersOf(isListed, hasPersons, there, stated));
        names.Add(Encoding.UTF8.GetBytes(name ?? ""));
        return tags is null ? "" : string.Join('\n', tags);
    }

    // Whether anybody but a head is listed, whether anybody is, and how many are there: without what is sealed of them.
    private static (bool IsListed, bool HasPersons, int There) ReadPersons(ref Utf8JsonReader reader, string asOf)
    {
        var (isListed, hasPersons, there) = (false, false, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var isHead = false;
            string? joined = null, left = null, deceased = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("head"u8))
                {
                    isHead = reader.Read() && reader.GetBoolean();
                }
                else if (reader.ValueTextEquals("joined"u8))
                {
                    joined = reader.Read() ? reader.GetString() : null;
                }
                else if (reader.ValueTextEquals("left"u8))
                {
                    left = reader.Read() ? reader.GetString() : null;
                }
                else if (reader.ValueTextEquals("deceased"u8))
                {
                    deceased = reader.Read() ? reader.GetString() : null;
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            (hasPersons, isListed) = (true, isListed || !isHead);
            there += PersonData.IsThere(joined, left, deceased, asOf) ? 1 : 0;
        }

        return (isListed, hasPersons, there);
    }
}
