namespace LinkageService.Engine.Checks.Facts;

/// <summary>To whom a quota is equal.</summary>
public enum QuotaUnit
{
    /// <summary>Every member.</summary>
    Member,

    /// <summary>Every household.</summary>
    Household,
}
