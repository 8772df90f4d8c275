namespace LinkageService.Engine.Flows;

/// <summary>What a place of the flow picture is.</summary>
public enum FlowNodeKind
{
    /// <summary>Where money comes from: an input that is money to distribute, an outside payer, or households that owe.</summary>
    Source,

    /// <summary>Money on its way.</summary>
    Pool,

    /// <summary>A step: what households get, or are withheld, by it.</summary>
    Step,

    /// <summary>All households.</summary>
    Households,

    /// <summary>Keeps what it gets.</summary>
    Fund,

    /// <summary>Keeps what it gets for the next year.</summary>
    Carried,
}
