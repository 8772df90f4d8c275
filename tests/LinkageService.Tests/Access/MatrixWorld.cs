using System.Net.Http.Headers;
using System.Text;
using LinkageService.Access;
using LinkageService.Access.Issuers;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access;

/// <summary>Three organisations with data, and a key of each role that is limited to one of them.</summary>
internal sealed class MatrixWorld : IAsyncDisposable
{
    /// <summary>The household every organisation has.</summary>
    public const string Household = "0002";

    /// <summary>An organisation, run and the like that are nowhere.</summary>
    public const string Nowhere = "nowhere";

    private const string Scope = "town";

    private MatrixWorld(TestStorage storage, RunningService service, TestIssuer? issuer) =>
        (Storage, Service, Issuer) = (storage, service, issuer);

    public RunningService Service { get; }

    /// <summary>Where its books are.</summary>
    public TestStorage Storage { get; }

    /// <summary>Who signs the tokens; null where callers bring keys.</summary>
    public TestIssuer? Issuer { get; }

    /// <summary>Keys of all organisations: who sets up, who prepares, who approves.</summary>
    public required string Administrator { get; init; }

    /// <inheritdoc cref="Administrator"/>
    public required string Preparer { get; init; }

    /// <inheritdoc cref="Administrator"/>
    public required string Approver { get; init; }

    /// <summary>The key, or token, of a role, limited to the town.</summary>
    public Dictionary<Role, string> Keys { get; } = [];

    /// <summary>Organisations by how they stand to the keys' own.</summary>
    public static IReadOnlyDictionary<string, string> Organizations { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["own"] = Scope, ["child"] = "east", ["foreign"] = "elsewhere", [Nowhere] = Nowhere,
    };

    /// <summary>A run of each organisation.</summary>
    public Dictionary<string, string> Runs { get; } = new(StringComparer.Ordinal) { [Nowhere] = new string('0', 32) };

    /// <summary>Builds one.</summary>
    /// <param name="hasRuns">Whether each organisation has a run.</param>
    /// <param name="byToken">Whether callers bring tokens of an issuer instead of keys.</param>
    public static async Task<MatrixWorld> BuildAsync(bool hasRuns, bool byToken = false)
    {
        var storage = await TestStorage.CreateAsync("sqlite");
        var issuer = byToken ? await TestIssuer.PrepareAsync() : null;
        await (issuer?.StartAsync() ?? Task.CompletedTask);
        string[] mode = issuer is null
            ? ["--Auth:Mode=ApiKey"]
            : [.. issuer.Settings, .. Role.All.Select(role => $"--Auth:Roles:{role.Name}={role.Name}")];

        // Who is refused at once asks faster than the rate allows, and the tables are not about rates.
        var service = await RunningService.StartAsync(
            [.. storage.Settings, .. mode, "--Telemetry:Metrics=true", "--Limits:RequestsPerSecond=0"]);
        var (admin, _) = await ApiKeysTests.CreateAsync(storage, "管理员", "administrator");
        var (preparer, _) = await ApiKeysTests.CreateAsync(storage, "制单员", "preparer");
        var (approver, _) = await ApiKeysTests.CreateAsync(storage, "审核员", "approver");
        var world = new MatrixWorld(storage, service, issuer) { Administrator = admin, Preparer = preparer, Approver = approver };
        foreach (var (relation, organization) in Organizations.Where(each => each.Key != Nowhere))
        {
            await world.RequireAsync(admin, HttpMethod.Put, "/v1/organizations/" + organization, OrganizationBody(relation));
            await world.RequireAsync(preparer, HttpMethod.Put, $"/v1/organizations/{organization}/households/{Household}",
                """{ "name": "农户0002", "tags": ["registered"], "holdings": { "land": "2.70" }, "validFrom": "2019-01-01" }""");
            if (hasRuns)
            {
                var run = await world.RequireAsync(preparer, HttpMethod.Post, $"/v1/organizations/{organization}/runs",
                    """{ "scheme": "tangwan-four-tier", "year": 2019, "inputs": { "income": "100000.00" } }""");
                world.Runs[relation] = run.Json.GetProperty("id").GetString()!;
            }
        }

        foreach (var role in Role.All)
        {
            world.Keys[role] = issuer?.Sign(
                $$"""{ "sub": "{{role.Name}}", "roles": ["{{role.Name}}"], "organization": "{{Scope}}", "exp": 4000000000 }""")
                ?? (await ApiKeysTests.CreateAsync(storage, role.Name, role.Name, Scope)).Key;
        }

        return world;
    }

    /// <summary>What says of an organisation that it stays as it is.</summary>
    public static string OrganizationBody(string relation) => relation == "child"
        ? $$"""{ "name": "东村", "legalForm": "rural_collective", "parent": "{{Scope}}" }"""
        : """{ "name": "镇", "legalForm": "rural_collective" }""";

    /// <summary>A call with the headers that a change may need.</summary>
    public async Task<Answer> SendAsync(string? key, HttpMethod method, string path, string? body,
        string contentType = "application/json", Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Service.Client.BaseAddress!, path));
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        change?.Invoke(request);
        using var response = await Service.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>The cookie of a browser whose user signed in with the key.</summary>
    public string CookieOf(string key)
    {
        var http = new DefaultHttpContext();
        Service.Services.GetRequiredService<ConsoleCookies>().WriteTicket(http.Response, TicketOf(key));
        return http.Response.Headers.SetCookie[0]!.Split(';')[0];
    }

    private ConsoleTicket TicketOf(string key)
    {
        if (Issuer is null)
        {
            Assert.True(ApiKeyText.TryRead(key, out var id, out _));
            return new ConsoleTicket(User: null, id);
        }

        var (name, now) = (RoleOf(key)!.Name, TimeProvider.System.GetUtcNow());
        return ConsoleTicket.None with
        {
            Issuer = new IssuerSession(name, new IssuerPerson(name, name, [name], [Scope]), now, now.AddHours(1), RefreshToken: null),
        };
    }

    /// <summary>Whose key it is; null for nobody's.</summary>
    public Role? RoleOf(string? key) => Keys.FirstOrDefault(each => each.Value == key).Key;

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await (Issuer?.DisposeAsync() ?? ValueTask.CompletedTask);
        Storage.Dispose();
    }

    private async Task<Answer> RequireAsync(string key, HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", Guid.NewGuid().ToString("N"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Text}");
        return answer;
    }
}
