using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Features.Audit;

/// <summary>The audit log over gRPC says what it says over REST.</summary>
public sealed class AuditParityTests
{
    private const string Service = "linkage.v1.Audit/";

    [Fact]
    public async Task ListAuditEntries_PageByPage_EqualsRest()
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        await ExampleData.FillAsync(service);
        var (after, pages) = (0L, 0);
        do
        {
            var rest = (await service.GetAsync($"/v1/audit?after={after}&limit=3")).Json;
            var page = await CallAsync(
                api, "ListAuditEntries", new ListAuditEntriesRequest { After = after, Limit = 3 }, ListAuditEntriesResponse.Parser);
            Assert.Equal(rest.GetProperty("entries").EnumerateArray().Select(Plain), page.Entries.Select(Plain));
            after = page.Next;
            Assert.Equal(rest.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : 0, after);
            pages++;
        }
        while (after > 0);

        Assert.True(pages > 1, $"{pages} pages");
        var one = await CallAsync(
            api, "ListAuditEntries", new ListAuditEntriesRequest { Organization = "tangwan", Subject = "organization/tangwan" },
            ListAuditEntriesResponse.Parser);
        Assert.Equal("organization/tangwan", Assert.Single(one.Entries).Subject);
    }

    [Theory]
    [InlineData("nowhere", 0, 0, StatusCode.NotFound, "unknown_organization", "organization")]
    [InlineData("", -1, 0, StatusCode.InvalidArgument, "invalid_value", "after")]
    [InlineData("", 0, 1001, StatusCode.InvalidArgument, "invalid_value", "limit")]
    public async Task ListAuditEntries_OfWhatIsNotThere_RefusedAsOverRest(
        string organization, long after, int limit, StatusCode status, string code, string field)
    {
        await using var service = await RunningService.StartAsync();
        using var api = new GrpcApi(service.GrpcAddress);
        var answer = await api.CallAsync(
            Service + "ListAuditEntries", new ListAuditEntriesRequest { Organization = organization, After = after, Limit = limit });
        Assert.Equal((status, code, field), (answer.Status, answer.Code, Assert.Single(answer.Violations).Field));
        var query = $"after={after}&organization={organization}" + (limit == 0 ? "" : $"&limit={limit}");
        Assert.Equal([(code, field)], (await service.GetAsync("/v1/audit?" + query)).Errors);
    }

    [Fact]
    public async Task HeadAndVerification_BeforeAndAfterAnEntryWasChanged_EqualRest()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(storage.Settings);
        using var api = new GrpcApi(service.GrpcAddress);
        var nothing = await CallAsync(api, "GetAuditHead", new GetAuditHeadRequest(), GetAuditHeadResponse.Parser);
        Assert.Equal(Plain((await service.GetAsync("/v1/audit/head")).Json), Plain(nothing.Head));
        await ExampleData.FillAsync(service);
        await SameAsync(isValid: true);

        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE audit SET actor = 'x' WHERE seq = 2";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        // What was found is noted once; from then on both doors see the same log.
        await service.GetAsync("/v1/audit/verification");
        await SameAsync(isValid: false);

        async Task SameAsync(bool isValid)
        {
            var head = await CallAsync(api, "GetAuditHead", new GetAuditHeadRequest(), GetAuditHeadResponse.Parser);
            Assert.Equal(Plain((await service.GetAsync("/v1/audit/head")).Json), Plain(head.Head));
            var rest = (await service.GetAsync("/v1/audit/verification")).Json;
            var found = await CallAsync(api, "VerifyAuditChain", new VerifyAuditChainRequest(), VerifyAuditChainResponse.Parser);
            Assert.Equal(isValid, found.Valid);
            Assert.Equal(isValid, rest.GetProperty("valid").GetBoolean());
            Assert.Equal(rest.GetProperty("entries").GetInt64(), found.Entries);
            Assert.Equal(Plain(rest.GetProperty("head")), Plain(found.Head));
            Assert.Equal(
                rest.TryGetProperty("firstBad", out var bad) ? Plain(bad) : null,
                found.FirstBad is null ? null : Plain(found.FirstBad));
        }
    }

    private static async Task<T> CallAsync<T>(GrpcApi api, string method, IMessage request, MessageParser<T> parser)
        where T : IMessage<T>
    {
        var answer = await api.CallAsync(Service + method, request);
        Assert.True(answer.Status == StatusCode.OK, answer.Message);
        return parser.ParseFrom(answer.Messages.Single());
    }

    private static string Plain(IMessage message) => Plain(JsonDocument.Parse(JsonFormatter.Default.Format(message)).RootElement);

    // Fields by name; whole numbers of 64 bits are texts in the JSON of a message, and free JSON is a text in it.
    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? string.Join('\n', value.EnumerateObject()
            .Select(field => (Name: field.Name == "detailsJson" ? "details" : field.Name, field.Value))
            .Where(field => field.Value.ToString() is not ("" or "0"))
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{field.Name}: {(field.Name is "message" or "sentence" ? Plain(field.Value) : field.Value.ToString())}"))
        : value.ToString();
}
