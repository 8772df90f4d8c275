using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using LinkageService.Contracts.V1;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access.Issuers;

/// <summary>Calls with tokens of a real issuer: which are taken, and what the others hear.</summary>
public sealed class IssuerTokenTests
{
    private const string Address = "/v1/organizations";

    [FullRunFact]
    public async Task Token_OfAProgram_TakenOverRestAndGrpcAndNamedInTheAuditLog()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (auditor, _) = await ApiKeysTests.CreateAsync(storage, "审计员", "auditor");
        await issuer.StartAsync();
        await using var service = await RunningService.StartAsync([.. issuer.Settings, .. storage.Settings]);
        var token = await issuer.GiveAsync();
        var put = await service.SendAsync(HttpMethod.Put, Address + "/tangwan",
            """{ "name": "塘湾", "legalForm": "rural_collective" }""", ("Authorization", "Bearer " + token), ("If-None-Match", "*"));
        Assert.True(put.Status == 201, put.Text);
        using var api = new GrpcApi(service.GrpcAddress);
        api.Headers.Authorization = new("Bearer", token);
        var listed = await api.CallAsync("linkage.v1.Organizations/ListOrganizations", new ListOrganizationsRequest());
        Assert.True(listed.Status is null or StatusCode.OK, $"{listed.Status} {listed.Code}");

