namespace LinkageService.Storage;

/// <summary>Moments as both databases keep them: microseconds since 1970-01-01 UTC.</summary>
public static class Moment
{
    private const long TicksPerMicrosecond = TimeSpan.TicksPerMillisecond / 1000;

    /// <summary>The moment in microseconds; what is finer is cut.</summary>
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TicksPerMicrosecond;

    /// <summary>The time of a moment, in UTC.</summary>
    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TicksPerMicrosecond);
}
