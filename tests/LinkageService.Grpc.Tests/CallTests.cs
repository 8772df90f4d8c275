using Google.Protobuf;
using Grpc.Core;
using LinkageService.Grpc.Tests.Support;

namespace LinkageService.Grpc.Tests;

/// <summary>The four kinds of call, from the first byte to the status.</summary>
public sealed class CallTests : IAsyncLifetime
{
    private GrpcServer server = null!;
    private GrpcWire wire = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GrpcServer.StartAsync();
        wire = new GrpcWire(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(4_000_000)]
    public async Task Unary_PayloadOfAnySize_IsEchoedWithOkInTrailers(int length)
    {
        var payload = ByteString.CopyFrom(new byte[length]);

        var reply = await wire.CallAsync("Say", new EchoRequest { Text = "农户", Payload = payload });

        Assert.Equal("农户", reply.Reply.Text);
        Assert.Equal(payload, reply.Reply.Payload);
        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.False(reply.IsTrailersOnly);
    }
}
