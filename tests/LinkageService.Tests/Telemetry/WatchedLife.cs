using System.Net.Http.Headers;
using System.Text;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Access;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Metadata = Grpc.Core.Metadata;
using StatusCode = Grpc.Core.StatusCode;

namespace LinkageService.Tests.Telemetry;

/// <summary>
/// The life of runs over both doors with people who can be recognised, while everything that can be watched is: traces, metrics and
/// logs by OTLP, <c>/metrics</c>, and the log at its most talkative.
/// </summary>
public sealed class WatchedLife : IAsyncLifetime
{
    /// <summary>The trace a caller begins before a run is made over REST.</summary>
    public const string RestTrace = "4bf92f3577b34da6a3ce929d0e0e4736";

    /// <summary>The same over gRPC.</summary>
    public const string GrpcTrace = "0af7651916cd43dd8448eb211c80319c";

    private const string Village = "/v1/organizations/watched";
    private readonly Dictionary<string, string> _keys = [];
    private TestStorage _storage = null!;
    private RunningService _service = null!;

    /// <summary>Words and figures that belong to people, as they are and as addresses write them.</summary>
    public List<string> Secrets { get; } = ["农户认得出甲", "农户认得出乙", "6228480000000777001", "13800138077"];

    /// <summary>What the collector got.</summary>
    internal OtlpReceiver Collector { get; private set; } = null!;

    /// <summary>What <c>/metrics</c> served at the end.</summary>
    public string Metrics { get; private set; } = "";

    /// <summary>Every line of the log.</summary>
    public string Log { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Collector = await OtlpReceiver.StartAsync();
        _storage = await TestStorage.CreateAsync("sqlite");
        _service = await RunningService.StartAsync(
        [
            .. _storage.Settings, "--Auth:Mode=ApiKey", "--Telemetry:Metrics=true", "--Telemetry:OtlpEndpoint=" + Collector.HttpAddress,
            "--Telemetry:OtlpProtocol=HttpProtobuf", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics=Trace", "--Logging:LogLevel:Grpc=Trace",
        ]);
        foreach (var role in new[] { "administrator", "preparer", "approver", "monitor" })
        {
            _keys[role] = (await ApiKeysTests.CreateAsync(_storage, role, role)).Key;
            Secrets.Add(_keys[role][20..]);
        }

        await RosterAsync();
        await LifeAsync();
        await MistakesAsync();
        var head = await SendAsync("monitor", HttpMethod.Head, "/metrics");
        Assert.Equal((200, ""), (head.Status, head.Text));
        Metrics = (await SendAsync("monitor", HttpMethod.Get, "/metrics")).Text;
        _service.Services.GetRequiredService<TracerProvider>().ForceFlush();
        _service.Services.GetRequiredService<MeterProvider>().ForceFlush();
        _service.Services.GetRequiredService<LoggerProvider>().ForceFlush();
        Log = string.Join('\n', _service.Log.Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await Collector.DisposeAsync();
        _storage.Dispose();
    }

    private async Task RosterAsync()
    {
        var (id, other) = (PrivateExamples.IdNumber(77), PrivateExamples.IdNumber(78));
        Secrets.AddRange([id, other]);
        await RequireAsync("administrator", HttpMethod.Put, Village,
            """{ "name": "认得出村", "legalForm": "rural_collective", "region": "500113", "noticeDays": 7 }""");
        await RequireAsync("preparer", HttpMethod.Put, Village + "/households/0001", $$"""
            { "name": "农户认得出甲", "validFrom": "2020-01-01", "phone": "13800138077", "holdings": { "land": "3.33" },
              "account": { "holder": "农户认得出甲", "bank": "农村信用社", "number": "6228480000000777001" },
              "persons": [ { "name": "农户认得出甲", "idNumber": "{{id}}" } ] }
            """);
        await RequireAsync("preparer", HttpMethod.Put, Village + "/households/0002", $$"""
            { "name": "农户认得出乙", "validFrom": "2020-01-01", "tags": [ "registered" ], "holdings": { "land": "2.70" },
              "persons": [ { "name": "农户认得出乙", "idNumber": "{{other}}" } ] }
            """);
        await RequireAsync("preparer", HttpMethod.Post, Village + "/households:find", $$"""{ "idNumber": "{{id}}" }""");
    }

    private async Task LifeAsync()
    {
        var made = await RequireAsync("preparer", HttpMethod.Post, Village + "/runs",
            """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "7654321.09" } }""",
            ("Idempotency-Key", "1"), ("traceparent", $"00-{RestTrace}-00f067aa0ba902b7-01"));
        var run = "/v1/runs/" + made.Json.GetProperty("id").GetString();
        var statements = await RequireAsync("preparer", HttpMethod.Get, run + "/statements");
        Secrets.AddRange(statements.Json.GetProperty("statements").EnumerateArray()
            .Select(each => each.GetProperty("total").GetString()!));
        var digest = made.Json.GetProperty("digest").GetString()!;
        var at = made;
        foreach (var (role, step, body) in new[]
        {
            ("preparer", "submit", null), ("preparer", "disclose", """{ "from": "2026-01-05", "noticeDays": 20 }"""),
            ("approver", "approve", Features.Runs.RunWorld.Approval(digest)), ("preparer", "pay", """{ "on": "2026-03-05" }"""),
        })
        {
            at = await RequireAsync(role, HttpMethod.Post, $"{run}:{step}", body, ("If-Match", at.Headers["ETag"]));
        }

        foreach (var kind in new[] { "statements.csv", "payout-sheet.html", "notice.pdf" })
        {
            await RequireAsync("preparer", HttpMethod.Get, $"{run}/exports/{kind}", body: null, ("X-Linkage-Purpose", "test"));
        }

        // Two households with one account: a check finds it.
        await RequireAsync("preparer", HttpMethod.Put, Village + "/households/0003", """
            { "name": "农户认得出乙", "validFrom": "2020-01-01", "holdings": { "land": "1.85" },
              "account": { "holder": "农户认得出乙", "bank": "农村信用社", "number": "6228480000000777001" } }
            """);
        using var api = new GrpcApi(_service.GrpcAddress);
        api.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys["preparer"]);
        var answer = await api.CallAsync("linkage.v1.Runs/CreateRun", new CreateRunRequest
        {
            Organization = "watched",
            IdempotencyKey = "2",
            Header = new CalculationHeader
            {
                Scheme = "tangwan-four-tier", Year = 2024, Inputs = { ["income"] = new InputValue { AmountFen = 1_234_567_89 } },
            },
        }, new Metadata { { "traceparent", $"00-{GrpcTrace}-b7ad6b7169203331-01" } });
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
    }

