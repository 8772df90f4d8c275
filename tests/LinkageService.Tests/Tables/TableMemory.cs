namespace LinkageService.Tests.Tables;

/// <summary>What is live while a file is read, beyond what was before. Tests that measure it run alone.</summary>
[CollectionDefinition(nameof(TableMemory), DisableParallelization = true)]
public sealed class TableMemory
{
    private readonly long _before = Settled();
    private readonly Lock _noting = new();
    private long _peak;

    /// <summary>Bytes at the worst of the moments noted.</summary>
    public long PeakLive => Interlocked.Read(ref _peak);

    /// <summary>Notes this moment; while one is being noted, it is that one.</summary>
    public void Note()
    {
        if (!_noting.TryEnter())
        {
            return;
        }

        try
        {
            GC.Collect();
            _peak = Math.Max(_peak, GC.GetTotalMemory(forceFullCollection: false) - _before);
        }
        finally
        {
            _noting.Exit();
        }
    }

    // What other tests left behind goes first: it would hide what this one takes.
    private static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
