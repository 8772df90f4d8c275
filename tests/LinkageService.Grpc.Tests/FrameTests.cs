using System.Buffers;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Grpc.Calls;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Grpc.Tests;

/// <summary>Requests that break the protocol, with the status each gets; the server serves on after each.</summary>
public sealed class FrameTests : IAsyncLifetime
{
    private const int Limit = 100_000;
    private GrpcServer server = null!;
    private GrpcWire wire = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GrpcServer.StartAsync(options => options.MaxReceiveMessageSize = Limit);
        wire = new GrpcWire(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await server.DisposeAsync();
    }

    // The corpus: title, method, body, grpc-encoding, status. README.md of the runtime lists the same.
    public static TheoryData<string, string, byte[], string, StatusCode> Malformed()
    {
        var hello = GrpcWire.Frame(new EchoRequest { Text = "hello" });
        var bomb = GrpcWire.Gzip(new byte[50_000_000]);
        var cut = GrpcWire.Gzip(new EchoRequest { Text = new string('x', 1000) }.ToByteArray())[..^9];
        return new()
        {
            { "no message", "Say", [], "", StatusCode.Unimplemented },
            { "two messages", "Say", [.. hello, .. hello], "", StatusCode.Unimplemented },
            { "one message and a byte", "Say", [.. hello, 0], "", StatusCode.Unimplemented },
            { "two messages to one response stream", "Repeat", [.. hello, .. hello], "", StatusCode.Unimplemented },
            { "part of a prefix", "Say", [0, 0, 0], "", StatusCode.Internal },
            { "part of a message", "Say", hello[..^1], "", StatusCode.Internal },
            { "part of a prefix in a stream", "Collect", [.. hello, 0, 0], "", StatusCode.Internal },
            { "part of a message in a stream", "Chat", hello[..^1], "", StatusCode.Internal },
            { "flag 2", "Say", [2, .. hello[1..]], "", StatusCode.Internal },
            { "flag 255 in a stream", "Collect", [255, .. hello[1..]], "", StatusCode.Internal },
            { "length over 2^31", "Say", [0, 255, 255, 255, 255], "", StatusCode.ResourceExhausted },
            { "length 2^31", "Collect", [0, 128, 0, 0, 0], "", StatusCode.ResourceExhausted },
            { "length one over the limit", "Say", [0, 0, 1, 134, 161, 0], "", StatusCode.ResourceExhausted },
            { "not a protobuf", "Say", GrpcWire.Frame([255, 255, 255]), "", StatusCode.Internal },
            { "not a protobuf in a stream", "Chat", GrpcWire.Frame([255, 255, 255]), "", StatusCode.Internal },
            { "compressed without an encoding", "Say", [1, .. hello[1..]], "", StatusCode.Internal },
            { "compressed as identity", "Say", [1, .. hello[1..]], "identity", StatusCode.Internal },
            { "compressed as something else", "Say", [1, .. hello[1..]], "br", StatusCode.Unimplemented },
            { "compressed and not gzip", "Say", [1, .. hello[1..]], "gzip", StatusCode.Internal },
            { "gzip cut short", "Say", GrpcWire.Frame(cut, 1), "gzip", StatusCode.Internal },
            { "gzip bomb", "Say", GrpcWire.Frame(bomb, 1), "gzip", StatusCode.ResourceExhausted },
            { "gzip bomb in a stream", "Collect", GrpcWire.Frame(bomb, 1), "gzip", StatusCode.ResourceExhausted },
        };
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Request_ThatBreaksTheProtocol_GetsItsStatusAndLeavesTheServerWell(
        string title, string method, byte[] body, string encoding, StatusCode expected)
    {
        var reply = encoding.Length == 0
            ? await wire.SendAsync(method, body)
            : await wire.SendAsync(method, body, ("grpc-encoding", encoding));

        Assert.True(reply.Status == expected, $"{title}: {reply.Status} ({reply.Detail})");
        Assert.NotEmpty(reply.Detail);
        if (encoding == "br")
        {
            Assert.Equal("identity,gzip", reply.Headers["grpc-accept-encoding"]);
        }

        Assert.Equal(StatusCode.OK, (await wire.CallAsync("Say", new EchoRequest { Text = "well" })).Status);
        Assert.Equal(0, server.Tally.WorkingNow);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public void GzipBomb_OfFiftyMegabytes_TakesLittleMemory()
    {
        var bomb = new ReadOnlySequence<byte>(GrpcWire.Gzip(new byte[50_000_000]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = Assert.Throws<RpcException>(() => GzipCodec.Decompress(bomb, Limit, out _));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Fact]
    public async Task Message_ExactlyAtTheLimit_IsTaken()
    {
        var overhead = new EchoRequest { Payload = ByteString.CopyFrom(new byte[Limit / 2]) }.CalculateSize() - (Limit / 2);
        var message = new EchoRequest { Payload = ByteString.CopyFrom(new byte[Limit - overhead]) };
        Assert.Equal(Limit, message.CalculateSize());

        Assert.Equal(StatusCode.OK, (await wire.CallAsync("Say", message)).Status);
        var zipped = GrpcWire.Frame(GrpcWire.Gzip(message.ToByteArray()), 1);
        Assert.Equal(StatusCode.OK, (await wire.SendAsync("Say", zipped, ("grpc-encoding", "gzip"))).Status);
    }

    [Fact]
    public async Task Metadata_WithBadBase64_IsInternal()
    {
        var reply = await wire.CallAsync("Say", new EchoRequest { Deed = "send metadata" }, ("x-bytes-bin", "A!"));

        Assert.Equal(StatusCode.Internal, reply.Status);
        Assert.Contains("x-bytes-bin", reply.Detail, StringComparison.Ordinal);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Timeout_ThatIsNotOne_IsIgnored()
    {
        var reply = await wire.CallAsync("Say", new EchoRequest { Deed = "describe" }, ("grpc-timeout", "soon"));

        Assert.Contains("9999-12-31", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_ThatStallsWithoutADeadline_LosesItsConnectionAndNoOther()
    {
        await using var impatient = await GrpcServer.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.5))));
        using var stalled = new GrpcWire(impatient.Address);
        using var other = new GrpcWire(impatient.Address);
        var content = new StreamedContent(async (body, stop) =>
        {
            await body.WriteAsync(new byte[] { 0, 0, 0 }, stop);
            await body.FlushAsync(stop);
            await Task.Delay(Timeout.Infinite, stop);
        });
        var patient = other.CallAsync("Say", new EchoRequest { DelayMs = 4_000 });

        await Assert.ThrowsAnyAsync<Exception>(() => stalled.SendAsync(GrpcWire.Request("Say", content)));

        Assert.Equal(StatusCode.OK, (await patient).Status);
        Assert.Equal(0, impatient.Tally.WorkingNow);
        Assert.Empty(impatient.Log.Errors);
    }

    [Fact]
    public async Task Upload_ThatPausesInAStream_IsWaitedFor()
    {
        await using var impatient = await GrpcServer.StartAsync(configure: builder => builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(1.5))));
        using var pausing = new GrpcWire(impatient.Address);
        var content = new StreamedContent(async (body, stop) =>
        {
            await body.WriteAsync(GrpcWire.Frame(new EchoRequest { Text = "a" }), stop);
            await body.FlushAsync(stop);
            await Task.Delay(4_000, stop);
            await body.WriteAsync(GrpcWire.Frame(new EchoRequest { Text = "b" }), stop);
        });

        var reply = await pausing.SendAsync(GrpcWire.Request("Collect", content));

        Assert.Equal("ab", reply.Reply.Text);
    }
}
