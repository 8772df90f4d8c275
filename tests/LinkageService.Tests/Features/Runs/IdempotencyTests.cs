using LinkageService.Contracts.V1;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>One key makes one run, whoever sends it, however often and over which transport.</summary>
public sealed class IdempotencyTests
{
    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_The32ClientsAtOnce_MakesOneRunAndTellsAllOfIt(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => world.CreateAsync("tangwan", RunWorld.Body, "tangwan-2025")));
        var (made, waiting) = (answers.Where(answer => answer.Status == 201).ToArray(), answers.Where(answer => answer.Status != 201));
        var first = Assert.Single(made, answer => !answer.Headers.ContainsKey("Idempotency-Replayed"));
        Assert.All(made, answer => Assert.Equal(first.Text, answer.Text));
        Assert.All(waiting, answer => Assert.Equal((409, "request_in_progress"), (answer.Status, answer.Code)));
        var again = await world.CreateAsync("tangwan", RunWorld.Body, "tangwan-2025");
        Assert.Equal((201, "true", first.Text), (again.Status, again.Headers["Idempotency-Replayed"], again.Text));
        var runs = await world.GetAsync("/v1/organizations/tangwan/runs");
        Assert.Equal(1, runs.Json.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public async Task Create_TheFirstIsStillRunning_TheSecondIsToldWhenToComeBack()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        TaskCompletionSource isHeld = new(), isOver = new();

        // Nothing is stored meanwhile, so whichever came first waits.
        var writer = world.Database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            isHeld.SetResult();
            await isOver.Task;
            session.Audit(new AuditDraft("organization.change", "organization/tangwan", "tangwan"));
            return true;
        });
        await isHeld.Task;
        var both = new List<Task<Answer>>
        {
            world.CreateAsync("tangwan", RunWorld.Body, "key"), world.CreateAsync("tangwan", RunWorld.Body, "key"),
        };
        var told = await Task.WhenAny(both);
        both.Remove(told);
        var second = await told;
        Assert.Equal((409, "1"), (second.Status, second.Headers["Retry-After"]));
        Assert.Equal(("request_in_progress", "Idempotency-Key"), Assert.Single(second.Errors));
        var call = await grpc.CallAsync("linkage.v1.Runs/CreateRun", GrpcRunTests.Request("key"));
        Assert.Equal(("request_in_progress", global::Grpc.Core.StatusCode.Aborted), (call.Code, call.Status));
        isOver.SetResult();
        await writer;
        var made = await both[0];
        var again = await world.CreateAsync("tangwan", RunWorld.Body, "key");
        Assert.Equal((201, 201, "true", made.Text), (made.Status, again.Status, again.Headers["Idempotency-Replayed"], again.Text));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_AUsedKey_ReplaysTheSameMeaningAndRefusesAnother(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var first = await world.CreateAsync("tangwan", RunWorld.Body, "key");
        Assert.Equal(201, first.Status);
        (string Was, string Is)[] same =
        [
            ("100000.00", "100000"), ("\"80.00\"", "80"), ("\"3.33\"", "3.3300"), ("\"wage_days\": \"60\"", "\"wage_days\": 60.0"),
            ("{ \"scheme\"", "{ \"preview\": false, \"scheme\""),
        ];
        foreach (var (was, now) in same)
        {
            var again = await world.CreateAsync("tangwan", RunWorld.Body.Replace(was, now, StringComparison.Ordinal), "key");
            Assert.Equal((now, 201, "true", first.Text),
                (now, again.Status, again.Headers.GetValueOrDefault("Idempotency-Replayed"), again.Text));
        }

        (string Was, string Is)[] other =
        [
            ("100000.00", "100000.01"), ("80.00", "80.01"), ("2025", "2024"), ("\"3.33\"", "\"3.34\""), ("0001", "0006"),
            ("\"registered\"", "\"hardship\""), ("tangwan-four-tier", "tangwan-four-tier@1"),
            ("\"year\"", "\"recordDate\": \"2025-12-31\", \"year\""),
        ];
        foreach (var (was, now) in other)
        {
            var refused = await world.CreateAsync("tangwan", RunWorld.Body.Replace(was, now, StringComparison.Ordinal), "key");
            Assert.Equal((now, 409, "idempotency_key_reused"), (now, refused.Status, refused.Code));
        }

        // Another organisation has keys of its own.
        await world.OrganizationAsync("next", "rural_collective");
        Assert.NotEqual(first.Headers["Location"], (await world.CreateAsync("next", RunWorld.Body, "key")).Headers["Location"]);
        foreach (var (key, code) in new[]
        {
            ("", "missing_idempotency_key"), (new string('k', 129), "invalid_value"), ("a b", "invalid_value"),
        })
        {
            Assert.Equal((code, "Idempotency-Key"), Assert.Single((await world.CreateAsync("tangwan", RunWorld.Body, key)).Errors));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task CreateRun_TheMeaningOfARestRequest_ReplaysItsRunOverGrpc(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        var rest = await world.CreateAsync("tangwan", RunWorld.Body, "key");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var request = GrpcRunTests.Request("key");
        var response = CreateRunResponse.Parser.ParseFrom(
            Assert.Single((await grpc.CallAsync("linkage.v1.Runs/CreateRun", request)).Messages));
        Assert.True(response.Replayed);
        Assert.Equal(rest.Json.GetProperty("id").GetString(), response.Run.Id);

        request.Header.Inputs["income"] = new InputValue { AmountFen = 1 };
        var refused = await grpc.CallAsync("linkage.v1.Runs/CreateRun", request);
        Assert.Equal(("idempotency_key_reused", global::Grpc.Core.StatusCode.AlreadyExists), (refused.Code, refused.Status));
        foreach (var (key, code) in new[] { ("", "missing_idempotency_key"), ("两", "invalid_value") })
        {
            request.IdempotencyKey = key;
            Assert.Equal(code, (await grpc.CallAsync("linkage.v1.Runs/CreateRun", request)).Code);
        }
    }

    [Fact]
    public async Task Create_AgainAfterTheFactsChanged_IsTheFirstRun()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        await world.HouseholdsAsync("tangwan", [Household("0001", "3.33"), Household("0002", "2.70")]);
        const string body = """{ "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "100000.00" } }""";
        var first = await world.CreateAsync("tangwan", body, "key");
        await world.HouseholdsAsync("tangwan", [Household("0003", "1.85")]);
        var again = await world.CreateAsync("tangwan", body, "key");
        Assert.Equal((201, first.Text), (again.Status, again.Text));
        var next = await world.CreateAsync("tangwan", body, "next");
        Assert.Equal((2, 3), (first.Json.GetProperty("householdCount").GetInt32(), next.Json.GetProperty("householdCount").GetInt32()));

        static Cases.CaseHousehold Household(string id, string land) =>
            new(id, ["registered"], new Dictionary<string, string>(StringComparer.Ordinal) { ["land"] = land });
    }
}
