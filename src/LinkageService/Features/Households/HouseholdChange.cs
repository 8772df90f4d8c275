using System.Globalization;

namespace LinkageService.Features.Households;

/// <summary>A field in which two facts about a household differ.</summary>
/// <param name="Field">As in a body: <c>holdings.land</c>, <c>account.number</c>, <c>persons[1].relation</c>.</param>
/// <param name="From">What it was; null when absent, and always for what only few may see.</param>
/// <param name="To">What it is; null when absent, and always for what only few may see.</param>
public sealed record HouseholdChange(string Field, string? From = null, string? To = null)
{
    /// <summary>How two facts differ.</summary>
    /// <param name="before">Null when there was none, or the household had left.</param>
    /// <param name="after">The later one.</param>
    /// <param name="showsNames">Whether who asks may see names: to whoever writes the roster they are no secret.</param>
    public static IReadOnlyList<HouseholdChange> Between(HouseholdData? before, HouseholdData after, bool showsNames = false)
    {
        before ??= new HouseholdData();
        var changes = new List<HouseholdChange>();
        Compare(changes, "name", before.Name, after.Name, !showsNames);
        Compare(changes, "members", Text(before.Members), Text(after.Members));
        Compare(changes, "tags", string.Join(';', before.Tags), string.Join(';', after.Tags));
        CompareNamed(changes, "labels.", before.Labels, after.Labels);
        CompareNamed(changes, "holdings.", before.Holdings, after.Holdings);

        Compare(changes, "account.holder", before.Account?.Holder, after.Account?.Holder, !showsNames);
        Compare(changes, "account.bank", before.Account?.Bank, after.Account?.Bank);
        Compare(changes, "account.number", before.Account?.Number, after.Account?.Number, isPrivate: true);
        Compare(changes, "phone", before.Phone?.Number, after.Phone?.Number, isPrivate: true);
        Compare(changes, "remark", before.Remark, after.Remark, !showsNames);
        ComparePersons(changes, before.Persons, after.Persons, showsNames);
        return changes;
    }

    private static void CompareNamed(
        List<HouseholdChange> changes, string path, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        foreach (var name in before.Keys.Union(after.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Compare(changes, path + name, before.GetValueOrDefault(name), after.GetValueOrDefault(name));
        }
    }

    private static void ComparePersons(
        List<HouseholdChange> changes, IReadOnlyList<PersonData> before, IReadOnlyList<PersonData> after, bool showsNames)
    {
        if (before.Count != after.Count)
        {
            changes.Add(showsNames
                ? new HouseholdChange("persons", Names(before), Names(after))
                : new HouseholdChange("persons"));
            return;
        }

        for (var at = 0; at < after.Count; at++)
        {
            var (old, now) = (before[at], after[at]);
            var path = string.Create(CultureInfo.InvariantCulture, $"persons[{at}].");
            Compare(changes, path + "name", old.Name, now.Name, !showsNames);
            Compare(changes, path + "idNumber", old.IdNumber, now.IdNumber, isPrivate: true);
            Compare(changes, path + "birthDate", old.Born, now.Born, isPrivate: true);
            Compare(changes, path + "relation", old.Relation, now.Relation);
            Compare(changes, path + "head", old.Head ? "true" : "false", now.Head ? "true" : "false");
            Compare(changes, path + "joined", old.Joined, now.Joined);
            Compare(changes, path + "left", old.Left, now.Left);
            Compare(changes, path + "deceased", old.Deceased, now.Deceased);
            CompareLegal(changes, path + "legal.", old.Legal ?? new PersonLegal(), now.Legal ?? new PersonLegal());
        }
    }

    private static void CompareLegal(List<HouseholdChange> changes, string path, PersonLegal before, PersonLegal after)
    {
        foreach (var ((field, old), (_, now)) in before.Values().Zip(after.Values()))
        {
            Compare(changes, path + field, old, now, isPrivate: field == "guardian");
        }
    }

    private static void Compare(List<HouseholdChange> changes, string field, string? from, string? to, bool isPrivate = false)
    {
        var (old, now) = (from is "" ? null : from, to is "" ? null : to);
        if (!string.Equals(old, now, StringComparison.Ordinal))
        {
            changes.Add(isPrivate ? new HouseholdChange(field) : new HouseholdChange(field, old, now));
        }
    }

    private static string? Names(IReadOnlyList<PersonData> persons) =>
        persons.Count == 0 ? null : string.Join('、', persons.Select(person => person.Name));

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
