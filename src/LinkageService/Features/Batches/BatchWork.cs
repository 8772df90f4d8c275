namespace LinkageService.Features.Batches;

/// <summary>Works on the entries of a chunk, several at once, until somebody stops what it belongs to.</summary>
internal static class BatchWork
{
    // More than there are processors: what waits for the disk is stored together in one commit.
    private static readonly int AtOnce = Math.Max(4, 4 * Environment.ProcessorCount);

    // How long it may take until a pause or an end is seen.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    /// <summary>Works on each entry, in no order.</summary>
    /// <param name="entries">What is to be worked on.</param>
    /// <param name="isWanted">Whether to go on: asked every now and then.</param>
    /// <param name="work">Works on one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Stops it.</param>
    public static Task EachAsync<T>(
        IReadOnlyList<T> entries, Func<CancellationToken, Task<bool>> isWanted, Func<T, CancellationToken, Task> work, TimeProvider time,
        CancellationToken cancellation)
    {
        var (looked, goesOn) = (time.GetTimestamp(), true);
        return Parallel.ForEachAsync(
            entries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (entry, stop) =>
            {
                if (time.GetElapsedTime(Volatile.Read(ref looked)) > Look)
                {
                    Volatile.Write(ref looked, time.GetTimestamp());
                    if (!await isWanted(stop))
                    {
                        Volatile.Write(ref goesOn, false);
                    }
                }

                if (Volatile.Read(ref goesOn))
                {
                    await work(entry, stop);
                }
            });
    }
}
