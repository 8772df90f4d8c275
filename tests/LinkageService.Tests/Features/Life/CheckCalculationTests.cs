using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Life;

/// <summary>A calculation that is not stored is held against the legal checks as the run that would be stored of it.</summary>
public sealed class CheckCalculationTests
{
    private const string Terms = """
        "scheme": "liangping-collective-income", "year": 2025, "inputs": { "income": "168000.00" }, "parameters": { "reserve_rate": "30%" },
        "households": [
          { "id": "0001", "holdings": { "shares": "1.5" } }, { "id": "0002", "tags": ["registered"], "holdings": { "shares": "2" } } ]
        """;

    private static readonly (string Kind, string Time, string Part)[] Facts =
    [
        ("charter", "\"validFrom\": \"2025-01-01\"", """
            { "reserveMin": "10%", "reserveMax": "40%", "reserveBase": "distributable_before_reserve", "holdingCap": "60%",
              "noticeDays": 20 }
            """),
        ("statement", "\"year\": 2025", """
            { "form": "collective", "status": "closed", "netIncome": "168000.00", "openingUndistributed": "1200.00",
              "closingUndistributed": "1200.00" }
            """),
        ("cash", "\"validFrom\": \"2025-12-31\"", """
            { "cashOnHand": "1000.00", "bankDeposits": "190000.00", "loans": [], "restricted": [] }
            """),
        ("accounts", "\"validFrom\": \"2025-01-01\"", """
            { "accounts": [
              { "holder": "核对村股份经济合作社", "holderKind": "organization", "bank": "某农商行", "number": "6217000000000000012" } ] }
            """),
    ];

    private static string Stated => string.Join(", ", Facts.Select(fact =>
        $$"""{ "kind": "{{fact.Kind}}", {{fact.Time}}, "{{fact.Kind}}": {{fact.Part}} }"""));

    [Fact]
    public async Task Check_OfACalculation_IsThatOfTheStoredRun()
    {
        await using var service = await RunningService.StartAsync();
        await StateAsync(service);
        var ofOrganization = await CheckAsync(service, "\"organization\": \"checked\"");
        var ofFacts = await CheckAsync(service, $"\"legalForm\": \"rural_collective\", \"region\": \"500155\", \"facts\": [ {Stated} ]");
        var created = await new RunWorld(service).CreateAsync("checked", $"{{ {Terms} }}", Guid.NewGuid().ToString("N"));
        Assert.True(created.Status == 201, created.Text);
        var run = created.Json.GetProperty("id").GetString();
        var stored = (await service.GetAsync($"/v1/runs/{run}/checks")).Json;
        Assert.Equal(created.Json.GetProperty("digest").GetString(), ofOrganization.GetProperty("digest").GetString());
        Assert.Equal(Lines(stored.GetProperty("checks")), Lines(ofOrganization.GetProperty("checks")));
        var headroom = (await service.GetAsync($"/v1/runs/{run}/headroom")).Json;
        foreach (var field in new[] { "members", "limit", "left", "binding", "limits", "unknown" })
        {
            Assert.Equal(headroom.GetProperty(field).ToString(), ofOrganization.GetProperty("headroom").GetProperty(field).ToString());
            Assert.Equal(headroom.GetProperty(field).ToString(), ofFacts.GetProperty("headroom").GetProperty(field).ToString());
        }

        // Without an organisation nobody knows of its other runs.
        string[] ofOthers = ["paid_twice", "roster_jump"];
        Assert.Equal(
            Lines(stored.GetProperty("checks")).Where(line => !ofOthers.Contains(line.Split(' ')[0])),
            Lines(ofFacts.GetProperty("checks")).Where(line => !ofOthers.Contains(line.Split(' ')[0])));
        foreach (var code in new[] { "payout_overdue", "payment_mismatch", "notice_too_short", "changed_after_vote" })
        {
            Assert.Equal("not_applicable", StatusOf(ofFacts, code));
        }

        Assert.Equal(("passed", "unknown"), (StatusOf(ofFacts, "reserve_out_of_bounds"), StatusOf(ofFacts, "paid_twice")));

        // Once there is a run of the year, another would pay twice.
        Assert.Equal("found", StatusOf(await CheckAsync(service, "\"organization\": \"checked\""), "paid_twice"));
    }

