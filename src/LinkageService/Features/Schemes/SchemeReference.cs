using System.Globalization;
using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Schemes;

/// <summary>A scheme as requests name it: <c>id</c>, or <c>id@version</c>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version; null for the highest that is effective in the year.</param>
internal readonly record struct SchemeReference(string Id, int? Version)
{
    // Letters and digits of any script, _ and -: said as what is left out, because \p is not read without Unicode mode.
    private const string IdForm = @"[^\x00-,./:-@[-^\x60{-\xa0\u2000-\u206f\u3000\ud800-\udfff\ufeff]{1,64}";

    /// <summary>The version as it was asked for, where that is none there can be.</summary>
    public string? Written { get; init; }

    /// <summary>The versions there can be.</summary>
    public static WholeRange Versions { get; } = new(1, 1_000_000);

    /// <summary>The form of an id alone.</summary>
    public static TextPattern Ids { get; } = new(IdForm);

    /// <summary>The form of a reference.</summary>
    public static TextPattern Pattern { get; } = new(IdForm + "(@0*([1-9][0-9]{0,5}|1000000))?");

    /// <summary>Reads the text of a reference.</summary>
    public static bool TryParse(string text, out SchemeReference reference)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        reference = new SchemeReference(at < 0 ? text : text[..at], at < 0 ? null : Number(text.AsSpan(at + 1)));
        return Pattern.Fits(text);
    }

    /// <summary>Reads a version.</summary>
    public static bool TryParseVersion(ReadOnlySpan<char> text, out int version)
    {
        version = Number(text) ?? 0;
        return Versions.Has(version);
    }

    private static int? Number(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>The rule of a reference to a scheme.</summary>
internal static class SchemeReferenceRule
{
    /// <summary>A reference to a scheme; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, string?> IsSchemeReference<T>(this IRuleBuilder<T, string?> rule) =>
        rule.IsLike(SchemeReference.Pattern).As(
            ProblemCodes.InvalidSchemeReference, "scheme", $"scheme 写作“编号”或“编号@版本”，版本为 1 到 {SchemeReference.Versions.Max}",
            $"scheme is written \"id\" or \"id@version\", the version from 1 to {SchemeReference.Versions.Max}");
}
