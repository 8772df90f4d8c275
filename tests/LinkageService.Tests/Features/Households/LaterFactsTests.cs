using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>A change that a later entry would undo is said aloud at every door, and goes on into it where that is chosen.</summary>
public class LaterFactsTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Put_LaterEntryOfTheReplacedValue_ListedAndChangedOnlyWhereChosen(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0010", Body("3.28", "7", "2025-01-01"));
        await roster.PutAsync("0010", Body("3.28", "9", "2026-01-01"));
        await roster.PutAsync("0010", Body("3.28", "9", "2026-11-28"));
        await roster.PutAsync("0010", Body("5.00", "9", "2027-01-01"));
        await roster.PutAsync("0010", Body("3.28", "9", "2028-01-01"));

        var kept = await roster.PutAsync("0010", Body("4.28", "8", "2025-01-01"));

        Assert.Equal(200, kept.Status);
        Assert.Equal(
            ["2026-01-01 holdings.land 3.28 4.28 False", "2026-11-28 holdings.land 3.28 4.28 False"], Later(kept.Json));
        Assert.Equal("2026-11-28 起另有登记，从那天起仍按它算：holdings.land 3.28（现改为 4.28）",
            kept.Json.GetProperty("laterFacts")[1].GetProperty("message").GetProperty("zh").GetString());
        Assert.Equal(["4.28 8", "3.28 9", "3.28 9", "5.00 9"], await HeldAsync(roster));

        // What it says now is not what stood before: the same again undoes nothing, and nothing is listed.
        var again = await roster.PutAsync("0010", Body("4.28", "8", "2025-01-01"));
        Assert.Empty(Later(again.Json));
        await roster.PutAsync("0010", Body("3.28", "8", "2025-01-01"));
        var changed = await roster.PutAsync("0010", Body("4.28", "8", "2025-01-01", ", \"laterFacts\": \"change\""));
        Assert.Equal(["2026-01-01 holdings.land 3.28 4.28 True", "2026-11-28 holdings.land 3.28 4.28 True"], Later(changed.Json));
        Assert.Equal(["4.28 8", "4.28 9", "4.28 9", "5.00 9"], await HeldAsync(roster));

        var wrong = await roster.PutAsync("0010", Body("4.28", "8", "2025-01-01", ", \"laterFacts\": \"perhaps\""));
        Assert.Equal((400, "invalid_value"), (wrong.Status, wrong.Json.GetProperty("code").GetString()));
        var history = await service.GetAsync("/v1/audit?subject=household/tangwan/0010");
        Assert.Contains("laterFactsChanged", history.Text, StringComparison.Ordinal);
        await VerifiesAsync(service);
    }

    [Fact]
    public async Task Delete_OnTheRosterAgainByALaterEntry_ListedAndEndedWhereChosen()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0010", Body("3.28", "7", "2025-01-01"));
        await roster.PutAsync("0010", Body("3.30", "7", "2026-01-01"));

        var kept = await roster.SendAsync(HttpMethod.Delete, "households/0010?from=2025-06-01");
        Assert.Equal(["2026-01-01 present true false False"], Later(kept.Json));
        Assert.Equal(200, (await roster.GetAsync("households/0010?asOf=2026-06-01")).Status);

        await roster.PutAsync("0010", Body("3.28", "7", "2025-06-01"));
        var changed = await roster.SendAsync(HttpMethod.Delete, "households/0010?from=2025-06-01&laterFacts=change");
        Assert.Equal(["2026-01-01 present true false True"], Later(changed.Json));
        Assert.Equal(404, (await roster.GetAsync("households/0010?asOf=2026-06-01")).Status);
        await VerifiesAsync(service);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(150)] // more than are looked up one by one
    public async Task Import_LaterEntries_CountedInADryRunAndChangedWhereChosen(int households)
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        string Table(string land) => "household_id,land\n"
            + string.Concat(Enumerable.Range(1, households).Select(id => $"{id:D4},{(id == 2 ? land : "1")}\n"));
        await roster.ImportAsync(Table("3.28"), "?validFrom=2025-01-01");
        await roster.PutAsync("0002", Body("3.28", "7", "2026-01-01"));
        await roster.PutAsync("0003", """{ "holdings": { "land": "1" }, "members": 3, "validFrom": "2026-01-01" }""");

        var dry = await roster.ImportAsync(Table("4.28"), "?validFrom=2025-01-01&dryRun=true");
        Assert.Equal(["2026-01-01 holdings.land 3.28 4.28 False"], Later(dry.Json));
        Assert.Equal((1, 1), (dry.Json.GetProperty("laterFactCount").GetInt32(), dry.Json.GetProperty("changed").GetInt32()));

        var done = await roster.ImportAsync(Table("4.28"), "?validFrom=2025-01-01&laterFacts=change");
        Assert.Equal(["2026-01-01 holdings.land 3.28 4.28 True"], Later(done.Json));
        Assert.Contains("\"land\":\"4.28\"", (await roster.GetAsync("households/0002?asOf=2026-06-01")).Text, StringComparison.Ordinal);
        await VerifiesAsync(service);
    }

    [Fact]
    public async Task Grpc_LaterFacts_TheSameAsOverRest()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0010", Body("3.28", "7", "2025-01-01"));
        await roster.PutAsync("0010", Body("3.28", "7", "2026-01-01"));
        var household = new HouseholdRecord { Id = "0010", ValidFrom = "2025-01-01", Holdings = { ["land"] = "4.28", ["shares"] = "7" } };

        var dry = await CallAsync(api, "ImportHouseholds", ImportHouseholdsResponse.Parser,
            new ImportHouseholdsRequest { Header = new ImportHeader { Organization = "tangwan", ValidFrom = "2025-01-01", DryRun = true } },
            new ImportHouseholdsRequest { Chunk = new ImportChunk { Households = { household } } });
        var put = await CallAsync(api, "PutHousehold", PutHouseholdResponse.Parser, new PutHouseholdRequest
        {
            Organization = "tangwan", Household = household, LaterFacts = LaterFactsChoice.Change,
        });
        var removed = await CallAsync(api, "RemoveHousehold", RemoveHouseholdResponse.Parser, new RemoveHouseholdRequest
        {
            Organization = "tangwan", Household = "0010", ValidFrom = "2025-02-01",
        });

        Assert.Equal(1, dry.LaterFactCount);
        Assert.Equal("2026-01-01 holdings.land 3.28 4.28 False", Assert.Single(dry.LaterFacts.Select(Line)));
        Assert.Equal("2026-01-01 holdings.land 3.28 4.28 True", Assert.Single(put.LaterFacts.Select(Line)));
        Assert.Equal("2026-01-01 present true false False", Assert.Single(removed.LaterFacts.Select(Line)));
    }

    private static string Body(string land, string shares, string validFrom, string more = "") =>
        $$"""{ "holdings": { "land": "{{land}}", "shares": "{{shares}}" }, "validFrom": "{{validFrom}}"{{more}} }""";

    private static string Line(LaterFact fact) => string.Join(
        ' ', fact.Fields.Select(field => $"{fact.ValidFrom} {field.Field} {field.OldValue} {field.NewValue} {fact.Changed}"));

    private static string[] Later(JsonElement json) => json.TryGetProperty("laterFacts", out var later)
        ? later.EnumerateArray().SelectMany(fact => fact.GetProperty("fields").EnumerateArray().Select(field => string.Join(' ',
            fact.GetProperty("validFrom").GetString(), field.GetProperty("field").GetString(), field.GetProperty("from").GetString(),
            field.GetProperty("to").GetString(), fact.GetProperty("changed").GetBoolean()))).ToArray()
        : [];

    private static async Task<string[]> HeldAsync(RosterClient roster)
    {
        var held = new List<string>();
        foreach (var date in new[] { "2025-06-01", "2026-06-01", "2026-12-01", "2027-06-01" })
        {
            var holdings = (await roster.GetAsync("households/0010?asOf=" + date)).Json.GetProperty("holdings");
            held.Add($"{holdings.GetProperty("land").GetString()} {holdings.GetProperty("shares").GetString()}");
        }

        return [.. held];
    }

    private static async Task<T> CallAsync<T>(GrpcApi api, string method, MessageParser<T> parser, params IMessage[] messages)
        where T : IMessage<T>
    {
        var answer = await api.SendAsync("linkage.v1.Households/" + method, messages.Select(message => message.ToByteArray()));
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return parser.ParseFrom(answer.Messages.Single());
    }

    private static async Task VerifiesAsync(RunningService service)
    {
        var findings = new FindingList();
        await new VerifyDatabase().HandleAsync(
            service.Services.GetRequiredService<Database>(), numbers: null, kept: null, findings, CancellationToken.None);
        Assert.Empty(findings.Kept);
    }
}
