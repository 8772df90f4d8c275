namespace LinkageService.Engine.Schemes;

/// <summary>What a holding or a benefit is in the account of a member (成员账户, Farmers' Cooperatives Law art. 43).</summary>
public enum AccountRole
{
    /// <summary>成员出资, yuan: a balance.</summary>
    Capital,

    /// <summary>公积金份额, yuan: a balance.</summary>
    ReserveQuota,

    /// <summary>财政补助量化份额, yuan: a balance.</summary>
    SubsidyQuota,

    /// <summary>捐赠量化份额, yuan: a balance.</summary>
    DonationQuota,

    /// <summary>交易量（额）, in its unit: of one year.</summary>
    Patronage,

    /// <summary>盈余返还, yuan: of one year.</summary>
    PatronageRefund,

    /// <summary>剩余盈余分配, yuan: of one year.</summary>
    ResidualDividend,
}
