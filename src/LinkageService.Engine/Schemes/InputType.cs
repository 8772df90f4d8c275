namespace LinkageService.Engine.Schemes;

/// <summary>The kinds of figures of the year.</summary>
public enum InputType
{
    /// <summary>Yuan with two decimals.</summary>
    Money,

    /// <summary>A whole number without unit.</summary>
    Count,

    /// <summary>A rate, such as 5%, of at most 100%.</summary>
    Rate,

    /// <summary>Yuan per a unit.</summary>
    Price,

    /// <summary>A number of a unit.</summary>
    Quantity,
}
