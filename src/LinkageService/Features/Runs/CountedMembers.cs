using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Privacy;
using LinkageService.Storage.Households;

namespace LinkageService.Features.Runs;

/// <summary>
/// Counts the members of stored households on a date, for the columns a scheme reads without declaring them. Persons listed count, by
/// their dates; of a household without a list, or with a list of its head alone, the number of members it states. Ages come of dates of
/// birth and are never guessed.
/// </summary>
/// <param name="scheme">Whose columns.</param>
/// <param name="numbers">Open what says when somebody was born; null where the scheme counts nobody.</param>
/// <param name="organization">Whose households.</param>
/// <param name="day">The record date.</param>
internal sealed class CountedMembers(Scheme scheme, PrivateNumbers? numbers, string organization, DateOnly day)
{
    private const int MaxNamed = 10;

    private readonly (int At, MemberCount Count)[] _columns =
    [
        .. scheme.Holdings.Index().Where(each => each.Item.Members is not null).Select(each => (each.Index, each.Item.Members!)),
    ];

    private readonly string _date = Dates.Text(day);
    private readonly List<(string Household, int Stated, int Listed)> _different = [];
    private readonly List<string> _headsAlone = [];
    private (int Households, int Members) _listed;
    private (int Households, int Members) _stated;

    /// <summary>States the columns of the household being read.</summary>
    /// <param name="roster">Where to.</param>
    /// <param name="fact">What stands on the record date.</param>
    public void AddTo(RosterBuilder roster, HouseholdFact fact)
    {
        if (_columns.Length == 0)
        {
            return;
        }

        var data = HouseholdData.Parse(fact.Data);
        var there = data.Persons.Where(person => person.IsThereOn(_date))
            .Select(person => (Person: person, Born: BornOn(fact.HouseholdId, person))).Where(each => !(each.Born > day)).ToArray();
        var isListed = data.Persons.Any(person => !person.Head);
        var count = HouseholdData.MembersOf(isListed, data.Persons.Count > 0, there.Length, data.Members);
        Note(fact.HouseholdId, data, isListed, there.Length, count);
        foreach (var (at, members) in _columns)
        {
            if (count is null)
            {
                Refuse(roster, at, "没有登记家庭成员，也没有写家庭人口", "neither its members are listed nor is their number stated");
            }
            else if (!members.IsByAge)
            {
                roster.Holding(at, count.Value);
            }
            else if (there.Length != count)
            {
                Refuse(roster, at, $"家庭人口是 {count} 人，登记的成员只有 {there.Length} 人，其余的年龄不知道；请登记全部成员",
                    $"it states {count} members and lists {there.Length}: the ages of the others are not known; list them all");
            }
            else if (there.Where(each => each.Born is null).ToArray() is { Length: > 0 } unknown)
            {
                var named = Named([.. unknown.Select(each => MaskedName.Of(each.Person.Name))], "、");
                Refuse(roster, at, $"{unknown.Length} 人没有身份证号和出生日期，不知道年龄（{named}）；请补上",
                    $"{unknown.Length} persons have neither ID number nor date of birth, so their age is not known ({named}); add one");
            }
            else
            {
                roster.Holding(at, there.Count(each => members.Counts(MemberCount.AgeOn(each.Born!.Value, day))));
            }
        }
    }

    /// <summary>What is to be said of the counts: by what they were taken, and where the roster says two things.</summary>
    public IEnumerable<CheckFinding> Findings()
    {
        if (_columns.Length == 0)
        {
            yield break;
        }

        yield return Finding("members_counted", CheckFinding.Info,
            $"人口按 {_date} 在册的家庭成员数：{_listed.Households} 户 {_listed.Members} 人"
            + (_stated.Households == 0 ? "" : $"；没有成员名单的 {_stated.Households} 户按登记的家庭人口：{_stated.Members} 人"),
            $"Members are those listed on {_date}: {_listed.Members} of {_listed.Households} households"
            + (_stated.Households == 0 ? "" : $"; {_stated.Households} households without a list by the number stated: {_stated.Members}"));
        if (_different.Count > 0)
        {
            yield return Finding("members_differ", Warn,
                $"{_different.Count} 户登记的家庭人口与 {_date} 在册的成员数不同，按成员数算，请核对："
                + Named([.. _different.Select(each => $"{each.Household}（登记 {each.Stated}，成员 {each.Listed}）")], "、"),
                $"{_different.Count} households state another number of members than they list on {_date}; those listed count, "
                + "please check: "
                + Named([.. _different.Select(each => $"{each.Household} (stated {each.Stated}, listed {each.Listed})")], ", "));
        }

        if (_headsAlone.Count > 0)
        {
            yield return Finding("members_only_head", Warn,
                $"{_headsAlone.Count} 户只登记了户主、没有写家庭人口，只算户主，请核对：{Named(_headsAlone, "、")}",
                $"{_headsAlone.Count} households list their head alone and state no number of members: only the head counts, please check: "
                + Named(_headsAlone, ", "));
        }
    }

    private const string Warn = "warn";

    private static CheckFinding Finding(string code, string severity, string zh, string en) =>
        new(code, severity, new LocalizedText(zh, en), "名册人口 | members of the roster");

    private void Note(string household, HouseholdData data, bool isListed, int listed, int? count)
    {
        if (count is not { } members)
        {
            return;
        }

        if (isListed || data.Members is null)
        {
            _listed = (_listed.Households + 1, _listed.Members + members);
        }
        else
        {
            _stated = (_stated.Households + 1, _stated.Members + members);
        }

        if (isListed && data.Members is { } stated && stated != listed)
        {
            _different.Add((household, stated, listed));
        }
        else if (!isListed && data.Members is null)
        {
            _headsAlone.Add(household);
        }
    }

    private void Refuse(RosterBuilder roster, int at, string zh, string en)
    {
        var name = scheme.Holdings[at].Name;
        roster.RefuseHolding(Encoding.UTF8.GetBytes(name), new Problem(
            ProblemCodes.MissingHolding, roster.Field + ".holdings." + name,
            new LocalizedText($"“{name}”数不出：{zh}", $"\"{name}\" cannot be counted: {en}")));
    }

    // A number that cannot be opened says nothing; the verification of the database finds it.
    private DateOnly? BornOn(string household, PersonData person)
    {
        try
        {
            return person.IdNumber is { } number ? IdNumber.BornOn(numbers!.Decrypt(number, organization, household))
                : person.Born is { } born ? Dates.Read(numbers!.Decrypt(born, organization, household))
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Named(IReadOnlyList<string> all, string separator) =>
        string.Join(separator, all.Take(MaxNamed)) + (all.Count > MaxNamed ? "……" : "");
}
