using System.Globalization;
using Google.Protobuf;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Household = LinkageService.Contracts.V1.Household;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The same runs over gRPC.</summary>
public sealed class GrpcRunTests
{
    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    /// <summary>What <see cref="RunWorld.Body"/> asks.</summary>
    internal static CreateRunRequest Request(string key)
    {
        var request = new CreateRunRequest
        {
            Organization = "tangwan",
            Header = new CalculationHeader { Scheme = "tangwan-four-tier", Year = 2025 },
            Households = new HouseholdChunk(),
            IdempotencyKey = key,
        };
        request.Header.Parameters["day_wage"] = "80.00";
        request.Header.Inputs["income"] = new InputValue { AmountFen = 10_000_000 };
        foreach (var (id, land, isRegistered) in new[]
            { ("0004", "4.10", false), ("0001", "3.33", false), ("0002", "2.70", true), ("0003", "1.85", false), ("0005", "0.95", true) })
        {
            var household = new Household { Id = id };
            household.Holdings["land"] = land;
            household.Tags.AddRange(isRegistered ? ["registered"] : []);
            request.Households.Households.Add(household);
        }

        request.Households.Households[2].Holdings["wage_days"] = "60";
        return request;
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task WholeLife_OverGrpc_IsTheRunRestShows(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("tangwan", "rural_collective");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var made = (await world.CreateAsync("tangwan", RunWorld.Body, "key")).Json;
        var run = await CallAsync(grpc, "GetRun", new GetRunRequest { Id = made.GetProperty("id").GetString() }, GetRunResponse.Parser);
        var id = run.Run.Id;
        Assert.Equal(
            (RunState.Draft, RosterKind.Inline, 5L, "\"1\""),
            (run.Run.State, run.Run.Roster, run.Run.HouseholdCount, run.Run.Etag));
        Assert.Equal(made.GetProperty("digest").GetString(), run.Run.Result.Digest);
        Assert.Equal(made.GetProperty("totals").GetProperty("households").GetString(), Yuan(run.Run.Result.Totals.HouseholdsFen));
        Assert.Equal(10_000_000, run.Run.Result.Inputs["income"].AmountFen);

        var submitted = await CallAsync(grpc, "SubmitRun", new SubmitRunRequest { Id = id, Etag = run.Run.Etag }, SubmitRunResponse.Parser);
        var disclosed = await CallAsync(grpc, "DiscloseRun",
            new DiscloseRunRequest { Id = id, Etag = submitted.Run.Etag, From = "2026-02-01", NoticeDays = 20 },
            DiscloseRunResponse.Parser);
        var raised = await CallAsync(grpc, "RaiseObjection",
            new RaiseObjectionRequest { Run = id, Etag = disclosed.Run.Etag, Household = "0002", Content = "土地应为 2.80 亩" },
            RaiseObjectionResponse.Parser);
        var resolved = await CallAsync(grpc, "ResolveObjection",
            new ResolveObjectionRequest { Run = id, Etag = raised.Etag, Id = raised.Objection.Id, Resolution = "已核实" },
            ResolveObjectionResponse.Parser);
        Assert.Equal(resolved.Objection, Assert.Single((await CallAsync(
            grpc, "ListObjections", new ListObjectionsRequest { Run = id }, ListObjectionsResponse.Parser)).Objections));
        var approval = new ApproveRunRequest
        {
            Id = id,
            Etag = resolved.Etag,
            Digest = run.Run.Result.Digest,
            Meeting = new Meeting { Date = "2026-03-01", Due = 30, Present = 20, InFavour = 20 },
        };
        var refused = await grpc.CallAsync("linkage.v1.Runs/ApproveRun", approval);
        Assert.Equal(("approver_is_maker", global::Grpc.Core.StatusCode.PermissionDenied), (refused.Code, refused.Status));
        using var another = new GrpcApi(world.Service.GrpcAddress);
        another.Headers.Add("x-linkage-user", "approver");
        var approved = await CallAsync(another, "ApproveRun", approval, ApproveRunResponse.Parser);
        var paid = await CallAsync(
            grpc, "PayRun", new PayRunRequest { Id = id, Etag = approved.Run.Etag, On = "2026-03-05" }, PayRunResponse.Parser);
        var closed = await CallAsync(grpc, "CloseRun", new CloseRunRequest { Id = id, Etag = paid.Run.Etag }, CloseRunResponse.Parser);
        Assert.Equal((RunState.Closed, "approver", "2026-03-05"), (closed.Run.State, closed.Run.Life.ApprovedBy, closed.Run.Life.PaidOn));

        var rest = (await world.GetAsync($"/v1/runs/{id}")).Json;
        Assert.Equal("closed", rest.GetProperty("state").GetString());
        Assert.Equal(20, rest.GetProperty("life").GetProperty("meeting").GetProperty("present").GetInt32());
        var history = await CallAsync(grpc, "GetRunHistory", new GetRunHistoryRequest { Id = id }, GetRunHistoryResponse.Parser);
        Assert.Equal(
            (await world.GetAsync($"/v1/runs/{id}/history")).Json.GetProperty("entries").EnumerateArray()
                .Select(entry => (entry.GetProperty("action").GetString(), entry.GetProperty("after").GetString())),
            history.Entries.Select(entry => ((string?)entry.Action, (string?)entry.After)));
    }

    [Fact]
    public async Task Statements_ByKeyPageAndStream_AreThoseOfTheCalculation()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var request = Request("key");
        var preview = request.Clone();
        preview.Preview = true;
        var wanted = (await CallAsync(grpc, "CreateRun", preview, CreateRunResponse.Parser)).Statements.ToArray();
        var id = (await CallAsync(grpc, "CreateRun", request, CreateRunResponse.Parser)).Run.Id;

        var paged = new List<Statement>();
        var cursor = "";
        do
        {
            var page = await CallAsync(
                grpc, "ListStatements", new ListStatementsRequest { Run = id, Limit = 2, Cursor = cursor }, ListStatementsResponse.Parser);
            paged.AddRange(page.Statements);
            cursor = page.NextCursor;
        }
        while (cursor.Length > 0);
        Assert.Equal(wanted, paged);
        var streamed = await grpc.CallAsync("linkage.v1.Runs/StreamStatements", new StreamStatementsRequest { Run = id });
        Assert.Equal(wanted, streamed.Messages.SelectMany(message => StreamStatementsResponse.Parser.ParseFrom(message).Statements));
        var one = await CallAsync(
            grpc, "GetStatement", new GetStatementRequest { Run = id, Household = "0002" }, GetStatementResponse.Parser);
        Assert.Equal(wanted[1], one.Statement);
        var explained = await CallAsync(
            grpc, "GetStatement", new GetStatementRequest { Run = id, Household = "0002", Explain = true }, GetStatementResponse.Parser);
        Assert.All(explained.Statement.Lines, line => Assert.NotEmpty(line.Explanation.Text.Zh));
        var list = await CallAsync(grpc, "ListRuns", new ListRunsRequest { Organization = "tangwan", State = RunState.Draft },
            ListRunsResponse.Parser);
        Assert.Equal(id, Assert.Single(list.Runs).Id);
    }

