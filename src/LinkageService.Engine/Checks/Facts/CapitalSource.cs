namespace LinkageService.Engine.Checks.Facts;

/// <summary>Whose money a contribution was.</summary>
public enum CapitalSource
{
    /// <summary>The member's own.</summary>
    Member,

    /// <summary>到户类扶贫项目资产: assigned to the household, a column of the member account.</summary>
    HouseholdAssistance,

    /// <summary>财政直接补助: a public subsidy to the organisation.</summary>
    PublicSubsidy,

    /// <summary>他人捐赠: a donation to the organisation.</summary>
    Donation,

    /// <summary>公积金转增.</summary>
    Reserve,
}
