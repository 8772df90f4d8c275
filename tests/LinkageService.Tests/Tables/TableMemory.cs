namespace LinkageService.Tests.Tables;

/// <summary>What is live while a file is read, beyond what was before. Tests that measure it run alone.</summary>
[CollectionDefinition(nameof(TableMemory), DisableParallelization = true)]
public sealed class TableMemory
{
    private readonly long _before = Settled();
    private long _peak;

    /// <summary>Bytes at the worst of the moments noted.</summary>
    public long PeakLive => Interlocked.Read(ref _peak);

    /// <summary>Notes this moment.</summary>
    public void Note()
    {
        var live = GC.GetTotalMemory(forceFullCollection: true) - _before;
        long peak;
        do
        {
            peak = Interlocked.Read(ref _peak);
        }
        while (live > peak && Interlocked.CompareExchange(ref _peak, live, peak) != peak);
    }

    // What other tests left behind goes first: it would hide what this one takes.
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