    [Fact]
    public async Task Refusals_OverGrpc_HaveTheCodesOfRest()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var (id, etag, digest) = await world.RunAsync("tangwan", "disclosed");
        var document = Request("another");
        document.Header.Document = "id: x";
        (string Method, IMessage Request, string Code)[] refused =
        [
            ("CreateRun", document, "unknown_field"),
            ("GetRun", new GetRunRequest { Id = "0" }, "unknown_run"),
            ("GetStatement", new GetStatementRequest { Run = id, Household = "9" }, "unknown_household"),
            ("ListStatements", new ListStatementsRequest { Run = id, Limit = 1001 }, "invalid_value"),
            ("ListRuns", new ListRunsRequest { Organization = "none" }, "unknown_organization"),
            ("SubmitRun", new SubmitRunRequest { Id = id }, "precondition_required"),
            ("SubmitRun", new SubmitRunRequest { Id = id, Etag = etag }, "run_state"),
            ("CancelRun", new CancelRunRequest { Id = id, Etag = "\"1\"", Reason = "重做" }, "stale_revision"),
            ("CancelRun", new CancelRunRequest { Id = id, Etag = etag }, "missing_field"),
            ("RaiseObjection", new RaiseObjectionRequest { Run = id, Etag = etag, Content = "\0" }, "invalid_value"),
            ("DiscloseRun", new DiscloseRunRequest { Id = id, Etag = etag, From = "2026-2-1" }, "invalid_value"),
            ("ApproveRun", new ApproveRunRequest { Id = id, Etag = etag, Digest = digest }, "meeting_invalid"),
        ];
        foreach (var (method, request, code) in refused)
        {
            Assert.Equal((method, code), (method, (await grpc.CallAsync("linkage.v1.Runs/" + method, request)).Code));
        }
    }

    private static async Task<T> CallAsync<T>(GrpcApi grpc, string method, IMessage request, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var answer = await grpc.CallAsync("linkage.v1.Runs/" + method, request);
        Assert.True(answer.Status == global::Grpc.Core.StatusCode.OK, $"{method}: {answer.Status} {answer.Message}");
        return parser.ParseFrom(Assert.Single(answer.Messages));
    }

    private static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:D2}");
}
