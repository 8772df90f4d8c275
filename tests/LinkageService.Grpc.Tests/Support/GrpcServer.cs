using System.Net;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LinkageService.Grpc.Tests.Support;

/// <summary>A real Kestrel on loopback that serves <see cref="EchoService"/>.</summary>
public sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private GrpcServer(WebApplication application, LogRecorder log)
    {
        this.application = application;
        Log = log;
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.Single());
    }

    public Uri Address { get; }

    public LogRecorder Log { get; }

    public IServiceProvider Services => application.Services;

    public EchoService.Tally Tally => Services.GetRequiredService<EchoService.Tally>();

    public static async Task<GrpcServer> StartAsync(
        Action<GrpcServiceOptions>? options = null,
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        Action<ListenOptions>? listen = null,
        bool mapEcho = true)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            endpoint.Protocols = HttpProtocols.Http2;
            listen?.Invoke(endpoint);
        }));
        builder.Services.AddSingleton<EchoService.Tally>();
        builder.Services.AddGrpc(options ?? (_ => { }));
        configure?.Invoke(builder);
        var app = builder.Build();
        if (mapEcho)
        {
            app.MapGrpcService<EchoService>();
        }

        map?.Invoke(app);
        await app.StartAsync();
        return new GrpcServer(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
    }
}
