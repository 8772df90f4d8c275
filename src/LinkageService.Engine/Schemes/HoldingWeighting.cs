namespace LinkageService.Engine.Schemes;

/// <summary>How the value of a holding is taken from facts that change within the year.</summary>
public enum HoldingWeighting
{
    /// <summary><c>record_date</c>: what is held on the record date.</summary>
    RecordDate,

    /// <summary><c>time_weighted</c>: the average over the days of the year, half up to its decimals; 0 on days of absence.</summary>
    TimeWeighted,
}
