using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Grpc.Calls;

/// <summary>Serves one method: from the request to the status. A subclass per kind of call.</summary>
internal abstract class CallHandler<TRequest, TResponse>(ServedMethod served, Method<TRequest, TResponse> method)
    where TRequest : class
    where TResponse : class
{
    private readonly Func<DeserializationContext, TRequest> deserialize =
        method.RequestMarshaller.ContextualDeserializer;

    private readonly Action<TResponse, SerializationContext> serialize =
        method.ResponseMarshaller.ContextualSerializer;

    public async Task HandleAsync(HttpContext http)
    {
        if (Refusal.Refuses(http, served.Logger))
        {
            return;
        }

        var call = new ServerCall(http, served);
        call.Begin();
        try
        {
            await InvokeAsync(call);
        }
        catch (Exception e)
        {
            await call.EndAsync(e);
            return;
        }

        await call.EndAsync();
    }

    protected abstract ValueTask InvokeAsync(ServerCall call);

    protected ValueTask<TRequest> ReadSingleAsync(ServerCall call) => call.Reader.ReadSingleAsync(deserialize);

    protected RequestStream<TRequest> Requests(ServerCall call) => new(call, deserialize);

    protected ResponseStream<TResponse> Responses(ServerCall call) => new(call, serialize);

    protected ValueTask WriteSingleAsync(ServerCall call, TResponse? response) => response is null
        ? throw new RpcException(new Status(StatusCode.Cancelled, "No message returned from method."))
        : call.Writer.WriteAsync(response, serialize, call.WriteOptions);
}

/// <summary>One request, one response.</summary>
internal sealed class UnaryHandler<TRequest, TResponse>(
    ServedMethod served, Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse> invoke)
    : CallHandler<TRequest, TResponse>(served, method)
    where TRequest : class
    where TResponse : class
{
    protected override async ValueTask InvokeAsync(ServerCall call)
    {
        var request = await ReadSingleAsync(call);
        await WriteSingleAsync(call, await invoke(request, call));
    }
}

/// <summary>Many requests, one response.</summary>
internal sealed class ClientStreamingHandler<TRequest, TResponse>(
    ServedMethod served, Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse> invoke)
    : CallHandler<TRequest, TResponse>(served, method)
    where TRequest : class
    where TResponse : class
{
    protected override async ValueTask InvokeAsync(ServerCall call) =>
        await WriteSingleAsync(call, await invoke(Requests(call), call));
}

/// <summary>One request, many responses.</summary>
internal sealed class ServerStreamingHandler<TRequest, TResponse>(
    ServedMethod served, Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse> invoke)
    : CallHandler<TRequest, TResponse>(served, method)
    where TRequest : class
    where TResponse : class
{
    protected override async ValueTask InvokeAsync(ServerCall call) =>
        await invoke(await ReadSingleAsync(call), Responses(call), call);
}

/// <summary>Many requests, many responses.</summary>
internal sealed class DuplexStreamingHandler<TRequest, TResponse>(
    ServedMethod served, Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse> invoke)
    : CallHandler<TRequest, TResponse>(served, method)
    where TRequest : class
    where TResponse : class
{
    protected override async ValueTask InvokeAsync(ServerCall call) =>
        await invoke(Requests(call), Responses(call), call);
}
