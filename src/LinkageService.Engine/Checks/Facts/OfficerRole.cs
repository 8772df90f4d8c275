namespace LinkageService.Engine.Checks.Facts;

/// <summary>Offices.</summary>
public enum OfficerRole
{
    /// <summary>理事长.</summary>
    Chair,

    /// <summary>理事.</summary>
    Director,

    /// <summary>监事长、监事.</summary>
    Supervisor,

    /// <summary>经理.</summary>
    Manager,

    /// <summary>会计.</summary>
    Accountant,

    /// <summary>出纳.</summary>
    Cashier,

    /// <summary>村党组织、村民委员会成员.</summary>
    VillageCadre,

    /// <summary>民主理财小组成员.</summary>
    FinanceGroup,
}
