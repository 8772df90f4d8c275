using System.Diagnostics;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Grpc.Calls;
using LinkageService.Grpc.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Grpc.Tests;

/// <summary>Deadlines and cancellation: the caller gets a status in time and the service's work stops.</summary>
public sealed class DeadlineTests : IAsyncLifetime
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
    [InlineData("1H", 36_000_000_000L)]
    [InlineData("99999999H", 3_599_999_964_000_000_000L)]
    [InlineData("2M", 1_200_000_000L)]
    [InlineData("3S", 30_000_000L)]
    [InlineData("5m", 50_000L)]
    [InlineData("7u", 70L)]
    [InlineData("1n", 1L)]
    [InlineData("250n", 2L)]
    [InlineData("0S", null)]
    [InlineData("S", null)]
    [InlineData("", null)]
    [InlineData("123456789S", null)]
    [InlineData("-1S", null)]
    [InlineData(" 1S", null)]
    [InlineData("1s", null)]
    [InlineData("1", null)]
    public void GrpcTimeout_Text_IsReadAsTicksOrRefused(string text, long? ticks)
    {
        var valid = GrpcTimeout.TryParse(text, out var timeout);

        Assert.Equal(ticks, valid ? timeout.Ticks : null);
    }

    [Fact]
    public async Task Deadline_WhileTheServiceWorks_EndsTheCallAndTheWork()
    {
        var clock = Stopwatch.StartNew();

        var reply = await wire.CallAsync("Say", new EchoRequest { DelayMs = 60_000 }, ("grpc-timeout", "100m"));

        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
        Assert.InRange(clock.ElapsedMilliseconds, 90, 5_000);
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the work stops");
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Deadline_OfAServiceThatIgnoresIt_StillEndsTheCallInTime()
    {
        var clock = Stopwatch.StartNew();

        var reply = await wire.CallAsync(
            "Say", new EchoRequest { Deed = "ignore the deadline" }, ("grpc-timeout", "20m"));

        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
        Assert.InRange(clock.ElapsedMilliseconds, 15, 190);
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the service returns");
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Deadline_InTheMiddleOfAStream_EndsItAfterWholeMessages()
    {
        var reply = await wire.CallAsync(
            "Repeat", new EchoRequest { Text = "x", Times = 1000, DelayMs = 20 }, ("grpc-timeout", "200m"));

        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
        Assert.False(reply.IsTrailersOnly);
        Assert.InRange(reply.Frames.Count, 1, 12);
    }

    [Fact]
    public async Task Deadline_WhileTheCallerDoesNotRead_StopsTheService()
    {
        var message = new EchoRequest { Times = 2000, Payload = ByteString.CopyFrom(new byte[10_000]) };
        using var response = await wire.Http.SendAsync(
            GrpcWire.Request("Repeat", new ByteArrayContent(GrpcWire.Frame(message)), ("grpc-timeout", "300m")),
            HttpCompletionOption.ResponseHeadersRead);

        await Eventually.HoldsAsync(() => server.Tally.WrittenSoFar > 0, "the stream begins");
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the service stops");

        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("Collect")]
    [InlineData("Chat")]
    public async Task Deadline_WhileTheUploadStalls_EndsTheCall(string method)
    {
        var content = new StreamedContent(async (body, stop) =>
        {
            await body.WriteAsync(new byte[] { 0, 0, 0 }, stop);
            await body.FlushAsync(stop);
            await Task.Delay(Timeout.Infinite, stop);
        });

        var reply = await wire.SendAsync(GrpcWire.Request(method, content, ("grpc-timeout", "200m")));

        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the service stops");
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData("Say", 60_000)]
    [InlineData("Repeat", 20)]
    [InlineData("Chat", 60_000)]
    public async Task Cancellation_ByTheCaller_StopsTheServiceWithoutAnError(string method, int delayMs)
    {
        using var cancellation = new CancellationTokenSource();
        var message = new EchoRequest { Text = "x", Times = 10_000, DelayMs = delayMs };
        var call = wire.SendAsync(
            GrpcWire.Request(method, new ByteArrayContent(GrpcWire.Frame(message))), cancellation.Token);
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 1, "the service works");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "the service stops");
        await Eventually.HoldsAsync(
            () => server.Log.All.Any(line => line.Contains("went away", StringComparison.Ordinal)), "it is logged");
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Deadline_OfThirtyThousandCallsOfAFewMilliseconds_GivesEachAStatus()
    {
        const int connections = 20;
        const int callsAtOnce = 25;
        const int callsInAll = 30_000;
        var active = 0L;
        using var listener = new MeterListener();
        var meters = server.Services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "rpc.server.active_calls" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref active, change));
        listener.Start();
        var clients = Enumerable.Range(0, connections).Select(_ => new GrpcWire(server.Address)).ToArray();
        var statuses = new int[18];
        var next = 0;

        await Task.WhenAll(Enumerable.Range(0, connections * callsAtOnce).Select(async worker =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) <= callsInAll;)
            {
                var request = new EchoRequest { Text = "x", DelayMs = i % 10, Times = 1 };
                var reply = await clients[worker % connections].CallAsync(
                    i % 4 == 0 ? "Repeat" : "Say", request, ("grpc-timeout", $"{(i % 9) + 1}m"));
                Interlocked.Increment(ref statuses[(int?)reply.Status ?? 17]);
            }
        }));

        Assert.Equal(0, statuses[17]);
        Assert.Equal(callsInAll, statuses[(int)StatusCode.OK] + statuses[(int)StatusCode.DeadlineExceeded]);
        Assert.InRange(statuses[(int)StatusCode.DeadlineExceeded], 1000, callsInAll);
        await Eventually.HoldsAsync(
            () => server.Tally.WorkingNow == 0 && Interlocked.Read(ref active) == 0, "every call ends");
        Assert.Empty(server.Log.Errors);
        Array.ForEach(clients, client => client.Dispose());
    }
}
