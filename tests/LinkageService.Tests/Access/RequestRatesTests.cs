using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Access;

/// <summary>A caller who asks without end is told to wait, at every door; nobody else is.</summary>
public sealed class RequestRatesTests
{
    private const int PerSecond = 1;
    private const int Burst = 10 * PerSecond;

    // However slow the machine is, more than what is added meanwhile.
    private const int Many = 10 * Burst;

    [Fact]
    public async Task Requests_OfOneKeyBeyondItsRate_AreRefusedAtEveryDoorAndThoseOfOthersAreNot()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (busy, _) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        var (other, _) = await ApiKeysTests.CreateAsync(storage, "b", "viewer");
        await using var service = await RunningService.StartAsync(
            ["--Auth:Mode=ApiKey", FormattableString.Invariant($"--Limits:RequestsPerSecond={PerSecond}"), .. storage.Settings]);
        using var api = new GrpcApi(service.GrpcAddress);

        var first = await RestAsync(service, busy);
        Assert.Equal($"\"requests\";q={Burst};w=10", first.Headers["RateLimit-Policy"]);
        Assert.StartsWith($"\"requests\";r={Burst - 1};t=1", first.Headers["RateLimit"], StringComparison.Ordinal);

        // All at once, so that what is added meanwhile is far from enough.
        var rest = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => RestAsync(service, busy)));
        var refused = rest.Where(answer => answer.Status != 200).ToArray();
        Assert.InRange(rest.Length - refused.Length, Burst - 1, rest.Length - 1);
        Assert.All(refused, answer => Assert.Equal((429, "too_many_requests", "1"),
            (answer.Status, answer.Code, answer.Headers["Retry-After"])));

        var rpcs = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => RpcAsync(api, busy)));
        var rpc = rpcs.First(answer => answer.Status != StatusCode.OK);
        Assert.Equal((StatusCode.ResourceExhausted, "too_many_requests"), (rpc.Status, rpc.Code));

        var others = await RestAsync(service, other);
        Assert.Equal(200, others.Status);
        Assert.Contains($"r={Burst - 1};", others.Headers["RateLimit"], StringComparison.Ordinal);

        // Without a key one address has a bucket: here for an open page, which no key pays for.
        var open = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => service.GetAsync("/errors")));
        Assert.Contains(open, answer => answer.Status == 429);
        Assert.Equal(200, (await RestAsync(service, other)).Status);
    }

    [Fact]
    public async Task Requests_OfTheMachinesOwnUser_AreNotCounted()
    {
        await using var service = await RunningService.StartAsync(["--Limits:RequestsPerSecond=1"]);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => service.GetAsync("/v1/schemes")));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.False(answers[0].Headers.ContainsKey("RateLimit"));
    }

    [Fact]
    public async Task Request_StillNotDoneWhenItsTimeIsOver_IsGivenUpInWords()
    {
        await using var service = await RunningService.StartAsync(["--Limits:RequestSeconds=1"], errorsAreExpected: true);
        using var client = new TcpClient();
        await client.ConnectAsync(service.Client.BaseAddress!.Host, service.Client.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST /v1/calculations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"u8.ToArray());
        await stream.WriteAsync("Content-Length: 1000\r\nConnection: close\r\n\r\n{"u8.ToArray());
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"took_too_long\"", answer, StringComparison.Ordinal);
    }

    private static Task<Answer> RestAsync(RunningService service, string key) =>
        service.SendAsync(HttpMethod.Get, "/v1/organizations", body: null, ("Authorization", "Bearer " + key));

    private static async Task<GrpcAnswer> RpcAsync(GrpcApi api, string key)
    {
        api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await api.CallAsync("linkage.v1.Schemes/ListSchemes", new ListSchemesRequest());
    }
}
