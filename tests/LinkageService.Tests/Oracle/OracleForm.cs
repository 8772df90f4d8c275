namespace LinkageService.Tests.Oracle;

/// <summary>What the oracle reads for one scheme, written from the table of the schemes, and how it computes
/// it.</summary>
internal sealed record OracleForm(
    IReadOnlyList<OracleParameter> Parameters,
    IReadOnlyList<OracleInput> Inputs,
    IReadOnlyList<OracleHolding> Holdings,
    Action<OracleBooks> Run)
{
    public static OracleParameter Rate(string name, string? otherwise = null) =>
        new(name, OracleKind.Rate, otherwise);

    public static OracleParameter Price(string name, string? otherwise = null) =>
        new(name, OracleKind.Money, otherwise);

    public static OracleParameter Parts(string name, string? otherwise = null) =>
        new(name, OracleKind.Parts, otherwise);

    public static OracleParameter Number(string name, string? otherwise = null) =>
        new(name, OracleKind.Number, otherwise);

    /// <summary>Money that is there to be shared.</summary>
    public static OracleInput Pool(string name, string? otherwise = null) =>
        new(name, OracleInputKind.Pool, otherwise);

    /// <summary>A figure of the accounts that is not itself money to share.</summary>
    public static OracleInput Figure(string name, string? otherwise = null) =>
        new(name, OracleInputKind.Figure, otherwise);

    /// <summary>A price that is known in the year only.</summary>
    public static OracleInput PriceOfYear(string name) => new(name, OracleInputKind.Price, Default: null);

    public static OracleInput Count(string name) => new(name, OracleInputKind.Count, Default: null);

    public static OracleHolding Holding(string name, int decimals, bool optional = false) =>
        new(name, decimals, optional);
}

internal enum OracleKind
{
    Rate,
    Money,
    Parts,
    Number,
}

internal enum OracleInputKind
{
    Pool,
    Figure,
    Price,
    Count,
}

/// <summary>A number the organisation decides; without a default it is required.</summary>
internal sealed record OracleParameter(string Name, OracleKind Kind, string? Default)
{
    public string Min { get; init; } = "0";

    /// <summary>Null for no upper end; a rate is a share of a whole.</summary>
    public string? Max { get; init; } = Kind == OracleKind.Rate ? "100%" : null;

    public string RangeCode { get; init; } = "parameter_out_of_range";
}

/// <summary>A figure of the year.</summary>
internal sealed record OracleInput(string Name, OracleInputKind Kind, string? Default);

/// <summary>A column of the roster; an optional one is zero where nothing is stated.</summary>
internal sealed record OracleHolding(string Name, int Decimals, bool IsOptional);
