namespace Grpc.Core;

/// <summary>Named by <see cref="ServerCallContext"/>; propagation to child calls needs a client and is not offered.</summary>
public abstract class ContextPropagationToken
{
    private protected ContextPropagationToken()
    {
    }
}
