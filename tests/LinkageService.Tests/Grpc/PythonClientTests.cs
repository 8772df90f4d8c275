using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>Clients/linkage_client.py: the whole API through grpcio with generated stubs.</summary>
public sealed class PythonClientTests
{
    [FullRunFact]
    public async Task Grpcio_OverTheWholeApi_FindsNothingUnusual()
    {
        await Tool.RequireAsync("python3 -c 'import grpc, grpc_tools' && test -d /usr/share/grpc-proto");
        await using var service = await RunningService.StartAsync(errorsAreExpected: true);
        var root = SchemeCases.RepositoryRoot();
        var clients = Path.Combine(AppContext.BaseDirectory, "Grpc", "Clients");
        var (exitCode, output) = await Tool.RunAsync(
            $"""
            set -e
            stubs=$(mktemp -d)
            trap 'rm -rf "$stubs"' EXIT
            compile() (cd "$1" && shift && python3 -m grpc_tools.protoc -I . --python_out "$stubs" --grpc_python_out "$stubs" "$@")
            compile '{root}/protos' linkage/v1/calculations.proto linkage/v1/schemes.proto
            # Debian's compiler knows no "optional" in proto3; on the wire it is the same.
            mkdir "$stubs/google" && cp -r '{clients}/google/rpc' "$stubs/google" && sed -i 's/^ *optional //' "$stubs"/google/rpc/*
            compile "$stubs/google" rpc/status.proto rpc/error_details.proto
            compile /usr/share/grpc-proto/grpc/health/v1 health.proto
            compile /usr/share/grpc-proto/grpc/reflection v1alpha/reflection.proto
            python3 '{clients}/linkage_client.py' {service.GrpcAddress.Port} "$stubs"
            """,
            Path.GetTempPath());
        Assert.True(exitCode == 0, output);
        Assert.Equal(11, output.Split('\n').Count(line => line.StartsWith("ok ", StringComparison.Ordinal)));

        // Where calls are given up faster than a busy machine answers them, Kestrel closes the connection and logs it.
        Assert.All(service.Log.Errors, error =>
            Assert.Contains("exceeded the output operations maximum queue size", error, StringComparison.Ordinal));
    }
}
