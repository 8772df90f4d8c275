using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>Words of roster tables.</summary>
internal static class RosterWords
{
    /// <summary>How a table says that somebody is the head, in each language; blank says that they are not.</summary>
    public const string YesZh = "是";
    public const string YesEn = "true";

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

    /// <summary>Whether a relation to the head is that of the head.</summary>
    public static bool IsHead(string? relation) => relation is "户主" or "本人" or "户主本人" or "本人户主" or "本户户主" or "户主（本人）"
        or "本人（户主）" or "户主(本人)" or "本人(户主)";

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
}
