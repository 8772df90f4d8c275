namespace LinkageService.Features.Households;

/// <summary>A household of an import and what of it is said; the rest stays as it stands.</summary>
/// <param name="Entry">What is said.</param>
/// <param name="Stated">Which fields.</param>
/// <param name="Row">Where it starts: a row of a table from 1, or a place in a list from 0.</param>
internal sealed record ImportedHousehold(HouseholdEntry Entry, StatedFields Stated, int Row)
{
    /// <summary>The row of each person.</summary>
    public IReadOnlyList<int> PersonRows { get; init; } = [];

    /// <summary>Cells of persons, by their names, that say something and were not read: what is stored stays.</summary>
    public IReadOnlyCollection<(string Person, RosterField Field)> Unread { get; init; } = [];

    /// <summary>Tags to be added (true) or taken away, where the others stay; null where none is said so.</summary>
    public IReadOnlyDictionary<string, bool>? TagChanges { get; init; }

    /// <summary>What will be stored: what is said, and the rest as the household stands.</summary>
    public HouseholdData Merge(HouseholdData said, HouseholdData? standing)
    {
        if (standing is null || Stated.IsAll)
        {
            return said;
        }

        return said with
        {
            Name = Stated.Has(RosterField.Name) ? said.Name : standing.Name ?? said.Name,
            Members = Stated.Has(RosterField.Members) ? said.Members : standing.Members,
            Tags = MergeTags(Stated.Has(RosterField.Tags) ? said.Tags : standing.Tags),
            Labels = Merged(said.Labels, standing.Labels, Stated.Labels),
            Holdings = Merged(said.Holdings, standing.Holdings, Stated.Holdings),
            Account = MergeAccount(said.Account, standing.Account),
            Phone = Stated.Has(RosterField.Phone) ? said.Phone : standing.Phone,
            Remark = Stated.Has(RosterField.Remark) ? said.Remark : standing.Remark,
            Persons = Stated.IsHeadOnly ? MergeHead(said.Persons, standing.Persons)
                : Stated.Has(RosterField.PersonName)
                ? said.Persons.Select(person => MergePerson(person, standing.Persons)).ToArray()
                : standing.Persons,
        };
    }

    // What a table has no column for stays.
    private static SortedDictionary<string, string> Merged(
        IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, string> standing, IReadOnlySet<string> stated)
    {
        var merged = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in standing.Where(each => !stated.Contains(each.Key)).Concat(said))
        {
            merged[name] = value;
        }

        return merged;
    }

    private IReadOnlyList<string> MergeTags(IReadOnlyList<string> tags) => TagChanges is not { } changes ? tags
        : [.. tags.Where(tag => changes.GetValueOrDefault(tag, true)).Concat(changes.Where(each => each.Value).Select(each => each.Key))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private AccountData? MergeAccount(AccountData? said, AccountData? standing)
    {
        var number = Stated.Has(RosterField.Account) ? said : standing;
        var account = new AccountData(
            (Stated.Has(RosterField.AccountHolder) ? said : standing)?.Holder,
            (Stated.Has(RosterField.Bank) ? said : standing)?.Bank,
            number?.Number, number?.Hint);
        return account is { Holder: null, Bank: null, Number: null } ? null : account;
    }

    // A table of households says who the head is; the others of the household stay.
    private PersonData[] MergeHead(IReadOnlyList<PersonData> said, IReadOnlyList<PersonData> standing)
    {
        if (said.Count == 0)
        {
            return [.. standing];
        }

        var head = MergePerson(said[0], standing) with { Head = true };
        var others = standing.Select(person => person.Name == head.Name ? head : person with { Head = false });
        return standing.Count(person => person.Name == head.Name) == 1 ? [.. others] : [head, .. others.Where(person => person != head)];
    }

    // What a table has no column for stays as it is known of the person of that name.
    private PersonData MergePerson(PersonData said, IReadOnlyList<PersonData> standing)
    {
        var same = standing.Where(person => string.Equals(person.Name, said.Name, StringComparison.Ordinal)).ToArray();
        if (same.Length != 1)
        {
            // Of two of one name the number tells which it is.
            var known = Array.Find(same, person => person.IdNumber is not null && person.IdNumber == said.IdNumber);
            return said with { Legal = RosterLegal.Merge(said.Legal, known?.Legal, field => IsSaid(said.Name, field)) };
        }

        var number = Stated.Has(RosterField.IdNumber) || Stated.Has(RosterField.HeadIdNumber) ? said : same[0];
        return new PersonData(
            said.Name, number.IdNumber, number.Hint,
            Stated.Has(RosterField.Relation) ? said.Relation : same[0].Relation,
            Stated.Has(RosterField.Head) ? said.Head : same[0].Head,
            Stated.Has(RosterField.Joined) ? said.Joined : same[0].Joined,
            Stated.Has(RosterField.Left) ? said.Left : same[0].Left,
            Stated.Has(RosterField.Deceased) ? said.Deceased : same[0].Deceased,
            number.IdNumber is not null ? null
                : IsSaid(said.Name, RosterField.Born) ? said.Born
                : same[0].Born,
            RosterLegal.Merge(said.Legal, same[0].Legal, field => IsSaid(said.Name, field)));
    }

    private bool IsSaid(string person, RosterField field) => Stated.Has(field) && !Unread.Contains((person, field));
}

/// <summary>Which fields an import states.</summary>
internal sealed record StatedFields
{
    private readonly HashSet<RosterField> _fields;

    /// <summary>Some fields, holdings and labels.</summary>
    public StatedFields(IEnumerable<RosterField> fields, IEnumerable<string> holdings, IEnumerable<string> labels) =>
        (_fields, Holdings, Labels) = (
            [.. fields], holdings.ToHashSet(StringComparer.Ordinal), labels.ToHashSet(StringComparer.Ordinal));

    /// <summary>All there are.</summary>
    public static StatedFields All { get; } = new([], [], []) { IsAll = true };

    /// <summary>Whether the whole household is said.</summary>
    public bool IsAll { get; private init; }

    /// <summary>Whether of its persons only the head is said, as in a table of households.</summary>
    public bool IsHeadOnly { get; init; }

    /// <summary>The holdings that are said.</summary>
    public IReadOnlySet<string> Holdings { get; }

    /// <summary>The labels that are said.</summary>
    public IReadOnlySet<string> Labels { get; }

    /// <summary>Whether a field is said.</summary>
    public bool Has(RosterField field) => IsAll || _fields.Contains(field);

    /// <summary>With one more field.</summary>
    public StatedFields With(RosterField field) => new(_fields.Append(field), Holdings, Labels) { IsHeadOnly = IsHeadOnly };
}
