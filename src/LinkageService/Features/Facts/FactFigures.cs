using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Facts;

/// <summary>Reads figures of facts that were found right.</summary>
internal static class FactFigures
{
    /// <summary>Decimals of a quantity.</summary>
    public const int QuantityDecimals = 4;

    /// <summary>An amount in fen; null where it is not stated, or not right.</summary>
    public static long? Fen(string? yuan)
    {
        if (yuan is null || Money.TryParse(WithoutSign(yuan), out var money) != DecimalFault.None)
        {
            return null;
        }

        return yuan.StartsWith('-') ? -money.Fen : money.Fen;
    }

    /// <summary>A part of a whole; null where it is not stated, or not right.</summary>
    public static Fraction? Share(string? rate) =>
        rate is not null && RateText.TryParse(rate, out var share) == DecimalFault.None ? share : null;

    /// <summary>A decimal; null where it is not stated, or not right.</summary>
    public static Fraction? Quantity(string? text) =>
        text is not null && DecimalText.TryParse(text, QuantityDecimals, out Fraction quantity) == DecimalFault.None ? quantity : null;

    /// <summary>A number without its minus.</summary>
    public static string WithoutSign(string number) => number.StartsWith('-') ? number[1..] : number;
}
