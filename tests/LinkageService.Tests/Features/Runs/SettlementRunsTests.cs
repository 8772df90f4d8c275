using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>
/// What a correction left for a household that is gone is paid by a run of its own, to the household or to its heir, once and to the
/// fen; the run has the life, the papers and the proof of every other.
/// </summary>
public sealed class SettlementRunsTests
{
    private const string Village = OwedVillage.Id;
    private const string List = "/v1/organizations/zhengcun/open-balances";
    private const string Settlements = "/v1/organizations/zhengcun/settlements";
    private const string Gone = OwedVillage.Gone;
    private const string There = OwedVillage.There;
    private const string OwnAccount = OwedVillage.Account;
    private const string HeirAccount = "6228480000005678";
    private const string Deed = "（2026）示证民字第0012号";

    public static TheoryData<string, string> Doors => new()
    {
        { "sqlite", "rest" }, { "sqlite", "grpc" }, FullRun.Row("postgres", "rest"), FullRun.Row("postgres", "grpc"),
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Settlement_ToAnHeir_HasTheWholeLifeAndIsPaidOnce(string provider, string door)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        using var grpc = new GrpcRunsApi(service);
        IRunsApi api = door == "rest" ? new RestRunsApi(service) : grpc;
        var world = new RunWorld(service);
        var (correction, owed, _) = await OwedVillage.MakeAsync(service, api);
        var claim = new Claim(Gone, correction, owed, new Heir("农户0003之子", HeirAccount, Deed));

        var made = await api.SettleAsync(Village, "s1", claim);
        Assert.Equal(("draft", 0, owed, false),
            (made.Run.State, made.Run.HouseholdsFen, made.Run.PayableFen, made.IsReplayed));
        Assert.Equal(new ShownPayee(Gone, "农户0003之子", "heir", "****5678", "****012号"), Assert.Single(made.Payees));
        var again = await (door == "rest" ? (IRunsApi)grpc : new RestRunsApi(service)).SettleAsync(Village, "s1", claim);
        Assert.Equal((made.Run.Id, true), (again.Run.Id, again.IsReplayed));
        Assert.Equal("idempotency_key_reused", await CodeAsync(() => api.SettleAsync(Village, "s1", claim with { Heir = null })));

        // It counts as settled from its draft on: nothing else takes it.
        Assert.Equal("stale_revision", await CodeAsync(() => api.SettleAsync(Village, "s2", claim)));
        var balance = (await BalancesAsync(world)).Single(row => Text(row, "household") == Gone);
        Assert.Equal((Yuan(owed), "0.00"), (Text(balance, "settled"), Text(balance, "open")));
        var next = await api.MakeAsync(Village, 2025, 9_999_999, "2025");
        Assert.DoesNotContain(
            (await world.GetAsync("/v1/runs/" + next.Id)).Json.GetProperty("checks").EnumerateArray(),
            check => Text(check, "code") == "open_balances");

        // Cancelled it is open again, and can be paid by another.
        await api.CancelAsync("maker", made.Run);
        Assert.Equal(Yuan(owed), Text((await BalancesAsync(world)).Single(row => Text(row, "household") == Gone), "open"));
        var run = (await api.SettleAsync(Village, "s3", claim)).Run;
        var disclosed = await api.DiscloseAsync("maker", await api.SubmitAsync("maker", run), Today.AddDays(-3));
        Assert.Equal("approver_is_maker", await CodeAsync(() => api.ApproveAsync("maker", disclosed, meeting: null)));
        var paid = await api.PayAsync("cashier", await api.ApproveAsync("checker", disclosed, meeting: null));
        Assert.Equal("run_state", await CodeAsync(() => api.CancelAsync("maker", paid)));
        Assert.Equal("run_state", await CodeAsync(() => api.CorrectAsync(paid, "recompute_all", "c9", isPreview: true)));
        Assert.Equal("invalid_value", await CodeAsync(() => api.CompareAsync(paid.Id, next.Id)));

        var statement = await api.StatementAsync(paid.Id, Gone);
        Assert.Equal((0, owed, (correction, owed)), (statement.TotalFen, statement.PayableFen, Assert.Single(statement.Settlements)));
        Assert.Contains(await api.YearsAsync(Village, Gone), year => year.Run == paid.Id && year.PayableFen == owed);
        var verified = await api.VerifyAsync(paid.Id);
        Assert.Equal((true, paid.Digest, paid.Digest), (verified.Matches, verified.Recomputed, verified.FromFacts));
        Assert.True((await world.GetAsync("/v1/audit/verification")).Json.GetProperty("valid").GetBoolean());
        await NothingPrivateIsStoredAsync(world);
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(world.Database, numbers: null, kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);
    }

