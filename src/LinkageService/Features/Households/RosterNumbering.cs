using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Households;

/// <summary>
/// Gives the households of a table without numbers those they have on the roster, and new ones the next, in the order of the table. A
/// household is known by the ID number of its head, or by a name that is nobody else's; what is neither is asked about.
/// </summary>
internal sealed class RosterNumbering
{
    private const string LastDate = "9999-12-31";
    private const int LongestNumber = 9;

    private readonly ImportDraft _draft;
    private readonly HouseholdSealer _sealer;
    private readonly string _organization;
    private readonly string _day;
    private readonly Wanted[] _wanted;
    private readonly Dictionary<string, string> _numbers;
    private readonly List<Known> _known = [];
    private readonly HashSet<Wanted> _done = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, Wanted> _claimed = new(StringComparer.Ordinal);
    private ILookup<string, Known> _ofName = Array.Empty<Known>().ToLookup(known => known.Id, StringComparer.Ordinal);
    private int _last;
    private string? _odd;

    private RosterNumbering(ImportDraft draft, HouseholdSealer sealer, string organization, string day)
    {
        (_draft, _sealer, _organization, _day) = (draft, sealer, organization, day);
        _numbers = draft.Households.ToDictionary(household => household.Entry.Id, _ => "", StringComparer.Ordinal);
        _wanted = [.. draft.Households.Where(household => !draft.IsBad(household)).Select(Wanted.Of)];
    }

    /// <summary>The number of each household of a table, by the id it has in the draft; "" for those that are asked about.</summary>
    /// <param name="session">Where the roster is.</param>
    /// <param name="sealer">Compares ID numbers.</param>
    /// <param name="organization">Whose roster it is.</param>
    /// <param name="draft">The table; gets what is to be asked, and a note of what was done.</param>
    /// <param name="day">From when on the import holds, yyyy-MM-dd.</param>
    public static async Task<IReadOnlyDictionary<string, string>> NumbersAsync(
        Session session, HouseholdSealer sealer, string organization, ImportDraft draft, string day)
    {
        var numbering = new RosterNumbering(draft, sealer, organization, day);
        if (draft.Households.Count > 0)
        {
            await numbering.ReadAsync(session);
            numbering.Give();
        }

        return numbering._numbers;
    }

    private async Task ReadAsync(Session session)
    {
        var names = _wanted.Select(wanted => wanted.Name).ToHashSet(StringComparer.Ordinal);
        var hints = _wanted.Select(wanted => wanted.Hint).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var facts = new List<HouseholdFact>();
        await foreach (var fact in HouseholdStore.ThroughAsync(session, _organization, LastDate, long.MaxValue))
        {
            if (facts.Count > 0 && !string.Equals(facts[0].HouseholdId, fact.HouseholdId, StringComparison.Ordinal))
            {
                Add(facts, names, hints);
                facts.Clear();
            }

            facts.Add(fact);
        }

        if (facts.Count > 0)
        {
            Add(facts, names, hints);
        }

        _ofName = _known.SelectMany(known => known.Names.Select(name => (name, known)))
            .ToLookup(each => each.name, each => each.known, StringComparer.Ordinal);
    }

    // Of one date what was said last counts: a household that was taken back was never there, and its number is free.
    private void Add(List<HouseholdFact> facts, HashSet<string> names, HashSet<string> hints)
    {
        var there = facts.Where((fact, at) => fact.Present == 1
            && (at + 1 == facts.Count || facts[at + 1].ValidFrom != fact.ValidFrom)).ToArray();
        if (there.Length == 0)
        {
            return;
        }

        var id = facts[0].HouseholdId;
        if (id.Length <= LongestNumber && id[0] != '0' && id.All(char.IsAsciiDigit))
        {
            _last = Math.Max(_last, int.Parse(id, CultureInfo.InvariantCulture));
        }
        else
        {
            _odd ??= id;
        }

        // As it stands on the day; or else as it stood first after it, or last before it left.
        var standing = facts.FindLast(fact => string.CompareOrdinal(fact.ValidFrom, _day) <= 0) is { Present: 1 } now ? now
            : Array.Find(there, fact => string.CompareOrdinal(fact.ValidFrom, _day) > 0);
        var data = HouseholdData.Parse((standing ?? there[^1]).Data);
        var head = data.HeadOn(_day) ?? data.Persons.FirstOrDefault(person => person.Head) ?? data.Persons.FirstOrDefault();
        var known = new Known(id, data, head, HasLeft: standing is null);
        if (known.Names.Any(names.Contains) || data.Persons.Any(person => person.Hint is { } hint && hints.Contains(hint)))
        {
            _known.Add(known);
        }
    }

