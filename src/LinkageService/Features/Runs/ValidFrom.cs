using System.Globalization;

namespace LinkageService.Features.Runs;

/// <summary>Dates as facts keep them: yyyy-MM-dd, so that they sort as text.</summary>
internal static class ValidFrom
{
    private const string Format = "yyyy-MM-dd";

    public static string Text(DateOnly date) => date.ToString(Format, CultureInfo.InvariantCulture);

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture);
}
