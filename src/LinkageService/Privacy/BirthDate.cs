using LinkageService.Documents;
using LinkageService.Errors;

namespace LinkageService.Privacy;

/// <summary>
/// The date of birth of a person who has no ID number. It is sealed as the number is, of whose hidden digits it is the most: who has a
/// number has no date beside it.
/// </summary>
internal static class BirthDate
{
    /// <summary>The date as we show it.</summary>
    public const string Mask = "****-**-**";

    /// <summary>The form of one, or of <see cref="Mask"/>.</summary>
    public static TextPattern FormOrMask { get; } = new(@"([0-9]{4}-[0-9]{2}-[0-9]{2}|\*{4}-\*{2}-\*{2})");

    /// <summary>Whether a text is a date as we show it, or one there is.</summary>
    public static bool IsMaskOrDate(string text) => text == Mask || Dates.TryRead(text, out _);
}