    [Fact]
    public async Task Settlement_WithoutPayee_GoesToTheLastAccountOfTheHouseholdAndSaysWhereItComesFrom()
    {
        await using var service = await RunningService.StartAsync();
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        var (correction, owed, other) = await OwedVillage.MakeAsync(service, api);
        var made = await api.SettleAsync(Village, "s1", new Claim(Gone, correction, owed), new Claim(There, correction, other));
        Assert.Equal(
            [new ShownPayee(There, "农户0002", "self", null, null), new ShownPayee(Gone, "农户0003", "self", "****1234", null)],
            made.Payees);
        var statement = (await world.GetAsync($"/v1/runs/{made.Run.Id}/statements/{Gone}")).Json;
        var settled = Assert.Single(statement.GetProperty("settlements").EnumerateArray());
        Assert.Equal($"2024 年收益分配更正（更正编号 {correction}）少发 {new Engine.Amounts.Money(owed).ToDisplayString()} 元，这次付清",
            Text(settled.GetProperty("text"), "zh"));
        Assert.Equal(("self", "****1234"), (
            Text(statement.GetProperty("payee"), "relation"), Text(statement.GetProperty("payee"), "account")));
        using var grpc = new GrpcApi(service.GrpcAddress);
        var message = GetStatementResponse.Parser.ParseFrom(Assert.Single((await grpc.CallAsync(
            "linkage.v1.Runs/GetStatement", new GetStatementRequest { Run = made.Run.Id, Household = Gone })).Messages)).Statement;
        Assert.Equal((owed, "self", "****1234", Text(settled.GetProperty("text"), "zh")), (
            message.PayableFen, message.Payee.Relation, message.Payee.Account, Assert.Single(message.Settlements).Text.Zh));

        var run = (await world.GetAsync("/v1/runs/" + made.Run.Id)).Json;
        Assert.Equal(("settlement", "0.00", Yuan(owed + other), "集体公益金账户"), (Text(run, "kind"),
            Text(run.GetProperty("totals"), "sources"), Text(run.GetProperty("settled"), "payable"),
            Text(run.GetProperty("settlement"), "payer")));
        var closing = await service.SendAsync(HttpMethod.Post, List + ":close",
            $$"""{ "household": "{{Gone}}", "correction": "{{correction}}", "amount": "{{Yuan(owed)}}", "reason": "核销" }""");
        Assert.Equal("stale_revision", closing.Code);
    }

    [Fact]
    public async Task Settlement_BadRequests_AreRefusedFieldByFieldAndLeaveNothing()
    {
        await using var service = await RunningService.StartAsync();
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        var (correction, owed, _) = await OwedVillage.MakeAsync(service, api);
        var recovery = (await BalancesAsync(world)).First(row => Text(row, "open").StartsWith('-'));
        string Balance(string fields) => $$"""
            { "payer": "公益金", "reason": "付清", "year": 2026,
              "balances": [ { "household": "{{Gone}}", "correction": "{{correction}}", {{fields}} } ] }
            """;
        var amount = $"\"amount\": \"{Yuan(owed)}\"";
        foreach (var (body, code, field) in new[]
        {
            ("""{ "balances": [] }""", "missing_field", "payer"),
            (Balance("\"amount\": \"1.005\""), "too_many_decimals", "balances[0].amount"),
            (Balance($"\"amount\": \"{Yuan(owed - 1)}\""), "stale_revision", "balances[0].amount"),
            (Balance(amount).Replace("2026", "2023", StringComparison.Ordinal), "invalid_value", "year"),
            (Balance(amount).Replace("2026", "99999", StringComparison.Ordinal), "year_out_of_range", "year"),
            (Balance(amount).Replace($"\"{Gone}\"", "\"0999\"", StringComparison.Ordinal), "unknown_balance", "balances[0].household"),
            (Balance(amount + """, "payee": { "name": "农户0003之子", "relation": "son", "evidence": "1" }"""), "invalid_value",
                "balances[0].payee.relation"),
            (Balance(amount + """, "payee": { "name": "农户0003之子", "relation": "heir" }"""), "missing_field",
                "balances[0].payee.evidence"),
            (Balance(amount + """, "payee": { "name": "农户0003之子", "relation": "heir", "evidence": "1", "account": "12" }"""),
                "invalid_value", "balances[0].payee.account"),
            (Balance($"{amount} }}, {{ \"household\": \" {Gone} \", \"correction\": \"{correction}\", {amount}"), "invalid_value",
                "balances[1]"),
            (Balance($"\"amount\": \"{Text(recovery, "open")}\"").Replace($"\"{Gone}\"", $"\"{Text(recovery, "household")}\"",
                StringComparison.Ordinal), "invalid_value", "balances[0].amount"),
        })
        {
            var answer = await service.SendAsync(HttpMethod.Post, Settlements, body, ("Idempotency-Key", Guid.NewGuid().ToString("N")));
            Assert.True(
                answer.Code == code && answer.Text.Contains($"\"{field}\"", StringComparison.Ordinal), $"{code} {field}: {answer.Text}");
        }

        var keyless = await service.SendAsync(HttpMethod.Post, Settlements, Balance(amount));
        Assert.Equal("missing_idempotency_key", keyless.Code);
        Assert.DoesNotContain((await world.GetAsync("/v1/organizations/zhengcun/runs")).Json.GetProperty("runs").EnumerateArray(),
            run => Text(run, "kind") == "settlement");
    }

