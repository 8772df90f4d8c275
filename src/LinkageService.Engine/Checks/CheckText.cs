using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Checks;

/// <summary>How checks write figures and name households.</summary>
internal static class CheckText
{
    private const int MaxNamed = 5;
    private const int ExactDecimals = 6;
    private const int CutDecimals = 4;

    // Agreements write 1/3 and 2/37; 2,497/17,513 is what comes of dividing shares.
    private const int LargestWritten = 100;

    public static string Yuan(Money money) => money.ToDisplayString();

    public static string Yuan(long fen) => Yuan(new Money(fen));

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One sum, or two with what lies between.</summary>
    public static string Range(MoneyRange range) => range.IsExact ? Yuan(range.Least) : $"{Yuan(range.Least)} – {Yuan(range.Most)}";

    /// <summary>
    /// A rate that redoes the sum it stands in: in per cent where that comes out, else as the fraction it is, 1/3 or 2/37; a part of a
    /// large whole is cut, and … marks that it goes on.
    /// </summary>
    public static string Percent(Fraction rate)
    {
        var comesOut = (rate * 100 * 1_000_000).Denominator.IsOne;
        return !comesOut && rate.Denominator <= LargestWritten
            ? string.Create(CultureInfo.InvariantCulture, $"{rate.Numerator}/{rate.Denominator}")
            : ExplanationWriter.Exact(rate * 100, comesOut ? ExactDecimals : CutDecimals, keep: 0) + "%";
    }

    /// <summary>A part of a sum, up to the whole fen: of a floor.</summary>
    public static Money AtLeast(Money of, Fraction rate) => new((long)Rounding.Up(rate * of.Fen));

    /// <summary>A part of a sum, down to the whole fen: of a cap.</summary>
    public static Money AtMost(Money of, Fraction rate) => new((long)Rounding.Down(rate * of.Fen));

    public static string Zh(IReadOnlyList<LocalizedText> texts) => Named(texts.Select(text => text.Zh), texts.Count, "、");

    public static string En(IReadOnlyList<LocalizedText> texts) => Named(texts.Select(text => text.En), texts.Count, ", ");

    public static string Households(IReadOnlyList<string> households) => Named(households, households.Count, "、");

    public static string HouseholdsEn(IReadOnlyList<string> households) => Named(households, households.Count, ", ");

    public static (string Zh, string En) Sum(Money sources, Money households, Money kept) => (
        $"收入 {Yuan(sources)} 元，各户 {Yuan(households)} 元，留存 {Yuan(kept)} 元",
        $"{Yuan(sources)} yuan came in, households get {Yuan(households)}, {Yuan(kept)} stay");

    private static string Named(IEnumerable<string> all, int count, string separator) =>
        string.Join(separator, all.Take(MaxNamed)) + (count > MaxNamed ? "……" : "");
}
