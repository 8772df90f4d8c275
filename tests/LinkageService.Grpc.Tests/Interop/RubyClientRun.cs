using LinkageService.Grpc.InteropHost;
using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace LinkageService.Grpc.Tests.Interop;

/// <summary>
/// One run of the official interoperability client, as the Debian package ruby-grpc ships it, against the interop host
/// and one against the broken host.
/// </summary>
public sealed class RubyClientRun : IAsyncLifetime
{
    public static readonly string[] Cases =
    [
        "empty_unary",
        "large_unary",
        "client_compressed_unary",
        "client_streaming",
        "client_compressed_streaming",
        "server_streaming",
        "ping_pong",
        "timeout_on_sleeping_server",
        "empty_stream",
        "cancel_after_begin",
        "cancel_after_first_response",
        "unimplemented_method",
        "unimplemented_service",
        "status_code_and_message",
        "custom_metadata",
    ];

    /// <summary>What is missing on this machine, or null.</summary>
    public string? Missing { get; private set; } = InteropServer.Missing;

    /// <summary>What the client printed of the interop host.</summary>
    public string Good { get; private set; } = "";

    /// <summary>What the client printed of the broken host.</summary>
    public string Broken { get; private set; } = "";

    public LogRecorder Log { get; } = new();

    public async ValueTask InitializeAsync()
    {
        var (exitCode, files) = await Tool.RunAsync("dpkg", "-L", "ruby-grpc");
        var client = files.Split('\n')
            .FirstOrDefault(file => exitCode == 0 && file.EndsWith("/pb/test/client.rb", StringComparison.Ordinal));
        if (client is null)
        {
            Missing ??= "ruby-grpc (Debian package)";
        }

        if (Missing is null)
        {
            var runs = await Task.WhenAll(RunAsync(client!, broken: false), RunAsync(client!, broken: true));
            (Good, Broken) = (runs[0], runs[1]);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> RunAsync(string client, bool broken)
    {
        await using var server = InteropServer.Create(0, broken, builder =>
        {
            builder.Logging.ClearProviders();
            if (!broken)
            {
                builder.Logging.AddProvider(Log);
            }
        });
        await server.StartAsync();
        var port = new Uri(server.Urls.Single()).Port;
        var script = Path.Combine(AppContext.BaseDirectory, "Clients", "official_cases.rb");
        return (await Tool.RunAsync("ruby", [script, client, $"{port}", .. Cases])).Output;
    }
}
