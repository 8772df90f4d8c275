using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using LinkageService.Grpc.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LinkageService.Grpc.Hosting;

/// <summary>Told by generated code of each method of a service, makes an endpoint of it.</summary>
internal sealed class ServiceMethodBinder<TService>(
    IEndpointRouteBuilder routes, Func<IMethod, ServedMethod> describe, IReadOnlyList<InterceptorRegistration> interceptors)
    : ServiceBinderBase
    where TService : class
{
    private static readonly string[] Post = [HttpMethods.Post];
    private readonly ServicePipeline<TService> pipeline = new(interceptors);
    private readonly List<IEndpointConventionBuilder> endpoints = [];

    public IReadOnlyList<IEndpointConventionBuilder> Endpoints => endpoints;

    public HashSet<string> ServiceNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Calls the bind method that generated code names on the service's base class.</summary>
    public void Bind()
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
            {
                var bind = attribute.BindType.GetMethod(attribute.BindMethodName, [typeof(ServiceBinderBase), type]);
                bind!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [this, null], null);
                return;
            }
        }

        throw new InvalidOperationException($"{typeof(TService)} does not derive from a generated gRPC service.");
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class
    {
        var implementation = Implementation(method, typeof(TRequest), typeof(ServerCallContext));
        var invoke = pipeline.Unary<TRequest, TResponse>(implementation);
        Map(method, implementation, new UnaryHandler<TRequest, TResponse>(describe(method), method, invoke).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class
    {
        var implementation = Implementation(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        var invoke = pipeline.ClientStreaming<TRequest, TResponse>(implementation);
        Map(
            method,
            implementation,
            new ClientStreamingHandler<TRequest, TResponse>(describe(method), method, invoke).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class
    {
        var implementation = Implementation(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        var invoke = pipeline.ServerStreaming<TRequest, TResponse>(implementation);
        Map(
            method,
            implementation,
            new ServerStreamingHandler<TRequest, TResponse>(describe(method), method, invoke).HandleAsync);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
        where TRequest : class
        where TResponse : class
    {
        var implementation = Implementation(
            method,
            typeof(IAsyncStreamReader<TRequest>),
            typeof(IServerStreamWriter<TResponse>),
            typeof(ServerCallContext));
        var invoke = pipeline.DuplexStreaming<TRequest, TResponse>(implementation);
        Map(
            method,
            implementation,
            new DuplexStreamingHandler<TRequest, TResponse>(describe(method), method, invoke).HandleAsync);
    }

    private static MethodInfo Implementation(IMethod method, params Type[] parameters) =>
        typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters)
        ?? throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name}.");

    private void Map(IMethod method, MethodInfo implementation, RequestDelegate handle)
    {
        ServiceNames.Add(method.ServiceName);
        object[] metadata =
        [
            new HttpMethodMetadata(Post),
            .. typeof(TService).GetCustomAttributes(inherit: true),
            .. implementation.GetCustomAttributes(inherit: true),
            new GrpcMethodMetadata(typeof(TService), method),
        ];
        endpoints.Add(routes.Map(RoutePatternFactory.Parse(method.FullName), handle)
            .WithDisplayName($"gRPC - {method.FullName}")
            .ExcludeFromDescription()
            .WithMetadata(metadata));
    }
}
