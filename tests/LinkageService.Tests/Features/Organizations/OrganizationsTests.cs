using LinkageService.Access;
using LinkageService.Errors;
using LinkageService.Features.Organizations;
using LinkageService.Http;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Organizations;

/// <summary><c>/v1/organizations</c>, on both databases.</summary>
public class OrganizationsTests
{
    private const string Body = """{ "name": "某村", "legalForm": "rural_collective" }""";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Put_NewThenChanged_RevisionsAndEtags(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var client = new RosterClient(service);
        using var made = await client.RawAsync(
            HttpMethod.Put, "/v1/organizations/tangwan", System.Text.Encoding.UTF8.GetBytes(Body), "application/json");
        Assert.Equal((201, "\"1\"", "/v1/organizations/tangwan"),
            ((int)made.StatusCode, made.Headers.ETag!.Tag, made.Headers.Location!.ToString()));
        var shown = await client.GetAsync("/v1/organizations/tangwan");
        Assert.Equal(7, shown.Json.GetProperty("noticeDays").GetInt32());

        var changed = await PutAsync(client, "tangwan", Body.Replace("某村", "塘湾村", StringComparison.Ordinal), ("If-Match", "\"1\""));
        Assert.Equal((200, 2L), (changed.Status, changed.Json.GetProperty("revision").GetInt64()));
        var late = await PutAsync(client, "tangwan", Body, ("If-Match", "\"1\""));
        Assert.Equal((412, "stale_revision"), (late.Status, late.Code));
        Assert.Equal("塘湾村", (await client.GetAsync("/v1/organizations/tangwan")).Json.GetProperty("name").GetString());
        Assert.Equal((412, "stale_revision"), await StatusOfAsync(client, "other", Body, ("If-Match", "*")));
        Assert.Equal((404, "unknown_organization"), Of(await client.GetAsync("/v1/organizations/other")));
    }

