using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Privacy;

namespace LinkageService.Features.Households;

/// <summary>Makes households of the rows that speak of them.</summary>
/// <param name="cells">The table's columns.</param>
/// <param name="draft">Gets the households and what is wrong with them.</param>
internal sealed class RosterEntries(RosterCells cells, ImportDraft draft)
{
    /// <summary>Makes them, in the order they came.</summary>
    /// <param name="households">The rows of each.</param>
    /// <param name="hasPersons">Whether the table has columns of persons.</param>
    public void Finish(IReadOnlyCollection<RosterRows> households, bool hasPersons)
    {
        var isNameOfHead = hasPersons && IsNameOfHead(households);
        if (isNameOfHead && households.Count > 0)
        {
            Note("没有“户主”一列，每户只有一行：把“姓名”当作户主", "there is no column of the head and each household has one row: the name is the head's");
        }

        if (draft.Reading is { ContinuedRows: > 0 and var continued })
        {
            Note($"{continued} 行没有户编号，写的是家庭成员：算在上一户", $"{continued} rows name a person and no household: they go with the household above");
        }

        var made = households.Select(rows => !hasPersons ? OfHousehold(rows) : isNameOfHead ? OfHead(rows) : OfPersons(rows))
            .Zip(households, WithBirths).ToArray();
        draft.Households.AddRange(made);
        foreach (var (household, problems) in made.AsParallel().AsOrdered()
            .Select(household => (household, HouseholdRules.Check(household.Entry))))
        {
            foreach (var problem in problems)
            {
                draft.Add(household, problem);
            }
        }

        var doubts = new RosterDoubts(cells, draft);
        foreach (var (rows, household) in households.Zip(made))
        {
            doubts.Look(rows, household);
        }

        RosterTotals.Compare(cells, draft);
    }

    // Beside an ID number a date of birth is compared, with a warning, and says nothing more; one that was not read leaves what is stored.
    private static ImportedHousehold WithBirths(ImportedHousehold household, RosterRows rows) => household with
    {
        Entry = household.Entry with
        {
            Persons = [.. household.Entry.Persons.Select(person => person.IdNumber is null ? person : person with { BirthDate = null })],
        },
        Unread =
        [
            .. rows.Persons.SelectMany(person => UnreadOf(person).Select(field => (
                person.Text(RosterField.PersonName) ?? household.Entry.Name ?? "", field))),
        ],
    };

    private static IEnumerable<RosterField> UnreadOf(PersonCells person) =>
        RosterLegal.UnreadOf(person).Concat(new[] { RosterField.Born }.Where(_ =>
            person.Text(RosterField.Born) is { } text && text != BirthDate.Mask && !RosterWords.TryDate(text, out var _)));

    private void Note(string zh, string en) => draft.Reading!.Note(zh, en);

    // 户编号 姓名 身份证号 家庭人口: the one name of each household is its head's.
    private bool IsNameOfHead(IReadOnlyCollection<RosterRows> households) =>
        Has(RosterField.PersonName) && !Has(RosterField.Name) && !Has(RosterField.Relation) && !Has(RosterField.Head)
        && cells.Columns.Any(column => 
            column is { IsOfPerson: false, IsKept: true, IsJoined: false } and not { Field: RosterField.HouseholdId })
        && households.All(rows => rows.Persons.Count <= 1);

    private bool Has(RosterField field) => cells.ColumnOf(field) >= 0;

    private ImportedHousehold OfHousehold(RosterRows rows)
    {
        var entry = Entry(rows);
        if (!cells.Columns.Any(column => column is { IsOfPerson: true, IsKept: true } or { Field: RosterField.HeadIdNumber }))
        {
            return new ImportedHousehold(entry, cells.Stated, rows.FirstRow);
        }

        var number = Text(rows, RosterField.HeadIdNumber);
        var head = Person(rows.Persons.Count > 0 ? rows.Persons[0] : new PersonCells(rows.FirstRow));
        var isSaid = entry.Name is not null || number is not null || rows.Persons.Count > 0;
        return new ImportedHousehold(
            entry with { Persons = isSaid ? [head with { Name = entry.Name, IdNumber = number, IsHead = true }] : [] },
            cells.Stated with { IsHeadOnly = true }, rows.FirstRow);
    }

