namespace LinkageService.Benchmarks;

/// <summary>What a slice is timed by.</summary>
internal enum BenchmarkClock
{
    /// <summary>Time passed. For work that waits, or spreads over threads.</summary>
    Wall,

    /// <summary>
    /// Processor time of the process, its collector included. For work on one thread: time the machine spends on other
    /// processes does not count.
    /// </summary>
    Processor,
}
