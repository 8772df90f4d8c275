using LinkageService.Grpc.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Grpc.Tests.Interop;

/// <summary>Clients/client.py: the grpcio client with generated stubs, as the Debian packages have it.</summary>
public sealed class PythonClientTests
{
    // Debian's own interpreter, which has the packages; another one on the path may not.
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task Grpcio_WithGeneratedStubs_FindsNothingUnusual()
    {
        var (importing, _) = await Tool.RunAsync(Python, "-c", "import grpc, grpc_tools");
        Component.Require(importing == 0, "python3-grpcio and python3-grpc-tools (Debian packages)");
        await using var server = await GrpcServer.StartAsync(
            options => options.ResponseCompressionAlgorithm = "gzip",
            builder =>
            {
                builder.Services.AddGrpcReflection();
                builder.Services.AddGrpcHealthChecks();
            },
            app =>
            {
                app.MapGrpcReflectionService();
                app.MapGrpcHealthChecksService();
            });
        var stubs = Directory.CreateTempSubdirectory("linkage-stubs-").FullName;
        try
        {
            await GenerateAsync(stubs, "Protos", "echo.proto", "health.proto");
            await GenerateAsync(stubs, "Protos/reflection", "v1/reflection.proto", "v1alpha/reflection.proto");
            await GenerateAsync(stubs, "Protos/google", "rpc/status.proto", "rpc/error_details.proto");

            var script = Path.Combine(AppContext.BaseDirectory, "Clients", "client.py");
            var (exitCode, output) = await Tool.RunAsync(Python, script, $"{server.Address.Port}", stubs);

            Assert.True(exitCode == 0, output);
            Assert.Contains("ok reflection_alpha", output, StringComparison.Ordinal);
            await Eventually.HoldsAsync(() => server.Tally.WorkingNow == 0, "every call ends");
            Assert.True(server.Log.Errors.Count == 0, string.Join("\n", server.Log.Errors));
        }
        finally
        {
            Directory.Delete(stubs, recursive: true);
        }
    }

    private static async Task GenerateAsync(string stubs, string root, params string[] files)
    {
        root = Path.Combine(AppContext.BaseDirectory, root);
        var (exitCode, output) = await Tool.RunAsync(
            Python,
            ["-m", "grpc_tools.protoc", "-I", root, "--python_out", stubs, "--grpc_python_out", stubs, .. files]);
        Assert.True(exitCode == 0, output);
    }
}
