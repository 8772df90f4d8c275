using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Storage;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.Facts;

/// <summary>Every field of every kind, through every door to the engine and back.</summary>
public sealed class FactParityTests
{
    [Fact]
    public void Messages_OfEveryKind_HaveTheFieldsOfTheRecords()
    {
        Compare(typeof(FactParts), Proto.Fact.Descriptor, isEnvelope: true);

        static void Compare(Type record, MessageDescriptor message, bool isEnvelope)
        {
            var fields = FactField.Of(record);
            var names = fields.Select(field => GrpcProblems.FieldOf(field.Name))
                .Concat(fields.Any(field => field.Type == FactType.Rows) ? ["none"] : Array.Empty<string>());
            var found = message.Fields.InDeclarationOrder().Where(field => !isEnvelope || field.ContainingOneof is not null);
            Assert.Equal((record.Name, string.Join(' ', names)), (record.Name, string.Join(' ', found.Select(field => field.Name))));
            foreach (var field in fields.Where(field => field.Type is FactType.Rows or FactType.Record))
            {
                Compare(field.Record, message.FindFieldByName(GrpcProblems.FieldOf(field.Name)).MessageType, isEnvelope: false);
            }
        }
    }

    [Theory]
    [InlineData("collective")]
    [InlineData("cooperative")]
    public async Task EveryField_OfEveryKind_ComesBackOverBothDoorsAndReachesTheChecks(string form)
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var village = await new RosterClient(service).MakeAsync();
        await village.PutAsync("0001", "{}");
        foreach (var kind in FactKind.All)
        {
            var body = EveryFact.Body(kind, form);
            var put = await village.SendAsync(HttpMethod.Put, "facts/" + kind.Word, body.ToJsonString());
            Assert.True(put.Status == 201, kind.Word + put.Text);
            if (kind.Word != "accounts")
            {
                Assert.Equal(body[kind.Word]!.ToJsonString(), JsonNode.Parse(EveryFact.Part(put.Json, kind.Word))!.ToJsonString());
            }

            // What gRPC shows it takes again, and nothing is stored.
            var get = await GetAsync(api, kind.Word);
            var again = await PutAsync(api, get);
            Assert.Equal((false, get), (again.Created, again.Fact));
        }

        var facts = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
            OrganizationFacts.ReadAsync(session, "tangwan", new DateOnly(2025, 12, 31)));
        Assert.Empty(Missing(facts, form));
    }

    [Theory]
    [InlineData("cash", "loans", "restricted")]
    [InlineData("officers", "kin", null)]
    [InlineData("capital", "quotas", "contributions")]
    public async Task List_ThatIsEmptyOrNotStated_StaysSoOverBothDoors(string word, string empty, string? notStated)
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var village = await new RosterClient(service).MakeAsync();
        await village.PutAsync("0001", "{}");
        var body = EveryFact.Body(FactKind.Find(word)!);
        body[word]![empty] = new JsonArray();
        if (notStated is not null)
        {
            body[word]!.AsObject().Remove(notStated);
        }

        var put = await village.SendAsync(HttpMethod.Put, "facts/" + word, body.ToJsonString());
        Assert.Equal(body[word]!.ToJsonString(), JsonNode.Parse(EveryFact.Part(put.Json, word))!.ToJsonString());
        var get = await GetAsync(api, word);
        Assert.Contains($"\"none\": [ \"{empty}\" ]", JsonFormatter.Default.Format(get), StringComparison.Ordinal);
        Assert.Equal(get, (await PutAsync(api, get)).Fact);
        var contradiction = await api.CallAsync("linkage.v1.Facts/PutFact", new Proto.PutFactRequest
        {
            Organization = "tangwan",
            Fact = JsonParser.Default.Parse<Proto.Fact>("""
                { "kind": "cash", "validFrom": "2025-01-01", "cash": { "loans": [ { "drawnOn": "2025-01-01" } ], "none": [ "loans" ] } }
                """),
        });
        Assert.Equal(("invalid_value", "cash.none"), (contradiction.Code, Assert.Single(contradiction.Violations).Field));
    }

    private static async Task<Proto.Fact> GetAsync(GrpcApi api, string kind)
    {
        var answer = await api.CallAsync("linkage.v1.Facts/GetFact", new Proto.GetFactRequest { Organization = "tangwan", Kind = kind });
        return Proto.GetFactResponse.Parser.ParseFrom(Assert.Single(answer.Messages)).Fact;
    }

    private static async Task<Proto.PutFactResponse> PutAsync(GrpcApi api, Proto.Fact said)
    {
        var answer = await api.CallAsync("linkage.v1.Facts/PutFact", new Proto.PutFactRequest { Organization = "tangwan", Fact = said });
        Assert.True(answer.Messages.Count == 1, $"{said.Kind}: {answer.Message}");
        return Proto.PutFactResponse.Parser.ParseFrom(answer.Messages[0]);
    }

    // Everything but what belongs to a run or another year, and the lines of the other form.
    private static IEnumerable<string> Missing(object facts, string form) => facts.GetType().GetProperties()
        .Where(property => property.Name is not "Unknown" and not "EqualityContract")
        .SelectMany(property => property.GetValue(facts) switch
        {
            null => IsExpected(property.Name, form) ? [] : [property.Name],
            IEnumerable<object> rows => rows.SelectMany(row => Missing(row, form)).Select(name => $"{property.Name}.{name}"),
            { } part when part.GetType().Namespace == typeof(LegalFacts).Namespace && !part.GetType().IsEnum =>
                Missing(part, form).Select(name => $"{property.Name}.{name}"),
            _ => [],
        });

    private static bool IsExpected(string name, string form) => name is "LastStatement" or "Meeting" or "Payments"
        || FactField.Of(typeof(StatementFacts)).Any(field => field.Property.Name == name && field.Said.Only is { } only && only != form);
}
