using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>Parameters and inputs as they are written in requests and answers.</summary>
internal static class FigureText
{
    /// <summary>Money with at least two decimals, a rate in per cent where that is short, the rest as a plain decimal.</summary>
    public static string Of(SchemeParameter parameter, Fraction value) =>
        parameter.Type == ParameterType.Money ? Yuan(value) : parameter.Show(value);

    /// <summary>Yuan with two decimals, a whole count, or a rate, price or quantity as a parameter of its kind.</summary>
    public static string Of(SchemeInput input, Fraction value) => input.Figure is { } figure ? Of(figure, value)
        : input.IsMoney ? Yuan(value) : value.ToString();

    /// <summary>A limit of a table of tiers: yuan with two decimals, the rest as a plain decimal.</summary>
    public static string OfLimit(TierTable table, Fraction limit) => table.Of == "yuan" ? Yuan(limit) : limit.ToString();

    private static string Yuan(Fraction value)
    {
        const int decimals = 12;
        var scaled = value * 1_000_000_000_000;
        return scaled.Denominator.IsOne ? DecimalText.Format(scaled.Numerator, decimals, keep: Money.Decimals) : value.ToString();
    }
}
