using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;
using static LinkageService.Tests.Access.MatrixEndpoints;
using StatusCode = Grpc.Core.StatusCode;

namespace LinkageService.Tests.Access;

/// <summary>
/// Every role × every route and rpc × own, child and foreign organisation. Routes and rpcs are found in the running service, so
/// that a new one joins by itself.
/// </summary>
public sealed class AccessMatrixTests
{
    // What says that an organisation or what belongs to it is not there for this caller.
    private static readonly string[] ScopeCodes = ["unknown_organization", "unknown_run"];

    private static readonly string[] OpenRoutes =
    [
        "/errors", "/healthz", "/readyz", "/openapi/{documentName}.{extension:regex(^(json|ya?ml)$)}", "/openapi/{documentName}.json",
        "/v1/schemes/schema.json",
    ];

    [Fact]
    public async Task Endpoints_OfTheRunningService_AllDeclareWhatTheyNeed()
    {
        await using var service = await RunningService.StartAsync();
        var endpoints = Endpoints(service).ToArray();
        foreach (var endpoint in endpoints.Where(endpoint => !IsGrpcCatchAll(endpoint)))
        {
            Assert.True(endpoint.Metadata.GetMetadata<RequiresAttribute>() is not null, $"{endpoint.DisplayName} declares no permission");
        }

        Assert.All(
            endpoints.Where(each => (IsRest(each) || IsOurGrpc(each)) && Needed(each) == Permission.Open),
            endpoint => Assert.Contains(endpoint.RoutePattern.RawText, OpenRoutes));
        Assert.True(endpoints.Count(IsRest) >= 15 && endpoints.Count(IsOurGrpc) >= 6, $"{endpoints.Length} endpoints");
    }

