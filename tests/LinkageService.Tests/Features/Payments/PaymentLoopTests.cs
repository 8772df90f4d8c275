using System.Text.Json;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using LinkageService.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Payments;

/// <summary>From an approved run to a closed one: what is paid comes to what was approved, or the difference is named.</summary>
public sealed class PaymentLoopTests
{
    private const string Village = "fafang";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Loop_WithAReturnPaidAgain_ClosesWhenEveryHouseholdIsSettled(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var (run, etag) = await world.RunAsync(Village, "approved");
        Assert.Equal("payment_state", (await world.ActAsync(run, "fund", """{ "reference": "对账单" }""")).Code);
        var prepared = await world.ActedAsync(run, "prepare");
        var envelope = prepared.GetProperty("envelope");
        var approved = (await world.GetAsync("/v1/runs/" + run)).GetProperty("totals").GetProperty("households").GetString();
        Assert.Equal((5, approved, "maker"), (envelope.GetProperty("households").GetInt32(), Text(envelope, "amount"),
            Text(envelope, "preparedBy")));
        Assert.Equal("payment_state", (await world.ActAsync(run, "prepare")).Code);

        // Each line has its own copy; nothing goes out before the run is paid and the money was seen.
        var first = (await world.PaymentAsync(run, "0001")).GetProperty("attempts")[0];
        Assert.Equal(("bank", "to_pay", "农户0001", "****0001", "某农商行", $"{run[^14..]}-0001-1"), (
            Text(first, "channel"), Text(first, "state"), Text(first, "name"), Text(first, "account"), Text(first, "bank"),
            Text(first, "endToEndId")));
        Assert.Equal("cash", Text((await world.PaymentAsync(run, "0005")).GetProperty("attempts")[0], "channel"));
        Assert.Equal("run_state", (await world.ActAsync(run, "send")).Code);
        etag = (await world.StepAsync(run, "pay", etag, """{"on":"2026-03-05"}""")).Headers["ETag"];
        Assert.Equal("funds_not_confirmed", (await world.ActAsync(run, "send")).Code);
        await world.ActedAsync(run, "fund", """{ "on": "2026-03-05", "reference": "农商行对公账户尾号 6606" }""", "cashier");
        var sent = await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        Assert.Equal((4, 1), (Count(sent, "sent"), Count(sent, "toPay")));
        Assert.Equal("payment_state", (await world.ActAsync(run, "send")).Code);

        var recorded = await world.ActedAsync(run, "record", $$"""
            { "results": [
              { "endToEndId": "{{run[^14..]}}-0001-1", "outcome": "paid" },
              { "household": "0002", "outcome": "returned", "reason": "account_closed", "words": "该账户已销户", "on": "2026-03-06" },
              { "account": "{{PaymentWorld.AccountOf("0003")}}", "outcome": "paid" },
              { "household": "0004", "outcome": "pending" } ] }
            """);
        Assert.Equal((2, 1, 1, 0), Counts(recorded));
        var back = (await world.PaymentAsync(run, "0002")).GetProperty("attempts")[0].GetProperty("return");
        Assert.Equal(("account_closed", "该账户已销户", "请本人另报一个账号。"), (Text(back, "reason"), Text(back, "words"),
            Text(back.GetProperty("cure"), "zh")[^10..]));

        // It cannot be closed, and says why.
        var refused = await world.StepAsync(run, "close", etag);
        Assert.Equal("payments_open", refused.Code);
        Assert.Contains("还有 3 户", refused.Text, StringComparison.Ordinal);
        Assert.Contains("0002（退票）、0004（已送银行）、0005（待发）", refused.Text, StringComparison.Ordinal);

        var blocker = Assert.Single((await world.GetAsync($"/v1/runs/{run}/blockers")).GetProperty("blockers").EnumerateArray());
        Assert.Equal("payments_open", Text(blocker, "code"));
        await PayAgainAsync(world, run);
        await world.ActedAsync(run, "record", """{ "results": [ { "household": "0004", "outcome": "paid" } ] }""");
        await world.ActedAsync(run, "sign", """{ "household": "0005", "collector": "农户0005之女", "relation": "family" }""");
        await TakeBackAsync(world, run);
        var settled = await world.SummaryAsync(run);
        Assert.True(settled.GetProperty("settled").GetBoolean(), settled.GetRawText());
        Assert.Equal(("0.00", 4, 1), (Text(settled.GetProperty("open"), "amount"), Count(settled, "paid"), Count(settled, "collected")));
        Assert.Equal((5, 1, 0), Movements(settled));
        var closed = await world.StepAsync(run, "close", etag);
        Assert.True(closed.Status == 200, closed.Text);

        // What comes back after the closing is noted, and paid again.
        await world.ActedAsync(run, "record", """{ "results": [ { "household": "0001", "outcome": "returned", "reason": "other" } ] }""");
        Assert.Equal((5, 2, 1), Movements(await world.SummaryAsync(run)));
        await world.ActedAsync(run, "sign", """{ "household": "0001" }""");
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    public async Task Results_ThatFitNoPayment_ArePutAsideAndStopNothing()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send");
        var list = $$"""
            { "results": [
              { "row": 1, "endToEndId": "{{run[^14..]}}-0001-1", "outcome": "paid" },
              { "row": 2, "endToEndId": "{{run[^14..]}}-0001-1", "outcome": "paid" },
              { "row": 3, "endToEndId": "other-0002-1", "amount": "1.00", "outcome": "paid" },
              { "row": 4, "household": "0002", "amount": "0.01", "outcome": "paid" },
              { "row": 5, "household": "0005", "outcome": "paid" },
              { "row": 6, "household": "9999", "outcome": "paid" },
              { "row": 7, "household": "..", "outcome": "paid" },
              { "row": 8, "account": "99999999", "name": "某人", "outcome": "paid" },
              { "row": 9, "amount": "12.00", "outcome": "paid" },
              { "row": 10, "household": "0003", "outcome": "returned", "reason": "name_mismatch" },
              { "row": 11, "household": "0003", "outcome": "paid" } ] }
            """;
        Assert.Equal((1, 0, 0, 10), Counts(await world.ActedAsync(run, "record", list)));
        var rows = (await world.GetAsync($"/v1/runs/{run}/payments:unmatched")).GetProperty("results").EnumerateArray()
            .OrderBy(row => row.GetProperty("row").GetInt32()).Select(row => Text(row, "fault")).ToArray();
        Assert.Equal(
            [
                "duplicate", "unknown", "amount_differs", "not_expected", "unknown", "unknown", "unknown", "unknown", "says_both",
                "says_both",
            ],
            rows);

        // The same file again changes nothing and adds nothing.
        var again = await world.ActedAsync(run, "record", list);
        Assert.Equal((0, 0), (again.GetProperty("paid").GetInt32(), again.GetProperty("returned").GetInt32()));
        Assert.Equal((1, 10), (again.GetProperty("repeated").GetInt32(), again.GetProperty("summary").GetProperty("unmatched").GetInt32()));
        var shown = (await world.GetAsync($"/v1/runs/{run}/payments:unmatched")).GetRawText();
        Assert.DoesNotContain("99999999", shown, StringComparison.Ordinal);
        Assert.Empty(await FindingsAsync(service));
    }

