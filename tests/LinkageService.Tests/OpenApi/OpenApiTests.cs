using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LinkageService.OpenApi;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>The OpenAPI document: approved, with examples that run and contracts the answers keep.</summary>
[Collection(SharedService.Name)]
public class OpenApiTests(ServiceFixture fixture)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = false,
        RespectNullableAnnotations = true,
    };

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
        var document = (await service.GetAsync("/openapi/v1.json")).Json;
        var bodies = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
                bodies += await SendAllAsync(service, path.Name, operation);
            }
        }

        Assert.True(bodies >= 40, $"{bodies} examples");
    }

    private static async Task<int> SendAllAsync(RunningService service, string path, JsonProperty operation)
    {
        var (id, bodies) = (operation.Value.GetProperty("operationId").GetString()!, 0);
        if (!operation.Value.TryGetProperty("requestBody", out var requestBody))
        {
            var call = await ExampleData.ForAsync(service, id, path);
            var answer = await SendAsync(service, path, operation, call, body: null, "");
            Assert.True(answer.Status is >= 200 and < 300, $"{id}: {answer.Status} {answer.Text}");
            return 0;
        }

        foreach (var content in requestBody.GetProperty("content").EnumerateObject())
        {
            foreach (var example in content.Value.TryGetProperty("examples", out var all) ? all.EnumerateObject() : default)
            {
                var value = example.Value.GetProperty("value");
                var body = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                var call = await ExampleData.ForAsync(service, id, path);
                var answer = await SendAsync(service, path, operation, call, call.Body(body), content.Name);
                Assert.True(example.Value.GetProperty("x-status").GetInt32() == answer.Status,
                    $"{id}, {example.Name}: {answer.Status} {answer.Text}");
                Assert.Contains(operation.Value.GetProperty("responses").EnumerateObject(), response =>
                    response.Name == $"{answer.Status}");
                bodies++;
            }
        }

        return bodies;
    }

    private static async Task<Answer> SendAsync(
        RunningService service, string path, JsonProperty operation, ExampleCall call, string? body, string contentType)
    {
        using var request = new HttpRequestMessage();
        var query = new List<string>();
        foreach (var parameter in operation.Value.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var shown = parameter.TryGetProperty("example", out var example) ? example.GetString() : null;
            if ((shown is null ? null : call.Parameters.GetValueOrDefault(name, shown)) is not { } value)
            {
                continue;
            }

            switch (parameter.GetProperty("in").GetString())
            {
                case "header":
                    request.Headers.TryAddWithoutValidation(name, value);
                    break;
                case "query":
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                    break;
            }
        }

        request.Method = HttpMethod.Parse(operation.Name);
        request.RequestUri = new Uri(query.Count == 0 ? path : path + "?" + string.Join('&', query), UriKind.Relative);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await service.Client.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    [Fact]
    public async Task Answers_OfEveryEndpoint_KeepTheirContracts()
    {
        var service = fixture.Service;
        foreach (var asked in SchemeCases.All.DistinctBy(each => (each.Scheme, each.Expected.ErrorCode)))
        {
            var answer = await service.PostAsync("/v1/calculations", CaseRequests.Json(asked, explain: true));
            Keeps(answer.Status == 200 ? typeof(CalculationAnswer) : typeof(ProblemContract), answer);
        }

        Keeps(typeof(SchemeListContract), await service.GetAsync("/v1/schemes"));
        foreach (var id in SchemeCases.All.Select(each => each.Scheme).Distinct(StringComparer.Ordinal))
        {
            // Its document is any object; the rest is checked.
            var scheme = JsonNode.Parse((await service.GetAsync("/v1/schemes/" + id)).Text)!.AsObject();
            scheme["document"] = new JsonObject();
            Assert.NotNull(scheme.Deserialize<SchemeContract>(Strict));
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

    private static void Keeps(Type contract, Answer answer) => Assert.NotNull(JsonSerializer.Deserialize(answer.Text, contract, Strict));

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
