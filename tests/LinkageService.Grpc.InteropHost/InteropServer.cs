using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Grpc.InteropHost;

/// <summary>Serves grpc.testing.TestService, which the official clients test servers with.</summary>
public static class InteropServer
{
    /// <summary>What is missing on the machine this was built on, or null.</summary>
    public static string? Missing =>
#if TEST_PROTOS
        null;
#else
        "grpc-proto (Debian package; its test.proto was absent when the host was built)";
#endif

    /// <summary>Makes the server.</summary>
    /// <param name="port">The port on loopback; 0 for any free one.</param>
    /// <param name="broken">Whether every answer is wrong, to show that the tests can fail.</param>
    /// <param name="configure">Further settings.</param>
    public static WebApplication Create(int port, bool broken, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        configure?.Invoke(builder);
        var app = builder.Build();
#if TEST_PROTOS
        if (broken)
        {
            app.MapGrpcService<TestServices.BrokenTestService>();
            app.MapGrpcService<TestServices.BrokenUnimplementedService>();
        }
        else
        {
            app.MapGrpcService<TestServices.TestService>();
        }
#else
        _ = broken;
#endif
        return app;
    }
}
