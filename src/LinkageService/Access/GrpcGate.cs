using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using LinkageService.Errors;
using LinkageService.Telemetry;

namespace LinkageService.Access;

/// <summary>The gate before every rpc, and its refusals in gRPC's words.</summary>
internal sealed class GrpcGate(Gate gate, ILogger<GrpcGate> log) : Interceptor
{
    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        EnterAsync(context, () => continuation(Known(request), context));

    /// <inheritdoc/>
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        EnterAsync(context, () => continuation(new FramedStream<TRequest>(requestStream), context));

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) => EnterAsync(context, async () =>
        {
            await continuation(Known(request), responseStream, context);
            return true;
        });

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) => EnterAsync(context, async () =>
        {
            await continuation(new FramedStream<TRequest>(requestStream), responseStream, context);
            return true;
        });

    private async Task<T> EnterAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var began = Stopwatch.GetTimestamp();
        var status = StatusCode.Unknown;
        try
        {
            var response = await RespondAsync(context, call);
            status = StatusCode.OK;
            return response;
        }
        catch (RpcException exception)
        {
            status = exception.StatusCode;
            throw;
        }
        catch (Exception) when (IsOver(context))
        {
            status = StatusCode.Cancelled;
            throw;
        }
        finally
        {
            ServiceTelemetry.RpcEnded(context.Method, NameOf(status), began);
        }
    }

    // As gRPC writes it: INVALID_ARGUMENT.
    private static string NameOf(StatusCode status) => status == StatusCode.OK
        ? "OK"
        : JsonNamingPolicy.SnakeCaseUpper.ConvertName(status.ToString());

    private async Task<T> RespondAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        try
        {
            var http = context.GetHttpContext();
            await gate.EnterAsync(http, RequireCaller.PermissionOf(http, http.GetEndpoint()!), context.CancellationToken);
            return await call();
        }
        catch (RefusedException refused)
        {
            throw refused.Failure.ToRpcException();
        }
        catch (Storage.StorageUnavailableException exception)
        {
            log.StorageUnavailable(exception.Message);
            throw RequestFailures.StorageUnavailable(exception).ToRpcException();
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw RequestFailures.TookTooLong(slow.MatchTimeout.TotalSeconds).ToRpcException();
        }
        catch (Exception exception) when (exception is not (RpcException or OperationCanceledException or IOException)
            && !IsOver(context))
        {
            log.RequestFailed(exception, "gRPC", context.Method, context.GetHttpContext().TraceIdentifier);
            throw RequestFailures.Internal().ToRpcException();
        }
    }

    // At a deadline the response is ended first and the token after it: what is written between the two fails, and is no defect.
    private static bool IsOver(ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested || TimeProvider.System.GetUtcNow().UtcDateTime >= context.Deadline;

    private static T Known<T>(T request)
    {
        if (request is IMessage message)
        {
            EnumNumbers.Require(message);
        }

        return request;
    }
}
