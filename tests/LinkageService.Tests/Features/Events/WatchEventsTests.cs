using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using LinkageService.Contracts.V1;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Events;

/// <summary>Whoever watches is sent what is there, then what comes; whoever was cut off goes on behind it.</summary>
public sealed class WatchEventsTests
{
    private static readonly Method<WatchEventsRequest, WatchEventsResponse> Watch = new(
        MethodType.ServerStreaming, "linkage.v1.Events", "WatchEvents",
        Marshallers.Create(request => request.ToByteArray(), WatchEventsRequest.Parser.ParseFrom),
        Marshallers.Create(response => response.ToByteArray(), WatchEventsResponse.Parser.ParseFrom));

    [Fact]
    public async Task Watch_WhatIsThereThenWhatComes_AndGoesOnBehindACut()
    {
        await using var service = await RunningService.StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        await ChangeAsync(service, "a");
        long next;
        using (var watching = Call(channel, new WatchEventsRequest { Type = "organization.changed" }))
        {
            Assert.Equal("a", (await NextAsync(watching)).Event.Organization);
            await ChangeAsync(service, "b");
            await ChangeAsync(service, "c");
            var second = await NextAsync(watching);
            Assert.Equal("b", second.Event.Organization);
            next = second.Next;
        }

        await ChangeAsync(service, "d");
        using var again = Call(channel, new WatchEventsRequest { After = next });
        Assert.Equal(
            ["c", "d"], [(await NextAsync(again)).Event.Organization, (await NextAsync(again)).Event.Organization]);

        // What is asked wrongly is refused at once.
        using var wrong = Call(channel, new WatchEventsRequest { Type = "nothing" });
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => NextAsync(wrong))).StatusCode);
    }

    [Fact]
    public async Task Watch_DeadlineAndTheEndOfTheService_EndIt()
    {
        GrpcChannel channel;
        AsyncServerStreamingCall<WatchEventsResponse> watching;
        await using (var service = await RunningService.StartAsync())
        {
            channel = GrpcChannel.ForAddress(service.GrpcAddress);
            using var brief = channel.CreateCallInvoker().AsyncServerStreamingCall(
                Watch, host: null, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1)),
                new WatchEventsRequest());
            var late = await Assert.ThrowsAsync<RpcException>(() => brief.ResponseStream.MoveNext());
            Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
            watching = Call(channel, new WatchEventsRequest());
            await watching.ResponseHeadersAsync;
        }

        using (channel)
        using (watching)
        {
            var stopped = await Assert.ThrowsAsync<RpcException>(() => watching.ResponseStream.MoveNext());
            Assert.Equal(StatusCode.Unavailable, stopped.StatusCode);
        }
    }

    [Fact]
    public async Task Watch_DeadlinesWhileItWrites_AreNoFailuresOfOurs()
    {
        // The service says at its end whether anything was logged as a failure.
        await using var service = await RunningService.StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        for (var at = 0; at < 300; at++)
        {
            await ChangeAsync(service, "a");
        }

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async call =>
        {
            var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(20 + (call * 3));
            using var brief = channel.CreateCallInvoker().AsyncServerStreamingCall(
                Watch, host: null, new CallOptions(deadline: deadline), new WatchEventsRequest());
            var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            {
                while (await brief.ResponseStream.MoveNext())
                {
                }
            });


            // A stream that the service ends at the deadline while it writes is reset, and a client may read that before its own timer.
            var isReset = ended is { StatusCode: StatusCode.Unavailable, Status.DebugException: IOException }
                && TimeProvider.System.GetUtcNow().UtcDateTime >= deadline;
            Assert.True(ended.StatusCode == StatusCode.DeadlineExceeded || isReset, ended.Status.ToString());
        }));
    }

    [Fact]
    public async Task Watch_BehindTheLastEntry_IsRefused()
    {
        await using var service = await RunningService.StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        await ChangeAsync(service, "a");
        var next = (await service.GetAsync("/v1/events")).Json.GetProperty("next").GetInt64();
        using var watching = Call(channel, new WatchEventsRequest { After = next + 1 });
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => NextAsync(watching))).StatusCode);
        foreach (var after in new[] { next + 1, 999_999_999, long.MaxValue })
        {
            var refused = await service.GetAsync($"/v1/events?after={after}");
            Assert.Equal((400, ("invalid_value", "after")), (refused.Status, Assert.Single(refused.Errors)));
        }

        Assert.Equal(200, (await service.GetAsync($"/v1/events?after={next}")).Status);
    }

    private static AsyncServerStreamingCall<WatchEventsResponse> Call(GrpcChannel channel, WatchEventsRequest request) =>
        channel.CreateCallInvoker().AsyncServerStreamingCall(Watch, host: null, new CallOptions(), request);

    private static async Task<WatchEventsResponse> NextAsync(AsyncServerStreamingCall<WatchEventsResponse> watching)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.True(await watching.ResponseStream.MoveNext(patience.Token));
        return watching.ResponseStream.Current;
    }

    private static Task ChangeAsync(RunningService service, string organization) => service.Services.GetRequiredService<Database>()
        .WriteAsync(new Change("甲", TimeProvider.System.GetUtcNow()), session =>
        {
            session.Audit(new AuditDraft("organization.change", "organization/" + organization, organization));
            return Task.FromResult(true);
        });
}
