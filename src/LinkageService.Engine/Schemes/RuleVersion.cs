namespace LinkageService.Engine.Schemes;

/// <summary>
/// By which rules a document is read and a run is computed. A stored run keeps those it was made by, so that it gives the same
/// result for ever; what is new is always computed by <see cref="RuleVersions.Latest"/>.
/// </summary>
public enum RuleVersion
{
    /// <summary>
    /// Version 0.1.0: rates of a split that do not make 100% are taken in proportion, a comma between digits parts two arguments,
    /// a time-weighted holding is an average over the whole year, rounded to its decimals.
    /// </summary>
    First = 1,

    /// <summary>Rates of a split make 100%; a comma between digits is refused; a time-weighted holding is exact share-days.</summary>
    Second = 2,

    /// <summary>As the second; the digest of a run is taken over packed columns, and a holding in 元 is money like one in yuan.</summary>
    Third = 3,

    /// <summary>As the third; a tag or holding is found by any word an import takes for it, such as 监测户 for monitored.</summary>
    Fourth = 4,
}
