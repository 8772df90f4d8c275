using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Http;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>The OpenAPI document: approved, with examples that run and contracts the answers keep.</summary>
[Collection(SharedService.Name)]
public class OpenApiTests(ServiceFixture fixture)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task Document_Now_EqualsTheApprovedFile()
    {
        var document = await fixture.Service.GetAsync("/openapi/v1.json");
        var text = JsonNode.Parse(document.Text)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        var approved = Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json");
        var received = Path.Combine(AppContext.BaseDirectory, "openapi.v1.json");
        await File.WriteAllTextAsync(received, text);
        var wanted = File.Exists(approved) ? await File.ReadAllTextAsync(approved) : "";
        Assert.True(wanted == text, $"The API has changed. If that is meant, approve it: cp {received} {approved}");
        Assert.StartsWith("3.1", document.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Document_EveryExample_IsAnsweredWithItsStatus()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var bodies = 0;
        await foreach (var call in DocumentedCall.AllAsync(service))
        {
            Assert.NotEmpty(call.Documented.GetProperty("summary").GetString()!);
            using var request = call.Request();
            using var response = await service.Client.SendAsync(request);
            var answer = await Answer.OfAsync(response);
            DocumentedRecord.Check(service, call.Operation, answer);
            if (call.Example is not { } example)
            {
                Assert.True(answer.Status is >= 200 and < 300, $"{call.Operation}: {answer.Status} {answer.Text}");
                continue;
            }

            Assert.True(example.GetProperty("x-status").GetInt32() == answer.Status, $"{call}: {answer.Status} {answer.Text}");
            Assert.Contains(call.Documented.GetProperty("responses").EnumerateObject(), each => each.Name == $"{answer.Status}");
            bodies++;
        }

        Assert.True(bodies >= 40, $"{bodies} examples");
    }

    [Fact]
    public async Task Answers_OfEveryEndpoint_KeepTheirContracts()
    {
        var service = fixture.Service;
        foreach (var asked in SchemeCases.All.DistinctBy(each => (each.Scheme, each.Expected.ErrorCode)))
        {
            foreach (var explain in new[] { true, false })
            {
                var answer = await service.PostAsync("/v1/calculations", CaseRequests.Json(asked, explain));
                Keeps(answer.Status == 200 ? typeof(CalculationAnswer) : typeof(ProblemContract), answer);
            }
        }

        Keeps(typeof(SchemeListContract), await service.GetAsync("/v1/schemes"));
        foreach (var id in SchemeCases.All.Select(each => each.Scheme).Distinct(StringComparer.Ordinal))
        {
            Keeps(typeof(SchemeContract), await service.GetAsync("/v1/schemes/" + id));
        }

        await RunsKeepTheirContractsAsync(service);
        Keeps(typeof(ValidationContract), await service.PostAsync("/v1/schemes:validate", "id: x\nstesp: 1", "application/yaml"));
    }

    [Theory]
    [InlineData("/swagger/index.html", "text/html")]
    [InlineData("/swagger/swagger-ui-bundle.js", "text/javascript")]
    [InlineData("/swagger/swagger-ui.css", "text/css")]
    public async Task SwaggerPages_Assets_ComeFromTheServiceItself(string path, string contentType)
    {
        var answer = await fixture.Service.GetAsync(path);
        Assert.Equal((200, contentType), (answer.Status, answer.ContentType));
        if (contentType == "text/html")
        {
            Assert.DoesNotContain("https://", answer.Text, StringComparison.Ordinal);
        }
    }

    private static void Keeps(Type contract, Answer answer) => DocumentedRecord.Check(contract, answer);

    private static async Task RunsKeepTheirContractsAsync(RunningService service)
    {
        await ExampleData.FillAsync(service);
        var world = new RunWorld(service);
        var (run, etag, _) = await world.RunAsync("tangwan", "disclosed");
        var raised = await world.StepAsync(run, "objections", etag, """{"household":"0002","content":"土地应为 2.80 亩"}""");
        Keeps(typeof(ObjectionContract), raised);
        Keeps(typeof(ObjectionListContract), await service.GetAsync($"/v1/runs/{run}/objections"));
        Keeps(typeof(RunContract), await service.GetAsync($"/v1/runs/{run}"));
        var (closed, _, _) = await world.RunAsync("tangwan", "closed");
        Keeps(typeof(RunContract), await service.GetAsync($"/v1/runs/{closed}"));
        Keeps(typeof(RunHistoryContract), await service.GetAsync($"/v1/runs/{closed}/history"));
        Keeps(typeof(RunPageContract), await service.GetAsync("/v1/organizations/tangwan/runs?limit=1"));
        Keeps(typeof(StatementPageContract), await service.GetAsync($"/v1/runs/{run}/statements"));
        Keeps(typeof(StatementContract), await service.GetAsync($"/v1/runs/{run}/statements/0002"));
        Keeps(typeof(StatementContract), await service.GetAsync($"/v1/runs/{run}/statements/0002?explain=true"));
        var preview = RunWorld.Body.Replace("\"year\"", "\"preview\": true, \"year\"", StringComparison.Ordinal);
        Keeps(typeof(RunContract), await service.PostAsync("/v1/organizations/tangwan/runs", preview));
    }
}
