using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using LinkageService.OpenApi;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
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
        var document = (await fixture.Service.GetAsync("/openapi/v1.json")).Json;
        var bodies = 0;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                Assert.NotEmpty(operation.Value.GetProperty("summary").GetString()!);
                if (operation.Name == "get")
                {
                    Assert.Equal(200, (await fixture.Service.GetAsync(Filled(path.Name, operation.Value))).Status);
                    continue;
                }

                foreach (var content in operation.Value.GetProperty("requestBody").GetProperty("content").EnumerateObject())
                {
                    foreach (var example in content.Value.GetProperty("examples").EnumerateObject())
                    {
                        var value = example.Value.GetProperty("value");
                        var body = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                        var answer = await fixture.Service.PostAsync(path.Name, body, content.Name);
                        Assert.True(example.Value.GetProperty("x-status").GetInt32() == answer.Status,
                            $"{example.Name}: {answer.Status} {answer.Text}");
                        Assert.Contains(operation.Value.GetProperty("responses").EnumerateObject(), response =>
                            response.Name == $"{answer.Status}");
                        bodies++;
                    }
                }
            }
        }

        Assert.True(bodies >= 10, $"{bodies} examples");
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

    private static string Filled(string path, JsonElement operation)
    {
        foreach (var parameter in operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [])
        {
            path = path.Replace($"{{{parameter.GetProperty("name").GetString()}}}", parameter.GetProperty("example")
                .GetString(), StringComparison.Ordinal);
        }

        return path;
    }
}