    private void Give()
    {
        AskOfTwins();
        var ofNumber = _known.Where(known => known.Head?.Hint is not null)
            .ToLookup(known => known.Head!.Hint!, StringComparer.Ordinal);
        var (byNumber, returned) = (0, 0);
        foreach (var wanted in Open().Where(wanted => wanted.Hint is not null))
        {
            var same = ofNumber[wanted.Hint!].Where(known => IsSame(known, known.Head!, wanted)).ToArray();
            if (same.Length > 0 && Claim(wanted, same))
            {
                (byNumber, returned) = (byNumber + 1, returned + (same[0].HasLeft ? 1 : 0));
            }
        }

        var byName = 0;
        foreach (var wanted in Open())
        {
            var same = _ofName[wanted.Name].Where(known => known.IsNamed(wanted.Name) && !_claimed.ContainsKey(known.Id)).ToArray();
            if (same is [{ HasLeft: false } only] && (wanted.Hint is null || only.Head?.Hint is null))
            {
                byName += Claim(wanted, same) ? 1 : 0;
            }
            else if (same.Length > 0)
            {
                AskWhich(wanted, same);
            }
        }

        var first = _last + 1;
        foreach (var wanted in Open())
        {
            GiveNext(wanted);
        }

        Note(byNumber, returned, byName, first);
    }

    private Wanted[] Open() => [.. _wanted.Where(wanted => !_done.Contains(wanted))];

