using System.Globalization;
using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>What auditors found in villages, as it is planted in a made county.</summary>
/// <param name="Name">In Chinese and English.</param>
/// <param name="Check">The check that is meant to find it.</param>
internal sealed record Fraud(string Name, string Check)
{
    public static Fraud RecordedDead { get; } = new("死亡已登记仍领 · the dead paid, death recorded", "payee_deceased");

    public static Fraud UnrecordedDead { get; } = new("死亡未登记仍领 · the dead paid, death not recorded", "age_over_100");

    public static Fraud SameNumber { get; } = new("一证两户 · one ID number in two households", "duplicate_payee");

    public static Fraud SameName { get; } = new("一人两户、两张卡 · one name paid twice, on two cards", "holder_mismatch");

    public static Fraud OneAccount { get; } = new("几户一个账号 · one account of several households", "shared_account");

    public static Fraud Stranger { get; } = new("钱进外人账户 · paid on a stranger's account", "holder_mismatch");

    public static Fraud Kin { get; } = new("干部亲属多分 · officers' families paid far more", "officers_share");

    public static Fraud Extra { get; } = new("登记日前添户 · households added before the record date", "roster_jump");

    public static Fraud OneHand { get; } = new("一人代签多户 · one hand signs for many", "paid_in_cash");

    public static IReadOnlyList<Fraud> All { get; } =
        [RecordedDead, UnrecordedDead, SameNumber, SameName, OneAccount, Stranger, Kin, Extra, OneHand];
}

/// <summary>A household of the county.</summary>
internal sealed record CountyHousehold(string Id, int Shares)
{
    public required List<CountyPerson> Persons { get; init; }

    public string? Account { get; set; }

    public string? Holder { get; set; }

    public string From { get; init; } = "2024-01-01";

    public string Body() => JsonSerializer.Serialize(new
    {
        name = Persons[0].Name,
        validFrom = From,
        holdings = new { shares = Shares.ToString(CultureInfo.InvariantCulture) },
        persons = Persons.Select((person, at) => new
        {
            name = person.Name, head = at == 0, idNumber = person.Number, deceased = person.Deceased,
        }),
        account = Account is null ? null : new { holder = Holder ?? Persons[0].Name, number = Account },
    });
}

/// <summary>Somebody of a household.</summary>
internal sealed record CountyPerson(string Name, string Number)
{
    public string? Deceased { get; set; }
}

/// <summary>
/// A village of the county: 8 to 16 households, at most one fraud, and what looks like fraud and is none: father and son on one card, an
/// account in the name of a relative who is not listed, somebody of 100, an officer with much land, a young family that moved in.
/// </summary>
internal sealed class CountyVillage
{
    private readonly Random _random;
    private readonly List<CountyHousehold> _households = [];
    private readonly int _number;
    private int _persons;

    public CountyVillage(int number, int seed)
    {
        (_number, _random) = (number, new Random((seed * 1000) + number));
        Fraud = number % 20 < Fraud.All.Count ? Fraud.All[number % 20] : null;
        for (var at = _random.Next(8, 17); at > 0; at--)
        {
            Add(_random.Next(5, 16), persons: _random.Next(1, 5));
        }

        Listed = _households.Count;
        Officers = ["0001", "0002"];
        AddLookalikes();
        Plant();
    }

    public string Id => string.Create(CultureInfo.InvariantCulture, $"cun{_number:000}");

    public Fraud? Fraud { get; }

    /// <summary>How many of its households came with the first list; the rest were added one by one.</summary>
    public int Listed { get; }

    public IReadOnlyList<CountyHousehold> Households => _households;

    /// <summary>Households of officers and of their relatives.</summary>
    public List<string> Officers { get; }

    /// <summary>Households whose cash one person signs for; empty where nobody does.</summary>
    public List<string> SignedByOne { get; } = [];

    /// <summary>Whether its money is paid out, in cash.</summary>
    public bool IsPaid => _number % 20 is 8 or 12 or 13;

    /// <summary>The first list, a person a row.</summary>
    public string Table()
    {
        var rows = _households.Take(Listed).SelectMany(household => household.Persons.Select((person, at) => at == 0
            ? $"{household.Id},{person.Name},{household.Shares},{(household.Account is null ? "" : household.Holder ?? person.Name)},"
                + $"{household.Account},{person.Name},{person.Number},true,{person.Deceased}"
            : $"{household.Id},,,,,{person.Name},{person.Number},,{person.Deceased}"));
        return "household_id,name,shares,account_holder,account,person_name,id_number,head,deceased\n" + string.Join('\n', rows) + "\n";
    }

