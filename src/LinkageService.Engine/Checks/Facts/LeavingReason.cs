namespace LinkageService.Engine.Checks.Facts;

/// <summary>Why somebody left; collective law art. 17 ends membership, art. 8 and 18 forbid ending it.</summary>
public enum LeavingReason
{
    /// <summary>死亡 (17).</summary>
    Death,

    /// <summary>丧失国籍 (17).</summary>
    LostNationality,

    /// <summary>取得其他集体成员身份 (17).</summary>
    OtherMembership,

    /// <summary>成为公务员 (17).</summary>
    CivilServant,

    /// <summary>自愿退出 (16).</summary>
    OwnWish,

    /// <summary>结婚: no ground while no other membership is acquired (18(2)).</summary>
    Marriage,

    /// <summary>离婚: no ground (18(1)).</summary>
    Divorce,

    /// <summary>丧偶: no ground (18(1)).</summary>
    Widowhood,

    /// <summary>就学: no ground (18(1)).</summary>
    Study,

    /// <summary>服役: no ground (18(1)).</summary>
    MilitaryService,

    /// <summary>务工: no ground (18(1)).</summary>
    WorkElsewhere,

    /// <summary>经商: no ground (18(1)).</summary>
    Business,

    /// <summary>服刑: no ground (18(1)).</summary>
    Prison,

    /// <summary>Anything else, such as moving to another household of the organisation.</summary>
    Other,
}
