using System.Text;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Rosters;

/// <summary>
/// What may be the value of a label, wherever one is written: 1 to 64 characters in one spelling, as household ids have, so that
/// one village is not two for being typed in another way.
/// </summary>
public static class LabelText
{
    /// <summary>Characters of a value.</summary>
    /// <value>64.</value>
    public const int MaxCharacters = 64;

    /// <summary>The one spelling of what somebody wrote: Unicode form KC, without spaces at the ends.</summary>
    public static string Normalize(string written) => HouseholdIds.Normalize(written);

    /// <summary>What is wrong with a value that was normalised, or null.</summary>
    public static LocalizedText? Fault(string value)
    {
        var characters = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            characters++;
            if (rune == Rune.ReplacementChar || HouseholdIds.IsUnseen(rune))
            {
                return new LocalizedText(
                    $"第 {characters} 个字符看不见或不是有效的文字（U+{rune.Value:X4}）；请删掉它，或重新打一遍",
                    $"character {characters} cannot be seen or is no text (U+{rune.Value:X4}); delete it, or type the value anew");
            }
        }

        return characters switch
        {
            0 => new LocalizedText("是空的", "it is empty"),
            > MaxCharacters => new LocalizedText(
                $"有 {characters} 个字符，最多 {MaxCharacters} 个", $"{characters} characters, at most {MaxCharacters}"),
            _ => null,
        };
    }
}
