namespace LinkageService.Engine.Checks.Facts;

/// <summary>What somebody works as, where the law asks.</summary>
public enum Employment
{
    /// <summary>公务员, 聘任制 excepted: membership ends (collective law art. 17(1)(4)).</summary>
    CivilServant,

    /// <summary>聘任制公务员: membership stays.</summary>
    ContractCivilServant,

    /// <summary>事业单位.</summary>
    PublicInstitution,

    /// <summary>Anything else.</summary>
    Other,
}
