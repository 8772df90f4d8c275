using System.Net;
using System.Net.Sockets;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Grpc;

namespace LinkageService.Tests.Support;

/// <summary>nginx by <c>deploy/nginx.conf</c>, on ports of its own, before one service or several.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private Nginx(TemporaryFolder folder, int plain, int secure) =>
        (_folder, Plain, Address) = (folder, new Uri($"http://localhost:{plain}"), new Uri($"https://localhost:{secure}"));

    /// <summary>With TLS, for the console and REST as for gRPC.</summary>
    public Uri Address { get; }

    /// <summary>Without.</summary>
    public Uri Plain { get; }

    /// <summary>Skips the test where there is no nginx.</summary>
    public static Task RequireAsync() => Tool.RequireAsync("command -v nginx");

    /// <param name="services">Where each listens for REST and for gRPC.</param>
    public static async Task<Nginx> StartAsync(params (Uri Web, Uri Grpc)[] services)
    {
        var folder = new TemporaryFolder();
        var (certificate, key) = TlsTests.WriteCertificate(folder.Path);
        var nginx = new Nginx(folder, FreePort(), FreePort());
        var configuration = (await File.ReadAllTextAsync(Path.Combine(SchemeCases.RepositoryRoot(), "deploy", "nginx.conf")))
            .Replace("server linkage:5080;", Servers(services.Select(service => service.Web)), StringComparison.Ordinal)
            .Replace("server linkage:5081;", Servers(services.Select(service => service.Grpc)), StringComparison.Ordinal)
            .Replace("listen 80;", $"listen 127.0.0.1:{nginx.Plain.Port};", StringComparison.Ordinal)
            .Replace("listen 443 ", $"listen 127.0.0.1:{nginx.Address.Port} ", StringComparison.Ordinal)
            .Replace("/etc/nginx/tls/tls.crt", certificate, StringComparison.Ordinal)
            .Replace("/etc/nginx/tls/tls.key", key, StringComparison.Ordinal)
            .Replace("/run/nginx.pid", Path.Combine(folder.Path, "nginx.pid"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "nginx.conf"), configuration);
        var started = await Tool.RunAsync($"nginx -c {folder.Path}/nginx.conf -e {folder.Path}/error.log -p {folder.Path}", folder.Path);
        Assert.True(started.ExitCode == 0, started.Output);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync($"kill -QUIT $(cat {_folder.Path}/nginx.pid)", _folder.Path);
        _folder.Dispose();
    }

    private static string Servers(IEnumerable<Uri> addresses) =>
        string.Join("\n    ", addresses.Select(address => $"server {address.Authority};"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