    [Theory]
    [InlineData("{ }", "missing_field legalForm|missing_field name")]
    [InlineData("""{ "name": "x", "legalForm": "village", "region": "12345", "noticeDays": 366 }""",
        "invalid_value legalForm|invalid_value noticeDays|invalid_value region")]
    [InlineData("""{ "name": "x", "legalForm": "village", "region": "12345", "parent": "-" }""",
        "invalid_value legalForm|invalid_value parent|invalid_value region")]
    [InlineData("""{ "name": "x", "legalForm": "company", "members": 3 }""", "unknown_field members")]
    public async Task Put_BadShape_EveryProblem(string body, string problems)
    {
        await using var service = await RunningService.StartAsync();
        var answer = await PutAsync(new RosterClient(service), "x", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal(
            problems, string.Join('|', answer.Errors.Select(error => $"{error.Code} {error.Field}").Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Put_Parents_NoCircleAndAtMost16Levels(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var client = new RosterClient(service);
        for (var level = 1; level <= 16; level++)
        {
            Assert.Equal(201, (await PutAsync(client, "l" + level, With(level == 1 ? null : "l" + (level - 1)))).Status);
        }

        Assert.Equal((422, "parent_cycle"), await StatusOfAsync(client, "l17", With("l16")));
        Assert.Equal((422, "parent_cycle"), await StatusOfAsync(client, "l1", With("l16")));
        Assert.Equal((422, "parent_cycle"), await StatusOfAsync(client, "l1", With("l1")));
        Assert.Equal((404, "unknown_organization"), await StatusOfAsync(client, "l17", With("nobody")));

        // A branch keeps its height when it is hung elsewhere.
        Assert.Equal(201, (await PutAsync(client, "top", With(null))).Status);
        Assert.Equal((422, "parent_cycle"), await StatusOfAsync(client, "l1", With("top")));
        Assert.Equal(200, (await PutAsync(client, "l2", With("top"))).Status);
    }

    [Fact]
    public async Task Requests_OfACallerOfOneOrganization_OnlyItAndThoseBelow()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var everybody = await RunningService.StartAsync(storage.Settings))
        {
            var all = new RosterClient(everybody);
            await PutAsync(all, "town", With(null));
            await PutAsync(all, "village", With("town"));
            await PutAsync(all, "foreign", With(null));
            await new RosterClient(everybody, "foreign").PutAsync("0001", "{}");
        }

        await using var service = await RunningService.StartAsync(
            storage.Settings, configure: builder => builder.Services.AddSingleton<ICallerSource>(new OneOrganization("town")));
        var client = new RosterClient(service);
        var page = await client.GetAsync("/v1/organizations?limit=1");
        Assert.Equal("town", Ids(page));
        Assert.Equal(
            "village", Ids(await client.GetAsync("/v1/organizations?limit=1&cursor=" + page.Json.GetProperty("next").GetString())));
        foreach (var path in new[] { "", "/households", "/households/0001", "/households/0001/history", "/households:export", "/linkages" })
        {
            Assert.Equal((404, "unknown_organization"), Of(await client.GetAsync("/v1/organizations/foreign" + path)));
        }

        var foreign = new RosterClient(service, "foreign");
        Assert.Equal((404, "unknown_organization"), Of(await foreign.PutAsync("0001", "{}")));
        Assert.Equal((404, "unknown_organization"), Of(await foreign.SendAsync(HttpMethod.Delete, "households/0001")));
        Assert.Equal((404, "unknown_organization"), Of(await foreign.ImportAsync("household_id\n0001\n")));
        Assert.Equal(
            (404, "unknown_organization"), Of(await foreign.SendAsync(HttpMethod.Post, "households:find", """{"account":"12345678"}""")));
        Assert.Equal((404, "unknown_organization"), await StatusOfAsync(client, "foreign", Body));
        Assert.Equal((404, "unknown_organization"), await StatusOfAsync(client, "new", With("foreign")));
        Assert.Equal((403, "forbidden"), await StatusOfAsync(client, "new", Body));
        Assert.Equal((403, "forbidden"), await StatusOfAsync(client, "village", Body));
        Assert.Equal(201, (await PutAsync(client, "new", With("village"))).Status);
        Assert.Equal(200, (await PutAsync(client, "town", Body)).Status);
    }

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task List_Search_FindsNameIdAndRegionOfWhatTheCallerSees(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var client = new RosterClient(service);
        await PutAsync(client, "town", Body.Replace("某村", "ABC 100%镇", StringComparison.Ordinal));
        await PutAsync(client, "tangwan", With("town"));
        await PutAsync(client, "foreign", Body.Replace(" }", ", \"region\": \"500155\" }", StringComparison.Ordinal));
        var list = service.Services.GetRequiredService<ListOrganizations>();
        var (all, limited) = (new Caller("a", Role.Local, Organization: null), new Caller("b", Role.Local, "town"));
        foreach (var (caller, search, found) in new[]
        {
            (all, "某村", "foreign,tangwan"), (limited, "某村", "tangwan"), (all, "500155", "foreign"), (limited, "500155", ""),
            (all, "abc", "town"), (all, "0%", "town"), (all, "%", "town"), (all, "_", ""), (all, "tang", "tangwan"),
        })
        {
            var page = await list.HandleAsync(caller, new PageRequest(Limit: 10), TestContext.Current.CancellationToken, search);
            Assert.Equal((search, found), (search, string.Join(',', page.Items.Select(row => row.Id))));
        }

        var show = service.Services.GetRequiredService<ShowOrganization>();
        var town = await show.HandleAsync(limited, "town", TestContext.Current.CancellationToken);
        Assert.Equal(["tangwan"], town.Below.Select(row => row.Id));
        Assert.Equal("ABC 100%镇", (await show.HandleAsync(all, "tangwan", TestContext.Current.CancellationToken)).ParentName);
        await Assert.ThrowsAsync<RefusedException>(() => show.HandleAsync(limited, "foreign", TestContext.Current.CancellationToken));
    }

    private static string With(string? parent) => parent is null
        ? Body
        : Body.Replace("}", $", \"parent\": \"{parent}\" }}", StringComparison.Ordinal);

    private static (int Status, string? Code) Of(Answer answer) => (answer.Status, answer.Code);

    private static string Ids(Answer page) =>
        string.Join(',', page.Json.GetProperty("organizations").EnumerateArray().Select(row => row.GetProperty("id").GetString()));

    private static Task<Answer> PutAsync(RosterClient client, string id, string body, params (string, string)[] headers) =>
        client.SendAsync(HttpMethod.Put, "/v1/organizations/" + id, body, headers);

    private static async Task<(int Status, string? Code)> StatusOfAsync(
        RosterClient client, string id, string body, params (string, string)[] headers) => Of(await PutAsync(client, id, body, headers));

    private sealed class OneOrganization(string organization) : ICallerSource
    {
        public ValueTask<Caller> FindAsync(HttpRequest request, CancellationToken cancellation) =>
            ValueTask.FromResult(new Caller("somebody", Role.Local, organization));

        public ValueTask<Caller?> FindAsync(ConsoleTicket ticket, CancellationToken cancellation) => ValueTask.FromResult<Caller?>(null);

        public ValueTask<ConsoleTicket> SignInAsync(HttpContext http, SignInRequest request, CancellationToken cancellation) =>
            throw new InvalidOperationException("nobody opens a browser here");

        public ValueTask<ConsoleTicket> ChangePasswordAsync(
            HttpContext http, ConsoleTicket ticket, ChangePasswordRequest request, CancellationToken cancellation) =>
            throw new InvalidOperationException("nobody opens a browser here");
    }
}
