using System.Globalization;
using LinkageService.Documents;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>The columns of an exported roster: all that any of its households has; persons, when there are any, a row each.</summary>
internal sealed class RosterLayout(RosterTableColumns columns, bool isChinese)
{
    private readonly SortedDictionary<string, int> _holdings = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _labels = new(StringComparer.Ordinal);
    private bool _hasPersons;
    private readonly SortedSet<RosterField> _legal = [];
    private bool _hasBirths;
    private bool _hasPhones;
    private bool _hasRemarks;

    /// <summary>Sees a household before the first row is written.</summary>
    public void Add(HouseholdData household)
    {
        _hasPersons |= household.Persons.Count > 0;
        _hasBirths |= household.Persons.Any(person => person.Born is not null);
        _legal.UnionWith(household.Persons.Select(person => person.Legal).OfType<PersonLegal>().SelectMany(RosterLegal.StatedIn));
        _hasPhones |= household.Phone is not null;
        _hasRemarks |= household.Remark is not null;
        _labels.UnionWith(household.Labels.Keys);
        foreach (var (name, value) in household.Holdings)
        {
            var point = value.IndexOf('.', StringComparison.Ordinal);
            _holdings[name] = Math.Max(_holdings.GetValueOrDefault(name), point < 0 ? 0 : value.Length - point - 1);
        }
    }

    /// <summary>Has columns without a household that fills them: these, and those that every roster may have.</summary>
    public void Add(IEnumerable<string> labels, IEnumerable<string> holdings, bool hasPersons)
    {
        _hasBirths = _hasPhones = _hasRemarks = true;
        _labels.UnionWith(labels);
        _hasPersons |= hasPersons;
        foreach (var name in holdings)
        {
            _holdings.TryAdd(name, 0);
        }
    }

    /// <summary>The row of headings.</summary>
    public IReadOnlyList<TableCell> Headings()
    {
        RosterField[] before = [RosterField.HouseholdId, RosterField.Name, RosterField.Members, RosterField.Tags];
        RosterField[] after = [RosterField.AccountHolder, RosterField.Bank, RosterField.Account];
        return
        [
            .. before.Select(Heading), .. _labels.Select(name => TableCell.Of(columns.HeadingOfLabel(name, isChinese))),
            .. _holdings.Keys.Select(name => TableCell.Of(columns.HeadingOfHolding(name, isChinese))),
            .. after.Select(Heading), .. Notes.Select(Heading), .. _hasPersons ? PersonFields.Select(Heading) : [],
        ];
    }

    /// <summary>The rows of a household: one, or one for each person.</summary>
    public IEnumerable<IReadOnlyList<TableCell>> Rows(StoredHousehold household)
    {
        var head = Head(household);
        if (!_hasPersons)
        {
            yield return head;
            yield break;
        }

        var persons = household.Data.Persons;
        if (persons.Count == 0)
        {
            yield return [.. head, .. PersonFields.Select(_ => TableCell.Of(""))];
        }

        for (var at = 0; at < persons.Count; at++)
        {
            var person = persons[at];
            yield return
            [
                .. head, TableCell.Of(person.Name), TableCell.Of(household.Revealed?.Ids[at] ?? person.Hint ?? ""),
                TableCell.Of(person.Relation ?? ""),
                TableCell.Of(!person.Head ? "" : isChinese ? RosterWords.YesZh : RosterWords.YesEn),
                Date(person.Joined), Date(person.Left), Date(person.Deceased),
                .. new[] { household.Revealed?.Births[at] ?? person.MaskedBirthDate ?? "" }.Where(_ => _hasBirths)
                    .Select(birth => Dates.TryRead(birth, out var day) ? TableCell.Of(day) : TableCell.Of(birth)),
                .. _legal.Select(field => TableCell.Of(person.Legal is { } legal ? RosterLegal.TextOf(legal, field, isChinese) : "")),
            ];
        }
    }

    private RosterField[] PersonFields =>
    [
        RosterField.PersonName, RosterField.IdNumber, RosterField.Relation, RosterField.Head, RosterField.Joined, RosterField.Left,
        RosterField.Deceased, .. new[] { RosterField.Born }.Where(_ => _hasBirths), .. _legal,
    ];

    private RosterField[] Notes =>
    [
        .. new[] { RosterField.Phone }.Where(_ => _hasPhones), .. new[] { RosterField.Remark }.Where(_ => _hasRemarks),
    ];

    private TableCell Heading(RosterField field) => TableCell.Of(RosterTableColumns.Heading(field, isChinese));

    private TableCell[] Head(StoredHousehold household)
    {
        var data = household.Data;
        return
        [
            TableCell.Of(household.Fact.HouseholdId), TableCell.Of(data.Name ?? ""),
            data.Members is { } members
                ? TableCell.Decimal(members.ToString(CultureInfo.InvariantCulture), 0)
                : TableCell.Of(""),
            TableCell.Of(string.Join(';', data.Tags)),
            .. _labels.Select(label => TableCell.Of(data.Labels.GetValueOrDefault(label, ""))),
            .. _holdings.Select(holding => data.Holdings.TryGetValue(holding.Key, out var value)
                ? TableCell.Decimal(value, holding.Value)
                : TableCell.Of("")),
            TableCell.Of(data.Account?.Holder ?? ""), TableCell.Of(data.Account?.Bank ?? ""),
            TableCell.Of(household.Revealed?.Account ?? data.Account?.Masked ?? ""),
            .. Notes.Select(note => TableCell.Of(
                (note == RosterField.Phone ? household.Revealed?.Phone ?? data.Phone?.Masked : data.Remark) ?? "")),
        ];
    }

    private static TableCell Date(string? date) =>
        date is not null && Dates.TryRead(date, out var day) ? TableCell.Of(day) : TableCell.Of("");
}
