namespace Grpc.Core;

/// <summary>Told by generated code of each method a service has.</summary>
public abstract class ServiceBinderBase
{
    /// <summary>A unary method.</summary>
    /// <typeparam name="TRequest">The request message.</typeparam>
    /// <typeparam name="TResponse">The response message.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="handler">Its implementation, or null where the host calls the service itself.</param>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();

    /// <inheritdoc cref="AddMethod{TRequest,TResponse}(Method{TRequest,TResponse},UnaryServerMethod{TRequest,TResponse})"/>
    public virtual void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class => throw new NotSupportedException();
}
