using LinkageService.Features.Runs;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>
/// A part of a page that waits for long work: done beside the session so that the page stays alive, with a bar, and stopped
/// when somebody says so or leaves.
/// </summary>
public abstract class WatchedComponent : ConsoleComponent
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? _stop;

    /// <summary>How far the work has come; null when none is under way.</summary>
    private protected RunWatch? Watch { get; private set; }

    /// <summary>Whether the last work was stopped by the person.</summary>
    private protected bool WasStopped { get; private set; }

    /// <summary>Stops the work under way.</summary>
    private protected void Stop() => _stop?.Cancel();

    /// <summary>Does it; refusals land in <see cref="ConsoleComponent.Failure"/>.</summary>
    /// <returns>Whether it came to its end.</returns>
    private protected async Task<bool> WatchAsync(Func<RunWatch, CancellationToken, Task> work)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Left);
        var watch = new RunWatch();
        (_stop, Watch, WasStopped) = (stop, watch, false);
        try
        {
            return await TryAsync(async () =>
            {
                var job = Task.Run(() => work(watch, stop.Token), CancellationToken.None);
                while (await Task.WhenAny(job, Task.Delay(LookEvery, CancellationToken.None)) != job)
                {
                    StateHasChanged();
                }

                await job;
            });
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            WasStopped = true;
            return false;
        }
        finally
        {
            (_stop, Watch) = (null, null);
            StateHasChanged();
        }
    }
}