    [Theory]
    [InlineData("UPDATE settlement SET amount_fen = amount_fen + 1 WHERE run_id = @run RETURNING run_id")]
    [InlineData("UPDATE run SET result = REPLACE(result, '\"relation\":\"heir\"', '\"relation\":\"proxy\"') WHERE id = @run RETURNING id")]
    [InlineData("UPDATE run SET result = REPLACE(result, '集体公益金账户', '集体公积金账户') WHERE id = @run RETURNING id")]
    [InlineData("UPDATE run SET result = REPLACE(result, '\"number\":\"', '\"number\":\"A') WHERE id = @run RETURNING id")]
    [InlineData("DELETE FROM settlement WHERE run_id = @run RETURNING run_id")]
    public async Task Verify_ASettlementChangedBehindTheServicesBack_DoesNotMatch(string sql)
    {
        await using var service = await RunningService.StartAsync();
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        var (correction, owed, _) = await OwedVillage.MakeAsync(service, api);
        var run = (await api.SettleAsync(
            Village, "s1", new Claim(Gone, correction, owed, new Heir("农户0003之子", HeirAccount, Deed)))).Run.Id;
        Assert.True((await api.VerifyAsync(run)).Matches);
        await world.Database.WriteAsync(new Change("nobody", DateTimeOffset.UnixEpoch), async session =>
        {
            session.Audit(new AuditDraft("run.update", "run/" + run, Organization: null));
            return await session.FirstAsync<string>(sql, new { run });
        });
        Assert.False((await api.VerifyAsync(run)).Matches);
    }

    [Fact]
    public async Task Settlement_ToAHouseholdOfWhichNobodyIsAlive_IsWarnedOf()
    {
        await using var service = await RunningService.StartAsync();
        var (api, world) = (new RestRunsApi(service), new RunWorld(service));
        var (correction, owed, _) = await OwedVillage.MakeAsync(
            service, api, """, "persons": [ { "name": "农户0003", "head": true, "deceased": "2025-01-20" } ]""");
        var own = await api.SettleAsync(Village, "s1", new Claim(Gone, correction, owed));
        var check = Assert.Single((await world.GetAsync("/v1/runs/" + own.Run.Id)).Json.GetProperty("checks").EnumerateArray());
        Assert.Equal("payee_deceased", Text(check, "code"));
        await api.CancelAsync("maker", own.Run);
        var heir = await api.SettleAsync(Village, "s2", new Claim(Gone, correction, owed, new Heir("农户0003之子", null, Deed)));
        Assert.Equal(0, (await world.GetAsync("/v1/runs/" + heir.Run.Id)).Json.GetProperty("checks").GetArrayLength());
        Assert.Null(Assert.Single(heir.Payees).Account);
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    private static async Task NothingPrivateIsStoredAsync(RunWorld world)
    {
        foreach (var column in new[] { "SELECT result FROM run", "SELECT details FROM audit", "SELECT progress FROM run" })
        {
            foreach (var text in await world.Database.ReadAsync(session => session.ListAsync<string>(column)))
            {
                Assert.DoesNotContain(HeirAccount, text, StringComparison.Ordinal);
                Assert.DoesNotContain(OwnAccount, text, StringComparison.Ordinal);
                Assert.DoesNotContain("示证民字", text, StringComparison.Ordinal);
            }
        }
    }

    private static async Task<JsonElement[]> BalancesAsync(RunWorld world) =>
        (await world.GetAsync(List + "?all=true")).Json.GetProperty("balances").EnumerateArray().ToArray();

    private static async Task<string> CodeAsync(Func<Task> call) =>
        (await Assert.ThrowsAsync<RefusedByServiceException>(call)).Code;

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static string Yuan(long fen) => new Engine.Amounts.Money(fen).ToString();
}
