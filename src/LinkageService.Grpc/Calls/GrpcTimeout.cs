using System.Globalization;

namespace LinkageService.Grpc.Calls;

/// <summary>Reads <c>grpc-timeout</c>: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;

    /// <summary>The time left, or false for a value that is not a positive timeout; such a call has no deadline.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (text.Length is < 2 or > MaxDigits + 1
            || !long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        // Ticks are 100 ns; eight digits of hours still fit.
        long ticks = text[^1] switch
        {
            'H' => amount * TimeSpan.TicksPerHour,
            'M' => amount * TimeSpan.TicksPerMinute,
            'S' => amount * TimeSpan.TicksPerSecond,
            'm' => amount * TimeSpan.TicksPerMillisecond,
            'u' => amount * TimeSpan.TicksPerMicrosecond,
            'n' => Math.Max(amount, TimeSpan.NanosecondsPerTick) / TimeSpan.NanosecondsPerTick,
            _ => 0,
        };
        timeout = new TimeSpan(ticks);
        return amount > 0 && ticks > 0;
    }
}
