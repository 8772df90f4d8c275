using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>Clients/linkage_client.py: the whole API through grpcio with generated stubs.</summary>
public sealed class PythonClientTests
{
    [Fact]
    public async Task Grpcio_OverTheWholeApi_FindsNothingUnusual()
    {
        await Tool.RequireAsync("python3 -c 'import grpc, grpc_tools'");
        await using var service = await RunningService.StartAsync();
        var root = SchemeCases.RepositoryRoot();
        var client = Path.Combine(AppContext.BaseDirectory, "Grpc", "Clients", "linkage_client.py");
        var (exitCode, output) = await Tool.RunAsync(
            $"""
            set -e
            stubs=$(mktemp -d)
            trap 'rm -rf "$stubs"' EXIT
            compile() (cd "$1" && shift && python3 -m grpc_tools.protoc -I . --python_out "$stubs" --grpc_python_out "$stubs" "$@")
            compile '{root}/protos' linkage/v1/calculations.proto linkage/v1/schemes.proto
            compile '{root}/src/LinkageService.Grpc/Protos/google' rpc/status.proto rpc/error_details.proto
            compile '{root}/src/LinkageService.Grpc/Protos/grpc/health/v1' health.proto
            compile '{root}/src/LinkageService.Grpc/Protos/grpc/reflection' v1/reflection.proto
            python3 '{client}' {service.GrpcAddress.Port} "$stubs"
            """,
            Path.GetTempPath());
        Assert.True(exitCode == 0, output);
        Assert.Equal(11, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));
    }
}
