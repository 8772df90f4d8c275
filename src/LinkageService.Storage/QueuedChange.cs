namespace LinkageService.Storage;

/// <summary>A change that waits to be made, alone or in one commit with others; its caller is answered after that commit.</summary>
/// <param name="change">Who and when; null for a probe.</param>
/// <param name="cancellation">Takes it out while it waits.</param>
internal abstract class QueuedChange(Change? change, CancellationToken cancellation)
{
    /// <summary>Null for a probe.</summary>
    public Change? Change => change;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether it failed among others after it had written, and is made again as the first of a commit.</summary>
    public bool IsToBeFirst { get; set; }

    /// <summary>Whether nobody wants it any more; then its caller is told.</summary>
    public bool IsCancelled
    {
        get
        {
            if (cancellation.IsCancellationRequested)
            {
                Fail(new OperationCanceledException(cancellation));
                return true;
            }

            return false;
        }
    }

    /// <summary>Makes it; what came of it is kept until <see cref="Succeed"/>.</summary>
    public abstract Task RunAsync(WriteSession session);

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class QueuedChange<T>(Change? change, Func<WriteSession, Task<T>> write, CancellationToken cancellation)
    : QueuedChange(change, cancellation)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Result => _result.Task;

    public override async Task RunAsync(WriteSession session) => _value = await write(session);

    public override void Succeed() => _result.TrySetResult(_value!);

    public override void Fail(Exception exception) => _result.TrySetException(exception);
}
