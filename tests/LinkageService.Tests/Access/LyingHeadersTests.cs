using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static LinkageService.Tests.Access.MatrixEndpoints;

namespace LinkageService.Tests.Access;

/// <summary>
/// The matrix once more with headers that lie about what the request is and where it comes from: what a caller sends besides a key
/// changes nothing about who may call. Whoever is refused is refused with each lie, whoever is let in gets the same with all of them.
/// </summary>
public sealed class LyingHeadersTests
{
    private static readonly string[] Types =
    [
        "application/grpc", "application/grpcx", "application/grpc-web+json", "APPLICATION/GRPC", "Application/Grpc+Proto",
    ];

    private static readonly (string Name, string Value)[][] Lies =
    [
        [("X-HTTP-Method-Override", "GET")], [("X-HTTP-Method-Override", "DELETE")], [("X-HTTP-Method", "OPTIONS")],
        [("X-Forwarded-For", "127.0.0.1")], [("X-Forwarded-Proto", "https")], [("X-Forwarded-Host", "localhost")],
        [("X-Forwarded-Prefix", "/healthz")], [("Forwarded", "for=127.0.0.1;host=localhost;proto=https")],
        [("X-Original-URL", "/healthz")], [("X-Rewrite-URL", "/healthz")], [("X-Linkage-User", "admin")],
        [("TE", "trailers"), ("grpc-accept-encoding", "gzip"), ("grpc-timeout", "1S")],
        [("Connection", "Upgrade, HTTP2-Settings"), ("Upgrade", "h2c"), ("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA")],
        [("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")],
    ];

    [FullRunTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rest_EveryRouteAndCallerAndLie_SameStatusAsWithout(bool byToken)
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true, byToken);
        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(world.Service).Where(each => IsRest(each) && Needed(each) != Permission.Open))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                await CompareAsync(world, endpoint, method, wrong,
                    async (key, change) => (await SendAsync(world, endpoint, method, key, "foreign", change)).Status);
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [FullRunTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Console_EveryPageAndCallerAndLie_SameStatusAsWithout(bool byToken)
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true, byToken);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var wrong = new List<string>();
        foreach (var page in Endpoints(world.Service).Where(each => ConsoleConventions.IsConsole(each) && Needed(each) != Permission.Open))
        {
            var address = new Uri(world.Service.Client.BaseAddress!, Regex.Replace(
                page.RoutePattern.RawText!, @"\{[^}]+\}", "own", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
            await CompareAsync(world, page, "GET", wrong, async (key, change) =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (key is not null)
                {
                    request.Headers.Add("Cookie", world.CookieOf(key));
                }

                change?.Invoke(request);
                using var answer = await client.SendAsync(request);
                return (int)answer.StatusCode;
            });
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [FullRunTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Grpc_EveryRpcAndCallerAndLie_SameStatusAsWithout(bool byToken)
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true, byToken);
        using var plain = new GrpcApi(world.Service.GrpcAddress);
        using var lying = new GrpcApi(world.Service.GrpcAddress);
        foreach (var (name, value) in Lies.SelectMany(lie => lie).Where(lie => !IsOfConnection(lie.Name)).DistinctBy(lie => lie.Name))
        {
            lying.Headers.TryAddWithoutValidation(name, value);
        }

        var wrong = new List<string>();
        foreach (var endpoint in Endpoints(world.Service).Where(IsOurGrpc))
        {
            var method = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.TrimStart('/');
            var message = GrpcExamples.Of(method, "foreign", world);
            foreach (var key in Callers(world))
            {
                plain.Headers.Authorization = lying.Headers.Authorization = Bearer(key);
                var (before, after) = (await plain.CallAsync(method, message), await lying.CallAsync(method, message));
                if ((before.Status, before.Code) != (after.Status, after.Code))
                {
                    wrong.Add($"{method}: {before.Status} {before.Code}, lying {after.Status} {after.Code}");
                }
            }

            foreach (var type in Types)
            {
                // Over HTTP/1.1 and as another kind of request it is no call, whoever asks.
                var answer = await world.SendAsync(world.Keys[Role.Administrator], HttpMethod.Post, "/" + method, "{}", type);
                if (answer.Status is not (StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status426UpgradeRequired))
                {
                    wrong.Add($"{method} as {type} over HTTP/1.1: {answer.Status}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static async Task CompareAsync(MatrixWorld world, RouteEndpoint endpoint, string method, List<string> wrong,
        Func<string?, Action<HttpRequestMessage>?, Task<int>> ask)
    {
        foreach (var key in Callers(world))
        {
            var honest = await ask(key, null);
            var isLetIn = world.RoleOf(key)?.Permissions.HasFlag(Needed(endpoint)) ?? false;
            foreach (var (name, change, isType) in isLetIn ? All(method) : Each(world))
            {
                var status = await ask(key, change);

                // Whoever is let in and sends another kind of body than is read here hears so.
                var isOtherBody = isType && isLetIn && status == StatusCodes.Status415UnsupportedMediaType;
                if (status != honest && !isOtherBody)
                {
                    wrong.Add($"{world.RoleOf(key)?.Name ?? "nobody"} {method} {endpoint.RoutePattern.RawText} with {name}: "
                        + $"{status}, wanted {honest} as without");
                }
            }
        }
    }

    private static IEnumerable<(string Name, Action<HttpRequestMessage> Change, bool IsType)> Each(MatrixWorld world)
    {
        foreach (var type in Types)
        {
            yield return (type, request => Claim(request, type), true);
        }

        foreach (var lie in Lies)
        {
            yield return (lie[^1].Name, request => Add(request, lie), false);
        }

        yield return ("HTTP/1.0", request => request.Version = HttpVersion.Version10, false);
        yield return ("HTTP/2 on the other port", request => AsHttp2(request, world.Service.GrpcAddress), false);
    }

    private static IEnumerable<(string Name, Action<HttpRequestMessage> Change, bool IsType)> All(string method)
    {
        yield return ("all of them", request => Add(request, Lies.SelectMany(lie => lie)
            .Where(lie => method == "GET" || !IsOfConnection(lie.Name)).DistinctBy(lie => lie.Name)), false);
        yield return (Types[0], request => Claim(request, Types[0]), method != "GET");
    }

    private static void Claim(HttpRequestMessage request, string type)
    {
        // A request without a body says what it is all the same.
        request.Content ??= new ByteArrayContent([]);
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
    }

    private static void Add(HttpRequestMessage request, IEnumerable<(string Name, string Value)> lie)
    {
        foreach (var (name, value) in lie)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AsHttp2(HttpRequestMessage request, Uri address)
    {
        request.RequestUri = new Uri(address, request.RequestUri!.PathAndQuery);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
    }

    private static bool IsOfConnection(string name) =>
        name is "Connection" or "Upgrade" or "TE" or "HTTP2-Settings" || name.StartsWith("Sec-", StringComparison.Ordinal)
        || name.StartsWith("grpc-", StringComparison.Ordinal);

    private static IEnumerable<string?> Callers(MatrixWorld world) => [null, .. world.Keys.Values];

    private static AuthenticationHeaderValue? Bearer(string? key) => key is null ? null : new AuthenticationHeaderValue("Bearer", key);
}
