using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>gRPC says the same as REST, through the same handlers.</summary>
public class HouseholdParityTests
{
    private const string Households = "linkage.v1.Households/";
    private const string Organizations = "linkage.v1.Organizations/";

    [Fact]
    public async Task PutAndGet_OverEither_TheSameHousehold()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var organization = new Organization { Id = "tangwan", Name = "某村", LegalForm = "rural_collective" };
        var made = await CallAsync(
            api, Organizations + "PutOrganization", new PutOrganizationRequest { Organization = organization },
            PutOrganizationResponse.Parser);
        Assert.True(made.Created);
        Assert.Equal((7, "\"1\""), (made.Organization.NoticeDays, made.Organization.Etag));
        var late = await api.CallAsync(
            Organizations + "PutOrganization", new PutOrganizationRequest { Organization = organization, Etag = "\"9\"" });
        Assert.Equal((StatusCode.Aborted, "stale_revision"), (late.Status, late.Code));

        var household = Household("0001");
        var put = await CallAsync(
            api, Households + "PutHousehold", new PutHouseholdRequest { Organization = "tangwan", Household = household },
            PutHouseholdResponse.Parser);
        Assert.True(put.Created);
        var rest = await new RosterClient(service).GetAsync("households/0001");
        var get = await CallAsync(
            api, Households + "GetHousehold", new GetHouseholdRequest { Organization = "tangwan", Household = "0001" },
            GetHouseholdResponse.Parser);
        Assert.Equal(put.Household, get.Household);
        Assert.Equal(Plain(rest.Json), Plain(JsonDocument.Parse(JsonFormatter.Default.Format(get.Household)).RootElement));

