using LinkageService.Engine.Problems;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>A later fact of a household that repeats what an earlier-dated change replaces, so that the change ends on its date.</summary>
/// <param name="Household">Whose.</param>
/// <param name="ValidFrom">From when on it counts.</param>
/// <param name="Fields">What it repeats: the value it has, and the one of the change. <c>present</c> where a household leaves.</param>
public sealed record LaterFact(string Household, string ValidFrom, IReadOnlyList<HouseholdChange> Fields)
{
    /// <summary>Whether it was restated too.</summary>
    public bool IsChanged { get; init; }

    /// <summary>It in words.</summary>
    public LocalizedText Message
    {
        get
        {
            var (zh, en) = (string.Join("、", Fields.Select(Zh)), string.Join(", ", Fields.Select(En)));
            return IsChanged
                ? new LocalizedText($"{ValidFrom} 起的登记也一起改了：{zh}", $"the entry from {ValidFrom} was changed too: {en}")
                : new LocalizedText(
                    $"{ValidFrom} 起另有登记，从那天起仍按它算：{zh}",
                    $"another entry counts from {ValidFrom} on and still says what was replaced: {en}");
        }
    }

    private string Zh(HouseholdChange field) => field.Field == "present" ? "在册"
        : field.From is null && field.To is null ? field.Field : $"{field.Field} {field.From ?? "无"}（现改为 {field.To ?? "无"}）";

    private static string En(HouseholdChange field) => field.Field == "present" ? "on the roster"
        : field.From is null && field.To is null ? field.Field : $"{field.Field} {field.From ?? "none"} (now {field.To ?? "none"})";
}

/// <summary>Finds later facts that repeat what a change replaces, and restates them.</summary>
internal static class LaterFacts
{
    /// <summary>The words of the choice: they stay as they are, or they are changed too.</summary>
    public static readonly string[] Choices = ["keep", "change"];

    /// <summary>The facts of a household after a date, one a date: of those of one date the one known last.</summary>
    public static async Task<IReadOnlyList<HouseholdFact>> AfterAsync(
        Session session, string organization, string household, string date) =>
        Standing(await HouseholdStore.HistoryAsync(session, organization, household), date);

    /// <summary>The same out of all facts of a household, in the order of dates and of becoming known.</summary>
    public static IReadOnlyList<HouseholdFact> Standing(IEnumerable<HouseholdFact> facts, string date) => facts
        .Where(fact => string.CompareOrdinal(fact.ValidFrom, date) > 0)
        .GroupBy(fact => fact.ValidFrom, StringComparer.Ordinal).Select(same => same.Last()).ToArray();

    /// <summary>
    /// What of a change the later facts undo: for each field it replaces, those that repeat the value replaced, up to the first that
    /// says something else or that the household has left.
    /// </summary>
    /// <param name="household">Whose.</param>
    /// <param name="before">How it stood on the date of the change; null when it was not there.</param>
    /// <param name="after">How it stands now; null when it has left.</param>
    /// <param name="later">From <see cref="AfterAsync"/>.</param>
    /// <returns>Each with the data that restates it; null where the household leaves.</returns>
    public static IReadOnlyList<(LaterFact Fact, HouseholdData? Data)> Find(
        string household, HouseholdData? before, HouseholdData? after, IReadOnlyList<HouseholdFact> later)
    {
        var found = new List<(LaterFact, HouseholdData?)>();
        if (before is null)
        {
            return found;
        }

        var open = after is null ? [Presence] : Fields(before, after).Where(field => !field.Same(before, after)).ToList();
        foreach (var fact in later.TakeWhile(fact => fact.Present == 1))
        {
            var data = HouseholdData.Parse(fact.Data);
            open = open.Where(field => field.Same(before, data)).ToList();
            if (open.Count == 0)
            {
                break;
            }

            var restated = after is null ? null : open.Aggregate(data, (made, field) => field.Take(made, after));
            var changes = restated is null ? [new HouseholdChange("present", "true", "false")] : HouseholdChange.Between(data, restated);
            found.Add((new LaterFact(household, fact.ValidFrom, changes), restated));
        }

        return found;
    }

    private static Field Presence { get; } = new((_, _) => true, (data, _) => data);

    // Each field of a household that is said as one; of labels and holdings each alone.
    private static IEnumerable<Field> Fields(HouseholdData before, HouseholdData after) =>
    [
        Of(data => data.Name, (data, from) => data with { Name = from.Name }),
        Of(data => data.Members, (data, from) => data with { Members = from.Members }),
        new((one, other) => one.Tags.SequenceEqual(other.Tags, StringComparer.Ordinal), (data, from) => data with { Tags = from.Tags }),
        Of(data => data.Account, (data, from) => data with { Account = from.Account }),
        Of(data => data.Phone, (data, from) => data with { Phone = from.Phone }),
        Of(data => data.Remark, (data, from) => data with { Remark = from.Remark }),
        new((one, other) => one.Persons.SequenceEqual(other.Persons), (data, from) => data with { Persons = from.Persons }),
        .. before.Labels.Keys.Union(after.Labels.Keys, StringComparer.Ordinal).Select(name => Of(
            data => data.Labels.GetValueOrDefault(name),
            (data, from) => data with { Labels = With(data.Labels, name, from.Labels) })),
        .. before.Holdings.Keys.Union(after.Holdings.Keys, StringComparer.Ordinal).Select(name => Of(
            data => data.Holdings.GetValueOrDefault(name),
            (data, from) => data with { Holdings = With(data.Holdings, name, from.Holdings) })),
    ];

    private static Field Of<T>(Func<HouseholdData, T> value, Func<HouseholdData, HouseholdData, HouseholdData> take) =>
        new((one, other) => EqualityComparer<T>.Default.Equals(value(one), value(other)), take);

    private static SortedDictionary<string, string> With(
        IReadOnlyDictionary<string, string> standing, string name, IReadOnlyDictionary<string, string> from)
    {
        var made = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (known, said) in standing.Where(each => each.Key != name))
        {
            made[known] = said;
        }

        if (from.TryGetValue(name, out var value))
        {
            made[name] = value;
        }

        return made;
    }

    private sealed record Field(Func<HouseholdData, HouseholdData, bool> Same, Func<HouseholdData, HouseholdData, HouseholdData> Take);
}
