using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Facts;

/// <summary><c>/v1/organizations/{org}/facts</c> and <c>linkage.v1.Facts</c>, on both databases.</summary>
public sealed class FactsTests
{
    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Charter_CorrectedAndTakenBack_AnswersByDateAndByWhatWasKnown(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var village = await new RosterClient(service).MakeAsync();
        var first = await CharterAsync(village, "2024-01-01", "10%");
        Assert.Equal(201, first.Status);
        var known = first.Json.GetProperty("knownAt").GetString();
        Assert.Equal(201, (await CharterAsync(village, "2025-05-01", "20%")).Status);
        Assert.Equal(200, (await CharterAsync(village, "2024-01-01", "15%")).Status);
        Assert.Equal("15%", await ReserveAsync(village, "asOf=2025-04-30"));
        Assert.Equal("20%", await ReserveAsync(village, "asOf=2025-05-01"));
        Assert.Equal("20%", await ReserveAsync(village, ""));
        Assert.Equal("10%", await ReserveAsync(village, "asOf=2025-06-01&knownAt=" + known));
        Assert.Equal("404 unknown_fact", await ReserveAsync(village, "asOf=2023-12-31"));

        // Said as it is already: nothing is stored.
        var again = await CharterAsync(village, "2025-05-01", "20%");
        Assert.Equal(200, again.Status);
        Assert.Equal(3, (await village.GetAsync("facts/charter/history")).Json.GetProperty("facts").GetArrayLength());

        var gone = await village.SendAsync(HttpMethod.Delete, "facts/charter?validFrom=2025-05-01");
        Assert.True(gone.Json.GetProperty("withdrawn").GetBoolean());
        Assert.Equal("15%", await ReserveAsync(village, ""));
        Assert.Equal((404, "unknown_fact"), Of(await village.SendAsync(HttpMethod.Delete, "facts/charter?validFrom=2025-05-01")));
        var history = (await village.GetAsync("facts/charter/history")).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => $"{fact.GetProperty("validFrom")} {(fact.TryGetProperty("charter", out var charter)
                ? charter.GetProperty("reserveMin").GetString() : "-")}");
        Assert.Equal(["2024-01-01 10%", "2024-01-01 15%", "2025-05-01 20%", "2025-05-01 -"], history);
        Assert.Equal(201, (await CharterAsync(village, "2025-05-01", "25%")).Status);

        var findings = new FindingList();
        await service.Services.GetRequiredService<Database>().SnapshotAsync(
            session => DatabaseVerification.RunAsync(session, null, findings));
        Assert.Empty(findings.Kept);
    }

    [Fact]
    public async Task Fact_OfEveryKind_ThatStatesNothing_IsRefusedAndStillAskedFor()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        foreach (var kind in FactKind.All)
        {
            var time = kind.IsYearly ? "\"year\": 2025" : "\"validFrom\": \"2025-01-01\"";
            var refused = await village.SendAsync(HttpMethod.Put, "facts/" + kind.Word, $$"""{ {{time}}, "{{kind.Word}}": {} }""");
            Assert.Equal((kind.Word, 400, "missing_field"), (kind.Word, refused.Status, refused.Code));
            Assert.StartsWith(kind.Word, refused.Errors.First().Field, StringComparison.Ordinal);
            Assert.Equal((404, "unknown_fact"), Of(await village.GetAsync("facts/" + kind.Word)));
        }
    }

    [Fact]
    public async Task Tags_OfAFact_RefuseWhatSomebodyChangedMeanwhile()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        await CharterAsync(village, "2024-01-01", "10%");
        var read = (await village.GetAsync("facts/charter")).Headers["ETag"];

        // The one in force on the date is the one that was read.
        Assert.Equal(201, (await CharterAsync(village, "2025-01-01", "20%", ("If-Match", read))).Status);
        Assert.Equal((412, "stale_revision"), Of(await CharterAsync(village, "2025-01-01", "30%", ("If-Match", read))));
        Assert.Equal((412, "already_exists"), Of(await CharterAsync(village, "2025-01-01", "30%", ("If-None-Match", "*"))));
        Assert.Equal(201, (await CharterAsync(village, "2026-01-01", "30%", ("If-None-Match", "*"))).Status);
    }

    [Fact]
    public async Task Year_OfAYearlyKind_IsThatYearsAloneAndTheListSaysWhatIsMissing()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        foreach (var year in new[] { 2023, 2024 })
        {
            var body = $$"""{ "year": {{year}}, "statement": { "form": "collective", "status": "closed", "netIncome": "-{{year}}" } }""";
            Assert.Equal(201, (await village.SendAsync(HttpMethod.Put, "facts/statement", body)).Status);
        }

        var of = await village.GetAsync("facts/statement?year=2023");
        Assert.Equal("2023-12-31", of.Json.GetProperty("validFrom").GetString());
        Assert.Equal(2023, of.Json.GetProperty("year").GetInt32());
        Assert.Equal("-2023.00", of.Json.GetProperty("statement").GetProperty("netIncome").GetString());
        Assert.Equal((404, "unknown_fact"), Of(await village.GetAsync("facts/statement?year=2025")));
        Assert.Equal((404, "unknown_fact"), Of(await village.GetAsync("facts/bank")));
        var list = await village.GetAsync("facts?asOf=2024-12-30");
        Assert.Equal(2023, Assert.Single(list.Json.GetProperty("facts").EnumerateArray()).GetProperty("year").GetInt32());
        var missing = list.Json.GetProperty("missing").EnumerateArray().ToDictionary(
            kind => kind.GetProperty("kind").GetString()!, kind => kind.GetProperty("checks").ToString());
        Assert.Equal(FactKind.Words.Except(["statement"]), missing.Keys);
        Assert.Equal("""["personal_account"]""", missing["accounts"]);
    }

    [Theory]
    [InlineData("charter",
        """{ "charter": { "reserveMin": "30%", "reserveMax": "0.2", "noticeDays": 400, "shareManagement": "frozen" } }""",
        "missing_field validFrom|invalid_value charter.noticeDays|invalid_value charter.shareManagement"
        + "|invalid_value charter.reserveMax")]
    [InlineData("statement",
        """{ "validFrom": "2025-12-31", "statement": { "form": "cooperative", "netIncome": "1.005", "paidToMembers": "1" } }""",
        "missing_field year|missing_field statement.status|too_many_decimals statement.netIncome|invalid_value validFrom"
        + "|invalid_value statement.paidToMembers")]
    [InlineData("cash",
        """{ "validFrom": "2025-12-31", "cash": { "loans": [ { "amount": "-1", "dueOn": "2025-02-30" } ] }, "taxes": {} }""",
        "missing_field cash.loans[0].drawnOn|missing_field taxes.benefits|negative_amount cash.loans[0].amount"
        + "|invalid_value taxes|invalid_value cash.loans[0].dueOn")]
    [InlineData("income", """
        { "year": 2025, "income": { "lines": [ { "name": "租金", "kind": "rent", "amount": "10", "amountInPool": "11",
          "from": "2025-01-01", "to": "2024-01-01" } ] } }
        """, "invalid_value income.lines[0].to|invalid_value income.lines[0].amountInPool")]
    [InlineData("officers", """
        { "validFrom": "2025-01-01", "officers": { "officers": [ { "name": "甲", "role": "chair", "pay": 1 } ],
          "kin": [ { "officer": "乙", "name": "丙" } ] } }
        """, "unknown_field officers.officers[0].pay|invalid_value officers.kin[0]")]
    [InlineData("accounts", """
        { "validFrom": "2025-01-01", "accounts": { "accounts": [ { "holder": "甲", "holderKind": "person", "bankCode": "314653000012" } ] } }
        """, "invalid_value accounts.accounts[0].bankCode")]
    [InlineData("plots", """{ "validFrom": "2025-01-01", "plots": { "plots": [ { "code": "1", "household": "0009" } ] } }""",
        "invalid_value plots.plots[0].code")]
    [InlineData("trade", """{ "year": 2025, "trade": { "sales": "10000.00", "withMembers": "10000.00", "withOthers": "1.00" } }""",
        "invalid_value trade.withOthers")]
    [InlineData("trade", """{ "year": 2025, "trade": { "sales": "10000.00", "withMembers": "10000.01" } }""",
        "invalid_value trade.withMembers")]
    [InlineData("taxes", """
        { "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "分红", "mode": "none" }, { "benefit": "分红", "mode": "none" } ] } }
        """, "invalid_value taxes.benefits[1]")]
    [InlineData("taxes", """
        { "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "分红", "mode": "none", "rate": "20%", "withheld": "1.00" } ] } }
        """, "invalid_value taxes.benefits[0].rate|invalid_value taxes.benefits[0].withheld")]
    [InlineData("targets", """
        { "validFrom": "2025-01-01", "targets": { "targets": [ { "amountPerYear": "1" }, { "amountPerYear": "1", "linkage": "订单" },
          { "amountPerYear": "2" } ] } }
        """, "invalid_value targets.targets[2]")]
    [InlineData("cash", """{ "validFrom": "2999-12-31", "cash": { "loans": [ { "drawnOn": "2998-01-01", "dueOn": "2999-01-01" } ] } }""",
        "invalid_value validFrom|invalid_value cash.loans[0].drawnOn")]
    [InlineData("trade", """{ "year": 2999, "trade": { "sales": "1.00" } }""", "invalid_value year")]
    [InlineData("officers", """{ "validFrom": "2999-01-01", "officers": { "officers": [ { "name": "甲", "role": "chair" } ] } }""",
        "invalid_value validFrom")]
    public async Task Mistakes_InABody_AreAllSaidAtOnceOverBothDoors(string kind, string body, string expected)
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var village = await new RosterClient(service).MakeAsync();
        var answer = await village.SendAsync(HttpMethod.Put, "facts/" + kind, body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(expected, string.Join('|', answer.Errors.Select(each => $"{each.Code} {each.Field}")));

        // A message carries neither an unknown field nor two parts.
        if (!expected.StartsWith("unknown_field", StringComparison.Ordinal) && !expected.Contains("taxes", StringComparison.Ordinal))
        {
            var said = JsonNode.Parse(body)!.AsObject();
            said["kind"] = kind;
            var rpc = await api.CallAsync("linkage.v1.Facts/PutFact", new Proto.PutFactRequest
            {
                Organization = "tangwan", Fact = JsonParser.Default.Parse<Proto.Fact>(said.ToJsonString()),
            });
            Assert.Equal(string.Join('|', answer.Errors.Select(each => $"{each.Code} {GrpcProblems.FieldOf(each.Field)}")),
                string.Join('|', rpc.Violations.Select(each => $"{each.Reason} {each.Field}")));
        }
    }

    [Fact]
    public async Task Days_ThatAreStillToCome_MayBeStatedOfWhatIsAgreedAhead()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        Assert.Equal(201, (await CharterAsync(village, "2999-01-01", "10%")).Status);
        foreach (var (kind, body) in new[]
        {
            ("officers", """
                { "validFrom": "2025-01-01", "officers": { "officers": [ { "name": "甲", "role": "chair", "from": "2999-01-01" } ] } }
                """),
            ("income", """
                { "year": 2025, "income": { "lines": [ { "name": "租金", "kind": "rent", "amount": "5", "from": "2025-01-01",
                  "to": "2999-12-31" }, { "name": "投资亏损", "kind": "investment", "amount": "-500", "amountInPool": "0.00" } ] } }
                """),
        })
        {
            var stated = await village.SendAsync(HttpMethod.Put, "facts/" + kind, body);
            Assert.True(stated.Status == 201, stated.Text);
        }
    }

    [Fact]
    public async Task Households_InFacts_AreThoseOfTheRosterHoweverWritten()
    {
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        await village.PutAsync("A-1", "{}");
        var unknown = await village.SendAsync(HttpMethod.Put, "facts/trade", """
            { "year": 2025, "trade": { "partners": [
              { "partner": "某公司", "product": "柠檬" }, { "partner": "A-2", "member": true, "product": "柠檬" },
              { "partner": "Ａ-1", "member": true, "product": "柠檬" }, { "partner": "A-3", "member": true, "product": "柠檬" } ] } }
            """);
        Assert.Equal(
            [("unknown_household", "trade.partners[1].partner"), ("unknown_household", "trade.partners[3].partner")], unknown.Errors);
        var stated = await village.SendAsync(HttpMethod.Put, "facts/plots", """
            { "validFrom": "2025-01-01", "plots": { "plots": [ { "code": "5001131172120100001", "household": "Ａ-1" } ] } }
            """);
        Assert.Equal("A-1", stated.Json.GetProperty("plots").GetProperty("plots")[0].GetProperty("household").GetString());
    }

    [Fact]
    public async Task OwnAccount_OfTheOrganisation_IsSealedAndMaskedAndKept()
    {
        var number = PrivateExamples.Account(7);
        await using var service = await RunningService.StartAsync();
        var village = await new RosterClient(service).MakeAsync();
        var first = await AccountAsync(village, "2025-01-01", number, "农商行");
        var mask = "****" + number[^4..];
        Assert.Equal(mask, NumberOf(first));
        var kept = await AccountAsync(village, "2026-01-01", mask, "农商行南泉支行");
        Assert.Equal((201, mask), (kept.Status, NumberOf(kept)));
        Assert.Equal(200, (await AccountAsync(village, "2026-01-01", number, "农商行南泉支行")).Status);
        Assert.Equal((400, "invalid_value"), Of(await AccountAsync(village, "2026-01-01", "****0000", "农商行")));
        var stored = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
            session.ListAsync<string>("SELECT data FROM organization_fact ORDER BY valid_from"));
        Assert.Equal(2, stored.Count);
        Assert.All(stored, data => Assert.DoesNotContain(number[..^4], data, StringComparison.Ordinal));
        var sealedNumber = JsonDocument.Parse(stored[0]).RootElement.GetProperty("accounts")[0].GetProperty("number").GetString()!;
        Assert.Contains(sealedNumber, stored[1], StringComparison.Ordinal);
        Assert.Equal(number, service.Services.GetRequiredService<SealedAccounts>().Open(sealedNumber, "tangwan"));
    }

    private static Task<Answer> AccountAsync(RosterClient village, string from, string number, string bank) =>
        village.SendAsync(HttpMethod.Put, "facts/accounts", $$"""
            { "validFrom": "{{from}}", "accounts": { "accounts": [
              { "holder": "某村股份经济合作社", "holderKind": "organization", "bank": "{{bank}}", "number": "{{number}}" } ] } }
            """);

    private static string? NumberOf(Answer answer) =>
        answer.Json.GetProperty("accounts").GetProperty("accounts")[0].GetProperty("number").GetString();

    private static Task<Answer> CharterAsync(
        RosterClient village, string from, string reserve, params (string Name, string Value)[] headers) => village.SendAsync(
            HttpMethod.Put, "facts/charter", $$"""{ "validFrom": "{{from}}", "charter": { "reserveMin": "{{reserve}}" } }""", headers);

    private static async Task<string?> ReserveAsync(RosterClient village, string query)
    {
        var answer = await village.GetAsync("facts/charter?" + query);
        return answer.Status == 200
            ? answer.Json.GetProperty("charter").GetProperty("reserveMin").GetString()
            : string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Code}");
    }

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);
}
