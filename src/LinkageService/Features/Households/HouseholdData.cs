using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Features.Calculations;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>How a household stands, as a fact keeps it: JSON in a fixed order, what is absent left out, numbers encrypted.</summary>
internal sealed record HouseholdData
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    /// <summary>Whom it is named after.</summary>
    public string? Name { get; init; }

    /// <summary>How many people live in it.</summary>
    public int? Members { get; init; }

    /// <summary>What it is, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Decimals as written, by name in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Holdings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where its money goes.</summary>
    public AccountData? Account { get; init; }

    /// <summary>Who belongs to it.</summary>
    public IReadOnlyList<PersonData> Persons { get; init; } = [];

    /// <summary>
    /// The day on which the last of its persons had died, where nobody listed is alive on a date; null where somebody is, and where
    /// nobody is listed.
    /// </summary>
    /// <param name="date">yyyy-MM-dd.</param>
    public string? AllDeceasedOn(string date)
    {
        var there = Persons.Where(person => !HasCome(person.Left, date) || HasCome(person.Deceased, date)).ToArray();
        return there.Length > 0 && Array.TrueForAll(there, person => HasCome(person.Deceased, date))
            ? there.Select(person => person.Deceased).Max(StringComparer.Ordinal)
            : null;
    }

    /// <summary>Whether a stored date, if any, is not after another.</summary>
    internal static bool HasCome(string? day, string date) => day is not null && string.CompareOrdinal(day, date) <= 0;

    /// <summary>Reads what a fact keeps.</summary>
    public static HouseholdData Parse(string json) => JsonSerializer.Deserialize<HouseholdData>(json, Reading)!;

    /// <summary>What a fact keeps.</summary>
    public string ToJson()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, JsonText.Written))
        {
            json.WriteStartObject();
            WriteText(json, "name", Name);
            if (Members is { } members)
            {
                json.WriteNumber("members"u8, members);
            }

            WriteColumns(json);
            if (Account is { } account)
            {
                json.WriteStartObject("account"u8);
                WriteText(json, "holder", account.Holder);
                WriteText(json, "bank", account.Bank);
                WriteText(json, "number", account.Number);
                WriteText(json, "hint", account.Hint);
                json.WriteEndObject();
            }

            WritePersons(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private void WriteColumns(Utf8JsonWriter json)
    {
        if (Tags.Count > 0)
        {
            json.WriteStartArray("tags"u8);
            foreach (var tag in Tags)
            {
                json.WriteStringValue(tag);
            }

            json.WriteEndArray();
        }

        if (Holdings.Count > 0)
        {
            json.WriteStartObject("holdings"u8);
            foreach (var (name, value) in Holdings)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }

    private void WritePersons(Utf8JsonWriter json)
    {
        if (Persons.Count == 0)
        {
            return;
        }

        json.WriteStartArray("persons"u8);
        foreach (var person in Persons)
        {
            json.WriteStartObject();
            WriteText(json, "name", person.Name);
            WriteText(json, "idNumber", person.IdNumber);
            WriteText(json, "hint", person.Hint);
            WriteText(json, "relation", person.Relation);
            if (person.Head)
            {
                json.WriteBoolean("head"u8, true);
            }

            WriteText(json, "joined", person.Joined);
            WriteText(json, "left", person.Left);
            WriteText(json, "deceased", person.Deceased);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}

/// <summary>An account as a fact keeps it.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Bank">Where it is kept.</param>
/// <param name="Number">Its number, encrypted.</param>
/// <param name="Hint">The last four characters of the number.</param>
internal sealed record AccountData(string? Holder, string? Bank, string? Number, string? Hint)
{
    /// <summary>The number as everybody may see it.</summary>
    public string? Masked => Hint is null ? null : AccountNumber.Mask(Hint);
}

/// <summary>A person as a fact keeps them.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">Their ID number, encrypted.</param>
/// <param name="Hint">The ID number as everybody may see it.</param>
/// <param name="Relation">To the head.</param>
/// <param name="Head">Whether they are the head.</param>
/// <param name="Joined">yyyy-MM-dd.</param>
/// <param name="Left">yyyy-MM-dd.</param>
/// <param name="Deceased">yyyy-MM-dd.</param>
internal sealed record PersonData(
    string Name, string? IdNumber, string? Hint, string? Relation, bool Head, string? Joined, string? Left, string? Deceased)
{
    /// <summary>Whether they live in the household on a date, as far as is known.</summary>
    /// <param name="date">yyyy-MM-dd.</param>
    public bool IsThereOn(string date) => !HouseholdData.HasCome(Left, date) && !HouseholdData.HasCome(Deceased, date)
        && (Joined is null || HouseholdData.HasCome(Joined, date));
}
