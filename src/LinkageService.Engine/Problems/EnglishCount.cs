using System.Globalization;

namespace LinkageService.Engine.Problems;

/// <summary>How many of something, in English: <c>1 household</c>, <c>12 households</c>.</summary>
internal static class EnglishCount
{
    /// <summary>The number and the word, which takes an s unless it is one.</summary>
    public static string Of(long count, string one) => count.ToString(CultureInfo.InvariantCulture) + " " + one + (count == 1 ? "" : "s");
}
