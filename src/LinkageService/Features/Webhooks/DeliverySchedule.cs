using System.Security.Cryptography;

namespace LinkageService.Features.Webhooks;

/// <summary>When an event that was not taken is tried again: the ten attempts of Standard Webhooks 1.0.0, over some 75 hours.</summary>
internal static class DeliverySchedule
{
    private const int JitterSteps = 1000;

    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>A receiver cannot put it off for longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>How long to wait after so many failed attempts; null when it is tried no more.</summary>
    /// <param name="attempts">From 1.</param>
    /// <param name="asked">How long the receiver wants to be left alone.</param>
    public static TimeSpan? After(long attempts, TimeSpan? asked)
    {
        if (attempts > Pauses.Length)
        {
            return null;
        }

        // Up to a tenth more, so that receivers that were away are not called by all at once.
        var pause = Pauses[attempts - 1];
        pause += pause / (10 * JitterSteps) * RandomNumberGenerator.GetInt32(JitterSteps);
        var wanted = asked is { } wait && wait > pause ? wait : pause;
        return wanted < Longest + (Longest / 10) ? wanted : Longest;
    }
}
