using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>How a household stands, as a fact keeps it: JSON in a fixed order, what is absent left out, numbers encrypted.</summary>
public sealed record HouseholdData
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Whom it is named after.</summary>
    public string? Name { get; init; }

    /// <summary>How many people live in it.</summary>
    public int? Members { get; init; }

    /// <summary>What it is, each once, in ordinal order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Decimals as written, by name in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Holdings { get; init; } = Nothing;

    /// <summary>What it belongs to, by the name of the label in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = Nothing;

    /// <summary>Where its money goes.</summary>
    public AccountData? Account { get; init; }

    /// <summary>How it is reached.</summary>
    public PhoneData? Phone { get; init; }

    /// <summary>What the office notes of it; on no public paper.</summary>
    public string? Remark { get; init; }

    /// <summary>Who belongs to it.</summary>
    public IReadOnlyList<PersonData> Persons { get; init; } = [];

    /// <summary>By whom the household is known elsewhere: its head on a date, or else the first person there; null for nobody.</summary>
    /// <param name="date">yyyy-MM-dd.</param>
    public PersonData? HeadOn(string date) => Persons.FirstOrDefault(person => person.Head && person.IsThereOn(date))
        ?? Persons.FirstOrDefault(person => person.IsThereOn(date));

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

    /// <summary>
    /// How many belong to it on a date: those listed; where nobody or its head alone is listed, the number it states. Null where neither
    /// tells.
    /// </summary>
    /// <param name="date">yyyy-MM-dd.</param>
    public int? MembersOn(string date) => MembersOf(
        Persons.Any(person => !person.Head), Persons.Count > 0, Persons.Count(person => person.IsThereOn(date)), Members);

    /// <summary>The rule of <see cref="MembersOn"/>, for who has counted the persons already.</summary>
    /// <param name="isListed">Whether anybody but a head is listed.</param>
    /// <param name="hasPersons">Whether anybody is.</param>
    /// <param name="there">How many of those listed are there.</param>
    /// <param name="stated">The number it states.</param>
    internal static int? MembersOf(bool isListed, bool hasPersons, int there, int? stated) =>
        isListed ? there : stated ?? (hasPersons ? there : null);

    /// <summary>Whether it is stated of somebody who died what shows who inherits.</summary>
    public bool HasHeir => Persons.Any(person => person is { Deceased: not null, Legal.HeirDocument: not null });

    /// <summary>Whether a stored date, if any, is not after another.</summary>
    internal static bool HasCome(string? day, string date) => day is not null && string.CompareOrdinal(day, date) <= 0;

    /// <summary>Reads what a fact keeps.</summary>
    public static HouseholdData Parse(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredHouseholdJson.Default.StoredHouseholdData)!;
        return new HouseholdData
        {
            Name = stored.Name,
            Members = stored.Members,
            Tags = stored.Tags ?? [],
            Holdings = stored.Holdings ?? Nothing,
            Labels = stored.Labels ?? Nothing,
            Account = stored.Account,
            Persons = stored.Persons ?? [],
            Phone = stored.Phone,
            Remark = stored.Remark,
        };
    }

    /// <summary>
    /// Reads the persons, the account and the number of members alone of what a fact keeps: for whole rosters, of which most is not asked.
    /// </summary>
    public static (IReadOnlyList<PersonData> Persons, AccountData? Account, int? Members) ParsePersons(string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoredHouseholdJson.Default.StoredPersons)!;
        return (stored.Persons ?? [], stored.Account, stored.Members);
    }

    /// <summary>What a fact keeps.</summary>
    public string ToJson()
    {
        var stored = new StoredHouseholdData(
            Name, Members, Tags.Count == 0 ? null : Tags, Holdings.Count == 0 ? null : Holdings, Account,
            Persons.Count == 0 ? null : Persons, Labels.Count == 0 ? null : Labels, Phone, Remark);
        return JsonText.Of(stored, StoredHouseholdJson.Default.StoredHouseholdData);
    }
}

/// <summary>
/// <c>household_fact.data</c>: its fields and their order stay, for it is hashed. No response is made of it.
/// </summary>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Members">How many people live in it.</param>
/// <param name="Tags">What it is.</param>
/// <param name="Holdings">Decimals as written.</param>
/// <param name="Account">Where its money goes.</param>
/// <param name="Persons">Who belongs to it.</param>
/// <param name="Labels">What it belongs to; versions before 0.2.0 kept none.</param>
/// <param name="Phone">How it is reached; versions before 0.2.0 kept none.</param>
/// <param name="Remark">What the office notes of it; versions before 0.2.0 kept none.</param>
internal sealed record StoredHouseholdData(
    string? Name, int? Members, IReadOnlyList<string>? Tags, IReadOnlyDictionary<string, string>? Holdings, AccountData? Account,
    IReadOnlyList<PersonData>? Persons, IReadOnlyDictionary<string, string>? Labels = null, PhoneData? Phone = null,
    string? Remark = null);

/// <summary>Those of the fields of <see cref="StoredHouseholdData"/> that are about persons.</summary>
/// <param name="Account">Where its money goes.</param>
/// <param name="Persons">Who belongs to it.</param>
/// <param name="Members">How many people live in it.</param>
internal sealed record StoredPersons(AccountData? Account, IReadOnlyList<PersonData>? Persons, int? Members);

/// <summary>How what a fact keeps is written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredHouseholdData))]
[JsonSerializable(typeof(StoredPersons))]
internal sealed partial class StoredHouseholdJson : JsonSerializerContext;

/// <summary>An account as a fact keeps it.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Bank">Where it is kept.</param>
/// <param name="Number">Its number, encrypted.</param>
/// <param name="Hint">The last four characters of the number.</param>
public sealed record AccountData(string? Holder, string? Bank, string? Number, string? Hint)
{
    /// <summary>The number as everybody may see it.</summary>
    [JsonIgnore]
    public string? Masked => Hint is null ? null : AccountNumber.Mask(Hint);
}

/// <summary>A phone number as a fact keeps it.</summary>
/// <param name="Number">It, encrypted.</param>
/// <param name="Hint">Its last four digits.</param>
public sealed record PhoneData(string Number, string Hint)
{
    /// <summary>The number as everybody may see it.</summary>
    [JsonIgnore]
    public string Masked => PhoneNumber.Mask(Hint);
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
/// <param name="Born">The date of birth, encrypted, of who has no ID number; versions before 0.2.0 kept none.</param>
/// <param name="Legal">What the law asks about them; versions before 0.2.0 kept none.</param>
public sealed record PersonData(
    string Name, string? IdNumber, string? Hint, string? Relation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Head, string? Joined, string? Left, string? Deceased,
    string? Born = null, PersonLegal? Legal = null)
{
    /// <summary>The date of birth as everybody may see it.</summary>
    [JsonIgnore]
    public string? MaskedBirthDate => Born is null ? null : BirthDate.Mask;

    /// <summary>Whether they belong to the household on a date, as far as is known: on the day they left still, on the day they died no
    /// more.</summary>
    /// <param name="date">yyyy-MM-dd.</param>
    public bool IsThereOn(string date) => IsThere(Joined, Left, Deceased, date);

    /// <summary>The rule of <see cref="IsThereOn"/>, for who has the days alone.</summary>
    internal static bool IsThere(string? joined, string? left, string? deceased, string date) =>
        (left is null || string.CompareOrdinal(left, date) >= 0)
        && !HouseholdData.HasCome(deceased, date) && (joined is null || HouseholdData.HasCome(joined, date));
}
