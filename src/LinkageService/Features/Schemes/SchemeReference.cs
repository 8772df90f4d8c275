using System.Globalization;

namespace LinkageService.Features.Schemes;

/// <summary>A scheme as requests name it: <c>id</c>, or <c>id@version</c>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version; null for the highest that is effective in the year.</param>
internal readonly record struct SchemeReference(string Id, int? Version)
{
    private const int MaxIdLength = 64;
    private const int MaxVersion = 1_000_000;

    /// <summary>Reads the text of a reference.</summary>
    public static bool TryParse(string text, out SchemeReference reference)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var id = at < 0 ? text : text[..at];
        reference = new SchemeReference(id, Version: null);
        if (id.Length is 0 or > MaxIdLength || !id.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_'))
        {
            return false;
        }

        if (at < 0)
        {
            return true;
        }

        var isVersion = TryParseVersion(text.AsSpan(at + 1), out var version);
        reference = reference with { Version = version };
        return isVersion;
    }

    /// <summary>Reads a version, 1 to 1,000,000.</summary>
    public static bool TryParseVersion(ReadOnlySpan<char> text, out int version) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out version) && version is >= 1 and <= MaxVersion;
}
