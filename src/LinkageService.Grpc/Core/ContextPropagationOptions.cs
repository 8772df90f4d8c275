namespace Grpc.Core;

/// <summary>Named by <see cref="ServerCallContext"/>; see <see cref="ContextPropagationToken"/>.</summary>
/// <param name="propagateDeadline">Whether a child call takes over the deadline.</param>
/// <param name="propagateCancellation">Whether a child call is cancelled with its parent.</param>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    /// <summary>Whether a child call takes over the deadline.</summary>
    public bool IsPropagateDeadline { get; } = propagateDeadline;

    /// <summary>Whether a child call is cancelled with its parent.</summary>
    public bool IsPropagateCancellation { get; } = propagateCancellation;
}