    // Two of one name are told apart by their ID numbers, here and in the next table.
    private void AskOfTwins()
    {
        foreach (var same in _wanted.GroupBy(wanted => wanted.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            var twins = same.ToArray();
            if (twins.Any(wanted => wanted.Number is null))
            {
                foreach (var wanted in twins)
                {
                    Ask(wanted, ProblemCodes.InvalidHouseholdId,
                        $"表里有 {twins.Length} 户的户主都叫“{wanted.Name}”，身份证号不全，分不清谁是谁；请都补上身份证号，或给表加一列“户编号”",
                        $"the heads of {twins.Length} households of the table are called {wanted.Name}, and not all have an ID number to "
                            + "tell them apart; fill these in, or add a column of household ids");
                }
            }
        }

        foreach (var same in Open().Where(wanted => wanted.Number is not null).GroupBy(wanted => wanted.Number!, StringComparer.Ordinal))
        {
            foreach (var wanted in same.Skip(1))
            {
                var first = _draft.Reading!.RowWords(same.First().Household.Row);
                Ask(wanted, ProblemCodes.DuplicateHousehold, $"户主的身份证号与{first.Zh}相同：是同一户就合成一行，不是就核对号码",
                    $"the head has the ID number of {first.En}; make them one row if it is one household, or else check the number");
            }
        }
    }

    // Whether the household is one of the roster that no other row of the table is.
    private bool Claim(Wanted wanted, Known[] same)
    {
        if (same.Length > 1)
        {
            AskWhich(wanted, same);
        }
        else if (!_claimed.TryAdd(same[0].Id, wanted))
        {
            var first = _draft.Reading!.RowWords(_claimed[same[0].Id].Household.Row);
            Ask(wanted, ProblemCodes.DuplicateHousehold, $"与{first.Zh}都是名册上的 {same[0].Id} 号户：合成一行，或核对身份证号",
                $"this and {first.En} are both household {same[0].Id} of the roster; make them one row, or check the ID numbers");
        }
        else
        {
            _numbers[wanted.Household.Entry.Id] = same[0].Id;
            return _done.Add(wanted);
        }

        return false;
    }

    // A new head and a household that parted from another look alike: somebody of a household that the table does not name otherwise.
    private void GiveNext(Wanted wanted)
    {
        var before = _known.Find(known => !known.HasLeft && !_claimed.ContainsKey(known.Id)
            && known.Data.Persons.Any(person => wanted.Hint is null || person.Hint is null
                ? person.Name == wanted.Name : IsSame(known, person, wanted)));
        if (before is not null)
        {
            Ask(wanted, ProblemCodes.InvalidHouseholdId,
                $"“{wanted.Name}”在名册上是 {before.Id} 号户（户主“{before.Name}”）的人：是这一户换了户主，还是分出来的新户？请给表加一列“户编号”写明",
                $"{wanted.Name} is of household {before.Id} ({before.Name}) on the roster: is that its new head, or has a household parted "
                    + "from it? Say so in a column of household ids");
        }
        else if (_odd is { } odd)
        {
            Ask(wanted, ProblemCodes.InvalidHouseholdId,
                $"名册上没有这一户，名册的编号是村里自己的写法（如“{odd}”），新的一户编几号由村里定；请给表加一列“户编号”",
                $"the roster has no such household, and its numbers are of the village's own making (such as \"{odd}\"); add a column of "
                    + "household ids and write the new one");
        }
        else
        {
            _numbers[wanted.Household.Entry.Id] = (++_last).ToString(CultureInfo.InvariantCulture);
        }
    }

    private void AskWhich(Wanted wanted, Known[] same)
    {
        var ids = string.Join("、", same.Select(known => known.Id));
        var (zh, en) = same is not [var only] ? ("分不清是哪一户", "it cannot be told which of them it is")
            : only.HasLeft ? ("那一户已经退出，分不清是不是同一户", "that household has left, and it cannot be told whether it is the same")
            : ("身份证号却不同", "and has another ID number");
        Ask(wanted, ProblemCodes.InvalidHouseholdId,
            $"名册上 {ids} 号户也叫“{wanted.Name}”，{zh}；请核对身份证号，或给表加一列“户编号”写明",
            $"household {ids} of the roster is called {wanted.Name} too, {en}; check the ID number, or say which in a column of household "
                + "ids");
    }

    private void Ask(Wanted wanted, ProblemCode code, string zh, string en)
    {
        _done.Add(wanted);
        _draft.Add(wanted.Household, new Problem(code, "name", new LocalizedText(zh, en)));
    }

    private bool IsSame(Known known, PersonData person, Wanted wanted) => person.Hint == wanted.Hint
        && (wanted.Number is { } number ? _sealer.HasNumber(_organization, known.Id, person, number) : person.Name == wanted.Name);

    private void Note(int byNumber, int returned, int byName, int first)
    {
        var (zh, en) = ("表里没有户编号，按选定的，照表里的次序编号", "the table has no household ids; as asked, they are numbered in its order");
        if (byNumber + byName > 0)
        {
            zh += $"：{byNumber} 户按户主身份证号、{byName} 户按户主姓名对上名册，用原来的编号"
                + (returned > 0 ? $"（其中 {returned} 户以前退出过）" : "");
            en += $": {byNumber} are known by the head's ID number and {byName} by the name, and keep theirs"
                + (returned > 0 ? $" ({returned} had left before)" : "");
        }

        if (_last >= first)
        {
            zh += $"；新的 {_last - first + 1} 户编为 {first}–{_last}";
            en += $"; {_last - first + 1} new ones are {first}–{_last}";
        }

        // What is planned anew inside the change is said once.
        if (!_draft.Reading!.Notes.Contains(new LocalizedText(zh, en)))
        {
            _draft.Reading.Note(zh, en);
        }
    }

    private sealed record Known(string Id, HouseholdData Data, PersonData? Head, bool HasLeft)
    {
        public string Name => Data.Name ?? Head?.Name ?? "";

        public IEnumerable<string> Names => Data.Persons.Select(person => person.Name).Append(Name).Distinct(StringComparer.Ordinal);

        // By whom it is known, not whoever is of it.
        public bool IsNamed(string name) => Name == name || Head?.Name == name;
    }

    // A number that our export masked is known by what is left of it.
    private sealed record Wanted(ImportedHousehold Household, string Name, string? Number, string? Hint)
    {
        public static Wanted Of(ImportedHousehold household)
        {
            var entry = household.Entry;
            var head = entry.Persons.FirstOrDefault(person => person.IsHead) ?? entry.Persons.FirstOrDefault();
            var (text, name) = (head?.IdNumber, entry.Name ?? head?.Name ?? "");
            return text is null ? new Wanted(household, name, null, null)
                : IdNumber.IsMask(text) ? new Wanted(household, name, null, text)
                : IdNumber.TryRead(text, out var number) ? new Wanted(household, name, number, IdNumber.Mask(number))
                : new Wanted(household, name, null, null);
        }
    }
}
