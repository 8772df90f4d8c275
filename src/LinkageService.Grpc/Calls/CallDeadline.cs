namespace LinkageService.Grpc.Calls;

/// <summary>What a call with a deadline needs beyond one without: a timer, a token, and the end of its expiry.</summary>
internal sealed class CallDeadline : IDisposable
{
    // The longest a timer can wait; a deadline beyond it (49 days) is stated in the context and never fires.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly CancellationTokenSource source;
    private readonly TaskCompletionSource expired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;

    public CallDeadline(DateTime time, CancellationToken requestAborted)
    {
        Time = time;
        source = CancellationTokenSource.CreateLinkedTokenSource(requestAborted);
        Token = source.Token;
    }

    /// <summary>When the call must have ended, in UTC.</summary>
    public DateTime Time { get; }

    /// <summary>Cancelled by the caller going away or by <see cref="CancelAsync"/>.</summary>
    public CancellationToken Token { get; }

    /// <summary>Completes when the expiry has let go of the response.</summary>
    public Task Expired => expired.Task;

    public void Start(TimeProvider clock, TimeSpan timeout, TimerCallback callback, object state)
    {
        if (timeout <= LongestWait)
        {
            timer = clock.CreateTimer(callback, state, timeout, Timeout.InfiniteTimeSpan);
        }
    }

    public Task CancelAsync() => source.CancelAsync();

    public void SetExpired() => expired.SetResult();

    public void Dispose()
    {
        timer?.Dispose();
        source.Dispose();
    }
}