        // What REST wrote, gRPC shows; a purpose opens the numbers.
        await new RosterClient(service).PutAsync(
            "0002", """{ "name": "农户0002", "holdings": { "land": "2.70" }, "validFrom": "2025-01-01" }""");
        var list = await CallAsync(
            api, Households + "ListHouseholds", new ListHouseholdsRequest { Organization = "tangwan", Limit = 1 },
            ListHouseholdsResponse.Parser);
        Assert.Equal("0001", Assert.Single(list.Households).Id);
        list = await CallAsync(
            api, Households + "ListHouseholds", new ListHouseholdsRequest { Organization = "tangwan", Cursor = list.NextCursor },
            ListHouseholdsResponse.Parser);
        Assert.Equal("2.70", Assert.Single(list.Households).Holdings["land"]);
        api.Headers.Add("x-linkage-purpose", "test");
        get = await CallAsync(
            api, Households + "GetHousehold", new GetHouseholdRequest { Organization = "tangwan", Household = "0001" },
            GetHouseholdResponse.Parser);
        Assert.Equal(PrivateExamples.IdNumber(1), get.Household.Persons[0].IdNumber);
    }

    [Fact]
    public async Task ImportHouseholds_Stream_AllOrNothing()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var roster = await new RosterClient(service).MakeAsync();
        var bad = Household("0003");
        bad.Holdings["land"] = "-1";
        var dry = await ImportAsync(api, isDryRun: true, Household("0001"), Household("0002"), bad, Household("0001"));
        var report = ImportHouseholdsResponse.Parser.ParseFrom(dry.Messages.Single());
        Assert.Equal(
            ["households[2].holdings.land negative_amount", "households[3].id duplicate_household"],
            report.Problems.Select(problem => problem.Field + " " + problem.Code));
        var refused = await ImportAsync(api, isDryRun: false, Household("0001"), bad);
        Assert.Equal((StatusCode.InvalidArgument, "negative_amount"), (refused.Status, refused.Code));
        Assert.Equal(0, (await roster.GetAsync("households?asOf=2999-01-01")).Json.GetProperty("households").GetArrayLength());

        var done = await ImportAsync(api, isDryRun: false, Household("0001"), Household("0002"));
        Assert.Equal(2, ImportHouseholdsResponse.Parser.ParseFrom(done.Messages.Single()).Added);
        done = await ImportAsync(api, isDryRun: false, Household("0001"), Household("0002"));
        Assert.Equal(2, ImportHouseholdsResponse.Parser.ParseFrom(done.Messages.Single()).Unchanged);
        var other = Household("0002");
        other.Name = "农户9999";
        dry = await ImportAsync(api, isDryRun: true, Household("0004"), other);
        report = ImportHouseholdsResponse.Parser.ParseFrom(dry.Messages.Single());
        var change = Assert.Single(report.Changes);
        Assert.Equal(
            ("0004", "0002", "name", "农户9999", "0001", 1),
            (Assert.Single(report.AddedHouseholds), change.Household, change.Fields[0].Field, change.Fields[0].NewValue,
                Assert.Single(report.Missing), report.MissingCount));
        var headless = await api.CallAsync(Households + "ImportHouseholds", new ImportHouseholdsRequest { Chunk = new ImportChunk() });
        Assert.Equal((StatusCode.InvalidArgument, "malformed_request"), (headless.Status, headless.Code));
    }

    [Fact]
    public async Task OtherRpcs_OfAHousehold_AnswerAsRestDoes()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        await (await new RosterClient(service).MakeAsync()).PutAsync("0001", $$"""
            { "persons": [ { "name": "甲", "idNumber": "{{PrivateExamples.IdNumber(1)}}" } ], "validFrom": "2025-01-01" }
            """);
        var found = await CallAsync(
            api, Households + "FindHouseholds",
            new FindHouseholdsRequest { Organization = "tangwan", IdNumber = PrivateExamples.IdNumber(1) }, FindHouseholdsResponse.Parser);
        Assert.Equal("0001", Assert.Single(found.Households).Id);
        var linkage = await CallAsync(
            api, Organizations + "AddLinkage",
            new AddLinkageRequest
            {
                Organization = "tangwan",
                Linkage = new Linkage
                {
                    Household = "0001", Partner = "某公司", Mode = "capital", ValidFrom = "2025-01-01", Terms = { ["a"] = "b" },
                },
            },
            AddLinkageResponse.Parser);
        var ended = await CallAsync(
            api, Organizations + "EndLinkage",
            new EndLinkageRequest { Organization = "tangwan", Linkage = linkage.Linkage.Id, ValidTo = "2025-12-31" },
            EndLinkageResponse.Parser);
        var listed = await CallAsync(
            api, Organizations + "ListLinkages", new ListLinkagesRequest { Organization = "tangwan", AsOf = "2025-12-31" },
            ListLinkagesResponse.Parser);
        Assert.Equal(ended.Linkage, Assert.Single(listed.Linkages));
        var removed = await CallAsync(
            api, Households + "RemoveHousehold",
            new RemoveHouseholdRequest { Organization = "tangwan", Household = "0001", ValidFrom = "2025-06-01" },
            RemoveHouseholdResponse.Parser);
        Assert.Equal("2025-06-01", removed.ValidFrom);
        var history = await CallAsync(
            api, Households + "ShowHouseholdHistory", new ShowHouseholdHistoryRequest { Organization = "tangwan", Household = "0001" },
            ShowHouseholdHistoryResponse.Parser);
        Assert.Equal([true, false], history.Facts.Select(fact => fact.Present));
        var all = await CallAsync(
            api, Organizations + "ListOrganizations", new ListOrganizationsRequest(), ListOrganizationsResponse.Parser);
        var one = await CallAsync(
            api, Organizations + "GetOrganization", new GetOrganizationRequest { Organization = "tangwan" },
            GetOrganizationResponse.Parser);
        Assert.Equal(one.Organization, Assert.Single(all.Organizations));
        var gone = await api.CallAsync(
            Households + "GetHousehold", new GetHouseholdRequest { Organization = "tangwan", Household = "0001" });
        Assert.Equal((StatusCode.NotFound, "unknown_household"), (gone.Status, gone.Code));
    }

    private static HouseholdRecord Household(string id) => new()
    {
        Id = id,
        Name = "农户" + id,
        Members = 2,
        Tags = { "registered" },
        Holdings = { ["land"] = "2.70" },
        Account = new HouseholdAccount { Holder = "农户" + id, Bank = "农商行", Number = PrivateExamples.Account(1) },
        Persons = { new HouseholdPerson { Name = "甲", IdNumber = PrivateExamples.IdNumber(1), Head = true, Joined = "2020-01-01" } },
        Phone = "13800000000",
        Remark = "外出务工",
        ValidFrom = "2025-01-01",
    };

    private static async Task<GrpcAnswer> ImportAsync(GrpcApi api, bool isDryRun, params HouseholdRecord[] households)
    {
        var header = new ImportHeader { Organization = "tangwan", ValidFrom = "2025-01-01", DryRun = isDryRun };
        var chunks = households.Chunk(2)
            .Select(chunk => new ImportHouseholdsRequest { Chunk = new ImportChunk { Households = { chunk } } });
        return await api.SendAsync(
            Households + "ImportHouseholds",
            chunks.Prepend(new ImportHouseholdsRequest { Header = header }).Select(part => part.ToByteArray()));
    }

    private static async Task<T> CallAsync<T>(GrpcApi api, string method, IMessage request, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var answer = await api.CallAsync(method, request);
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return parser.ParseFrom(answer.Messages.Single());
    }

    // The tag is a header of REST, and false is left out of a message.
    private static string Plain(JsonElement household)
    {
        var node = JsonNode.Parse(household.GetRawText())!.AsObject();
        node.Remove("etag");
        return new JsonObject(node.OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
    }
}
