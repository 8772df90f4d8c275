namespace LinkageService.Engine.Amounts;

/// <summary>Why a text is not the decimal that was asked for; in order of precedence.</summary>
public enum DecimalFault
{
    /// <summary>The text was read exactly.</summary>
    None,

    /// <summary>Not digits with at most one point (NaN, Infinity, exponents, separators and spaces included).</summary>
    NotANumber,

    /// <summary>Written with a minus sign.</summary>
    Negative,

    /// <summary>More decimals than the field holds.</summary>
    TooManyDecimals,

    /// <summary>More than 14 digits before the point.</summary>
    OutOfRange,
}
