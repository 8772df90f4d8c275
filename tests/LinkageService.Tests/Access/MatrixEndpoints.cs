using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.Http;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access;

/// <summary>
/// Routes, pages and rpcs as the running service has them, so that a new one joins by itself; a new part of a path needs a value in
/// <see cref="Filled"/>.
/// </summary>
internal static class MatrixEndpoints
{
    /// <summary>Calls a route with the example its documentation has.</summary>
    public static Task<Answer> SendAsync(
        MatrixWorld world, RouteEndpoint endpoint, string method, string? key, string relation, Action<HttpRequestMessage>? change = null)
    {
        var documentation = endpoint.Metadata.GetMetadata<EndpointDocumentation>();
        var example = documentation?.Examples.FirstOrDefault(each => each.Status < 300) ?? documentation?.Examples.FirstOrDefault();
        var name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName;
        var body = name switch
        {
            "PutOrganization" => MatrixWorld.OrganizationBody(relation),
            // Which organisations there are, each key sees otherwise.
            "CreateBatch" => """{ "year": 2025, "scheme": "tangwan-four-tier", "all": true, "dryRun": true }""",
            // A name is one account's.
            "CreateAccount" => $$"""{ "name": "{{Guid.NewGuid():N}}", "role": "approver" }""",
            _ => example?.Text,
        };
        return world.SendAsync(
            key, new HttpMethod(method), Filled(endpoint, relation, world), body, example?.ContentType ?? "application/json", change);
    }

    private static string Filled(RouteEndpoint endpoint, string relation, MatrixWorld world)
    {
        var path = endpoint.RoutePattern.RawText!;
        var isScheme = path.StartsWith("/v1/schemes/", StringComparison.Ordinal);
        var documentation = endpoint.Metadata.GetMetadata<EndpointDocumentation>();
        var isCompared = documentation?.Parameters.Any(parameter => parameter.Name == "with") ?? false;
        var filled = Regex.Replace(path, @"\{(?<name>[a-z]+)\}", part => part.Groups["name"].Value switch
        {
            "org" => MatrixWorld.Organizations[relation],
            "run" => world.Runs.GetValueOrDefault(relation, MatrixWorld.Nowhere),
            "household" => MatrixWorld.Household,
            "id" when isScheme => "tangwan-four-tier",
            "id" => MatrixWorld.Household,
            "version" => "1",
            "linkage" or "objection" or "file" or "import" or "webhook" or "check" or "account"
                or "batch" => new string('0', 32),
            "delivery" => "1-1",
            "kind" => "statements.csv",
            var name => throw new InvalidOperationException($"{path}: say what {{{name}}} is in the matrix"),
        }, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var required = documentation?.Parameters
            .Where(parameter => parameter is { IsRequired: true, IsHeader: false, Example: not null } && parameter.Name != "with")
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Example!)}").ToArray() ?? [];
        filled += required.Length > 0 ? "?" + string.Join('&', required) : "";
        return isCompared ? $"{filled}?with={world.Runs.GetValueOrDefault("own", MatrixWorld.Nowhere)}" : filled;
    }

    /// <summary>What the endpoint declares.</summary>
    public static Permission Needed(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<RequiresAttribute>()!.Permission;

    /// <summary>The pages and downloads of the console that somebody must sign in for.</summary>
    public static IEnumerable<RouteEndpoint> Pages(RunningService service) =>
        Endpoints(service).Where(each => ConsoleConventions.IsConsole(each) && Needed(each) != Permission.Open
            && (each.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true));

    /// <summary>Whether it is a route of REST.</summary>
    public static bool IsRest(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is null && !IsGrpcCatchAll(endpoint)
        && !ConsoleConventions.IsConsole(endpoint) && !IsWire(endpoint);

    // What a browser loads besides pages: scripts, styles, the connection of a session. It tells nothing of the books.
    private static bool IsWire(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText!.TrimStart('/') is var path && (path.StartsWith("_blazor", StringComparison.Ordinal)
            || path.StartsWith("_framework/", StringComparison.Ordinal) || path.StartsWith("_content/", StringComparison.Ordinal)
            || path.StartsWith("console.", StringComparison.Ordinal));

    /// <summary>Whether it is one of our rpcs.</summary>
    public static bool IsOurGrpc(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName.StartsWith("linkage.", StringComparison.Ordinal) ?? false;

    /// <summary>Whether it is the gRPC runtime's answer to methods and services that are not there.</summary>
    public static bool IsGrpcCatchAll(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name.StartsWith("unimplemented", StringComparison.Ordinal));

    /// <summary>Everything that is served.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(RunningService service) =>
        service.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