    private ImportedHousehold OfHead(RosterRows rows)
    {
        var head = rows.Persons.Select(Person).Select(person => person with { IsHead = true }).ToArray();
        return new ImportedHousehold(
            Entry(rows) with { Name = head.Length == 0 ? null : head[0].Name, Persons = head },
            cells.Stated.With(RosterField.Name) with { IsHeadOnly = true }, rows.FirstRow)
        {
            PersonRows = rows.Persons.Select(person => person.Row).ToArray(),
        };
    }

    private ImportedHousehold OfPersons(RosterRows rows)
    {
        var entry = Entry(rows);
        var persons = rows.Persons.Select(Person).ToArray();
        var stated = cells.Stated;
        CheckHeads(rows);

        // Who is 户主 to the head is the head, where no column says so by itself.
        if (!Has(RosterField.Head) && HeadsOf(persons, person => person.Relation) is [var only])
        {
            persons = persons.Select(person => person with { IsHead = ReferenceEquals(person, only) }).ToArray();
            stated = stated.With(RosterField.Head);
        }

        var name = entry.Name ?? persons.FirstOrDefault(person => person.IsHead)?.Name;
        return new ImportedHousehold(
            entry with { Name = name, Persons = WithHead(rows, name, persons) }, stated, rows.FirstRow)
        {
            PersonRows = rows.Persons.Select(person => person.Row).ToArray(),
        };
    }

    // Beside a head who lives, one who died is none.
    private static TPerson[] HeadsOf<TPerson>(IEnumerable<TPerson> persons, Func<TPerson, string?> relation)
    {
        var heads = persons.Where(person => RosterWords.IsHead(relation(person))).ToArray();
        return heads.Length < 2 ? heads : [.. heads.Where(person => !RosterWords.IsFormerHead(relation(person)))];
    }

    // 序号 that begins anew in each group of the village: two households under one number.
    private void CheckHeads(RosterRows rows)
    {
        var heads = HeadsOf(rows.Persons, person => person.Text(RosterField.Relation));
        foreach (var head in heads.Skip(1))
        {
            var first = draft.Reading!.RowWords(heads[0].Row);
            cells.Report(head.Row, cells.ColumnOf(RosterField.HouseholdId), rows.Id, ProblemCodes.DuplicateHousehold,
                $"{first.Zh}已经有这个户编号的户主：两户用了同一个编号；各组从头编号的，编号前加上组号，如 1-{rows.Id}",
                $"{first.En} has the head of this household already: two households have one number; where each group begins "
                    + $"anew, put the group before it, such as 1-{rows.Id}");
        }
    }

    // A column of the head's number beside the persons: it is that of the person of that name, or of one who has no row.
    private PersonEntry[] WithHead(RosterRows rows, string? name, PersonEntry[] persons)
    {
        if (Text(rows, RosterField.HeadIdNumber) is not { } number)
        {
            return persons;
        }

        var at = Array.FindIndex(persons, person => person.Name == name);
        if (at < 0)
        {
            return [.. persons, new PersonEntry(name, number, null, !persons.Any(person => person.IsHead), null, null, null)];
        }

        if (persons[at].IdNumber is { } own && !string.Equals(own, number, StringComparison.OrdinalIgnoreCase))
        {
            var column = cells.ColumnOf(RosterField.HeadIdNumber);
            cells.Report(rows.RowOf(column), column, number, ProblemCodes.InvalidValue, "与这一户户主那一行的身份证号不一致",
                "differs from the ID number in the head's own row");
        }

        persons[at] = persons[at] with { IdNumber = persons[at].IdNumber ?? number };
        return persons;
    }

    private HouseholdEntry Entry(RosterRows rows) => new(rows.Id)
    {
        Name = Text(rows, RosterField.Name),
        Members = Members(rows),
        Tags =
        [
            .. (Text(rows, RosterField.Tags) is { } tags ? RosterTags.Split(tags) : [])
                .Union(rows.Tags, StringComparer.Ordinal),
        ],
        Labels = Named(rows, RosterField.Label),
        Holdings = Named(rows, RosterField.Holding),
        Account = Account(rows),
        Phone = Text(rows, RosterField.Phone),
        Remark = Text(rows, RosterField.Remark),
    };

