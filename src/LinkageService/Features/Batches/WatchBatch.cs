using System.Runtime.CompilerServices;
using LinkageService.Access;
using LinkageService.Storage.Batches;

namespace LinkageService.Features.Batches;

/// <summary>Tells how far a batch is whenever that changes, until it is over.</summary>
internal sealed class WatchBatch(FindBatches find, Gate gate, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // So that whoever watches, and what stands between, knows that the line stands.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>How far it is now, then each time it is further; the last says that it is over, its acts too.</summary>
    /// <param name="http">Whose call: one that may see it no more is told no more.</param>
    /// <param name="id">Id of the batch.</param>
    /// <param name="cancellation">Ends it; the end of the service does too.</param>
    /// <exception cref="Errors.RefusedException"><c>unknown_batch</c>.</exception>
    public async IAsyncEnumerable<BatchProgress> HandleAsync(
        HttpContext http, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        BatchProgress? told = null;
        var at = time.GetTimestamp();
        while (true)
        {
            var progress = await find.GetAsync(Caller.Of(http), id, end.Token);
            if (told is null || IsFurther(told, progress) || time.GetElapsedTime(at) > Silence)
            {
                (told, at) = (progress, time.GetTimestamp());
                yield return progress;
            }

            if (progress.IsOver)
            {
                yield break;
            }

            await Task.Delay(Pause, end.Token);
            await gate.EnterAsync(http, Permission.ReadRuns, end.Token);
        }
    }

    private static bool IsFurther(BatchProgress before, BatchProgress after) => before.Row.Revision != after.Row.Revision
        || before.Figures.Waiting != after.Figures.Waiting || before.Figures.Failed != after.Figures.Failed
        || before.Figures.AmountFen != after.Figures.AmountFen || before.Act?.Row != after.Act?.Row
        || before.Act?.Figures != after.Act?.Figures;
}
