using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace LinkageService.Grpc.Hosting;

/// <summary>
/// From a method of a service to a delegate that, for each call, runs the interceptors around it and activates the
/// service in the call's scope.
/// </summary>
internal sealed class ServicePipeline<TService>(IEnumerable<InterceptorRegistration> interceptors)
    where TService : class
{
    private readonly CallInstanceFactory factory = new(typeof(TService), []);
    private readonly InterceptorRegistration[] innermostFirst = [.. interceptors.Reverse()];

    public UnaryServerMethod<TRequest, TResponse> Unary<TRequest, TResponse>(MethodInfo implementation)
        where TRequest : class
        where TResponse : class
    {
        var method = implementation.CreateDelegate<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>();
        UnaryServerMethod<TRequest, TResponse> invoke = (request, context) =>
            method(Service(context), request, context);
        foreach (var registration in innermostFirst)
        {
            var next = invoke;
            invoke = (request, context) =>
                Activate(registration, context).UnaryServerHandler(request, context, next);
        }

        return invoke;
    }

    public ClientStreamingServerMethod<TRequest, TResponse> ClientStreaming<TRequest, TResponse>(
        MethodInfo implementation)
        where TRequest : class
        where TResponse : class
    {
        var method = implementation.CreateDelegate<
            Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>();
        ClientStreamingServerMethod<TRequest, TResponse> invoke = (requests, context) =>
            method(Service(context), requests, context);
        foreach (var registration in innermostFirst)
        {
            var next = invoke;
            invoke = (requests, context) =>
                Activate(registration, context).ClientStreamingServerHandler(requests, context, next);
        }

        return invoke;
    }

    public ServerStreamingServerMethod<TRequest, TResponse> ServerStreaming<TRequest, TResponse>(
        MethodInfo implementation)
        where TRequest : class
        where TResponse : class
    {
        var method = implementation.CreateDelegate<
            Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        ServerStreamingServerMethod<TRequest, TResponse> invoke = (request, responses, context) =>
            method(Service(context), request, responses, context);
        foreach (var registration in innermostFirst)
        {
            var next = invoke;
            invoke = (request, responses, context) =>
                Activate(registration, context).ServerStreamingServerHandler(request, responses, context, next);
        }

        return invoke;
    }

    public DuplexStreamingServerMethod<TRequest, TResponse> DuplexStreaming<TRequest, TResponse>(
        MethodInfo implementation)
        where TRequest : class
        where TResponse : class
    {
        var method = implementation.CreateDelegate<Func<
            TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>();
        DuplexStreamingServerMethod<TRequest, TResponse> invoke = (requests, responses, context) =>
            method(Service(context), requests, responses, context);
        foreach (var registration in innermostFirst)
        {
            var next = invoke;
            invoke = (requests, responses, context) =>
                Activate(registration, context).DuplexStreamingServerHandler(requests, responses, context, next);
        }

        return invoke;
    }

    private static Interceptor Activate(InterceptorRegistration registration, ServerCallContext context) =>
        (Interceptor)registration.Factory.Create(context.GetHttpContext());

    private TService Service(ServerCallContext context) => (TService)factory.Create(context.GetHttpContext());
}
