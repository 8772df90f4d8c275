using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Grpc.AspNetCore.Server;
using LinkageService.Access;
using LinkageService.CommandLine;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using static LinkageService.Tests.Access.MatrixEndpoints;
using StatusCode = Grpc.Core.StatusCode;

namespace LinkageService.Tests.Access;

/// <summary>
/// What opened every door before opens none once it has ended, and neither does what another service gave: the answer is 401, or 429 once
/// more failed in a minute than people mistype.
/// </summary>
public sealed class DeadCredentialsTests
{
    [FullRunFact]
    public async Task Keys_ExpiredRotatedRevokedOrOfAnotherService_OpenNoDoor()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true);
        using var elsewhere = await TestStorage.CreateAsync("sqlite");
        var (foreign, _) = await ApiKeysTests.CreateAsync(elsewhere, "a", "viewer");
        var dead = new List<(string Why, string Key)> { ("of another service", foreign) };
        foreach (var why in new[] { "expired", "rotated", "revoked" })
        {
            var (key, id) = await ApiKeysTests.CreateAsync(world.Storage, why, "administrator", "town");
            Assert.Equal(200, (await world.SendAsync(key, HttpMethod.Get, "/v1/organizations", body: null)).Status);
            await EndAsync(world.Storage, why, id);
            dead.Add((why, key));
        }

        await RefusedEverywhereAsync(world, dead);
    }

    [FullRunFact]
    public async Task Tokens_ExpiredOrOfAnotherAudienceIssuerOrKey_OpenNoDoor()
    {
        await using var world = await MatrixWorld.BuildAsync(hasRuns: true, byToken: true);
        var issuer = world.Issuer!;
        const string good = "\"roles\": [\"administrator\"], \"organization\": \"town\"";
        Assert.Equal(200, (await world.SendAsync(issuer.Sign($"{{ {good} }}"), HttpMethod.Get, "/v1/organizations", body: null)).Status);
        await RefusedEverywhereAsync(world,
        [
            ("expired", issuer.Sign($"{{ {good}, \"exp\": 1000000000 }}")),
            ("not valid yet", issuer.Sign($"{{ {good}, \"nbf\": 3900000000, \"exp\": 4000000000 }}")),
            ("of another audience", issuer.Sign($"{{ {good}, \"aud\": \"other\" }}")),
            ("of another issuer", issuer.Sign($"{{ {good}, \"iss\": \"http://127.0.0.1:1\" }}")),
            ("signed by another", new SigningKey("first").Sign(issuer.Claims($"{{ {good} }}"))),
        ]);
    }

    private static async Task EndAsync(TestStorage storage, string why, string id)
    {
        switch (why)
        {
            case "rotated":
                Assert.Equal(ExitCode.Ok, (await ApiKeysTests.KeysAsync(storage, "rotate", id, "--overlap", "0m")).Code);
                break;
            case "revoked":
                Assert.Equal(ExitCode.Ok, (await ApiKeysTests.KeysAsync(storage, "revoke", id)).Code);
                break;
            default:
                await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
                {
                    await connection.OpenAsync();
                    await using var command = connection.CreateCommand();
                    command.CommandText = "UPDATE api_key SET expires_at = 1 WHERE id = $id";
                    command.Parameters.AddWithValue("$id", id);
                    Assert.Equal(1, await command.ExecuteNonQueryAsync());
                }

                break;
        }
    }

    private static async Task RefusedEverywhereAsync(MatrixWorld world, IReadOnlyList<(string Why, string Key)> dead)
    {
        using var api = new GrpcApi(world.Service.GrpcAddress);
        var wrong = new List<string>();
        var doors = 0;
        foreach (var endpoint in Endpoints(world.Service).Where(each => IsRest(each) && Needed(each) != Permission.Open))
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                doors++;
                foreach (var (why, key) in dead)
                {
                    var answer = await SendAsync(world, endpoint, method, key, "own");
                    wrong.AddRange(answer is { Status: 401, Code: "unauthenticated" } or { Status: 429, Code: "too_many_failed_sign_ins" }
                        ? []
                        : [$"{why}: {method} {endpoint.RoutePattern.RawText}: {answer.Status} {answer.Code}"]);
                }
            }
        }

        foreach (var endpoint in Endpoints(world.Service).Where(IsOurGrpc))
        {
            doors++;
            var method = endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.Method.FullName.TrimStart('/');
            foreach (var (why, key) in dead)
            {
                api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                var answer = await api.CallAsync(method, GrpcExamples.Of(method, "own", world));
                var isRefused = answer.Status == StatusCode.Unauthenticated || answer.Code == "too_many_failed_sign_ins";
                wrong.AddRange(isRefused ? [] : [$"{why}: {method}: {answer.Status}"]);
            }
        }

        if (world.Issuer is null)
        {
            doors += await PagesAsync(world, dead, wrong);
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(doors >= 200, $"{doors} doors");
    }

    // Browsers that signed in while the key lived.
    private static async Task<int> PagesAsync(MatrixWorld world, IReadOnlyList<(string Why, string Key)> dead, List<string> wrong)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        var pages = Pages(world.Service).ToArray();
        foreach (var (why, key) in pages.Length > 0 ? dead : [])
        {
            foreach (var page in pages)
            {
                var path = Regex.Replace(page.RoutePattern.RawText!, @"\{[^}]+\}", "own", RegexOptions.None, TimeSpan.FromSeconds(1));
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(world.Service.Client.BaseAddress!, path));
                request.Headers.Add("Cookie", world.CookieOf(key));
                using var answer = await client.SendAsync(request);
                var isSentToSignIn = answer.Headers.Location?.ToString().StartsWith("/sign-in?next=", StringComparison.Ordinal) ?? false;
                wrong.AddRange(isSentToSignIn ? [] : [$"{why}: {path}: {answer.StatusCode}"]);
            }
        }

        return pages.Length;
    }
}