    private string? Text(RosterRows rows, RosterField field) => rows.TextOf(cells.ColumnOf(field));

    // Holdings, or labels, by name.
    private Dictionary<string, string> Named(RosterRows rows, RosterField field)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < cells.Columns.Count; at++)
        {
            if (cells.Columns[at] is { Name: var name } column && column.Field == field && rows.TextOf(at) is { } value)
            {
                named.Add(name, value);
            }
        }

        return named;
    }

    private AccountEntry? Account(RosterRows rows)
    {
        var account = new AccountEntry(
            Text(rows, RosterField.AccountHolder), Text(rows, RosterField.Bank), Text(rows, RosterField.Account));
        return account is { Holder: null, Bank: null, Number: null } ? null : account;
    }

    // What is no number was reported where it was read.
    private int? Members(RosterRows rows) =>
        Text(rows, RosterField.Members) is { } text && SheetNumber.TryWhole(text, out var members) ? members : null;

    private PersonEntry Person(PersonCells person) => new(
        person.Text(RosterField.PersonName), person.Text(RosterField.IdNumber), person.Text(RosterField.Relation), Head(person),
        Date(person, RosterField.Joined), Date(person, RosterField.Left), Date(person, RosterField.Deceased))
    {
        BirthDate = Born(person),
        Legal = Legal(person),
    };

    private PersonLegal? Legal(PersonCells person)
    {
        foreach (var field in RosterLegal.UnreadOf(person))
        {
            var (column, said) = (cells.ColumnOf(field), NumberProblems.Shorten(person.Text(field)!));
            var (zh, en) = RosterLegal.Wanted(field);
            draft.Warn(new ImportWarning(person.Row, column, cells.HeadingOf(column), RosterDoubts.WordUnread, new LocalizedText(
                $"写的是“{said}”，没有记下；请写{zh}", $"it says \"{said}\", and is not kept; write {en}")));
        }

        return RosterLegal.Read(person);
    }

    // 1955年12月 says too little to tell an age by.
    private string? Born(PersonCells person)
    {
        if (person.Text(RosterField.Born) is not { } text || text == BirthDate.Mask)
        {
            return person.Text(RosterField.Born);
        }

        if (RosterWords.TryDate(text, out var date))
        {
            return Dates.Text(date);
        }

        if (person.Text(RosterField.IdNumber) is null)
        {
            var column = cells.ColumnOf(RosterField.Born);
            draft.Warn(new ImportWarning(person.Row, column, cells.HeadingOf(column), RosterDoubts.BirthUnread, new LocalizedText(
                "不是完整的出生日期，没有记下；请写成 1950-01-31 这样，按年龄算的方案要用", "not a whole date of birth, and not kept; write it as 1950-01-31")));
        }

        return null;
    }

    private bool Head(PersonCells person)
    {
        if (person.Text(RosterField.Head) is not { } text)
        {
            return false;
        }

        if (!RosterWords.TryFlag(text, out var flag))
        {
            cells.Report(person.Row, cells.ColumnOf(RosterField.Head), text, ProblemCodes.InvalidValue,
                $"写的是“{NumberProblems.Shorten(text)}”，请写“是”或“否”", $"it says \"{NumberProblems.Shorten(text)}\"; write true or false");
        }

        return flag;
    }

    private DateOnly? Date(PersonCells person, RosterField field)
    {
        if (person.Text(field) is not { } text)
        {
            return null;
        }

        if (RosterWords.TryDate(text, out var date))
        {
            return date;
        }

        cells.Report(
            person.Row, cells.ColumnOf(field), text, ProblemCodes.InvalidValue, $"写的是“{NumberProblems.Shorten(text)}”，日期请写成 2025-12-31 这样",
            $"it says \"{NumberProblems.Shorten(text)}\"; write a date as 2025-12-31");
        return null;
    }
}
