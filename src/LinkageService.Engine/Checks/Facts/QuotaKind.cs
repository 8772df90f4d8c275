namespace LinkageService.Engine.Checks.Facts;

/// <summary>What is quantified to members (cooperatives law art. 42, 43).</summary>
public enum QuotaKind
{
    /// <summary>公积金份额.</summary>
    Reserve,

    /// <summary>财政补助量化份额.</summary>
    Subsidy,

    /// <summary>捐赠量化份额.</summary>
    Donation,
}
