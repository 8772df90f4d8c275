using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;

namespace LinkageService.Tests.Grpc;

/// <summary>Calls the service over HTTP/2 as any gRPC client does, framing by hand.</summary>
internal sealed class GrpcApi(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
    })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromMinutes(5),
    };

    /// <summary>What every call carries.</summary>
    public HttpRequestHeaders Headers => _http.DefaultRequestHeaders;

    /// <summary>One message in, one out.</summary>
    public async Task<GrpcAnswer> CallAsync(string method, IMessage request) =>
        await SendAsync(method, new ByteArrayContent(Frame(request.ToByteArray())));

    /// <summary>Any bytes as the body.</summary>
    public async Task<GrpcAnswer> SendAsync(string method, HttpContent body)
    {
        var messages = new List<byte[]>();
        var answer = await StreamAsync(method, body, message =>
        {
            messages.Add(message);
            return ValueTask.CompletedTask;
        });
        return answer with { Messages = messages };
    }

    /// <summary>Reads messages as they come; <see cref="GrpcAnswer.Messages"/> stays empty.</summary>
    public async Task<GrpcAnswer> StreamAsync(string method, HttpContent body, Func<byte[], ValueTask> read)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/" + method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = body,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        var prefix = new byte[5];
        while (await stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false) == prefix.Length)
        {
            var message = new byte[BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1))];
            await stream.ReadExactlyAsync(message);
            await read(message);
        }

        var headers = response.TrailingHeaders.Concat(response.Headers)
            .ToLookup(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase);
        var status = headers["grpc-status"].FirstOrDefault();
        return new GrpcAnswer(
            status is null ? null : (StatusCode)int.Parse(status, CultureInfo.InvariantCulture),
            Uri.UnescapeDataString(headers["grpc-message"].FirstOrDefault() ?? ""),
            headers["grpc-status-details-bin"].FirstOrDefault() is { } details
                ? Google.Rpc.Status.Parser.ParseFrom(FromBase64(details))
                : null,
            []);
    }

    /// <summary>A message with its five bytes of prefix.</summary>
    public static byte[] Frame(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public void Dispose() => _http.Dispose();

    private static byte[] FromBase64(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}

/// <summary>How a call ended.</summary>
/// <param name="Status">Null when no status came: a broken call.</param>
/// <param name="Message">Its words.</param>
/// <param name="Details">What a program can read.</param>
/// <param name="Messages">What came before it.</param>
internal sealed record GrpcAnswer(StatusCode? Status, string Message, Google.Rpc.Status? Details, IReadOnlyList<byte[]> Messages)
{
    /// <summary>The code of the closed list, or null.</summary>
    public string? Code => Detail<ErrorInfo>()?.Reason;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> Violations => Detail<BadRequest>()?.FieldViolations.ToArray() ?? [];

    private T? Detail<T>()
        where T : class, IMessage<T>, new() =>
        Details?.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();
}