    public string OfficersBody() => JsonSerializer.Serialize(new
    {
        validFrom = "2024-01-01",
        officers = new
        {
            officers = new[] { new { name = "理事长一", role = "chair", household = Officers[0] } },
            kin = Officers.Skip(1).Select((household, at) => new { officer = "理事长一", name = "亲属" + (at + 1), household }),
        },
    });

    private CountyHousehold Add(int shares, int persons, string from = "2024-01-01")
    {
        var id = (_households.Count + 1).ToString("0000", CultureInfo.InvariantCulture);
        var household = new CountyHousehold(id, shares)
        {
            From = from,
            Persons = [.. Enumerable.Range(1, persons).Select(at => new CountyPerson($"农户{id}之{at}", Number(1950 + _random.Next(60))))],
        };
        household.Account = IsPaid ? null : PrivateExamples.Account((_number * 100) + _households.Count);
        _households.Add(household);
        return household;
    }

    private string Number(int year) => PrivateExamples.IdNumberOf(
        string.Create(CultureInfo.InvariantCulture, $"{year}-{1 + (_number % 12):00}-{1 + (_number / 12):00}"), ++_persons);

    private void AddLookalikes()
    {
        if (Chance(4) && !IsPaid)
        {
            _households[3].Account = _households[2].Account;
            _households[3].Persons.Add(_households[2].Persons[0] with { Number = Number(1948) });
            _households[3].Holder = _households[2].Persons[0].Name;
        }

        if (Chance(4) && !IsPaid)
        {
            _households[4].Holder = "女婿" + _number;
            _households[4].Persons.Add(new CountyPerson("农户0005之妻", Number(1960)));
        }

        if (Chance(3))
        {
            _households[5].Persons.Add(new CountyPerson("百岁老人", Number(1924)));
        }

        if (Chance(6))
        {
            Add(_random.Next(5, 16), persons: 2, "2025-03-01");
        }

        if (Chance(5))
        {
            _households[0] = new CountyHousehold("0001", 60) { Persons = _households[0].Persons, Account = _households[0].Account };
        }

        // Somebody died, and the family goes on.
        _households[6].Persons.Add(new CountyPerson("已故老人", Number(1940)) { Deceased = "2025-02-01" });
        if (IsPaid && Fraud is null)
        {
            SignedByOne.AddRange(["0003", "0004"]);
        }
    }

    private void Plant()
    {
        var last = _households[^1];
        if (Fraud == Fraud.RecordedDead)
        {
            Add(10, persons: 1).Persons[0].Deceased = "2023-05-01";
        }
        else if (Fraud == Fraud.UnrecordedDead)
        {
            last.Persons.Add(new CountyPerson("老人", Number(1900 + _random.Next(24))));
        }
        else if (Fraud == Fraud.SameNumber)
        {
            Add(10, persons: 1).Persons[0] = last.Persons[0];
        }
        else if (Fraud == Fraud.SameName)
        {
            // A second household in name, paid on another card of somebody who has one already.
            Add(10, persons: 2).Holder = last.Persons[0].Name;
        }
        else if (Fraud == Fraud.OneAccount)
        {
            Add(10, persons: 1).Account = last.Account;
            Add(10, persons: 1).Account = last.Account;
        }
        else if (Fraud == Fraud.Stranger)
        {
            Add(10, persons: 2).Holder = "外人" + _number;
        }
        else if (Fraud == Fraud.Kin)
        {
            // Half of them take much, half no more than twice what others get.
            Officers.Add(Add(_number / 20 % 2 == 0 ? 90 : 14, persons: 1).Id);
            Officers.Add(Add(_number / 20 % 2 == 0 ? 90 : 14, persons: 1).Id);
        }
        else if (Fraud == Fraud.Extra)
        {
            Add(10, persons: 1, "2025-11-01");
            Add(10, persons: 1, "2025-11-01");
        }
        else if (Fraud == Fraud.OneHand)
        {
            SignedByOne.AddRange(_households.Take(5).Select(household => household.Id));
        }
    }

    private bool Chance(int percent) => _random.Next(100) < percent;
}
