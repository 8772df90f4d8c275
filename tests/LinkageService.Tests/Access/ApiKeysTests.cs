using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Grpc.Core;
using LinkageService.CommandLine;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Access;

/// <summary>Auth:Mode ApiKey: keys from the command line, used over REST and gRPC.</summary>
public sealed class ApiKeysTests
{
    private static readonly string[] WithKeys = ["--Auth:Mode=ApiKey"];

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Keys_FromCreateToRevoke_CountAtOnceInARunningService(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        Assert.Contains(service.Log.Messages, line => line.Contains("LinkageService keys create", StringComparison.Ordinal));
        Assert.Equal(401, await StatusAsync(service, key: null));

        var (first, firstId) = await CreateAsync(storage, "制单员", "preparer");
        Assert.Equal(200, await StatusAsync(service, first));
        var (code, _, errors) = await KeysAsync(storage, "create", "--name", "制单员", "--role", "approver");
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("rotate", errors, StringComparison.Ordinal);

        var (second, secondId) = Taken(await KeysAsync(storage, "rotate", firstId, "--overlap", "1h"));
        Assert.Equal((200, 200), (await StatusAsync(service, first), await StatusAsync(service, second)));
        var (third, thirdId) = Taken(await KeysAsync(storage, "rotate", secondId, "--overlap", "0m"));
        Assert.Equal((401, 200), (await StatusAsync(service, second), await StatusAsync(service, third)));
        Assert.Equal(ExitCode.Ok, (await KeysAsync(storage, "revoke", thirdId)).Code);
        Assert.Equal((200, 401), (await StatusAsync(service, first), await StatusAsync(service, third)));
        Assert.Equal(ExitCode.Problems, (await KeysAsync(storage, "revoke", thirdId)).Code);

        var list = (await KeysAsync(storage, "list")).Output;
        Assert.All([firstId, secondId, thirdId, "制单员"], shown => Assert.Contains(shown, list, StringComparison.Ordinal));
        var (admin, _) = await CreateAsync(storage, "管理员", "administrator");
        var audit = await GetAsync(service, "/v1/audit?subject=key/" + thirdId, admin);
        Assert.Equal(["key.create", "key.revoke"], audit.Json.GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("action").GetString()));
        var everything = list + (await GetAsync(service, "/v1/audit?limit=1000", admin)).Text + string.Join('\n', service.Log.Messages);
        Assert.All([first, second, third, admin], key => Assert.DoesNotContain(key[22..], everything, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_KeyThatIsNone_SameAnswerForAllReasonsWithoutEcho()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, id) = await CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        var other = key[..^2] + (key[^2] == 'A' ? 'B' : 'A') + key[^1];
        string?[] wrong =
        [
            null, "", "Bearer", "Bearer ", "Basic " + key, key, "Bearer " + other, "Bearer " + key + "A", "Bearer " + key[..^1],
            "Bearer " + key.Replace(id, new string('0', id.Length), StringComparison.Ordinal), "Bearer lk__", "Bearer " + key + ", " + key,
        ];
        var answers = new List<string>();
        foreach (var header in wrong)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var response = await service.Client.SendAsync(request);
            var answer = await Answer.OfAsync(response);
            Assert.True(answer is { Status: 401, Code: "unauthenticated" }, $"{header}: {answer.Status} {answer.Text}");
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            answers.Add(Regex.Replace(answer.Text, "\"traceId\":\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.DoesNotContain(key[^20..], answers[0], StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(service, key));
        Assert.Equal("ok", (await service.GetAsync("/healthz")).Text);
    }

    [Fact]
    public async Task Call_AroundTheExpiry_TheKeyEndsOnItsDate()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = Taken(await KeysAsync(storage, "create", "--name", "a", "--role", "viewer", "--expires", "2900-01-01"));
        var end = new DateTimeOffset(2900, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
        var clock = new SetClock(end.AddTicks(-10));
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings],
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        Assert.Equal(200, await StatusAsync(service, key));
        clock.Now = end;
        Assert.Equal(401, await StatusAsync(service, key));
    }

    [Fact]
    public async Task GrpcCall_WithAndWithoutKey_ItsStatus()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync([.. WithKeys, .. storage.Settings]);
        using var api = new GrpcApi(service.GrpcAddress);
        const string list = "linkage.v1.Schemes/ListSchemes";
        var refused = await api.CallAsync(list, new ListSchemesRequest());
        Assert.Equal((StatusCode.Unauthenticated, "unauthenticated"), (refused.Status, refused.Code));
        api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        Assert.Equal(StatusCode.OK, (await api.CallAsync(list, new ListSchemesRequest())).Status);
        var forbidden = await api.CallAsync("linkage.v1.Schemes/CreateScheme", new CreateSchemeRequest { Document = "id: x" });
        Assert.Equal((StatusCode.PermissionDenied, "forbidden"), (forbidden.Status, forbidden.Code));
    }

    [Fact]
    public async Task Start_OnEveryAddress_ServesOnlyWithKeys()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, _) = await CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync(
            [.. WithKeys, .. storage.Settings, "--Http:Address=0.0.0.0", "--Grpc:Address=0.0.0.0"]);
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{service.Client.BaseAddress!.Port}") };
        using var refused = await client.GetAsync("/v1/schemes");
        Assert.Equal(401, (int)refused.StatusCode);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.GetAsync("/v1/schemes");
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "create", "--name", "a")]
    [InlineData(ExitCode.Usage, "create", "--name", "a", "--role", "king")]
    [InlineData(ExitCode.Problems, "create", "--name", " ", "--role", "viewer")]
    [InlineData(ExitCode.Problems, "create", "--name", "a", "--role", "viewer", "--organization", "nowhere")]
    [InlineData(ExitCode.Problems, "create", "--name", "a", "--role", "viewer", "--expires", "2020-01-01")]
    [InlineData(ExitCode.Problems, "create", "--name", "a", "--role", "viewer", "--expires", "soon")]
    [InlineData(ExitCode.Problems, "rotate", "0123456789abcdef")]
    [InlineData(ExitCode.Usage, "rotate", "0123456789abcdef", "--overlap", "1 day")]
    [InlineData(ExitCode.Problems, "revoke", "0123456789abcdef")]
    [InlineData(ExitCode.Problems, "list", "--Storage:Provider=mysql")]
    public async Task Keys_WrongArguments_NothingIsMade(int code, params string[] arguments)
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (got, output, errors) = await KeysAsync(storage, arguments);
        Assert.Equal((code, ""), (got, output));
        Assert.NotEmpty(errors);
        Assert.Equal(1, (await KeysAsync(storage, "list")).Output.AsSpan().Count('\n'));
    }

    internal static async Task<(string Key, string Id)> CreateAsync(
        TestStorage storage, string name, string role, string? organization = null) =>
        Taken(await KeysAsync(storage,
            ["create", "--name", name, "--role", role, .. organization is null ? [] : new[] { "--organization", organization }]));

    private static (string Key, string Id) Taken((int Code, string Output, string Errors) made)
    {
        Assert.True(made.Code == ExitCode.Ok, made.Errors);
        var key = made.Output.TrimEnd('\n');
        Assert.Matches("^lk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$", key);
        return (key, key[3..19]);
    }

    internal static async Task<(int Code, string Output, string Errors)> KeysAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync(["keys", .. storage.Settings, .. arguments]);
        return (code, Encoding.UTF8.GetString(output), errors);
    }

    private static async Task<int> StatusAsync(RunningService service, string? key) =>
        (await GetAsync(service, "/v1/organizations", key)).Status;

    private static async Task<Answer> GetAsync(RunningService service, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var response = await service.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
