namespace Grpc.Core;

/// <summary>
/// The methods of one service object. Generated code can make one; hosting does not use it, because the service is
/// activated anew for each call.
/// </summary>
public class ServerServiceDefinition
{
    private ServerServiceDefinition()
    {
    }

    /// <summary>Starts a definition.</summary>
    public static Builder CreateBuilder() => new();

    /// <summary>Collects methods; a name may be added once.</summary>
    public class Builder
    {
        private readonly HashSet<string> names = new(StringComparer.Ordinal);

        /// <summary>Adds a unary method.</summary>
        /// <typeparam name="TRequest">The request message.</typeparam>
        /// <typeparam name="TResponse">The response message.</typeparam>
        /// <param name="method">The method.</param>
        /// <param name="handler">Its implementation.</param>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method);

        /// <summary>Adds a client streaming method.</summary>
        /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method);

        /// <summary>Adds a server streaming method.</summary>
        /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method);

        /// <summary>Adds a duplex streaming method.</summary>
        /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
        public Builder AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> handler)
            where TRequest : class
            where TResponse : class => Add(method);

        /// <summary>The definition.</summary>
        public ServerServiceDefinition Build() => new();

        private Builder Add(IMethod method) => names.Add(method.FullName)
            ? this
            : throw new ArgumentException($"{method.FullName} is added twice.", nameof(method));
    }
}
