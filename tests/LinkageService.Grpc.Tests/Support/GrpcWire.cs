using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using LinkageService.Grpc.Calls;

namespace LinkageService.Grpc.Tests.Support;

/// <summary>A client that frames by hand, so that it can also frame wrongly.</summary>
public sealed class GrpcWire : IDisposable
{
    private readonly HttpClient http;

    public GrpcWire(Uri address)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        http = new HttpClient(handler)
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    public HttpClient Http => http;

    public static byte[] Frame(IMessage message) => Frame(message.ToByteArray());

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame.AsSpan(5));
        return frame;
    }

    public static byte[] Gzip(byte[] message)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(message);
        }

        return compressed.ToArray();
    }

    public static byte[] Gunzip(byte[] message)
    {
        using var gzip = new GZipStream(new MemoryStream(message), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public static HttpRequestMessage Request(string method, HttpContent content, params (string Name, string Value)[] headers)
    {
        var path = method.StartsWith('/') ? method : $"/linkage.test.Echo/{method}";
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        content.Headers.ContentType ??= MediaTypeHeaderValue.Parse("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public Task<GrpcReply> CallAsync(string method, IMessage request, params (string Name, string Value)[] headers) =>
        SendAsync(method, Frame(request), headers);

    public Task<GrpcReply> SendAsync(string method, byte[] body, params (string Name, string Value)[] headers) =>
        SendAsync(Request(method, new ByteArrayContent(body), headers));

    public async Task<GrpcReply> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
    {
        using var response = await http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new GrpcReply(
            response.StatusCode,
            Flatten(response.Headers.Concat(response.Content.Headers)),
            Flatten(response.TrailingHeaders),
            GrpcHeaders.IsGrpc(response.Content.Headers.ContentType?.MediaType) ? Split(body) : []);
    }

    public void Dispose() => http.Dispose();

    private static Dictionary<string, string> Flatten(
        IEnumerable<KeyValuePair<string, IEnumerable<string>>> headers) =>
        headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => string.Join(",", h.Value), StringComparer.Ordinal);

    private static List<(byte Flag, byte[] Message)> Split(byte[] body)
    {
        var frames = new List<(byte, byte[])>();
        while (body.Length >= 5)
        {
            var length = (int)BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1));
            frames.Add((body[0], body[5..(5 + length)]));
            body = body[(5 + length)..];
        }

        return frames;
    }
}
