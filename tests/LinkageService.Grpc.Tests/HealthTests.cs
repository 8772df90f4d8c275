using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace LinkageService.Grpc.Tests;

/// <summary>The standard health service over the application's health checks.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private const string CheckPath = "/grpc.health.v1.Health/Check";
    private const string WatchPath = "/grpc.health.v1.Health/Watch";
    private HealthStatus storage = HealthStatus.Healthy;
    private GrpcServer server = null!;
    private GrpcWire wire = null!;

    public async ValueTask InitializeAsync()
    {
        server = await GrpcServer.StartAsync(
            configure: builder =>
            {
                builder.Services
                    .AddGrpcHealthChecks(options =>
                    {
                        options.Services.Map("linkage.test.Echo", check => check.Tags.Contains("echo"));
                        options.Services.Map("linkage.test.Store", check => check.Name == "storage");
                    })
                    .AddCheck("storage", () => new HealthCheckResult(storage))
                    .AddCheck("echo", () => HealthCheckResult.Degraded(), ["echo"]);
                builder.Services.Configure<HealthCheckPublisherOptions>(options =>
                    (options.Delay, options.Period) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
            },
            map: app => app.MapGrpcHealthChecksService());
        wire = new GrpcWire(server.Address);
    }

    public async ValueTask DisposeAsync()
    {
        wire.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("", HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData("", HealthStatus.Unhealthy, ServingStatus.NotServing)]
    [InlineData("linkage.test.Store", HealthStatus.Unhealthy, ServingStatus.NotServing)]
    [InlineData("linkage.test.Store", HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData("linkage.test.Echo", HealthStatus.Unhealthy, ServingStatus.Serving)]
    public async Task Check_OfAService_FollowsItsHealthChecks(string service, HealthStatus state, ServingStatus expected)
    {
        storage = state;

        var reply = await wire.CallAsync(CheckPath, new HealthCheckRequest { Service = service });

        Assert.Equal(expected, HealthCheckResponse.Parser.ParseFrom(Assert.Single(reply.Frames).Message).Status);
    }

    [Fact]
    public async Task Check_OfAnUnknownService_IsNotFound()
    {
        var reply = await wire.CallAsync(CheckPath, new HealthCheckRequest { Service = "nothing" });

        Assert.Equal(StatusCode.NotFound, reply.Status);
    }

    [Fact]
    public async Task Watch_OfAService_TellsEachChangeAndTheShutdown()
    {
        using var response = await wire.Http.SendAsync(
            GrpcWire.Request(WatchPath, new ByteArrayContent(GrpcWire.Frame(new HealthCheckRequest()))),
            HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();

        Assert.Equal(ServingStatus.Serving, await NextAsync(stream));
        storage = HealthStatus.Unhealthy;
        Assert.Equal(ServingStatus.NotServing, await NextAsync(stream));
        storage = HealthStatus.Healthy;
        Assert.Equal(ServingStatus.Serving, await NextAsync(stream));
        server.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        Assert.Equal(ServingStatus.NotServing, await NextAsync(stream));

        Assert.Equal(0, await stream.ReadAsync(new byte[1]));
        Assert.Equal("14", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task Watch_OfAnUnknownService_SaysSoAndGoesOn()
    {
        var request = GrpcWire.Request(
            WatchPath,
            new ByteArrayContent(GrpcWire.Frame(new HealthCheckRequest { Service = "nothing" })),
            ("grpc-timeout", "300m"));

        var reply = await wire.SendAsync(request);

        Assert.Equal(
            ServingStatus.ServiceUnknown,
            HealthCheckResponse.Parser.ParseFrom(Assert.Single(reply.Frames).Message).Status);
        Assert.Equal(StatusCode.DeadlineExceeded, reply.Status);
    }

    private static async Task<ServingStatus> NextAsync(Stream stream)
    {
        // A prefix, then field 1 as a varint of one byte.
        var frame = new byte[GrpcWire.Frame(new HealthCheckResponse { Status = ServingStatus.Serving }).Length];
        await stream.ReadExactlyAsync(frame).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
        return HealthCheckResponse.Parser.ParseFrom(frame.AsSpan(5)).Status;
    }
}
