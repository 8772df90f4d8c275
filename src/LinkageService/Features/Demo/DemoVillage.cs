using System.Globalization;
using LinkageService.Features.Households;
using LinkageService.Features.Linkages;
using LinkageService.Privacy;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Demo;

/// <summary>A village of a report, with placeholders for names and figures of a plausible size.</summary>
/// <param name="Id">The organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="LegalForm">Which rules apply to it.</param>
/// <param name="Scheme">What it distributes by.</param>
/// <param name="Households">How many.</param>
/// <param name="Holdings">What each holds, by its number.</param>
/// <param name="Inputs">The figures of the first and of the second year.</param>
/// <param name="EndsAs">How far the run of the second year has come.</param>
internal sealed record DemoVillage(
    string Id, string Name, string LegalForm, string Scheme, int Households, Func<int, (string Name, string Value)[]> Holdings,
    (string Name, string First, string Second)[] Inputs, string EndsAs)
{
    /// <summary>Code of its administrative division; empty where the report does not say.</summary>
    public string Region { get; init; } = "";

    /// <summary>Whether its payments are followed; its last household is paid in cash.</summary>
    public bool FollowsPayments { get; init; }

    /// <summary>What is on its bank account at the end of a year, yuan.</summary>
    public required string Deposits { get; init; }

    /// <summary>What registered households were promised to gain in a year, yuan; null where nothing was.</summary>
    public string? Promised { get; init; }

    /// <summary>Whether it is a rural collective, and not a cooperative.</summary>
    public bool IsCollective => LegalForm == "rural_collective";

    /// <summary>What the members decided.</summary>
    public (string Name, string Value)[] Parameters { get; init; } = [];

    private const int HouseholdsAtMost = 1_000_000;

    /// <summary>A bank that is none.</summary>
    public const string Bank = "某农商行";

    /// <summary>All of them, one for each report.</summary>
    public static IReadOnlyList<DemoVillage> All { get; } =
    [
        new("tangwan", "塘湾村股份经济合作社（演示）", "rural_collective", "tangwan-four-tier", 60,
            at => [("land", Hundredths(80, 520, at, 137)), ("wage_days", at % 9 == 4 ? "45" : "0")],
            [("income", "86000.00", "100000.00")], RunStates.Paid)
        {
            Region = "500113", Deposits = "150000.00", FollowsPayments = true, Parameters = [("day_wage", "80.00")],
        },
        new("huangjinlin", "黄金林村土地入股合作社（演示）", "farmer_cooperative", "huangjinlin-land-cooperative", 308,
            at => [("land", Hundredths(60, 400, at, 173)), ("wage_days", at % 11 == 3 ? "60" : "0")],
            [("income", "240000.00", "275000.00")], RunStates.Approved)
        {
            Deposits = "320000.00", Parameters = [("collective_rate", "10%"), ("day_wage", "90.00")],
        },
        new("qinglong", "青龙村柑橘联合社（演示）", "cooperative_union", "qinglong-citrus-union", 517,
            at => [("land", Hundredths(100, 700, at, 211)), ("capital", at % 3 == 0 ? "2000.00" : "500.00")],
            [("surplus", "520000.00", "600000.00"), ("other_collective_income", "30000.00", "36000.00")], RunStates.Disclosed)
        {
            Deposits = "480000.00",
            Parameters = [("reproduction_rate", "30%"), ("land_part", "50"), ("capital_part", "30"), ("collective_part", "20")],
        },
        new("yanzhai", "严寨村股份经济合作社（演示）", "rural_collective", "yanzhai-three-layer", 62,
            at => [("shares", Whole(1 + (at % 5))), ("wage_days", at % 4 == 1 ? "30" : "0"), ("delivered", Whole(900 + (at * 97 % 2100)))],
            [("collective_income", "58000.00", "66000.00")], RunStates.Submitted)
        {
            Deposits = "90000.00", Promised = "1500.00",
            Parameters = [("fixed_per_share", "200.00"), ("day_wage", "80.00"), ("market_price", "0.85"), ("floor_price", "1.00")],
        },
        new("liangping", "梁平某村股份经济合作社（演示）", "rural_collective", "liangping-collective-income", 128,
            at => [("shares", Hundredths(100, 500, at, 50))],
            [("income", "150000.00", "168000.00"), ("opening_undistributed", "0.00", "1.60")], RunStates.Draft)
        {
            Region = "500155", Deposits = "190000.00", Parameters = [("reserve_rate", "30%")],
        },
    ];

    /// <summary>A household as it stood when the books were opened.</summary>
    /// <param name="at">Its number, from 1.</param>
    /// <param name="opened">The day they were.</param>
    public HouseholdEntry Household(int at, DateOnly opened) => new(NumberOf(at))
    {
        Name = "农户" + NumberOf(at),
        Members = MembersOf(at),
        Persons = DemoPeople.Of(NumberOf(at), at + (Place * 200), MembersOf(at), opened),
        Tags = TagOf(at) is { } tag ? [tag] : [],
        Holdings = Holdings(at).ToDictionary(holding => holding.Name, holding => holding.Value, StringComparer.Ordinal),
        Account = FollowsPayments && at == Households
            ? null
            : new AccountEntry("农户" + NumberOf(at), Bank, Card(at + (Place * HouseholdsAtMost))),
    };

    /// <summary>Households with a status, by their numbers.</summary>
    public IEnumerable<(string Household, string Tag)> Statuses =>
        from at in Enumerable.Range(1, Households) let tag = TagOf(at) where tag is not null select (NumberOf(at), tag);

    /// <summary>How a few households are linked with the village's partner: by land, by work, by what is grown.</summary>
    /// <param name="from">Since when.</param>
    public IEnumerable<LinkageDraft> Linkages(DateOnly from) => Enumerable.Range(1, 9).Select(at => new LinkageDraft
    {
        Household = NumberOf(at),
        Partner = Name.Replace("（演示）", "的合作企业（演示）", StringComparison.Ordinal),
        Mode = (at % 3) switch { 0 => "land_transfer", 1 => "employment", _ => "purchase" },
        From = from,
    });

    private int Place => All.TakeWhile(each => each.Id != Id).Count() + 1;

    /// <summary>The few households that stand otherwise in the second year: more land or shares than before.</summary>
    /// <param name="opened">The day the books were opened.</param>
    public IEnumerable<HouseholdEntry> Changed(DateOnly opened) => Enumerable.Range(1, Households).Where(at => at % 29 == 8).Select(at =>
    {
        var other = Holdings(at + 3);
        return Household(at, opened) with
        {
            Holdings = other.ToDictionary(holding => holding.Name, holding => holding.Value, StringComparer.Ordinal),
        };
    });

    /// <summary>A card of no bank, with its check digit.</summary>
    /// <param name="number">Which.</param>
    public static string Card(int number)
    {
        var digits = "629999" + number.ToString("D12", CultureInfo.InvariantCulture);
        return Enumerable.Range(0, 10).Select(check => digits + Whole(check)).First(card => !CheckDigits.IsBrokenCard(card));
    }

    private static string NumberOf(int at) => at.ToString("D4", CultureInfo.InvariantCulture);

    private static int MembersOf(int at) => 1 + (at * 5 % 6);

    private static string? TagOf(int at) => (at % 7, at % 23) switch { (2, _) => "registered", (_, 5) => "monitored", _ => null };

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    // From a least to a range above it, spread without chance.
    private static string Hundredths(int least, int range, int at, int stride)
    {
        var value = least + (at * stride % range);
        return string.Create(CultureInfo.InvariantCulture, $"{value / 100}.{value % 100:D2}");
    }
}