    [Fact]
    public async Task Money_OnADayBeforeTheVote_IsRefusedByEveryAct()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var (run, etag) = await world.RunAsync(Village, "approved");
        const string Early = "2026-01-01";
        await world.ActedAsync(run, "prepare");
        var asked = new List<(string Act, Answer Answer)>
        {
            ("pay", await world.StepAsync(run, "pay", etag, $$"""{"on":"{{Early}}"}""")),
        };
        await world.StepAsync(run, "pay", etag, """{"on":"2026-03-05"}""");
        await world.ActedAsync(run, "fund", """{ "reference": "对账单" }""");
        foreach (var (act, body) in new[]
        {
            ("fund", $$"""{ "on": "{{Early}}", "reference": "对账单" }"""),
            ("send", $$"""{ "on": "{{Early}}" }"""), ("sign", $$"""{ "household": "0005", "on": "{{Early}}" }"""),
            ("record", $$"""{ "results": [ { "household": "0001", "outcome": "paid", "on": "{{Early}}" } ] }"""),
        })
        {
            asked.Add((act, await world.ActAsync(run, act, body)));
        }

        Assert.All(asked, each => Assert.True(
            (each.Answer.Status, each.Answer.Code) == (400, "invalid_value")
                && each.Answer.Text.Contains("在成员大会表决（", StringComparison.Ordinal),
            each.Act + ": " + each.Answer.Text));
        Assert.Equal((5, 0), (Count(await world.SummaryAsync(run), "toPay"), Count(await world.SummaryAsync(run), "sent")));
    }

    [Fact]
    public async Task Result_DatedBeforeTheSending_IsRefusedWhole()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        var refused = await world.ActAsync(run, "record", """
            { "results": [ { "household": "0001", "outcome": "paid", "on": "2026-03-05" },
                           { "household": "0002", "outcome": "returned", "reason": "other", "on": "2026-03-04" } ] }
            """);
        Assert.Equal((400, "invalid_value"), (refused.Status, refused.Code));
        Assert.Equal("results[1].on", Text(refused.Json.GetProperty("errors")[0], "field"));
        Assert.Equal(4, Count(await world.SummaryAsync(run), "sent"));
        Assert.Equal((1, 0, 0, 0), Counts(await world.ActedAsync(
            run, "record", """{ "results": [ { "household": "0001", "outcome": "paid", "on": "2026-03-05" } ] }""")));
    }

    [Fact]
    public async Task Results_ThatContradictEachOther_AreLeftToTheBankUnlessTheirDaysTellWhichHolds()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        var recorded = await world.ActedAsync(run, "record", """
            { "results": [
              { "household": "0001", "outcome": "paid" }, { "household": "0001", "outcome": "returned", "reason": "other" },
              { "household": "0002", "outcome": "returned", "reason": "other" }, { "household": "0002", "outcome": "paid" },
              { "household": "0003", "outcome": "paid", "on": "2026-03-06" },
              { "household": "0003", "outcome": "returned", "reason": "other", "on": "2026-03-09" },
              { "household": "0004", "outcome": "paid" }, { "household": "0004", "outcome": "returned", "reason": "other",
                "amount": "0.01" } ] }
            """);
        Assert.Equal((2, 1, 0, 5), Counts(recorded));
        var states = new List<string>();
        foreach (var household in new[] { "0001", "0002", "0003", "0004" })
        {
            states.Add(Text(await world.PaymentAsync(run, household), "state"));
        }

        Assert.Equal(["sent", "sent", "returned", "paid"], states);
    }

    [Fact]
    public async Task Funds_SeenBySomebody_AreNotedAnewOnlyWhileNoMoneyHasMoved()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        const string another = """{ "reference": "另一张对账单" }""";
        await world.ActedAsync(run, "fund", another);
        await world.ActedAsync(run, "send", """{ "households": ["0001"], "on": "2026-03-05" }""");
        var refused = await world.ActAsync(run, "fund", another, "cashier");
        Assert.Equal((409, "payment_state"), (refused.Status, refused.Code));
        Assert.Equal("maker", Text((await world.SummaryAsync(run)).GetProperty("envelope").GetProperty("funds"), "by"));
    }

    [Fact]
    public async Task Account_ChangedSinceTheApproval_WaitsForASecondPerson()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var (run, etag) = await world.RunAsync(Village, "approved");
        await world.PutHouseholdAsync(Village, "0003", "1.85", "7777000000000003", "clerk");
        await world.PutHouseholdAsync(Village, "0004", "4.20", PaymentWorld.AccountOf("0004"), "clerk");
        await world.ActedAsync(run, "prepare");
        await world.StepAsync(run, "pay", etag, """{"on":"2026-03-05"}""");
        await world.ActedAsync(run, "fund", """{ "reference": "对账单" }""");
        var changed = (await world.PaymentAsync(run, "0003")).GetProperty("attempts")[0];
        Assert.Equal(("****0003", "clerk"), (Text(changed, "account"), Text(changed, "changedBy")));
        Assert.False((await world.PaymentAsync(run, "0004")).GetProperty("attempts")[0].TryGetProperty("changedBy", out _));

        var named = await world.ActAsync(run, "send", """{ "households": ["0001", "0003"] }""");
        Assert.Equal("account_not_confirmed", named.Code);
        Assert.Equal(3, Count(await world.ActedAsync(run, "send"), "sent"));
        var body = $$"""{ "household": "0003", "endToEndId": "{{Text(changed, "endToEndId")}}" }""";
        foreach (var user in new[] { "clerk", "CLERK", "maker" })
        {
            Assert.Equal("second_person_needed", (await world.ActAsync(run, "confirm", body, user)).Code);
        }

        Assert.Equal("payment_state", (await world.ActAsync(
            run, "confirm", """{ "household": "0003", "endToEndId": "another" }""", "approver")).Code);
        var agreed = await world.ActedAsync(run, "confirm", body, "approver");
        Assert.Equal("approver", Text(agreed.GetProperty("attempts")[0], "confirmedBy"));
        Assert.Equal("payment_state", (await world.ActAsync(run, "confirm", body, "other")).Code);
        await world.ActedAsync(run, "send", """{ "households": ["0003"] }""");

        // Once agreed to it is known: sent again after a return it waits for nobody.
        await world.ActedAsync(run, "record",
            """{ "results": [ { "household": "0003", "outcome": "returned", "reason": "account_dormant" } ] }""");
        var again = await world.ActedAsync(run, "reissue", """{ "household": "0003" }""");
        Assert.False(again.GetProperty("attempts")[1].TryGetProperty("changedBy", out _), again.GetRawText());
    }

    [Fact]
    public async Task Numbers_AreMasked_UnlessAskedForWithAPurposeWhichIsAudited()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        var run = await world.PreparedAsync(Village);
        foreach (var path in new[] { $"/v1/runs/{run}/payments", $"/v1/runs/{run}/payments/0001" })
        {
            Assert.DoesNotContain(PaymentWorld.AccountOf("0001"), (await world.GetAsync(path)).GetRawText(), StringComparison.Ordinal);
            var shown = await service.SendAsync(
                HttpMethod.Get, path, null, ("X-Linkage-Purpose", Uri.EscapeDataString("核对银行文件")), ("X-Linkage-User", "cashier"));
            Assert.Contains(PaymentWorld.AccountOf("0001"), shown.Text, StringComparison.Ordinal);
        }

        var entries = (await world.GetAsync("/v1/audit?limit=1000")).GetProperty("entries").EnumerateArray()
            .Where(entry => Text(entry, "action") == "household.reveal").ToArray();
        Assert.Equal(2, entries.Length);
        Assert.All(entries, entry => Assert.Equal(("cashier", "核对银行文件"), (Text(entry, "actor"),
            Text(entry.GetProperty("details"), "purpose"))));
    }

    [Theory]
    [InlineData("UPDATE payment_attempt SET amount_fen = amount_fen + 1 WHERE household_id = '0002'")]
    [InlineData("UPDATE payment_attempt SET state = 'paid', digest = X'00' WHERE household_id = '0002'")]
    [InlineData("DELETE FROM payment_attempt WHERE household_id = '0002'")]
    [InlineData("UPDATE payment_envelope SET amount_fen = amount_fen - 1")]
    [InlineData("DELETE FROM payment_envelope")]
    public async Task Rows_ChangedByAnotherHand_AreFoundByTheVerification(string sql)
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        await world.PreparedAsync(Village);
        Assert.Empty(await FindingsAsync(service));
        var path = service.Services.GetRequiredService<LinkageService.Configuration.Settings>().Storage.Path;
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=" + path + ";Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            Assert.True(await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken) > 0);
        }

        Assert.Contains(await FindingsAsync(service), finding => finding.Subject.StartsWith("payments/", StringComparison.Ordinal));
    }

    [Fact]
    public void Reasons_OfEveryCode_SayWhatIsDoneNowInBothLanguages()
    {
        Assert.Equal(13, ReturnReasons.All.Count);
        Assert.All(ReturnReasons.All, reason =>
        {
            Assert.Matches("^[\u4e00-\u9fff0-9，。：；、？]+$", reason.Cure.Zh);
            Assert.DoesNotContain(reason.Cure.En, letter => letter > 127);
        });
    }

    // Noted by mistake: taken back with a reason, and noted again.
    private static async Task TakeBackAsync(PaymentWorld world, string run)
    {
        Assert.Equal("payment_state", (await world.ActAsync(run, "unsign", """{ "household": "0001", "note": "错" }""")).Code);
        Assert.Equal(400, (await world.ActAsync(run, "unsign", """{ "household": "0005" }""")).Status);
        var taken = await world.ActedAsync(run, "unsign", """{ "household": "0005", "note": "签字的是另一户" }""");
        var open = Assert.Single(taken.GetProperty("attempts").EnumerateArray());
        Assert.Equal(("to_pay", "cash", "签字的是另一户"), (Text(open, "state"), Text(open, "channel"), Text(open, "note")));
        Assert.False(open.TryGetProperty("collector", out _));
        Assert.False((await world.SummaryAsync(run)).GetProperty("settled").GetBoolean());
        await world.ActedAsync(run, "sign", """{ "household": "0005", "collector": "农户0005之女", "relation": "family" }""");
    }

    private static async Task PayAgainAsync(PaymentWorld world, string run)
    {
        Assert.Equal("invalid_value", (await world.ActAsync(run, "reissue", """
            { "household": "0002", "account": { "holder": "农户0002", "number": "6228480000000000019" } }
            """)).Code);
        var again = await world.ActedAsync(run, "reissue", """
            { "household": "0002", "note": "本人带新卡来登记",
              "account": { "holder": "农户0002", "number": "6228 4800 0000 0000 018", "bank": "农行", "bankCode": "103100000026" } }
            """);
        var (old, next) = (again.GetProperty("attempts")[0], again.GetProperty("attempts")[1]);
        Assert.Equal(("returned", "****0002", "to_pay", "****0018", "maker", $"{run[^14..]}-0002-2"), (Text(old, "state"),
            Text(old, "account"), Text(next, "state"), Text(next, "account"), Text(next, "changedBy"), Text(next, "endToEndId")));
        Assert.Equal("payment_state", (await world.ActAsync(run, "send")).Code);
        Assert.Equal("second_person_needed", (await world.ActAsync(
            run, "confirm", $$"""{ "household": "0002", "endToEndId": "{{Text(next, "endToEndId")}}" }""")).Code);
        await world.ActedAsync(
            run, "confirm", $$"""{ "household": "0002", "endToEndId": "{{Text(next, "endToEndId")}}" }""", "approver");
        await world.ActedAsync(run, "send");
        await world.ActedAsync(run, "record", $$"""
            { "results": [ { "endToEndId": "{{Text(next, "endToEndId")}}", "outcome": "paid" } ] }
            """);
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(RunningService service)
    {
        var findings = new FindingList();
        await service.Services.GetRequiredService<Database>().SnapshotAsync(
            session => DatabaseVerification.RunAsync(session, kept: null, findings), TestContext.Current.CancellationToken);
        return findings.Kept;
    }

    private static (int Paid, int Returned, int Pending, int Unmatched) Counts(JsonElement recorded) => (
        recorded.GetProperty("paid").GetInt32(), recorded.GetProperty("returned").GetInt32(), recorded.GetProperty("pending").GetInt32(),
        recorded.GetProperty("unmatched").GetInt32());

    private static (int Sent, int Returned, int Reversed) Movements(JsonElement summary)
    {
        int Of(string name) => summary.GetProperty("movements").GetProperty(name).GetProperty("payments").GetInt32();
        return (Of("sent"), Of("returned"), Of("reversed"));
    }

    private static int Count(JsonElement summary, string state) =>
        summary.GetProperty("states").GetProperty(state).GetProperty("households").GetInt32();

    private static string Text(JsonElement element, string field) => element.GetProperty(field).GetString()!;
}
