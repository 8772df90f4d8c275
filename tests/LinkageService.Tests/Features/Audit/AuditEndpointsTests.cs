using System.Text.Json;
using LinkageService.Access;
using LinkageService.Features.Audit;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Audit;

/// <summary>The audit log over REST.</summary>
public sealed class AuditEndpointsTests
{
    private const string Village = """{ "name": "村", "legalForm": "rural_collective" }""";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task List_PagesSubjectsAndScopes_OnlyWhatWasAsked(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        foreach (var (id, parent) in new[] { ("town", null), ("east", "town"), ("west", "town"), ("other", (string?)null) })
        {
            await PutAsync(service, id, parent);
            await PutAsync(service, id, parent);
        }

        var database = service.Services.GetRequiredService<Database>();
        var all = await database.ReadAsync(session => AuditStore.ListAsync(session, new AuditFilter(null, null, null), 0, 1000));
        var read = new List<long>();
        for (long? after = 0; after is not null;)
        {
            var page = (await service.GetAsync($"/v1/audit?after={after}&limit=3")).Json;
            read.AddRange(page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("seq").GetInt64()));
            after = page.GetProperty("next") is { ValueKind: JsonValueKind.Number } next ? next.GetInt64() : null;
        }

        Assert.Equal(all.Select(entry => entry.Seq), read);
        Assert.Equal(2, Count(await service.GetAsync("/v1/audit?subject=organization/east")));
        Assert.Equal(2, Count(await service.GetAsync("/v1/audit?organization=town")));
        Assert.Equal((404, "unknown_organization"), Problem(await service.GetAsync("/v1/audit?organization=nowhere")));
        Assert.Equal((400, "invalid_value"), Problem(await service.GetAsync("/v1/audit?after=-1")));
        Assert.Equal((400, "unknown_field"), Problem(await service.GetAsync("/v1/audit?until=3")));

        var list = new ListAuditEntries(database);
        var limited = new Caller("a", Role.Auditor, "town");
        var seen = await list.HandleAsync(limited, new ListAuditEntriesRequest(null, null, 0, 100), CancellationToken.None);
        Assert.Equal(["east", "town", "west"], seen.Entries.Select(entry => entry.OrganizationId).Distinct().Order(StringComparer.Ordinal));
        var child = await list.HandleAsync(limited, new ListAuditEntriesRequest("east", null, 0, 100), CancellationToken.None);
        Assert.Equal(2, child.Entries.Count);
        await Assert.ThrowsAsync<LinkageService.Errors.RefusedException>(() =>
            list.HandleAsync(limited, new ListAuditEntriesRequest("other", null, 0, 100), CancellationToken.None));
    }

    [Theory]
    [InlineData("at", 1)]
    [InlineData("actor", "'x'")]
    [InlineData("action", "'x'")]
    [InlineData("organization_id", "NULL")]
    [InlineData("subject", "'x'")]
    [InlineData("change_id", "'x'")]
    [InlineData("before_digest", "X'00'")]
    [InlineData("after_digest", "X'00'")]
    [InlineData("details", "'{} '")]
    [InlineData("previous_hash", "zeroblob(32)")]
    [InlineData("hash", "zeroblob(32)")]
    [InlineData("hash", "1.5")]
    [InlineData("seq", 1000)]
    public async Task Verification_AnyColumnOfAnEntryChanged_NamesTheEntry(string column, object value)
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(storage.Settings);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await PutAsync(service, id, parent: null);
        }

        var before = (await service.GetAsync("/v1/audit/verification")).Json;
        Assert.True(before.GetProperty("valid").GetBoolean());
        var seq = (await service.GetAsync("/v1/audit?subject=organization/b")).Json.GetProperty("entries")[0].GetProperty("seq").GetInt64();
        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE audit SET {column} = {value} WHERE seq = {seq}";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var found = (await service.GetAsync("/v1/audit/verification")).Json;
        Assert.False(found.GetProperty("valid").GetBoolean());
        Assert.Equal($"audit/{seq}", found.GetProperty("firstBad").GetProperty("entry").GetString());
    }

    [Fact]
    public async Task Head_BeforeAndAfterAChange_IsTheLastEntryAndKeepsItsContract()
    {
        await using var service = await RunningService.StartAsync();
        await PutAsync(service, "a", parent: null);
        var head = (await service.GetAsync("/v1/audit/head")).Json;
        var last = (await service.GetAsync("/v1/audit?limit=1000")).Json.GetProperty("entries").EnumerateArray().Last();
        Assert.All(["seq", "hash", "at"], name => Assert.Equal(last.GetProperty(name).ToString(), head.GetProperty(name).ToString()));
        var verification = (await service.GetAsync("/v1/audit/verification")).Json;
        Assert.Equal(head.GetProperty("hash").GetString(), verification.GetProperty("head").GetProperty("hash").GetString());
        Assert.NotNull(JsonSerializer.Deserialize<AuditPageContract>(
            (await service.GetAsync("/v1/audit")).Text, JsonSerializerOptions.Web));
    }

    private static int Count(Answer answer) => answer.Json.GetProperty("entries").GetArrayLength();

    private static (int Status, string? Code) Problem(Answer answer) => (answer.Status, answer.Code);

    private static async Task PutAsync(RunningService service, string id, string? parent)
    {
        var body = parent is null ? Village : Village.Replace("{ ", $$"""{ "parent": "{{parent}}", """, StringComparison.Ordinal);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await service.Client.PutAsync("/v1/organizations/" + id, content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
