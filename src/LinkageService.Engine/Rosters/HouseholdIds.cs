using System.Globalization;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// What may be a household id, wherever one is written: 1 to 64 characters in the one spelling of <see cref="Normalize"/>, nothing
/// that cannot be seen, no <c>%</c>, not <c>.</c> or <c>..</c>. So no two ids look alike for being typed in another way, and every
/// id can stand in an address. Ids stored before these rules are found by <c>household_spelling</c>.
/// </summary>
public static class HouseholdIds
{
    /// <summary>Characters of a household id.</summary>
    /// <value>64.</value>
    public const int MaxCharacters = 64;

    // Drawn as nothing at all, though Unicode does not count them as format characters: joiners, fillers, variation selectors.
    private static readonly (int From, int To)[] Unseen =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0),
        (0xFFF0, 0xFFFC), (0xE0000, 0xE0FFF),
    ];

    /// <summary>The one spelling of what somebody wrote: Unicode form KC, without spaces at the ends.</summary>
    public static string Normalize(string written) => Nfkc.Of(written).Trim();

    /// <summary>What is wrong with an id that was normalised, or null.</summary>
    public static LocalizedText? Fault(string id)
    {
        if (id.Length == 0)
        {
            return new LocalizedText("户编号是空的", "the household id is empty");
        }

        if (id is "." or "..")
        {
            return new LocalizedText($"户编号不能只是“{id}”", $"\"{id}\" cannot be a household id");
        }

        var characters = 0;
        foreach (var rune in id.EnumerateRunes())
        {
            characters++;
            if (rune == Rune.ReplacementChar)
            {
                return new LocalizedText("户编号不是有效的 Unicode 文本", "the household id is not valid Unicode");
            }

            if (rune.Value == '%')
            {
                return new LocalizedText("户编号不能有百分号 %", "a household id has no percent sign");
            }

            if (IsUnseen(rune))
            {
                return new LocalizedText(
                    $"户编号第 {characters} 个字符看不见（U+{rune.Value:X4}），多半是复制时带来的；请删掉它，或重新打一遍",
                    $"character {characters} of the household id cannot be seen (U+{rune.Value:X4}); delete it, or type the id anew");
            }
        }

        return characters <= MaxCharacters
            ? null
            : new LocalizedText($"户编号有 {characters} 个字符，最多 {MaxCharacters} 个",
                $"the household id has {characters} characters, at most {MaxCharacters}");
    }

    /// <summary>Whether the bytes are an id as it stands, at a glance: printable ASCII. Others may be one too.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8) => utf8.Length is >= 1 and <= MaxCharacters
        && !utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !utf8.Contains((byte)'%')
        && !utf8.SequenceEqual("."u8) && !utf8.SequenceEqual(".."u8);

    /// <summary>Whether a character draws nothing, steers what stands beside it, or is none at all.</summary>
    public static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        || Array.Exists(Unseen, range => rune.Value >= range.From && rune.Value <= range.To);
}
