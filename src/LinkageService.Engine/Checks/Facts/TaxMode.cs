namespace LinkageService.Engine.Checks.Facts;

/// <summary>Who bears the tax of a benefit.</summary>
public enum TaxMode
{
    /// <summary>Nobody: the benefit is not taxed.</summary>
    None,

    /// <summary>代扣: taken from the payment.</summary>
    Withhold,

    /// <summary>单位承担: what is paid is the net amount.</summary>
    OrganizationBears,
}
