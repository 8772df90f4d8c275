using Google.Protobuf;
using Grpc.Core;
using LinkageService.Grpc.Tests.Support;

namespace LinkageService.Grpc.Tests;

/// <summary>gzip, each way, message by message, and limits on what goes out.</summary>
public sealed class CompressionTests : IAsyncLifetime
{
    private static readonly EchoRequest Large = new() { Payload = ByteString.CopyFrom(new byte[100_000]) };
    private GrpcServer server = null!;
    private GrpcWire wire = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GrpcServer.StartAsync(options =>
        {
            options.ResponseCompressionAlgorithm = "gzip";
            options.MaxSendMessageSize = 200_000;
        });
        wire = new GrpcWire(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Requests_CompressedAndNot_MixInOneStream()
    {
        byte[] body =
        [
            .. GrpcWire.Frame(GrpcWire.Gzip(Large.ToByteArray()), 1),
            .. GrpcWire.Frame(Large),
            .. GrpcWire.Frame(GrpcWire.Gzip([]), 1),
        ];

        var reply = await wire.SendAsync("Collect", body, ("grpc-encoding", "gzip"));

        Assert.Equal("", reply.Detail);
        Assert.Equal(200_000, reply.Reply.Length);
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("Repeat")]
    public async Task Response_ForACallerThatAcceptsGzip_IsCompressed(string method)
    {
        var reply = await wire.CallAsync(
            method, new EchoRequest(Large) { Times = 2 }, ("grpc-accept-encoding", "identity, gzip"));

        Assert.Equal("gzip", reply.Headers["grpc-encoding"]);
        Assert.All(reply.Frames, frame =>
        {
            Assert.Equal(1, frame.Flag);
            Assert.InRange(frame.Message.Length, 1, 5_000);
            Assert.Equal(Large.Payload, EchoReply.Parser.ParseFrom(GrpcWire.Gunzip(frame.Message)).Payload);
        });
        Assert.Equal(StatusCode.OK, reply.Status);
    }

    [Theory]
    [InlineData("", "identity,deflate")]
    [InlineData("do not compress", "gzip")]
    public async Task Response_NotToBeCompressed_IsPlain(string deed, string accepted)
    {
        var reply = await wire.CallAsync(
            "Say", new EchoRequest(Large) { Deed = deed }, ("grpc-accept-encoding", accepted));

        Assert.Equal(0, reply.Frames.Single().Flag);
        Assert.Equal(Large.Payload, reply.Reply.Payload);
    }

    [Theory]
    [InlineData("identity")]
    [InlineData("gzip")]
    public async Task Response_OverTheLimit_IsResourceExhausted(string accepted)
    {
        var tooLarge = new EchoRequest { Payload = ByteString.CopyFrom(new byte[200_001]) };

        var reply = await wire.CallAsync("Say", tooLarge, ("grpc-accept-encoding", accepted));

        Assert.Equal(StatusCode.ResourceExhausted, reply.Status);
        Assert.Empty(reply.Frames);
        Assert.Empty(server.Log.Errors);
    }
}