    // What goes wrong is what logs are written for.
    private async Task MistakesAsync()
    {
        using (var api = new GrpcApi(_service.GrpcAddress))
        {
            await api.CallAsync("linkage.v1.Households/PutHousehold", new PutHouseholdRequest { Organization = "农户认得出甲" });
        }

        foreach (var (path, body) in new[]
        {
            ("/households/农户认得出甲", """{ "name": "农户认得出甲", "persons": [ { "idNumber": "农户认得出乙" } ] }"""),
            ("/households:import", "id,name,id_number\n1,农户认得出甲,1"), ("/runs", """{ "scheme": "农户认得出甲" """),
        })
        {
            var method = path.StartsWith("/households/", StringComparison.Ordinal) ? HttpMethod.Put : HttpMethod.Post;
            Assert.InRange((await SendAsync("preparer", method, Village + path, body)).Status, 400, 499);
        }

        var query = await SendAsync("preparer", HttpMethod.Get, Village + "/households?name=" + Uri.EscapeDataString("农户认得出甲"));
        Assert.Equal(400, query.Status);
        var shown = _keys["preparer"][..^1] + (_keys["preparer"][^1] == 'A' ? 'B' : 'A');
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/organizations?q=" + Uri.EscapeDataString("农户认得出乙"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shown);
        using var refused = await _service.Client.SendAsync(request);
        Assert.Equal(401, (int)refused.StatusCode);
        Secrets.AddRange([.. Secrets.Select(Uri.EscapeDataString)]);
    }

    private async Task<Answer> RequireAsync(
        string role, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        var answer = await SendAsync(role, method, path, body, headers);
        Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Status} {answer.Text}");
        return answer;
    }

    private async Task<Answer> SendAsync(
        string role, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _keys[role]);
        var type = body?.StartsWith('{') ?? true ? "application/json" : "text/csv";
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _service.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }
}
