using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>Words of roster tables.</summary>
internal static partial class RosterWords
{
    /// <summary>How a table says that somebody is the head, in each language; blank says that they are not.</summary>
    public const string YesZh = "是";
    public const string YesEn = "true";

    private const int LongestHead = 24;

    // 1950-01-01 and 2099-12-31.
    private const int FirstSerial = 18_264;
    private const int LastSerial = 73_050;
    private static readonly SearchValues<char> HeadLetters = SearchValues.Create("户本自家hsHSＨＳｈｓ");

    private static readonly string[] Yes = [YesZh, YesEn, "1", "yes", "y", "户主", "√", "✓", "✔", "有", "可以", "享受"];
    private static readonly string[] No = ["否", "false", "0", "no", "n", "×", "✗", "无", "没有", "不可以"];

    /// <summary>The tag that a heading asks for, as 是否建档立卡户 and 监测户 do; null for any other.</summary>
    public static string? TagAsked(string heading)
    {
        foreach (var before in new[] { "是否为", "是否属于", "是否" })
        {
            if (heading.StartsWith(before, StringComparison.Ordinal))
            {
                heading = heading[before.Length..];
                break;
            }
        }

        return RosterNames.Tags.GetValueOrDefault(heading);
    }

    /// <summary>Reads yes or no.</summary>
    public static bool TryFlag(string text, out bool flag)
    {
        flag = Yes.Contains(text, StringComparer.OrdinalIgnoreCase);
        return flag || No.Contains(text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a relation to the head is that of the head: 户主, 本人, 01户主, 户主（女）, 户主/本人.</summary>
    public static bool IsHead(string? relation) => relation is "户主" or "本人"
        || (relation is { Length: > 1 and <= LongestHead } && relation.AsSpan().ContainsAny(HeadLetters)
            && HeadWords().IsMatch(InOneWord(relation)));

    /// <summary>Whether a relation is that of a head who died or left, beside whom there is another.</summary>
    public static bool IsFormerHead(string? relation) =>
        relation is { Length: <= LongestHead } && IsHead(relation) && FormerHead().IsMatch(InOneWord(relation));

    private static string InOneWord(string text) =>
        string.Concat(Nfkc.Of(text).ToLowerInvariant().Where(letter => !char.IsWhiteSpace(letter)));

    /// <summary>Reads a date as people write it: 2025-12-31, 2025/12/31, 2025.12.31, 2025年12月31日, 20251231.</summary>
    public static bool TryDate(string written, out DateOnly date)
    {
        var text = Nfkc.Of(written).Trim();
        foreach (var midnight in new[] { " 00:00:00", " 0:00:00", " 00:00", " 0:00" })
        {
            text = text.EndsWith(midnight, StringComparison.Ordinal) ? text[..^midnight.Length] : text;
        }

        if (Dates.TryRead(text, out date))
        {
            return true;
        }

        var parts = text.TrimEnd('日').Split(['-', '/', '.', '年', '月']);
        if (parts.Length == 1 && text.Length == 8)
        {
            parts = [text[..4], text[4..6], text[6..]];
        }

        return parts is [{ Length: 4 } year, { Length: 1 or 2 } month, { Length: 1 or 2 } day]
            && Dates.TryRead($"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}", out date);
    }

    /// <summary>Reads a date that a spreadsheet keeps as a number of days, from 1950 to 2099: 43529 is 2019-03-05.</summary>
    public static bool TrySerialDate(string written, out DateOnly date)
    {
        const int digits = 5;
        var isSerial = written.Length == digits && written.All(char.IsAsciiDigit)
            && int.Parse(written, CultureInfo.InvariantCulture) is >= FirstSerial and <= LastSerial;
        date = isSerial ? new DateOnly(1899, 12, 30).AddDays(int.Parse(written, CultureInfo.InvariantCulture)) : default;
        return isSerial;
    }

    /// <summary>The column a field of a body stands in, and the person or the holding it speaks of.</summary>
    public static (RosterField Field, int? Person, string? Named) FieldOf(string field)
    {
        const string labels = "labels.";
        if (field.StartsWith(labels, StringComparison.Ordinal))
        {
            return (RosterField.Label, null, field[labels.Length..]);
        }

        const string holdings = "holdings.";
        if (field.StartsWith(holdings, StringComparison.Ordinal))
        {
            return (RosterField.Holding, null, field[holdings.Length..]);
        }

        if (field.StartsWith("persons[", StringComparison.Ordinal))
        {
            var end = field.IndexOf(']', StringComparison.Ordinal);
            var person = int.Parse(field.AsSpan("persons[".Length, end - "persons[".Length), CultureInfo.InvariantCulture);
            return (OfPerson(field[(end + 1)..]), person, null);
        }

        return field switch
        {
            "name" => (RosterField.Name, null, null),
            "members" => (RosterField.Members, null, null),
            "account.holder" => (RosterField.AccountHolder, null, null),
            "account.bank" => (RosterField.Bank, null, null),
            "account.number" => (RosterField.Account, null, null),
            "phone" => (RosterField.Phone, null, null),
            "remark" => (RosterField.Remark, null, null),
            _ when field.StartsWith("tags", StringComparison.Ordinal) => (RosterField.Tags, null, null),
            _ => (RosterField.HouseholdId, null, null),
        };
    }

    private static RosterField OfPerson(string field) => field switch
    {
        ".idNumber" => RosterField.IdNumber,
        ".birthDate" => RosterField.Born,
        ".relation" => RosterField.Relation,
        ".head" => RosterField.Head,
        ".joined" => RosterField.Joined,
        ".left" => RosterField.Left,
        ".deceased" => RosterField.Deceased,
        _ when field.StartsWith(".legal.", StringComparison.Ordinal) => RosterLegal.FieldOf(field[".legal.".Length..]),
        _ => RosterField.PersonName,
    };

    // What stands in brackets beside it is no other person's: 户主（之妻） is none.
    [GeneratedRegex(
        @"^\d{0,2}[.、_:-]?(本户|家庭)?(户主|本人|自己|家长|户长|head(ofhousehold)?|householder|self)"
        + @"([/、,和及(]?(户主|本人|自己|家长)\)?)?(\((女|男|已故|故|去世|死亡|已去世|已死亡|亡|现任|新|在世|代表|党员|外出|独居|单身|丧偶|离异|未婚|已婚|退役|退休|常住|空户)\)|"
        + @"已故|已去世|已死亡|[.、_:,-])*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HeadWords();

    [GeneratedRegex("故|去世|死亡|亡", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormerHead();
}