    [Fact]
    public async Task Check_ByBothDoors_IsTheSame_AndTheFactsOfTheRequestGoFirst()
    {
        await using var service = await RunningService.StartAsync();
        await StateAsync(service);
        var rest = await CheckAsync(service, $"\"legalForm\": \"rural_collective\", \"region\": \"500155\", \"facts\": [ {Stated} ]");
        using var api = new GrpcApi(service.GrpcAddress);
        var facts = Stated.Replace("\"loans\": [], \"restricted\": []", "\"none\": [\"loans\", \"restricted\"]", StringComparison.Ordinal);
        var asked = JsonParser.Default.Parse<V1.CheckCalculationRequest>($$"""
            { "header": { "scheme": "liangping-collective-income", "year": 2025, "inputs": { "income": { "amountFen": "16800000" } },
                "parameters": { "reserve_rate": "30%" } },
              "households": [ { "id": "0001", "holdings": { "shares": "1.5" } },
                { "id": "0002", "tags": ["registered"], "holdings": { "shares": "2" } } ],
              "legalForm": "rural_collective", "region": "500155", "facts": [ {{facts}} ] }
            """);
        var answer = await api.CallAsync("linkage.v1.LegalChecks/CheckCalculation", asked);
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        var message = V1.CheckCalculationResponse.Parser.ParseFrom(answer.Messages.Single());
        Assert.Equal(
            Lines(rest.GetProperty("checks")),
            message.Checks.Select(check => $"{check.Code} {check.Status} {check.Severity} {check.Message.Zh} {check.Message.En} "
                + $"[{string.Join(", ", check.Missing)}]"));
        Assert.Equal(rest.GetProperty("headroom").GetProperty("binding").GetString(), message.Headroom.Binding);

        // A statement of the request with old losses, beside the stored one without.
        var losing = Stated.Replace("\"1200.00\",", "\"-500000.00\",", StringComparison.Ordinal);
        var found = await CheckAsync(service, $"\"organization\": \"checked\", \"facts\": [ {losing} ]");
        Assert.Equal("found", StatusOf(found, "losses_not_covered"));
        Assert.Equal("passed", StatusOf(await CheckAsync(service, "\"organization\": \"checked\""), "losses_not_covered"));
    }

    [Fact]
    public async Task Check_OfWhatCannotBe_NamesEveryMistake()
    {
        await using var service = await RunningService.StartAsync();
        var wrong = await service.PostAsync("/v1/calculations:check", """
            { "scheme": "tangwan-four-tier", "year": 2025, "inputs": { "income": "1.005" }, "recordDate": "2025-13-01", "region": "渝",
              "households": [ { "id": "0001" } ], "surprise": 1, "facts": [ { "kind": "charter", "charter": { "noticeDays": 400 } }, 7,
              { "kind": "weather", "validFrom": "2025-01-01" }, { "kind": "cash", "year": 2025, "cash": { "surprise": 1 } } ] }
            """);
        Assert.Equal(400, wrong.Status);
        Assert.Superset(
            new HashSet<string>
            {
                "surprise", "legalForm", "recordDate", "region", "inputs.income", "facts[0].validFrom", "facts[0].charter.noticeDays",
                "facts[2].kind", "facts[3].validFrom", "facts[3].cash.surprise",
            },
            wrong.Errors.Select(error => error.Field!).ToHashSet());
        var unknown = await service.PostAsync("/v1/calculations:check", $$"""{ {{Terms}}, "organization": "nowhere" }""");
        Assert.Equal((404, "unknown_organization"), (unknown.Status, unknown.Code));
    }

    private static async Task StateAsync(RunningService service)
    {
        var made = await service.SendAsync(HttpMethod.Put, "/v1/organizations/checked",
            """{ "name": "核对村", "legalForm": "rural_collective", "region": "500155" }""");
        Assert.Equal(201, made.Status);
        foreach (var (kind, time, part) in Facts)
        {
            var put = await service.SendAsync(
                HttpMethod.Put, $"/v1/organizations/checked/facts/{kind}", $$"""{ {{time}}, "{{kind}}": {{part}} }""");
            Assert.True(put.Status == 201, put.Text);
        }
    }

    private static async Task<JsonElement> CheckAsync(RunningService service, string beside)
    {
        var answer = await service.PostAsync("/v1/calculations:check", $"{{ {Terms}, {beside} }}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    private static string StatusOf(JsonElement checks, string code) => checks.GetProperty("checks").EnumerateArray()
        .Single(check => check.GetProperty("code").GetString() == code).GetProperty("status").GetString()!;

    private static IEnumerable<string> Lines(JsonElement checks) => checks.EnumerateArray().Select(check =>
        $"{check.GetProperty("code").GetString()} {check.GetProperty("status").GetString()} {check.GetProperty("severity").GetString()} "
        + $"{check.GetProperty("message").GetProperty("zh").GetString()} {check.GetProperty("message").GetProperty("en").GetString()} "
        + $"[{(check.TryGetProperty("missing", out var missing)
            ? string.Join(", ", missing.EnumerateArray().Select(fact => fact.GetString())) : "")}]");
}
