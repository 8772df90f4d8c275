namespace LinkageService.Engine.Schemes;

/// <summary>The kinds of accounts.</summary>
public enum AccountKind
{
    /// <summary>Money on its way; must be empty at the end.</summary>
    Pool,

    /// <summary>An outside party that brings exactly what is asked of it.</summary>
    Payer,

    /// <summary>Keeps what it gets.</summary>
    Fund,

    /// <summary>Keeps what it gets for the next year.</summary>
    Carry,
}