        // A key beside it works as ever, and says who it was: the program has no name but its id.
        var audit = await service.SendAsync(HttpMethod.Get, "/v1/audit?limit=1000", body: null, ("Authorization", "Bearer " + auditor));
        Assert.Contains("\"robot <robot>\"", audit.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log.Messages, line => line.Contains(token[..40], StringComparison.Ordinal));
    }

    [FullRunTheory]
    [InlineData("""{ "aud": "another" }""", "another audience")]
    [InlineData("""{ "aud": null }""", "another audience")]
    [InlineData("""{ "iss": "https://login.example" }""", "another issuer")]
    [InlineData("""{ "exp": null }""", "no expiry")]
    [InlineData("""{ "exp": "tomorrow" }""", "")]
    [InlineData("""{ "nbf": 4000000000 }""", "not valid yet")]
    [InlineData("""{ "exp": 1500000000 }""", null)]
    [InlineData("""{ "sub": null }""", "no claim sub")]
    [InlineData("""{ "sub": "zhang> <li" }""", "no claim sub")]
    public async Task Token_NotGood_401OverRestAndGrpc(string claims, string? logged)
    {
        await using var world = await World.StartAsync();
        await RefusedAsync(world, world.Issuer.Sign(claims), logged);
    }

    [FullRunFact]
    public async Task Token_Forged_401OverRestAndGrpc()
    {
        await using var world = await World.StartAsync();
        var (issuer, claims) = (world.Issuer, world.Issuer.Claims());
        var good = issuer.Sign().Split('.');
        await RefusedAsync(world, new SigningKey("first").Sign(claims), "not signed by the issuer");
        await RefusedAsync(world, $"{good[0]}.{SigningKey.Encoded(issuer.Claims("""{ "roles": ["head"] }"""))}.{good[2]}", "not signed");
        await RefusedAsync(world, $"{SigningKey.Encoded("""{"alg":"none"}""")}.{good[1]}.", logged: "");
        await RefusedAsync(world, issuer.Key.Sign(claims, """{"alg":"RS256","typ":"logout+jwt","kid":"first"}"""), "another kind of token");

        // The public key taken for a secret that both sides share.
        var text = $"{SigningKey.Encoded("""{"alg":"HS256","typ":"JWT","kid":"first"}""")}.{good[1]}";
        var mark = HMACSHA256.HashData(Encoding.UTF8.GetBytes(issuer.Key.Pem), Encoding.UTF8.GetBytes(text));
        await RefusedAsync(world, $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(mark)}", logged: "");
        Assert.Equal(200, (await world.GetAsync(issuer.Sign())).Status);
        Assert.Equal(200, (await world.GetAsync(issuer.Key.Sign(claims, """{"alg":"RS256"}"""))).Status);
    }

    [FullRunTheory]
    [InlineData("""{ "roles": null }""", "roles")]
    [InlineData("""{ "roles": ["visitor"] }""", "roles")]
    [InlineData("""{ "roles": ["finance", "leader"] }""", "roles")]
    [InlineData("""{ "organization": null }""", "organization")]
    [InlineData("""{ "organization": ["a", "b"] }""", "organization")]
    [InlineData("""{ "organization": "nowhere" }""", "organization")]
    public async Task Token_WithoutRights_403ThatNamesTheClaim(string claims, string claim)
    {
        await using var world = await World.StartAsync();
        var answer = await world.GetAsync(world.Issuer.Sign(claims));
        Assert.Equal((403, "token_without_rights"), (answer.Status, answer.Code));
        Assert.Equal(claim, Assert.Single(answer.Errors).Field);
        Assert.Equal((StatusCode.PermissionDenied, "token_without_rights"), await world.CallAsync(world.Issuer.Sign(claims)));
    }

    [FullRunFact]
    public async Task Token_OrganizationOfTheSettingThatThereIsNot_403ThatNamesTheSetting()
    {
        await using var world = await World.StartAsync("--Auth:Organization=own");
        var answer = await world.GetAsync(world.Issuer.Sign());
        Assert.Equal((403, "token_without_rights"), (answer.Status, answer.Code));
        Assert.Equal("Auth:Organization", Assert.Single(answer.Errors).Field);
    }

    [FullRunFact]
    public async Task Token_OfOneOrganization_SeesThatOnly()
    {
        await using var world = await World.StartAsync("--Auth:Claims:Role=realm_access.roles", "--Auth:Claims:Organization=org");
        var runs = new RunWorld(world.Service);
        await runs.OrganizationAsync("own", "rural_collective");
        await runs.OrganizationAsync("other", "rural_collective");
        var token = world.Issuer.Sign("""{ "roles": null, "realm_access": { "roles": ["offline", "leader"] }, "org": "own" }""");
        Assert.Equal(200, (await world.GetAsync(token, Address + "/own")).Status);
        Assert.Equal(404, (await world.GetAsync(token, Address + "/other")).Status);
    }

    [FullRunFact]
    public async Task Issuer_DownAtTheStartThenWithOtherKeys_503ThenTaken()
    {
        var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await ApiKeysTests.CreateAsync(storage, "监控", "viewer");
        var clock = new SetClock(TimeProvider.System.GetUtcNow());
        var service = await RunningService.StartAsync([.. issuer.Settings, .. storage.Settings],
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await using var world = new World(issuer, service);
        await UnavailableAsync(world, issuer.Sign());
        Assert.Equal(200, (await world.GetAsync(key)).Status);

        await issuer.StartAsync();
        await UnavailableAsync(world, issuer.Sign());
        clock.Now += TimeSpan.FromSeconds(10);
        var old = issuer.Sign();
        Assert.Equal(200, (await world.GetAsync(old)).Status);

        // Gone again: keys that are known are enough, of others nobody can say anything.
        await issuer.StopAsync();
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.Equal(200, (await world.GetAsync(issuer.Sign())).Status);
        var next = new SigningKey("second");
        await UnavailableAsync(world, next.Sign(issuer.Claims()));

        // Back with other keys: the new are found at once, the old are not taken any more.
        await issuer.StartAsync(key: next);
        clock.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(200, (await world.GetAsync(issuer.Sign())).Status);
        clock.Now += TimeSpan.FromSeconds(10);
        Assert.Equal(401, (await world.GetAsync(old)).Status);
        Assert.Contains(service.Log.Messages, line => line.Contains("The issuer of tokens cannot be reached", StringComparison.Ordinal));
    }

    [FullRunFact]
    public async Task Maker_ByTokenAndThenByAnotherDoor_CannotApprove()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        await issuer.StartAsync();
        await using var service = await RunningService.StartAsync([.. issuer.Settings, .. storage.Settings]);
        await new RunWorld(service).OrganizationAsync("tangwan", "rural_collective");
        Use(issuer.Sign());
        var run = await service.SendAsync(HttpMethod.Post, "/v1/organizations/tangwan/runs", RunWorld.Body, ("Idempotency-Key", "a"));
        Assert.True(run.Status == 201, run.Text);
        Assert.Equal("张三 <zhang>", run.Json.GetProperty("maker").GetString());
        var address = "/v1/runs/" + run.Json.GetProperty("id").GetString();
        Assert.Equal(200, (await ActAsync("submit", "{}")).Status);
        Assert.Equal(200, (await ActAsync("disclose", """{ "from": "2026-01-05", "noticeDays": 20 }""")).Status);

        // A key of that name, the same person under another name at the issuer, and a key that says whose it is.
        var (named, _) = await ApiKeysTests.CreateAsync(storage, "张 三", "approver");
        var (bound, _) = await ApiKeysTests.CreateAsync(storage, "老张 <ZHANG>", "approver");
        foreach (var door in new[] { named, bound, issuer.Sign("""{ "name": "章三", "roles": ["leader"] }""") })
        {
            Use(door);
            var digest = (await service.GetAsync(address)).Json.GetProperty("digest").GetString();
            Assert.Contains("approver_is_maker", (await ActAsync("approve", RunWorld.Approval(digest!))).Text, StringComparison.Ordinal);
        }

        // Another person of the same name at the issuer is another person.
        Use(issuer.Sign("""{ "sub": "zhang2", "roles": ["leader"] }"""));
        var seen = (await service.GetAsync(address)).Json.GetProperty("digest").GetString();
        Assert.DoesNotContain("approver_is_maker", (await ActAsync("approve", RunWorld.Approval(seen!))).Text, StringComparison.Ordinal);

        void Use(string token) => service.Client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Task<Answer> ActAsync(string act, string body) =>
            service.SendAsync(HttpMethod.Post, $"{address}:{act}", body, ("If-Match", "*"));
    }

    private static async Task RefusedAsync(World world, string token, string? logged)
    {
        var answer = await world.GetAsync(token);
        Assert.Equal((401, "unauthenticated"), (answer.Status, answer.Code));
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers["WWW-Authenticate"]);
        Assert.Equal((StatusCode.Unauthenticated, "unauthenticated"), await world.CallAsync(token));
        var last = world.Service.Log.Messages.LastOrDefault(line => line.Contains("A sign-in failed", StringComparison.Ordinal));
        Assert.Equal(logged is not null, last?.Contains(logged ?? "", StringComparison.Ordinal) ?? false);
    }

    private static async Task UnavailableAsync(World world, string token)
    {
        var answer = await world.GetAsync(token);
        Assert.Equal((503, "issuer_unavailable", "10"), (answer.Status, answer.Code, answer.Headers["Retry-After"]));
        Assert.Equal((StatusCode.Unavailable, "issuer_unavailable"), await world.CallAsync(token));
    }

    /// <summary>An issuer and a service that takes its tokens.</summary>
    private sealed class World(TestIssuer issuer, RunningService service) : IAsyncDisposable
    {
        public TestIssuer Issuer => issuer;

        public RunningService Service => service;

        public static async Task<World> StartAsync(params string[] settings)
        {
            var issuer = await TestIssuer.PrepareAsync();
            await issuer.StartAsync();
            return new World(issuer, await RunningService.StartAsync([.. issuer.Settings, .. settings]));
        }

        public Task<Answer> GetAsync(string token, string address = Address) =>
            service.SendAsync(HttpMethod.Get, address, body: null, ("Authorization", "Bearer " + token));

        public async Task<(StatusCode? Status, string? Code)> CallAsync(string token)
        {
            using var api = new GrpcApi(service.GrpcAddress);
            api.Headers.Authorization = new("Bearer", token);
            var answer = await api.CallAsync("linkage.v1.Organizations/ListOrganizations", new ListOrganizationsRequest());
            return (answer.Status, answer.Code);
        }

        public async ValueTask DisposeAsync()
        {
            await service.DisposeAsync();
            await issuer.DisposeAsync();
        }
    }
}
