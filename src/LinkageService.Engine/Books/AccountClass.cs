namespace LinkageService.Engine.Books;

/// <summary>What an account of the books is.</summary>
public enum AccountClass
{
    /// <summary>资产.</summary>
    Asset,

    /// <summary>负债.</summary>
    Liability,

    /// <summary>所有者权益.</summary>
    Equity,

    /// <summary>成本.</summary>
    Cost,

    /// <summary>损益, what comes in.</summary>
    Income,

    /// <summary>损益, what is spent.</summary>
    Expense,
}
