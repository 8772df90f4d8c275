using System.Globalization;
using LinkageService.Features.Households;
using LinkageService.Privacy;

namespace LinkageService.Features.Demo;

/// <summary>The persons of a demo household: placeholders for names, and ID numbers of a region that was never assigned.</summary>
internal static class DemoPeople
{
    private const string NoRegion = "999999";
    private const int Adult = 18, OfLimitedCapacity = 8, Head = 0, Spouse = 1;

    /// <summary>Who lives in a household: its head, the head's spouse, their children.</summary>
    /// <param name="household">The member number.</param>
    /// <param name="order">The household's place, from 1; all of them different over the villages.</param>
    /// <param name="members">How many.</param>
    /// <param name="asOf">The day on which it is said.</param>
    public static IReadOnlyList<PersonEntry> Of(string household, int order, int members, DateOnly asOf)
    {
        var head = new DateOnly(asOf.Year - 38 - (order * 7 % 30), 1 + (order % 12), 1 + (order % 28));
        return [.. Enumerable.Range(0, members).Select(place =>
        {
            var born = place switch
            {
                Head => head,
                Spouse => head.AddDays(400),
                _ => head.AddYears(22 + (place * 3)).AddDays(place * 17),
            };
            return new PersonEntry(
                place == Head ? "农户" + household : $"农户{household}家人{place}", IdOf(born, (order * 7) + place),
                place switch { Head => "户主", Spouse => "配偶", _ => "子女" }, place == Head, Joined: null, Left: null, Deceased: null)
            {
                Legal = new PersonLegal { Member = true, Capacity = CapacityAt(asOf, born), Employment = "other" },
            };
        })];
    }

    private static string CapacityAt(DateOnly day, DateOnly born) =>
        born.AddYears(Adult) <= day ? "full" : born.AddYears(OfLimitedCapacity) <= day ? "limited" : "none";

    private static string IdOf(DateOnly born, int order)
    {
        var digits = NoRegion + born.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            + (order % 1000).ToString("D3", CultureInfo.InvariantCulture);
        return "0123456789X".Select(check => digits + check).First(number => IdNumber.TryRead(number, out _));
    }
}
