using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Access;

/// <summary>Keys that open nothing: logged, slowed down, and nobody else is kept out by them.</summary>
public sealed class FailedSignInsTests
{
    private const int Most = 20;

    [Fact]
    public async Task WrongKeys_MoreThanAMinuteTakes_429AtEveryDoorAndAValidKeyStillOpens()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, id) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync(["--Auth:Mode=ApiKey", .. storage.Settings]);
        using var browser = new SignInForm(service.Client.BaseAddress!);
        using var api = new GrpcApi(service.GrpcAddress);
        for (var i = 0; i < 2 * Most; i++)
        {
            Assert.Equal(401, (await service.GetAsync("/v1/organizations")).Status);
        }

        Assert.Empty(Lines(service));
        var wrong = $"lk_{id}_{ApiKeyText.Create().Text[20..]}";
        Assert.Equal("/sign-in?problem=1&next=%2F", (await browser.SendAsync("写错的密钥\n 200 OK")).Address);
        Assert.Equal(StatusCode.Unauthenticated, (await RpcAsync(api, ApiKeyText.Create().Text)).Status);
        for (var i = 2; i < Most; i++)
        {
            Assert.Equal(401, (await RestAsync(service, wrong)).Status);
        }

        var refused = await RestAsync(service, wrong);
        Assert.Equal((429, "too_many_failed_sign_ins"), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture), 1, 60);
        var rpc = await RpcAsync(api, wrong);
        Assert.Equal((StatusCode.ResourceExhausted, "too_many_failed_sign_ins"), (rpc.Status, rpc.Code));
        Assert.Equal("/sign-in?problem=many&next=%2F", (await browser.SendAsync(wrong)).Address);

        Assert.Equal(200, (await RestAsync(service, key)).Status);
        Assert.Equal(StatusCode.OK, (await RpcAsync(api, key)).Status);
        Assert.Equal("/", (await browser.SendAsync(key)).Address);

        var lines = Lines(service);
        Assert.Equal(Most + 1, lines.Length);
        Assert.Contains("console, from 127.0.0.1, key -, not a key", lines[0], StringComparison.Ordinal);
        Assert.Contains("gRPC, from 127.0.0.1, key -, no such key", lines[1], StringComparison.Ordinal);
        Assert.All(lines[2..Most], line =>
            Assert.Contains($"REST, from 127.0.0.1, key {id}, wrong secret", line, StringComparison.Ordinal));
        Assert.Contains("more are answered 429", lines[Most], StringComparison.Ordinal);
        Assert.All(service.Log.Messages, line => Assert.DoesNotContain(wrong[20..], line, StringComparison.Ordinal));
        Assert.All(service.Log.Messages, line => Assert.DoesNotContain("写错的密钥", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WrongKeys_FromManyAddressesAtOneKey_OthersAreNotSlowedDown()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (key, id) = await ApiKeysTests.CreateAsync(storage, "a", "viewer");
        await using var service = await RunningService.StartAsync(
            ["--Auth:Mode=ApiKey", "--Http:Address=0.0.0.0", "--Grpc:Address=0.0.0.0", .. storage.Settings]);
        var port = service.Client.BaseAddress!.Port;
        var wrong = $"lk_{id}_{ApiKeyText.Create().Text[20..]}";
        var statuses = new List<int>();
        for (var i = 0; i < Most + 5; i++)
        {
            statuses.Add(await StatusAsync($"127.0.0.{2 + (i % 5)}", port, wrong));
        }

        Assert.Equal([.. Enumerable.Repeat(401, Most), .. Enumerable.Repeat(429, 5)], statuses);

        // Where the guesses come from others go on, and a mistake of theirs is still a mistake.
        Assert.Equal(200, await StatusAsync("127.0.0.2", port, key));
        Assert.Equal(401, await StatusAsync("127.0.0.2", port, "lk_x"));
        Assert.Equal(401, await StatusAsync("127.0.0.9", port, "lk_x"));
    }

    private static string[] Lines(RunningService service) =>
        service.Log.Messages.Where(line => line.Contains("FailedSignIns", StringComparison.Ordinal)).ToArray();

    private static Task<Answer> RestAsync(RunningService service, string key) =>
        service.SendAsync(HttpMethod.Get, "/v1/organizations", body: null, ("Authorization", "Bearer " + key));

    private static async Task<GrpcAnswer> RpcAsync(GrpcApi api, string key)
    {
        api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await api.CallAsync("linkage.v1.Schemes/ListSchemes", new ListSchemesRequest());
    }

    private static async Task<int> StatusAsync(string from, int port, string key)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/v1/organizations");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        using var answer = await client.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
