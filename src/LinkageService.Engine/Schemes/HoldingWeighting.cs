namespace LinkageService.Engine.Schemes;

/// <summary>How the value of a holding is taken from facts that change within the year.</summary>
public enum HoldingWeighting
{
    /// <summary><c>record_date</c>: what is held on the record date.</summary>
    RecordDate,

    /// <summary><c>time_weighted</c>: the sum of what is held each day of the window, 0 on days of absence.</summary>
    TimeWeighted,
}
