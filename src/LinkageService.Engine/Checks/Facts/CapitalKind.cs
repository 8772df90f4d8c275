namespace LinkageService.Engine.Checks.Facts;

/// <summary>What is contributed as capital. 市场主体登记管理条例 art. 13(2) and the cooperatives law art. 13(2) bar the later ones.</summary>
public enum CapitalKind
{
    /// <summary>货币.</summary>
    Cash,

    /// <summary>实物.</summary>
    InKind,

    /// <summary>土地经营权.</summary>
    LandUseRight,

    /// <summary>林权.</summary>
    ForestRight,

    /// <summary>知识产权.</summary>
    IntellectualProperty,

    /// <summary>Another right that can be valued and transferred.</summary>
    OtherRight,

    /// <summary>劳务: barred.</summary>
    Labour,

    /// <summary>信用: barred.</summary>
    Credit,

    /// <summary>自然人姓名: barred.</summary>
    PersonalName,

    /// <summary>商誉: barred.</summary>
    Goodwill,

    /// <summary>特许经营权: barred.</summary>
    Franchise,

    /// <summary>设定担保的财产: barred.</summary>
    MortgagedProperty,

    /// <summary>对本社的债权: barred.</summary>
    ClaimAgainstCooperative,
}