    [FullRunTheory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Rest_EveryRoleAndRouteAndOrganization_AsTheTableSays(bool byToken)
    {
        await using var world = await WorldAsync(byToken);
        var wrong = new List<string>();
        var calls = 0;
        foreach (var endpoint in Endpoints(world.Service).Where(each => IsRest(each) && Needed(each) != Permission.Open))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                foreach (var (role, key) in world.Keys)
                {
                    // The foreign one first: what the own answers may change the data.
                    foreach (var relation in MatrixWorld.Organizations.Keys.Reverse())
                    {
                        var answer = await SendAsync(world, endpoint, method, key, relation);
                        calls++;
                        if (Wrong(role, endpoint, relation, answer.Status, answer.Code) is { } wanted)
                        {
                            wrong.Add($"{role.Name} {method} {endpoint.RoutePattern.RawText} {relation}: wanted {wanted}, "
                                + $"got {answer.Status} {answer.Code} {answer.Text}");
                        }
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(calls >= 12 * 5 * 4, $"{calls} calls");
    }

    [FullRunTheory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Grpc_EveryRoleAndRpcAndOrganization_AsTheTableSays(bool byToken)
    {
        await using var world = await WorldAsync(byToken);
        using var api = new GrpcApi(world.Service.GrpcAddress);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(world.Service).Where(IsOurGrpc))
        {
            var method = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.TrimStart('/');
            foreach (var (role, key) in world.Keys)
            {
                api.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", key);
                var codes = new Dictionary<string, (StatusCode? Status, string? Code)>(StringComparer.Ordinal);
                foreach (var relation in MatrixWorld.Organizations.Keys.Reverse())
                {
                    var answer = await api.CallAsync(method, GrpcExamples.Of(method, relation, world));
                    codes[relation] = (answer.Status, answer.Code);
                }

                if (WrongRpc(role, endpoint, codes) is { } what)
                {
                    wrong.Add($"{role.Name} {method}: {what}: {string.Join(", ", codes)}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task AnotherHostName_WhereNobodySignsIn_Refused()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Get, "/v1/schemes")).Status);
        var rebound = await service.SendAsync(HttpMethod.Get, "/v1/schemes", body: null, ("Host", "attacker.example"));
        Assert.Equal((400, "malformed_request"), (rebound.Status, rebound.Code));
    }

    [FullRunTheory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Console_EveryRoleAndPage_AsTheTableSays(bool byToken)
    {
        await using var world = await WorldAsync(byToken);
        var pages = Pages(world.Service).ToArray();
        var wrong = new List<string>();
        foreach (var page in pages)
        {
            var address = Regex.Replace(
                page.RoutePattern.RawText!, @"\{[^}]+\}", "own", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
            var nobody = await client.GetAsync(new Uri(world.Service.Client.BaseAddress!, address));
            if (nobody.StatusCode != System.Net.HttpStatusCode.Redirect
                || !nobody.Headers.Location!.ToString().StartsWith("/sign-in?next=", StringComparison.Ordinal))
            {
                wrong.Add($"nobody {address}: {nobody.StatusCode}");
            }

            foreach (var (role, key) in world.Keys)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Service.Client.BaseAddress!, address));
                request.Headers.Add("Cookie", world.CookieOf(key));
                using var answer = await client.SendAsync(request);
                var isForbidden = answer.StatusCode == System.Net.HttpStatusCode.Forbidden;
                if (isForbidden == role.Permissions.HasFlag(Needed(page)))
                {
                    wrong.Add($"{role.Name} {address}: {answer.StatusCode}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(pages.Length >= 20, $"{pages.Length} pages");
    }

    [FullRunTheory]
    [InlineData(false)]
    [FullRunData(true)]
    public async Task Calls_WithoutAKey_RefusedOnEveryRouteAndRpc(bool byToken)
    {
        await using var world = await WorldAsync(byToken);
        using var api = new GrpcApi(world.Service.GrpcAddress);
        foreach (var endpoint in Endpoints(world.Service).Where(each => IsRest(each) && Needed(each) != Permission.Open))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                var answer = await SendAsync(world, endpoint, method, key: null, "own");
                Assert.True(answer is { Status: 401, Code: "unauthenticated" }, $"{endpoint.DisplayName}: {answer.Status}");
            }
        }

        foreach (var endpoint in Endpoints(world.Service).Where(IsOurGrpc))
        {
            var method = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.TrimStart('/');
            var answer = await api.CallAsync(method, GrpcExamples.Of(method, "own", world));
            Assert.True(answer.Status == StatusCode.Unauthenticated, $"{method}: {answer.Status}");
        }
    }

    // The table of the roles decides about 403, the place of the organisation about 404.
    private static string? Wrong(Role role, RouteEndpoint endpoint, string relation, int status, string? code)
    {
        if ((role.Permissions & Needed(endpoint)) != Needed(endpoint))
        {
            return (status, code) == (403, "forbidden") ? null : "403 forbidden";
        }

        if (relation == MatrixWorld.Nowhere)
        {
            return null;
        }

        if (relation == "foreign" && IsScoped(endpoint))
        {
            return status == 404 && ScopeCodes.Contains(code) ? null : "404 of the organisation or run";
        }

        // Shared by all organisations: a key that is limited to one may not, whatever its role.
        var isShared = Needed(endpoint) is Permission.WriteSchemes or Permission.ReadMetrics;
        var isRefused = status is 401 or >= 500 || (code == "forbidden" && !isShared) || ScopeCodes.Contains(code);
        return isRefused ? "not 401, 403, 404 of the organisation, nor 500" : null;
    }

    private static string? WrongRpc(
        Role role, RouteEndpoint endpoint, IReadOnlyDictionary<string, (StatusCode? Status, string? Code)> codes)
    {
        if ((role.Permissions & Needed(endpoint)) != Needed(endpoint))
        {
            return codes.Values.All(each => each == (StatusCode.PermissionDenied, "forbidden")) ? null : "wanted PERMISSION_DENIED";
        }

        var isShared = Needed(endpoint) == Permission.WriteSchemes;
        if (codes["foreign"] != codes[MatrixWorld.Nowhere] && !ScopeCodes.Contains(codes["foreign"].Code))
        {
            return "what is another's must answer as what is not there";
        }

        return codes.Where(each => each.Key is "own" or "child").Any(each =>
            each.Value.Status is null or StatusCode.Unauthenticated or StatusCode.Internal or StatusCode.Unknown
            || (each.Value.Code == "forbidden" && !isShared) || ScopeCodes.Contains(each.Value.Code))
            ? "the own must not be refused"
            : null;
    }

    private static bool IsScoped(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name is "org" or "run");

    private static async Task<MatrixWorld> WorldAsync(bool byToken)
    {
        await using var service = await RunningService.StartAsync();
        var hasRuns = Endpoints(service).Any(endpoint => endpoint.RoutePattern.Parameters.Any(parameter => parameter.Name == "run"));
        return await MatrixWorld.BuildAsync(hasRuns, byToken);
    }
}
