using System.Text.Json;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Http;

/// <summary>One value where one is meant, an answer the caller can read, and a field that is null is left out.</summary>
[Collection(SharedService.Name)]
public sealed class OneMeaningTests(ServiceFixture fixture)
{
    [Theory]
    [InlineData("Idempotency-Key", "a", "b")]
    [InlineData("If-Match", "\"1\"", "\"2\"")]
    [InlineData("If-None-Match", "*", "\"2\"")]
    [InlineData("Authorization", "Bearer a", "Bearer b")]
    [InlineData("X-Linkage-User", "maker", "approver")]
    [InlineData("X-Linkage-Purpose", "x", "y")]
    public async Task Header_Twice_IsRefusedAndNeitherIsTaken(string header, string first, string second)
    {
        // Client libraries join them into one line.
        const string body = """{ "name": "twice", "legalForm": "rural_collective" }""";
        var text = await RawRequest.SendAsync(fixture.Service.Client.BaseAddress!,
            $"PUT /v1/organizations/twice HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {body.Length}\r\n{header}: {first}\r\n{header}: {second}\r\n\r\n{body}");
        Assert.StartsWith("HTTP/1.1 400 ", text, StringComparison.Ordinal);
        using var problem = JsonDocument.Parse(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        var error = Assert.Single(problem.RootElement.GetProperty("errors").EnumerateArray());
        Assert.Equal(("duplicate_field", header), (error.GetProperty("code").GetString(), error.GetProperty("field").GetString()));
        Assert.Equal(404, (await fixture.Service.GetAsync("/v1/organizations/twice")).Status);
    }

    [Theory]
    [InlineData("/v1/organizations?limit=1&limit=2", "duplicate_field", "limit")]
    [InlineData("/v1/schemes?limit=1", "unknown_field", "limit")]
    [InlineData("/v1/schemes/tangwan-four-tier?version=1", "unknown_field", "version")]
    public async Task Query_TwiceOrUnknown_IsRefused(string path, string code, string field)
    {
        var answer = await fixture.Service.GetAsync(path);
        Assert.Equal((400, (code, field)), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Theory]
    [InlineData("*/*", 200)]
    [InlineData("application/*", 200)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("text/html, application/json;q=0.1", 200)]
    [InlineData("text/html, image/gif, *; q=.2, */*; q=.2", 200)]
    [InlineData("", 200)]
    [InlineData("nonsense", 406)]
    [InlineData("x", 406)]
    [InlineData("x, application/json", 200)]
    [InlineData("text/html", 406)]
    [InlineData("application/xml, text/*", 406)]
    [InlineData("application/json;q=0, */*;q=0.5", 406)]
    [InlineData("*/*;q=0", 406)]
    [InlineData("application/json;profile=x", 406)]
    public async Task Accept_OfAnyKind_IsHonoured(string accept, int status)
    {
        var answer = await fixture.Service.SendAsync(HttpMethod.Get, "/v1/schemes", null, ("Accept", accept));
        Assert.Equal(status, answer.Status);
        if (status == 406)
        {
            Assert.Equal("application/problem+json", answer.ContentType);
            Assert.Equal(("not_acceptable", "Accept"), Assert.Single(answer.Errors));
        }
    }

    [Theory]
    [InlineData("statements.csv", "text/csv", 200)]
    [InlineData("statements.csv", "application/pdf", 406)]
    [InlineData("notice.html", "text/html,application/xhtml+xml", 200)]
    [InlineData("notice.html", "text/csv", 406)]
    public async Task Accept_OfAnExport_IsOfItsKind(string kind, string accept, int status)
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var (run, _, _) = await new RunWorld(service).RunAsync("tangwan", "disclosed");
        var answer = await service.SendAsync(HttpMethod.Get, $"/v1/runs/{run}/exports/{kind}", null, ("Accept", accept));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Member_ThatIsNull_IsAsGoodAsLeftOut()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var plain = await service.PostAsync("/v1/calculations", Calculation(""));
        var nulls = await service.PostAsync("/v1/calculations", Calculation(
            """ "document": null, "year": null, "explain": null, """, """ "wage_days": null """, """, "tags": null """));
        Assert.Equal((200, plain.Text), (nulls.Status, nulls.Text));

        var world = new RunWorld(service);
        var run = await world.CreateAsync("tangwan",
            """
            { "scheme": "tangwan-four-tier", "year": 2025, "from": null, "recordDate": null, "preview": null, "households": null,
              "inputs": { "income": "100000.00", "other": null }, "parameters": { "day_wage": null } }
            """, "nulls");
        Assert.True(run.Status == 201, run.Text);
        var linkage = await service.PostAsync("/v1/organizations/tangwan/linkages",
            """
            { "household": "0002", "partner": "某公司", "mode": "capital", "from": "2025-01-01", "to": null,
              "terms": { "ratio": null, "note": "第二年起" } }
            """);
        Assert.True(linkage.Status == 201, linkage.Text);
        Assert.Equal(["note"], linkage.Json.GetProperty("terms").EnumerateObject().Select(term => term.Name));
        var twice = await service.SendAsync(HttpMethod.Put, "/v1/organizations/x", """{ "name": null, "name": "某村" }""");
        Assert.Contains(("duplicate_field", "name"), twice.Errors);
    }

    private static string Calculation(string more, string holding = "", string field = "")
    {
        var comma = holding.Length == 0 ? "" : ",";
        return $$"""
            { {{more}} "scheme": "tangwan-four-tier", "inputs": { "income": "1000.00" },
              "households": [ { "id": "1", "holdings": { "land": "1"{{comma}}{{holding}} }{{field}} } ] }
            """;
    }
}
