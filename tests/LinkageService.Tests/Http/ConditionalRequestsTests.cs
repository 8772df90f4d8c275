using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>An ETag changes whenever the answer does, a change takes the ETag that was read, and PUT can be held to making.</summary>
public sealed class ConditionalRequestsTests
{
    private const string Body = """{ "name": "某村", "legalForm": "rural_collective" }""";

    [Theory]
    [InlineData("/v1/organizations/new", Body)]
    [InlineData("/v1/organizations/tangwan/households/0009", "{}")]
    public async Task Put_IfNoneMatchAny_MakesOnceAndNeverOverwrites(string path, string body)
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        var made = await service.SendAsync(HttpMethod.Put, path, body, ("If-None-Match", "*"));
        Assert.Equal(201, made.Status);
        var before = await service.GetAsync(path);
        foreach (var tags in new[] { "*", made.Headers["ETag"], "\"0\", " + before.Headers["ETag"] })
        {
            var again = await service.SendAsync(HttpMethod.Put, path, body, ("If-None-Match", tags));
            Assert.Equal((tags, 412), (tags, again.Status));
            Assert.Equal(("already_exists", "If-None-Match"), Assert.Single(again.Errors));
        }

        var unread = await service.SendAsync(HttpMethod.Put, path, body, ("If-None-Match", "any"));
        Assert.Equal(("invalid_value", "If-None-Match"), Assert.Single(unread.Errors));
        Assert.Equal(before.Text, (await service.GetAsync(path)).Text);
        var other = await service.SendAsync(HttpMethod.Put, path, body, ("If-None-Match", "\"0\""));
        Assert.Equal(200, other.Status);
    }

    [Fact]
    public async Task Put_TheTagThatWasRead_IsTakenAndALaterOneRefused()
    {
        await using var service = await RunningService.StartAsync();
        const string path = "/v1/organizations/tangwan";
        var made = await service.SendAsync(HttpMethod.Put, path, Body);
        var read = (await service.GetAsync(path)).Headers["ETag"];
        Assert.Equal("\"1\"", made.Headers["ETag"]);
        Assert.StartsWith("\"1-", read, StringComparison.Ordinal);
        foreach (var none in new[] { "", "\"1", "1", "a b" })
        {
            var refused = await service.SendAsync(HttpMethod.Put, path, Body, ("If-Match", none));
            Assert.Equal((none, 400, ("invalid_value", "If-Match")), (none, refused.Status, Assert.Single(refused.Errors)));
        }

        foreach (var stale in new[] { "W/" + read, "\"2\"", "\"10\"", "\"1x\"" })
        {
            var refused = await service.SendAsync(HttpMethod.Put, path, Body, ("If-Match", stale));
            Assert.Equal((stale, 412, "stale_revision"), (stale, refused.Status, refused.Code));
        }

        Assert.Equal(200, (await service.SendAsync(HttpMethod.Put, path, Body, ("If-Match", read))).Status);
        Assert.Equal(412, (await service.SendAsync(HttpMethod.Put, path, Body, ("If-Match", read))).Status);
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Put, path, Body, ("If-Match", "\"1\", \"2\""))).Status);
    }

    [Fact]
    public async Task GetRun_AnotherRunOfTheYearAppears_HasAnotherETag()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var world = new RunWorld(service);
        var (run, _, _) = await world.RunAsync("tangwan", "draft");
        var alone = await world.GetAsync("/v1/runs/" + run);
        await world.RunAsync("tangwan", "draft");
        var beside = await service.SendAsync(HttpMethod.Get, "/v1/runs/" + run, null, ("If-None-Match", alone.Headers["ETag"]));
        Assert.Equal(200, beside.Status);
        Assert.NotEqual(alone.Text, beside.Text);
        Assert.NotEqual(alone.Headers["ETag"], beside.Headers["ETag"]);
    }

    [Fact]
    public async Task GetSchemeVersion_AnotherVersionIsStored_HasAnotherETag()
    {
        await using var service = await RunningService.StartAsync();
        var document = (await service.GetAsync("/v1/schemes/tangwan-four-tier")).Json.GetProperty("document").GetRawText()
            .Replace("\"tangwan-four-tier\"", "\"own\"", StringComparison.Ordinal);
        Assert.Equal(201, (await service.PostAsync("/v1/schemes", document)).Status);
        var one = await service.GetAsync("/v1/schemes/own/versions/1");
        var second = System.Text.Json.Nodes.JsonNode.Parse(document)!;
        second["version"] = 2;
        var stored = await service.PostAsync("/v1/schemes", second.ToJsonString());
        Assert.True(stored.Status == 201, stored.Text);
        var two = await service.SendAsync(
            HttpMethod.Get, "/v1/schemes/own/versions/1", null, ("If-None-Match", one.Headers["ETag"]));
        Assert.Equal(200, two.Status);
        Assert.NotEqual(one.Headers["ETag"], two.Headers["ETag"]);
    }

    [Fact]
    public async Task GetHousehold_NumbersInFull_HasAnotherETag()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        await roster.PutAsync("0001", $$"""{ "account": { "holder": "农户0001", "number": "{{PrivateExamples.Account(1)}}" } }""");
        var masked = await roster.GetAsync("households/0001");
        var full = await roster.GetAsync("households/0001", ("X-Linkage-Purpose", "check"), ("If-None-Match", masked.Headers["ETag"]));
        Assert.Equal(200, full.Status);
        Assert.NotEqual(masked.Headers["ETag"], full.Headers["ETag"]);
    }
}
