using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>
/// Three services over one PostgreSQL behind nginx, one of them killed under load: what was acknowledged is there once, a key that comes
/// to another service gives the same run, and no answer is another than <c>docs/scaling.md</c> says.
/// </summary>
public sealed class ReplicasBehindProxyTests
{
    private const int Callers = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [FullRunFact]
    public async Task Load_OneOfThreeKilled_EveryAcknowledgedRunIsThereOnce()
    {
        await Nginx.RequireAsync();
        using var storage = await TestStorage.CreateAsync("postgres");
        var (administrator, preparer) = (await KeyAsync(storage, "administrator"), await KeyAsync(storage, "preparer"));
        await using var killed = await StartAsync(storage, administrator);
        await using var second = await StartAsync(storage, administrator);
        await using var third = await StartAsync(storage, administrator);
        await new RunClient(killed.Client).MakeOrganizationAsync();
        await MakeTangwanAsync(killed.Client);
        ServiceProcess[] services = [killed, second, third];
        await using var nginx = await Nginx.StartAsync([.. services.Select(each => (each.Client.BaseAddress!, each.GrpcAddress))]);
        using var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        using var http = new HttpClient(handler) { BaseAddress = nginx.Address, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = preparer;
        var client = new RunClient(http);
        var load = new Load(client, nginx.Address, preparer);
        using var end = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 2 * Callers)
            .Select(at => at % 2 == 0 ? load.RestAsync(end.Token) : load.GrpcAsync(end.Token)).ToArray();
        await load.ReachAsync(30, callers);
        foreach (var service in services)
        {
            // Each of them makes some, whichever connection of the caller or the proxy they come by.
            Assert.True(await CountAsync(service, "linkage_audit_entries_total", "run.create") > 0);
            Assert.True(await CountAsync(service, "http_server_request_duration_seconds_count", "Runs/CreateRun") > 0);
        }

        await killed.KillAsync();
        await load.ReachAsync(load.Acknowledged + 40, callers);
        await end.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(Patience);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{load.Acknowledged} runs acknowledged; {string.Join(", ", load.Others.Select(each => $"{each.Value} × {each.Key}"))}");
        Assert.Equal(load.Rest.Order(StringComparer.Ordinal), (await client.ListAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(load.Rpc.Order(StringComparer.Ordinal), await ListTangwanAsync(http));
        var (code, output) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(code == 0, output);
        Assert.Empty(second.Errors.Concat(third.Errors));
    }

    private static async Task<AuthenticationHeaderValue> KeyAsync(TestStorage storage, string role)
    {
        var file = Path.Combine(storage.Folder, role + ".key");
        var (code, output) = await ServiceProcess.RunAsync(
            ["keys", "create", "--name", role, "--role", role, "--out", file, .. storage.Settings]);
        Assert.True(code == 0, output);
        return new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(file)).Trim());
    }

    private static async Task<ServiceProcess> StartAsync(TestStorage storage, AuthenticationHeaderValue key)
    {
        var service = await ServiceProcess.StartAsync(
        [
            "--Auth:Mode=ApiKey", "--Http:TrustedProxies=127.0.0.1", "--Telemetry:Metrics=true", "--Limits:RequestsPerSecond=10000",
            .. storage.Settings,
        ]);
        service.Client.DefaultRequestHeaders.Authorization = key;
        return service;
    }

    private static async Task MakeTangwanAsync(HttpClient http)
    {
        using var body = new StringContent("""{ "name": "塘湾村", "legalForm": "rural_collective" }""");
        body.Headers.ContentType = new("application/json");
        using var made = await http.PutAsync(new Uri("/v1/organizations/tangwan", UriKind.Relative), body);
        made.EnsureSuccessStatusCode();
    }

    private static async Task<IReadOnlyList<string>> ListTangwanAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/v1/organizations/tangwan/runs?limit=1000", UriKind.Relative));
        return (await Answer.OfAsync(answer)).Json.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("id").GetString()!).Order(StringComparer.Ordinal).ToArray();
    }

    private static async Task<long> CountAsync(ServiceProcess service, string metric, string label)
    {
        var found = Regex.Match(
            await service.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)),
            $$"""{{metric}}\{[^}]*{{label}}[^}]*\} ([0-9]+)""", RegexOptions.None, TimeSpan.FromSeconds(1));
        return found.Success ? long.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Callers as careful as <c>docs/scaling.md</c> wants them: what was not answered is asked again by the same key.</summary>
    private sealed class Load(RunClient client, Uri address, AuthenticationHeaderValue authorization)
    {
        private readonly ConcurrentDictionary<string, bool> _repeated = new(StringComparer.Ordinal);
        private int _key;

        public ConcurrentBag<string> Rest { get; } = [];

        public ConcurrentBag<string> Rpc { get; } = [];

        /// <summary>What was answered that is no success.</summary>
        public ConcurrentDictionary<string, int> Others { get; } = new(StringComparer.Ordinal);

        public int Acknowledged => Rest.Count + Rpc.Count;

        public async Task ReachAsync(int acknowledged, Task[] callers)
        {
            var begun = TimeProvider.System.GetTimestamp();
            while (Acknowledged < acknowledged)
            {
                Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"{Acknowledged} runs of {acknowledged}");
                await Task.WhenAll(callers.Where(caller => caller.IsCompleted));
                await Task.Delay(50);
            }
        }

        public async Task RestAsync(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                var key = Interlocked.Increment(ref _key);
                var made = await OnceAsync(() => client.MakeAsync(key));
                Rest.Add(made);

                // To whichever service has its turn.
                Assert.Equal(made, await OnceAsync(() => client.MakeAsync(key)));
            }
        }

        public async Task GrpcAsync(CancellationToken end)
        {
            using var grpc = new GrpcApi(address);
            grpc.Headers.Authorization = authorization;
            while (!end.IsCancellationRequested)
            {
                var key = Interlocked.Increment(ref _key);
                var request = GrpcRunTests.Request($"rpc-{key}");
                request.Header.Inputs["income"] = new InputValue { AmountFen = 10_000_000 + key };
                var made = await OnceAsync(grpc, request);
                Assert.False(made.Replayed && !_repeated.ContainsKey(request.IdempotencyKey));
                Rpc.Add(made.Run.Id);
                var again = await OnceAsync(grpc, request);
                Assert.Equal((made.Run.Id, true), (again.Run.Id, again.Replayed));
            }
        }

        private async Task<string> OnceAsync(Func<Task<Answer>> ask)
        {
            while (true)
            {
                var answer = await ask();
                if (answer.Status is 200 or 201)
                {
                    return answer.Json.GetProperty("id").GetString()!;
                }

                // Of the proxy, while the service that had it was killed; the service itself says 503 where the database is away.
                Assert.True(answer.Status == 502 && answer.ContentType == "text/html", $"{answer.Status} {answer.Text}");
                Others.AddOrUpdate("REST 502", 1, (_, count) => count + 1);
            }
        }

        private async Task<CreateRunResponse> OnceAsync(GrpcApi grpc, CreateRunRequest request)
        {
            while (true)
            {
                var answer = await grpc.CallAsync("linkage.v1.Runs/CreateRun", request);
                if (answer.Status == StatusCode.OK)
                {
                    return CreateRunResponse.Parser.ParseFrom(answer.Messages.Single());
                }

                Assert.True(answer is { Status: StatusCode.Unavailable, Code: null }, $"{answer.Status} {answer.Code} {answer.Message}");
                _repeated.TryAdd(request.IdempotencyKey, value: true);
                Others.AddOrUpdate("gRPC UNAVAILABLE", 1, (_, count) => count + 1);
            }
        }
    }
}
