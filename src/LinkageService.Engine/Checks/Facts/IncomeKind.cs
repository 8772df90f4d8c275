namespace LinkageService.Engine.Checks.Facts;

/// <summary>Where income comes from.</summary>
public enum IncomeKind
{
    /// <summary>经营收入: sales and services of its own.</summary>
    Operating,

    /// <summary>发包、租赁收入: of the organisation's own land, buildings and equipment.</summary>
    Rent,

    /// <summary>承包地流转收入: belongs to the contracting households (农村土地承包法 art. 39).</summary>
    LandTransfer,

    /// <summary>投资收益.</summary>
    Investment,

    /// <summary>补助收入 without a purpose of its own.</summary>
    Subsidy,

    /// <summary>专项补助.</summary>
    EarmarkedGrant,

    /// <summary>捐赠.</summary>
    Donation,

    /// <summary>土地补偿费.</summary>
    LandCompensation,

    /// <summary>留用地补偿: compensation for reserved land.</summary>
    ReservedLandCompensation,

    /// <summary>集体经营性建设用地入市收益.</summary>
    ConstructionLandSale,

    /// <summary>资产处置收入.</summary>
    AssetSale,

    /// <summary>借款.</summary>
    Loan,

    /// <summary>其他收入.</summary>
    Other,
}
