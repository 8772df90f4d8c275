using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;

namespace LinkageService.Tests.Grpc;

/// <summary>Calls any method of the service with Grpc.Net.Client, messages as bytes.</summary>
internal sealed class GrpcApi : IDisposable
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(4);

    private readonly HttpClient _http;
    private readonly GrpcChannel _channel;

    public GrpcApi(Uri address)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        });
        _channel = GrpcChannel.ForAddress(
            address, new GrpcChannelOptions { HttpClient = _http, MaxReceiveMessageSize = null, MaxSendMessageSize = null });
    }

    /// <summary>What every call carries.</summary>
    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>One message in, one out.</summary>
    public Task<GrpcAnswer> CallAsync(string method, IMessage request, Metadata? headers = null) =>
        SendAsync(method, [request.ToByteArray()], headers);

    /// <summary>Messages in, whatever bytes they are; all that comes out.</summary>
    public async Task<GrpcAnswer> SendAsync(string method, IEnumerable<byte[]> messages, Metadata? headers = null)
    {
        var read = new List<byte[]>();
        var answer = await StreamAsync(method, messages, message =>
        {
            read.Add(message);
            return ValueTask.CompletedTask;
        }, headers);
        return answer with { Messages = read };
    }

    /// <summary>Reads messages as they come; <see cref="GrpcAnswer.Messages"/> stays empty.</summary>
    public async Task<GrpcAnswer> StreamAsync(
        string method, IEnumerable<byte[]> messages, Func<byte[], ValueTask> read, Metadata? headers = null)
    {
        var slash = method.IndexOf('/', StringComparison.Ordinal);
        // Every kind of call is a duplex stream on the wire.
        var invoked = new Method<byte[], byte[]>(MethodType.DuplexStreaming, method[..slash], method[(slash + 1)..], Bytes, Bytes);
        // What never ends by itself is watched for a while.
        var isEndless = method.EndsWith("/WatchEvents", StringComparison.Ordinal);
        var deadline = isEndless ? TimeProvider.System.GetUtcNow().UtcDateTime + Watched : (DateTime?)null;
        using var call = _channel.CreateCallInvoker().AsyncDuplexStreamingCall(invoked, host: null, new CallOptions(headers, deadline));
        var writing = WriteAsync(call, messages);
        try
        {
            await foreach (var message in call.ResponseStream.ReadAllAsync())
            {
                await read(message);
            }

            await writing;
            return new GrpcAnswer(call.GetStatus().StatusCode, call.GetStatus().Detail, Details: null, []);
        }
        catch (RpcException exception) when (isEndless && exception.StatusCode == StatusCode.DeadlineExceeded)
        {
            await writing;
            return new GrpcAnswer(StatusCode.OK, "", Details: null, []);
        }
        catch (RpcException exception)
        {
            await writing;
            return new GrpcAnswer(exception.StatusCode, exception.Status.Detail, exception.GetRpcStatus(), []);
        }
    }

    public void Dispose()
    {
        _channel.Dispose();
        _http.Dispose();
    }

    // The server may answer and end the call before it has read everything.
    private static async Task WriteAsync(AsyncDuplexStreamingCall<byte[], byte[]> call, IEnumerable<byte[]> messages)
    {
        try
        {
            foreach (var message in messages)
            {
                await call.RequestStream.WriteAsync(message);
            }

            await call.RequestStream.CompleteAsync();
        }
        catch (Exception exception) when (exception is RpcException or InvalidOperationException or IOException)
        {
            // The status says what happened.
        }
    }
}

/// <summary>How a call ended.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Message">Its words.</param>
/// <param name="Details">What a program can read.</param>
/// <param name="Messages">What came before it.</param>
internal sealed record GrpcAnswer(StatusCode? Status, string Message, Google.Rpc.Status? Details, IReadOnlyList<byte[]> Messages)
{
    /// <summary>The code of the closed list, or null.</summary>
    public string? Code => Details?.GetDetail<ErrorInfo>()?.Reason;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> Violations =>
        Details?.GetDetail<BadRequest>()?.FieldViolations.ToArray() ?? [];
}
