using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using LinkageService.Grpc.Calls;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Grpc.Tests;

/// <summary>What surrounds a service: its scope, its interceptors, its options, its telemetry.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task Service_PerCall_IsMadeInItsOwnScopeAndDisposedAfterwards()
    {
        var journal = new Journal();
        await using var server = await GrpcServer.StartAsync(
            configure: builder => builder.Services.AddSingleton(journal).AddScoped<ScopedThing>(),
            map: app => app.MapGrpcService<ScopedService>(),
            mapEcho: false);
        using var wire = new GrpcWire(server.Address);
        var path = "/linkage.test.Echo/Say";

        var first = await wire.CallAsync(path, new EchoRequest());
        var second = await wire.CallAsync(path, new EchoRequest());

        Assert.NotEqual(first.Reply.Text, second.Reply.Text);
        await Eventually.HoldsAsync(() => journal.Count("service disposed") == 2, "both services are disposed");
        await Eventually.HoldsAsync(() => journal.Count("thing disposed") == 2, "both scopes are disposed");
        Assert.Equal("service disposed", journal.Entries.First(entry => entry.EndsWith("disposed", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Say")]
    [InlineData("Collect")]
    [InlineData("Repeat")]
    [InlineData("Chat")]
    public async Task Interceptors_AroundEveryKindOfCall_RunInOrderAndSeeTheResult(string method)
    {
        var journal = new Journal();
        await using var server = await GrpcServer.StartAsync(
            options => options.Interceptors.Add<Recording>("outer"),
            builder =>
            {
                builder.Services.AddSingleton(journal);
                builder.Services.AddGrpc().AddServiceOptions<EchoService>(
                    options => options.Interceptors.Add<Recording>("inner"));
            });
        using var wire = new GrpcWire(server.Address);

        var reply = await wire.CallAsync(method, new EchoRequest { Times = 1 });

        Assert.Equal(StatusCode.OK, reply.Status);
        Assert.Equal(["outer before", "inner before", "inner after", "outer after"], journal.Entries);
    }

    [Fact]
    public async Task Interceptor_ThatRefuses_EndsTheCallBeforeTheService()
    {
        await using var server = await GrpcServer.StartAsync(
            options => options.Interceptors.Add<Recording>("refuse"),
            builder => builder.Services.AddSingleton<Journal>());
        using var wire = new GrpcWire(server.Address);

        var reply = await wire.CallAsync("Say", new EchoRequest());

        Assert.Equal(StatusCode.PermissionDenied, reply.Status);
        Assert.Empty(reply.Frames);
    }

    [Fact]
    public async Task ServiceOptions_OfOneService_StartAsThoseOfAll()
    {
        await using var server = await GrpcServer.StartAsync(
            options => (options.MaxReceiveMessageSize, options.EnableDetailedErrors) = (1_000, true),
            builder => builder.Services.AddGrpc().AddServiceOptions<EchoService>(
                options => options.MaxReceiveMessageSize = 10));
        using var wire = new GrpcWire(server.Address);

        var tooLong = await wire.CallAsync("Say", new EchoRequest { Text = "more than ten" });
        var thrown = await wire.CallAsync("Say", new EchoRequest { Deed = "throw" });

        Assert.Equal(StatusCode.ResourceExhausted, tooLong.Status);
        Assert.Contains("secret", thrown.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conventions_OnAService_ReachItsMethodsWithTheirAttributes()
    {
        await using var server = await GrpcServer.StartAsync(map: app =>
            app.MapGrpcService<MarkedService>().WithMetadata("convention"), mapEcho: false);
        var endpoint = server.Services.GetServices<Microsoft.AspNetCore.Routing.EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .Single(each => each.DisplayName == "gRPC - /linkage.test.Echo/Say");

        Assert.Contains("convention", endpoint.Metadata);
        Assert.Equal(["on class", "on method"], endpoint.Metadata.GetOrderedMetadata<MarkAttribute>().Select(m => m.Text));
        var method = endpoint.Metadata.GetRequiredMetadata<GrpcMethodMetadata>();
        Assert.Equal(typeof(MarkedService), method.ServiceType);
        Assert.Equal("/linkage.test.Echo/Say", method.Method.FullName);
    }

    [Theory]
    [InlineData(StatusCode.OK, "OK", ActivityStatusCode.Unset)]
    [InlineData(StatusCode.NotFound, "NOT_FOUND", ActivityStatusCode.Unset)]
    [InlineData(StatusCode.Internal, "INTERNAL", ActivityStatusCode.Error)]
    public async Task Telemetry_OfACall_FollowsTheRpcConventions(StatusCode code, string name, ActivityStatusCode outcome)
    {
        await using var server = await GrpcServer.StartAsync();
        using var wire = new GrpcWire(server.Address);
        var spans = new Journal<Activity>();
        using var tracing = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CallTelemetry.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(tracing);
        var measurements = new Journal<Dictionary<string, object?>>();
        using var metering = new MeterListener();
        var meters = server.Services.GetRequiredService<IMeterFactory>();
        metering.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "rpc.server.call.duration" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        metering.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            measurements.Add(tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal)));
        metering.Start();
        const string parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        await wire.CallAsync(
            "Say",
            new EchoRequest { Status = (int)code },
            ("traceparent", parent.Replace("0af7651916cd43dd8448eb211c80319c", trace, StringComparison.Ordinal)));

        await Eventually.HoldsAsync(
            () => spans.Entries.Any(each => each.TraceId.ToHexString() == trace), "the span ends");
        var span = spans.Entries.Single(each => each.TraceId.ToHexString() == trace);
        Assert.Equal("linkage.test.Echo/Say", span.DisplayName);
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal("grpc", span.GetTagItem("rpc.system.name"));
        Assert.Equal("linkage.test.Echo/Say", span.GetTagItem("rpc.method"));
        Assert.Equal(name, span.GetTagItem("rpc.response.status_code"));
        Assert.Equal(outcome, span.Status);
        var measured = Assert.Single(measurements.Entries);
        Assert.Equal("linkage.test.Echo/Say", measured["rpc.method"]);
        Assert.Equal(name, measured["rpc.response.status_code"]);
        Assert.Equal(outcome == ActivityStatusCode.Error ? name : null, measured.GetValueOrDefault("error.type"));
    }

    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    private sealed class MarkAttribute(string text) : Attribute
    {
        public string Text { get; } = text;
    }

    [Mark("on class")]
    private sealed class MarkedService : Echo.EchoBase
    {
        [Mark("on method")]
        public override Task<EchoReply> Say(EchoRequest request, ServerCallContext context) =>
            Task.FromResult(new EchoReply());
    }

    private sealed class ScopedService(ScopedThing thing, Journal journal) : Echo.EchoBase, IAsyncDisposable
    {
        public override Task<EchoReply> Say(EchoRequest request, ServerCallContext context) =>
            Task.FromResult(new EchoReply { Text = thing.Id.ToString() });

        public ValueTask DisposeAsync()
        {
            journal.Add("service disposed");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class ScopedThing(Journal journal) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public void Dispose() => journal.Add("thing disposed");
    }

    private sealed class Recording(string name, Journal journal) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => continuation(request, context));

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => continuation(requestStream, context));

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => Finished(continuation(request, responseStream, context)));

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
            AroundAsync(() => Finished(continuation(requestStream, responseStream, context)));

        private static async Task<bool> Finished(Task task)
        {
            await task;
            return true;
        }

        private async Task<T> AroundAsync<T>(Func<Task<T>> call)
        {
            if (name == "refuse")
            {
                throw new RpcException(new Status(StatusCode.PermissionDenied, "not you"));
            }

            journal.Add($"{name} before");
            var result = await call();
            journal.Add($"{name} after");
            return result;
        }
    }
}
