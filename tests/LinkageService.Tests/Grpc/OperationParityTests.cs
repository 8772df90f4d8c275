using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.Tests.Access;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace LinkageService.Tests.Grpc;

/// <summary>
/// Whatever can be done over REST can be done over gRPC and the other way round, for the same permission. The pairs are the table of
/// <c>docs/grpc.md</c>; both sides are found in the running service.
/// </summary>
public sealed partial class OperationParityTests
{
    [Fact]
    public async Task Operations_OfRestAndGrpc_AreAllInTheTableOfPairs()
    {
        await using var service = await RunningService.StartAsync();
        var endpoints = MatrixEndpoints.Endpoints(service).ToArray();
        var rest = endpoints.Where(each => MatrixEndpoints.IsRest(each) && IsOfTheApi(each))
            .SelectMany(each => each.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(method => method != "HEAD").Select(method => (Name: $"{method} {each.RoutePattern.RawText}", Endpoint: each)))
            .ToDictionary(each => each.Name, each => MatrixEndpoints.Needed(each.Endpoint), StringComparer.Ordinal);
        var rpcs = endpoints.Where(MatrixEndpoints.IsOurGrpc).ToDictionary(
            each => each.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName["/linkage.v1.".Length..],
            MatrixEndpoints.Needed, StringComparer.Ordinal);
        Assert.True(rest.Count >= 47 && rpcs.Count >= 44, $"{rest.Count} operations, {rpcs.Count} rpcs");

        var pairs = await PairsAsync();
        var wrong = pairs.Select(pair => pair.Operation).Except(rest.Keys).Select(name => $"{name}: no such operation")
            .Concat(pairs.Select(pair => pair.Rpc).Except(rpcs.Keys).Select(name => $"{name}: no such rpc"))
            .Concat(rest.Keys.Except(pairs.Select(pair => pair.Operation)).Select(name => $"{name}: has no rpc"))
            .Concat(rpcs.Keys.Except(pairs.Select(pair => pair.Rpc)).Select(name => $"{name}: has no operation of REST"))
            .Concat(pairs.Where(pair => rest.TryGetValue(pair.Operation, out var needed)
                    && rpcs.TryGetValue(pair.Rpc, out var other) && needed != other)
                .Select(pair => $"{pair.Operation} needs {rest[pair.Operation]}, {pair.Rpc} {rpcs[pair.Rpc]}"))
            .ToArray();
        Assert.True(wrong.Length == 0, "docs/grpc.md, \"Which call is which\":\n" + string.Join('\n', wrong));
    }

    // Health, the pages of the errors and files such as the API's own document are no operations.
    private static bool IsOfTheApi(RouteEndpoint endpoint) => MatrixEndpoints.Needed(endpoint) != Permission.Open
        || (endpoint.RoutePattern.RawText!.StartsWith("/v1", StringComparison.Ordinal)
            && !endpoint.RoutePattern.RawText.EndsWith(".json", StringComparison.Ordinal));

    private static async Task<IReadOnlyList<(string Operation, string Rpc)>> PairsAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "grpc.md"));
        return lines.Select(line => Pair().Match(line)).Where(match => match.Success)
            .SelectMany(match => match.Groups["rpc"].Captures, (match, rpc) => (match.Groups["rest"].Value, rpc.Value)).ToArray();
    }

    [GeneratedRegex(@"^\| `(?<rest>[A-Z]+ /[^`]+)` \| (`(?<rpc>\w+/\w+)`(, )?)+ \|$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pair();
}
