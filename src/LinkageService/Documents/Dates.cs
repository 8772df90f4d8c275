using System.Globalization;
using FluentValidation;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;

namespace LinkageService.Documents;

/// <summary>Dates and moments as they are written: 2025-12-31, and 2025-12-31T08:00:00.123456Z for a moment.</summary>
internal static class Dates
{
    private const string DateFormat = "yyyy-MM-dd";
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const int MicrosecondDecimals = 6;
    private const int NanosecondDecimals = 9;
    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    // RFC 3339, to microseconds; what is finer is not kept, so that a moment is never taken for a later one.
    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    // All of China keeps one time, without summer time.
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);
    private const string WrittenChinaOffset = "+08:00";

    /// <summary>The present date in China.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(InChina(time.GetUtcNow()).DateTime);

    /// <summary>A moment as clocks in China show it.</summary>
    public static DateTimeOffset InChina(DateTimeOffset moment) => moment.ToOffset(ChinaOffset);

    /// <summary>The moment at which clocks in China show a date and a time.</summary>
    public static DateTimeOffset InChina(DateOnly date, TimeOnly time) => new(date.ToDateTime(time), ChinaOffset);

    /// <summary>The date as it is written and stored.</summary>
    public static string Text(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a date of the years 1900 to 2999.</summary>
    public static bool TryRead(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)
        && date.Year is >= FirstYear and <= LastYear;

    /// <summary>A text with nothing in it: null is left out, and which day was meant is not guessed.</summary>
    public static LocalizedText EmptyDate { get; } = new(
        "日期是空的；写作 2025-12-31，没有就不写这一项", "the date is empty: it is written 2025-12-31, or left out for none");

    /// <summary>The same of a moment.</summary>
    public static LocalizedText EmptyMoment { get; } = new(
        "时刻是空的；写作 2025-12-31T08:00:00Z，没有就不写这一项",
        "the moment is empty: it is written 2025-12-31T08:00:00Z, or left out for none");

    /// <summary>How a moment is written.</summary>
    public static LocalizedText MomentForm { get; } = new(
        "时刻写作 2025-12-31T08:00:00Z，要写时区，秒最多九位小数",
        "a moment is written 2025-12-31T08:00:00Z, with its offset and at most nine decimals of a second");

    /// <summary>What is said of a text that is no date of these years.</summary>
    public static LocalizedText Fault(string text)
    {
        if (text.Length == 0)
        {
            return EmptyDate;
        }

        var shown = NumberProblems.Shorten(text);
        return DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? new LocalizedText($"日期应在 {FirstYear} 年到 {LastYear} 年之间，得到“{shown}”",
                $"a date of the years {FirstYear} to {LastYear} is wanted, got \"{shown}\"")
            : new LocalizedText($"日期写作 2025-12-31，得到“{shown}”", $"a date is written 2025-12-31, got \"{shown}\"");
    }

    /// <summary>The date of a stored text.</summary>
    public static DateOnly Read(string stored) => DateOnly.ParseExact(stored, DateFormat, CultureInfo.InvariantCulture);

    /// <summary>A stored moment as it is written.</summary>
    public static string MomentText(long microseconds) =>
        Moment.ToTime(microseconds).ToString(MomentFormat, CultureInfo.InvariantCulture);

    /// <summary>Reads a moment; it must state its offset.</summary>
    public static bool TryReadMoment(string text, out long microseconds)
    {
        microseconds = 0;
        if (!text.EndsWith('Z') && text.LastIndexOfAny(['+', '-']) <= DateFormat.Length)
        {
            return false;
        }

        if (!DateTimeOffset.TryParseExact(
            ToMicroseconds(text), MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return false;
        }

        microseconds = Moment.Of(time);
        return true;
    }

    // Many programs write nanoseconds: what is after the sixth decimal goes.
    private static string ToMicroseconds(string text)
    {
        var end = text.IndexOf('.', StringComparison.Ordinal) + 1;
        var begin = end;
        while (end > 0 && end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - begin is > MicrosecondDecimals and <= NanosecondDecimals
            ? text.Remove(begin + MicrosecondDecimals, end - begin - MicrosecondDecimals)
            : text;
    }

    /// <summary>Reads what a browser's field gives, a moment in China; without seconds, the end of the minute.</summary>
    public static bool TryReadMomentInChina(string text, out long microseconds) => TryReadMoment(
        (text.Length == "yyyy-MM-ddTHH:mm".Length ? text + ":59.999999" : text) + WrittenChinaOffset, out microseconds);
}

/// <summary>The rule of a date.</summary>
internal static class DateRule
{
    /// <summary>A date that is still text; none where none is stated.</summary>
    public static IRuleBuilderOptions<T, string?> IsDate<T>(this IRuleBuilder<T, string?> rule, string field) =>
        rule.Must(text => text is null || Dates.TryRead(text, out _)).As(ProblemCodes.InvalidValue, field, got => Dates.Fault(got!));
}
