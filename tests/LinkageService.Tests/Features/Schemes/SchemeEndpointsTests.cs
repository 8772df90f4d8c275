using System.Net;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Schemes;

/// <summary><c>/v1/schemes</c>.</summary>
[Collection(SharedService.Name)]
public class SchemeEndpointsTests(ServiceFixture fixture)
{
    [Fact]
    public async Task List_Library_SixteenSchemesById()
    {
        await using var service = await RunningService.StartAsync();
        var list = await service.GetAsync("/v1/schemes");
        var ids = list.Json.GetProperty("schemes").EnumerateArray().Select(scheme => scheme.GetProperty("id").GetString()!).ToArray();
        Assert.Equal(Directory.GetDirectories(SchemeCases.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public async Task Get_EveryScheme_ItsDocumentValidatesToTheSameDigest()
    {
        foreach (var id in Directory.GetDirectories(SchemeCases.Folder).Select(Path.GetFileName))
        {
            var scheme = (await fixture.Service.GetAsync($"/v1/schemes/{id}/versions/1")).Json;
            var body = $$"""{"document": {{scheme.GetProperty("document").GetRawText()}} }""";
            var again = await fixture.Service.PostAsync("/v1/schemes:validate", body);
            Assert.True(again.Json.GetProperty("valid").GetBoolean(), again.Text);
            Assert.Equal(scheme.GetProperty("digest").GetString(), again.Json.GetProperty("scheme").GetProperty("digest").GetString());
        }
    }

    [Fact]
    public async Task Get_KnownTag_NotModified()
    {
        using var first = await fixture.Service.Client.GetAsync("/v1/schemes/public-posts");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/schemes/public-posts");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await fixture.Service.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2.0")]
    public async Task GetVersion_ThatIsNone_IsNamedAsItWasAskedFor(string version)
    {
        var answer = await fixture.Service.GetAsync("/v1/schemes/public-posts/versions/" + version);
        Assert.Equal((404, "unknown_scheme_version"), (answer.Status, answer.Code));
        Assert.Contains($"没有版本 {version}；", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u200B", false)]
    [InlineData("\uFEFF", false)]
    [InlineData("\u2060", false)]
    [InlineData("", true)]
    [InlineData("（2025 年）·\u3000修订", true)]
    public async Task Validate_ATitleWithWhatNobodySees_IsRefused(string inside, bool isValid)
    {
        var document = (await fixture.Service.GetAsync("/v1/schemes/public-posts")).Json.GetProperty("document").GetRawText();
        var titled = System.Text.Json.Nodes.JsonNode.Parse(document)!.AsObject();
        titled["title"] = "公益" + inside + "岗位";
        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", $$"""{"document": {{titled.ToJsonString()}} }""");
        Assert.True(answer.Json.GetProperty("valid").GetBoolean() == isValid, answer.Text);
        Assert.Equal(!isValid, answer.Json.GetProperty("problems").EnumerateArray()
            .Any(problem => problem.GetProperty("field").GetString() == "title"));
    }

    [Theory]
    [InlineData("application/yaml")]
    [InlineData("text/yaml")]
    [InlineData("application/x-yaml; charset=utf-8")]
    public async Task Validate_MistakeInYaml_CodeFieldLineColumnAndHint(string contentType)
    {
        var answer = await fixture.Service.PostAsync("/v1/schemes:validate",
            "id: x\nversion: 1\ntitle: x\nsteps:\n  - id: a\n    kind: split\n    frm: b\n", contentType);
        Assert.False(answer.Json.GetProperty("valid").GetBoolean());
        var problem = answer.Json.GetProperty("problems").EnumerateArray()
            .First(each => each.GetProperty("code").GetString() == "scheme_unknown_field");
        Assert.Equal("steps[0].frm", problem.GetProperty("field").GetString());
        Assert.Equal((7, 5), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Contains("from", problem.GetProperty("hint").GetProperty("en").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: [", "application/yaml", "malformed_yaml")]
    [InlineData("", "application/yaml", "malformed_yaml")]
    [InlineData("a: &x 1\nb: *x", "application/yaml", "malformed_yaml")]
    [InlineData("a: 1\n---\nb: 1", "application/yaml", "malformed_yaml")]
    [InlineData("{", "application/json", "malformed_json")]
    public async Task Validate_TextThatCannotBeRead_NotValidLikeAnyOtherMistake(string body, string contentType, string code)
    {
        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", body, contentType);
        Assert.Equal((200, false), (answer.Status, answer.Json.GetProperty("valid").GetBoolean()));
        var problem = answer.Json.GetProperty("problems")[0];
        Assert.Equal((code, "error"), (problem.GetProperty("code").GetString(), problem.GetProperty("severity").GetString()));
    }

    [Fact]
    public async Task Validate_NotText_Refused()
    {
        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", "x", "text/html");
        Assert.Equal((415, "unsupported_media_type"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Validate_JsonWithManyLines_PositionsAreRight()
    {
        var answer = await fixture.Service.PostAsync("/v1/schemes:validate", "{\n  \"id\": \"村\", \"titel\": 1\n}");
        var problem = answer.Json.GetProperty("problems").EnumerateArray().First(each => each.GetProperty("field").GetString() == "titel");
        Assert.Equal((2, 14), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
    }
}
