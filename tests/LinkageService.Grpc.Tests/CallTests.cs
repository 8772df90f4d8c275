using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Grpc.Tests.Support;

namespace LinkageService.Grpc.Tests;

/// <summary>The four kinds of call, and what goes with them: metadata, statuses, the context.</summary>
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
        Assert.Equal("application/grpc", reply.Headers["content-type"]);
        Assert.False(reply.IsTrailersOnly);
    }

    [Fact]
    public async Task ClientStreaming_FortyMegabytes_AreCountedInOneReply()
    {
        var frame = GrpcWire.Frame(new EchoRequest { Payload = ByteString.CopyFrom(new byte[1_000_000]) });
        var content = new StreamedContent(async (body, stop) =>
        {
            for (var i = 0; i < 40; i++)
            {
                await body.WriteAsync(frame, stop);
            }
        });

        var reply = await wire.SendAsync(GrpcWire.Request("Collect", content));

        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.Equal(40_000_000, reply.Reply.Length);
    }

    [Fact]
    public async Task ClientStreaming_ManyMessagesInOnePacket_AreReadOneByOne()
    {
        var body = Enumerable.Range(0, 500).SelectMany(i => GrpcWire.Frame(new EchoRequest { Text = $"{i}," })).ToArray();

        var reply = await wire.SendAsync("Collect", body);

        Assert.Equal(string.Concat(Enumerable.Range(0, 500).Select(i => $"{i},")), reply.Reply.Text);
    }

    [Fact]
    public async Task ServerStreaming_ManyMessages_ArriveInOrderBeforeTheStatus()
    {
        var reply = await wire.CallAsync("Repeat", new EchoRequest { Text = "x", Times = 1000 });

        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.Equal(1000, reply.Frames.Count);
        Assert.All(reply.Frames, frame => Assert.Equal("x", EchoReply.Parser.ParseFrom(frame.Message).Text));
    }

    [Fact]
    public async Task ServerStreaming_NoMessages_HasItsStatusInTheHeaders()
    {
        var reply = await wire.CallAsync("Repeat", new EchoRequest { Times = 0 });

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal(StatusCode.OK, reply.Status);
    }

    [Fact]
    public async Task Duplex_EachRequest_IsAnsweredBeforeTheNextIsSent()
    {
        var outgoing = Channel.CreateUnbounded<string>();
        var content = new StreamedContent(async (body, stop) =>
        {
            await foreach (var text in outgoing.Reader.ReadAllAsync(stop))
            {
                await body.WriteAsync(GrpcWire.Frame(new EchoRequest { Text = text }), stop);
                await body.FlushAsync(stop);
            }
        });
        outgoing.Writer.TryWrite("first");
        using var response = await wire.Http.SendAsync(
            GrpcWire.Request("Chat", content), HttpCompletionOption.ResponseHeadersRead);
        await using var incoming = await response.Content.ReadAsStreamAsync();

        foreach (var text in (string[])["first", "second", "third"])
        {
            if (text != "first")
            {
                outgoing.Writer.TryWrite(text);
            }

            var frame = new byte[GrpcWire.Frame(new EchoReply { Text = text }).Length];
            await incoming.ReadExactlyAsync(frame).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(text, EchoReply.Parser.ParseFrom(frame.AsSpan(5)).Text);
        }

        outgoing.Writer.Complete();
        Assert.Equal(0, await incoming.ReadAsync(new byte[1]));
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task ServerStreaming_CallerThatStopsReading_HoldsTheServiceBack()
    {
        var request = GrpcWire.Request("Repeat", new ByteArrayContent(GrpcWire.Frame(
            new EchoRequest { Times = 2000, Payload = ByteString.CopyFrom(new byte[10_000]) })));
        using (await wire.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            var before = -1;
            await Eventually.HoldsAsync(
                () => before == (before = server.Tally.WrittenSoFar) && before > 0, "writing stalls");
            await Task.Delay(100);
            Assert.InRange(server.Tally.WrittenSoFar, 1, 200);
        }

        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the service stops");
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Metadata_TextAndBinary_ComesInAndGoesOut()
    {
        // The protocol allows base64 with and without padding, and several values in one header.
        var reply = await wire.CallAsync(
            "Say", new EchoRequest { Deed = "send metadata" }, ("x-text", "a value"), ("x-bytes-bin", "AAE=,AAEC,//8"));

        Assert.Equal("a value", reply.Headers["x-seen"]);
        Assert.Equal("AAE,AAEC,//8", reply.Trailers["x-bytes-bin"]);
        Assert.Equal(StatusCode.OK, reply.Status);
    }

    [Fact]
    public async Task Status_ThrownByTheService_IsTrailersOnlyWithTextAndDetails()
    {
        var reply = await wire.CallAsync(
            "Say", new EchoRequest { Status = (int)StatusCode.NotFound, Detail = "50% of 农户\t missing" });

        Assert.True(reply.IsTrailersOnly);
        Assert.Equal(StatusCode.NotFound, reply.Status);
        Assert.Equal("50%25 of %E5%86%9C%E6%88%B7%09 missing", reply.Headers["grpc-message"]);
        Assert.Equal("50% of 农户\t missing", reply.Detail);
        Assert.Equal("d2h5", reply.Headers["grpc-status-details-bin"]);
    }

    [Fact]
    public async Task Status_SetOnTheContext_EndsTheCallAfterItsMessage()
    {
        var reply = await wire.CallAsync(
            "Say", new EchoRequest { Deed = "set status", Status = (int)StatusCode.DataLoss, Detail = "so" });

        Assert.Equal(StatusCode.DataLoss, reply.Status);
        Assert.Equal("so", reply.Detail);
        Assert.Single(reply.Frames);
    }

    [Theory]
    [InlineData("throw", StatusCode.Unknown, "Exception was thrown by handler.")]
    [InlineData("return nothing", StatusCode.Cancelled, "No message returned from method.")]
    [InlineData("send a bad trailer", StatusCode.Internal, "The response trailers cannot be sent.")]
    public async Task Status_OfAFaultyService_SaysNothingOfTheCause(string deed, StatusCode status, string detail)
    {
        var reply = await wire.CallAsync("Say", new EchoRequest { Deed = deed });

        Assert.Equal(status, reply.Status);
        Assert.Equal(detail, reply.Detail);
    }

    [Fact]
    public async Task Status_WithDetailedErrors_SaysWhatWasThrown()
    {
        await using var detailed = await GrpcServer.StartAsync(options => options.EnableDetailedErrors = true);
        using var client = new GrpcWire(detailed.Address);

        var reply = await client.CallAsync("Say", new EchoRequest { Deed = "throw" });

        Assert.Contains("the secret cause", reply.Detail, StringComparison.Ordinal);
        Assert.Single(detailed.Log.Errors);
    }

    [Fact]
    public async Task Context_OfACall_TellsMethodHostPeerDeadlineAndOwnMetadata()
    {
        var reply = await wire.CallAsync("Say", new EchoRequest { Deed = "describe" }, ("x-own", "1"), ("grpc-x", "2"));

        var parts = reply.Detail.Split('|');
        Assert.Equal("/linkage.test.Echo/Say", parts[0]);
        Assert.Equal(server.Address.Authority, parts[1]);
        Assert.Matches(@"^ipv4:127\.0\.0\.1:\d+$", parts[2]);
        Assert.StartsWith("9999-12-31", parts[3], StringComparison.Ordinal);
        Assert.Equal("False", parts[4]);
        Assert.Equal("HTTP/2", parts[5]);
        Assert.Equal(["x-own"], parts[6].Split(',').Where(name => name.StartsWith('x')));
        Assert.DoesNotContain("te", parts[6].Split(','));
        Assert.DoesNotContain(parts[6].Split(','), name => name.StartsWith("grpc-", StringComparison.Ordinal));
    }
}
