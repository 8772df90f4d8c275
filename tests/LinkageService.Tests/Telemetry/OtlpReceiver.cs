using System.Buffers.Binary;
using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Tests.Telemetry;

/// <summary>A collector on loopback: takes what the service sends by OTLP, over HTTP and over gRPC, and keeps it.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefix = 5;
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it takes HTTP with protobuf.</summary>
    public string HttpAddress => _app.Urls.First();

    /// <summary>Where it takes gRPC.</summary>
    public string GrpcAddress => _app.Urls.Last();

    /// <summary>All that came: traces, metrics or logs, and the message.</summary>
    public ConcurrentQueue<(string Signal, byte[] Message)> Received { get; } = new();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2);
        });
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The spans that came.</summary>
    public IReadOnlyList<ReceivedSpan> Spans() => [.. Received.Where(each => each.Signal == "traces")
        .SelectMany(each => Parts(each.Message, 1)).SelectMany(resource => Parts(resource, 2)).SelectMany(scope =>
            Parts(scope, 2).Select(span => ReceivedSpan.Read(Text(Parts(scope, 1), 1), span)))];

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>The values of a field that is made of bytes.</summary>
    public static IEnumerable<byte[]> Parts(byte[] message, int field)
    {
        var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagFieldNumber(tag) == field && WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                yield return input.ReadBytes().ToByteArray();
            }
            else
            {
                input.SkipLastField();
            }
        }
    }

    /// <summary>The text of a field of the first of some messages.</summary>
    public static string Text(IEnumerable<byte[]> messages, int field) =>
        System.Text.Encoding.UTF8.GetString(messages.SelectMany(message => Parts(message, field)).FirstOrDefault() ?? []);

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var message = body.ToArray();
        var isGrpc = http.Request.ContentType!.StartsWith("application/grpc", StringComparison.Ordinal);
        if (isGrpc)
        {
            Assert.Equal(message.Length - GrpcPrefix, (int)BinaryPrimitives.ReadUInt32BigEndian(message.AsSpan(1)));
            message = message[GrpcPrefix..];
        }

        var path = http.Request.Path.Value!;
        var signal = new[] { "traces", "metrics", "logs" }.Single(each =>
            path.EndsWith("/" + each, StringComparison.Ordinal)
            || path.Contains($"collector.{each.TrimEnd('s')}", StringComparison.Ordinal));
        Received.Enqueue((signal, message));
        http.Response.ContentType = http.Request.ContentType;
        if (isGrpc)
        {
            await http.Response.Body.WriteAsync(new byte[GrpcPrefix]);
            http.Response.AppendTrailer("grpc-status", "0");
        }
    }
}

/// <summary>A span as a collector gets it.</summary>
internal sealed record ReceivedSpan(string Scope, string Name, string Trace, string Id, string Parent)
{
    /// <summary>Its attributes, those that are text.</summary>
    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public static ReceivedSpan Read(string scope, byte[] span)
    {
        string Hex(int field) => Convert.ToHexStringLower(OtlpReceiver.Parts(span, field).FirstOrDefault() ?? []);
        return new ReceivedSpan(scope, OtlpReceiver.Text([span], 5), Hex(1), Hex(2), Hex(4))
        {
            Attributes = OtlpReceiver.Parts(span, 9).ToDictionary(
                each => OtlpReceiver.Text([each], 1), each => OtlpReceiver.Text(OtlpReceiver.Parts(each, 2), 1), StringComparer.Ordinal),
        };
    }
}
