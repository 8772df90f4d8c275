using System.Text;
using System.Text.Json.Nodes;
using LinkageService.Engine.Problems;
using LinkageService.Http;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>The form of requests and answers of <c>POST /v1/calculations</c>.</summary>
[Collection(SharedService.Name)]
public class CalculationJsonTests(ServiceFixture fixture)
{
    private const string Valid = """
        {"scheme":"tangwan-four-tier","year":2019,"inputs":{"income":"100.00"},
        "households":[{"id":"1","tags":["registered"],"holdings":{"land":1}}],"explain":false}
        """;

    [Theory]
    [InlineData("", "malformed_json", "")]
    [InlineData("   ", "malformed_json", "")]
    [InlineData("{", "malformed_json", "")]
    [InlineData("[]", "wrong_type", "")]
    [InlineData("null", "wrong_type", "")]
    [InlineData("{} {}", "malformed_json", "")]
    [InlineData("{/*x*/}", "malformed_json", "")]
    [InlineData("{\"scheme\":\"x\",}", "malformed_json", "")]
    [InlineData("{}", "missing_field", "scheme")]
    [InlineData("{\"scheme\":\"\\ud800\"}", "malformed_json", "")]
    [InlineData("{\"\\ud800\":1}", "malformed_json", "")]
    public async Task Calculate_BodyWithoutForm_Refused(string body, string code, string field)
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", body);
        Assert.Equal(400, answer.Status);
        Assert.Equal((code, field), answer.Errors.First());
    }

    [Theory]
    [InlineData("\"year\":2019", "\"year\":\"2019\"", 200, null, null)]
    [InlineData("\"year\":2019", "\"year\":2019.5", 400, "year_out_of_range", "year")]
    [InlineData("\"year\":2019", "\"year\":1899", 400, "year_out_of_range", "year")]
    [InlineData("\"year\":2019", "\"year\":3000", 400, "year_out_of_range", "year")]
    [InlineData("\"year\":2019", "\"year\":true", 400, "wrong_type", "year")]
    [InlineData("\"year\":2019", "\"year\":2017", 422, "scheme_not_effective", "year")]
    [InlineData("\"year\":2019", "\"yaer\":2019", 400, "unknown_field", "yaer")]
    [InlineData("\"year\":2019", "\"year\":2019,\"year\":2019", 400, "duplicate_field", "year")]
    [InlineData("four-tier", "four-tier@1", 200, null, null)]
    [InlineData("four-tier", "four-tier@2", 404, "unknown_scheme_version", "scheme")]
    [InlineData("four-tier", "four-tier@x", 400, "invalid_scheme_reference", "scheme")]
    [InlineData("four-tier", "five-tier", 404, "unknown_scheme", "scheme")]
    [InlineData("\"tangwan-four-tier\"", "7", 400, "wrong_type", "scheme")]
    [InlineData("\"scheme\":", "\"document\":{},\"scheme\":", 400, "scheme_and_document", "scheme")]
    [InlineData("\"100.00\"", "100.001", 400, "too_many_decimals", "inputs.income")]
    [InlineData("\"100.00\"", "-1", 400, "negative_amount", "inputs.income")]
    [InlineData("\"100.00\"", "1e41", 400, "not_a_number", "inputs.income")]
    [InlineData("\"100.00\"", "1e400", 400, "not_a_number", "inputs.income")]
    [InlineData("\"100.00\"", "\"NaN\"", 400, "not_a_number", "inputs.income")]
    [InlineData("\"100.00\"", "\"Infinity\"", 400, "not_a_number", "inputs.income")]
    [InlineData("\"100.00\"", "123456789012345", 400, "out_of_range", "inputs.income")]
    [InlineData("\"100.00\"", "null", 400, "missing_input", "inputs.income")]
    [InlineData("\"100.00\"", "\"1\",\"income\":\"2\"", 400, "duplicate_field", "inputs.income")]
    [InlineData("\"income\"", "\"incomes\"", 400, "unknown_input", "inputs.incomes")]
    [InlineData("\"inputs\":{", "\"parameters\":{\"x\":1},\"inputs\":{", 400, "unknown_parameter", "parameters.x")]
    [InlineData("\"explain\":false", "\"explain\":\"no\"", 400, "wrong_type", "explain")]
    [InlineData("[{\"id\":\"1\"", "[null,{\"id\":\"1\"", 400, "wrong_type", "households[0]")]
    [InlineData("\"id\":\"1\"", "\"id\":1", 400, "wrong_type", "households[0].id")]
    [InlineData("\"id\":\"1\"", "\"id\":\"\"", 400, "invalid_household_id", "households[0].id")]
    [InlineData("\"id\":\"1\"", "\"id\":\"\\ud800\"", 400, "malformed_json", "households[0]")]
    [InlineData("\"id\":\"1\",", "", 400, "missing_field", "households[0].id")]
    [InlineData("\"id\":\"1\"", "\"id\":\"1\",\"id\":\"2\"", 400, "duplicate_field", "households[0].id")]
    [InlineData("\"registered\"", "\"rich\"", 200, null, null)]
    [InlineData("\"registered\"", "\"Registered\"", 400, "unknown_tag", "households[0].tags")]
    [InlineData("\"registered\"", "\"建档立卡户\"", 200, null, null)]
    [InlineData("\"registered\"", "5", 400, "wrong_type", "households[0].tags")]
    [InlineData("[\"registered\"]", "true", 400, "wrong_type", "households[0].tags")]
    [InlineData("\"land\":1", "\"land\":1,\"land\":2", 400, "duplicate_field", "households[0].holdings.land")]
    [InlineData("\"land\":1", "\"land\":{}", 400, "wrong_type", "households[0].holdings.land")]
    [InlineData("\"land\":1", "\"sea\":1", 400, "missing_holding", "households[0].holdings.land")]
    [InlineData("\"land\":1", "\"lands\":1", 400, "unknown_holding", "households[0].holdings.lands")]
    [InlineData("\"land\":1", "\"land\":1,\"forest\":\"many\"", 200, null, null)]
    [InlineData("\"land\":1", "", 400, "missing_holding", "households[0].holdings.land")]
    [InlineData("\"land\":1", "\"\\u006cand\":\"\\u0031\"", 200, null, null)]
    [InlineData("\"holdings\"", "\"holding\"", 400, "unknown_field", "households[0].holding")]
    [InlineData("{\"land\":1}", "[1]", 400, "wrong_type", "households[0].holdings")]
    [InlineData("[{\"id\"", "[{\"id\":\"1\",\"holdings\":{\"land\":1}},{\"id\"", 400, "duplicate_household", "households[1].id")]
    public async Task Calculate_OneThingChanged_ExpectedCodeAndField(string from, string to, int status, string? code, string? field)
    {
        Assert.Contains(from, Valid, StringComparison.Ordinal);
        var answer = await fixture.Service.PostAsync("/v1/calculations", Valid.Replace(from, to, StringComparison.Ordinal));
        Assert.True(answer.Status == status, answer.Text);
        if (code is not null)
        {
            Assert.Equal((code, field), answer.Errors.First());
            Assert.Equal(ProblemResponse.ContentType, answer.ContentType);
        }
    }

    [Fact]
    public async Task Calculate_EmptyRoster_Refused()
    {
        const string Body = """{"scheme":"tangwan-four-tier","inputs":{"income":1},"households":[]}""";
        var answer = await fixture.Service.PostAsync("/v1/calculations", Body);
        Assert.Equal([("empty_roster", "households")], answer.Errors);
    }

    [Theory]
    [InlineData(47, "unknown_field")]
    [InlineData(48, "malformed_json")]
    [InlineData(100_000, "malformed_json")]
    public async Task Calculate_DeepNesting_RefusedAsUnknownThenAsMalformed(int depth, string code)
    {
        var body = "{\"a\":" + new string('[', depth) + new string(']', depth) + "}";
        Assert.Equal(code, (await fixture.Service.PostAsync("/v1/calculations", body)).Code);
    }

    [Fact]
    public async Task Calculate_NotUtf8_Refused()
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations",
            Encoding.Latin1.GetBytes(Valid.Replace("\"1\"", "\"é\"", StringComparison.Ordinal)));
        Assert.Equal("malformed_json", answer.Code);
    }

    [Fact]
    public async Task Calculate_ByteOrderMark_IsRead()
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Valid)]);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=gb2312")]
    [InlineData(null)]
    public async Task Calculate_OtherContentType_Refused(string? contentType)
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", Encoding.UTF8.GetBytes(Valid), contentType);
        Assert.Equal((415, "unsupported_media_type"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Calculate_InlineDocument_SameResultAsTheLibrary()
    {
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            var scheme = await fixture.Service.GetAsync("/v1/schemes/" + asked.Scheme);
            var request = JsonNode.Parse(CaseRequests.Json(asked))!.AsObject();
            request.Remove("scheme");
            request["document"] = JsonNode.Parse(scheme.Json.GetProperty("document").GetRawText());
            var inline = await fixture.Service.PostAsync("/v1/calculations", request.ToJsonString());
            var library = await fixture.Service.PostAsync("/v1/calculations", CaseRequests.Json(asked));
            Assert.Equal(library.Text, inline.Text);
        }
    }

    [Fact]
    public async Task Calculate_ProblemsInDocument_FieldsStartWithDocument()
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", """
            {"document":{"id":"x","version":1,"title":"x","steps":[{"id":"a","kind":"splitt"}]},"households":[{"id":"1"}]}
            """);
        Assert.Equal(422, answer.Status);
        Assert.Equal([("unknown_step_kind", "document.steps[0].kind")], answer.Errors);
    }

    [Fact]
    public async Task Calculate_Explained_SameButForTheExplanations()
    {
        foreach (var asked in SchemeCases.All.Where(each => each.Expected.ErrorCode is null).DistinctBy(each => each.Scheme))
        {
            var plain = await fixture.Service.PostAsync("/v1/calculations", CaseRequests.Json(asked));
            var explained = await fixture.Service.PostAsync("/v1/calculations", CaseRequests.Json(asked, explain: true));
            var json = JsonNode.Parse(explained.Text)!;
            foreach (var statement in json["statements"]!.AsArray())
            {
                foreach (var line in statement!["lines"]!.AsArray().Concat(statement["records"]?.AsArray() ?? []))
                {
                    Assert.NotEmpty(line!["explanation"]!["text"]!["zh"]!.GetValue<string>());
                    line.AsObject().Remove("explanation");
                }
            }

            Assert.NotEmpty(json["moneySteps"]!.AsArray());
            json.AsObject().Remove("moneySteps");
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(plain.Text), json), asked.Scheme);
        }
    }

    [Fact]
    public async Task Calculate_MoreThanHundredProblems_FirstHundredAndTheNumber()
    {
        var households = string.Join(',', Enumerable.Range(0, 150).Select(number => $$"""{"id":"{{number}}","holdings":{"land":"x"} }"""));
        var body = $$"""{"scheme":"tangwan-four-tier","inputs":{"income":1},"households":[{{households}}]}""";
        var answer = await fixture.Service.PostAsync("/v1/calculations", body);
        Assert.Equal(100, answer.Errors.Count());
        Assert.Equal(150, answer.Json.GetProperty("errorCount").GetInt32());
    }

    [Fact]
    public async Task Calculate_NoYear_ThePresentYearInChina()
    {
        // Half past seven in the evening of the last day in London is already next year in Chongqing.
        var clock = new StoppedClock(new DateTimeOffset(2030, 12, 31, 19, 30, 0, TimeSpan.Zero));
        await using var service = await RunningService.StartAsync(map: null, configure: builder =>
            builder.Services.AddSingleton<TimeProvider>(clock));
        var answer = await service.PostAsync("/v1/calculations", Valid.Replace("\"year\":2019,", "", StringComparison.Ordinal));
        Assert.Equal(2031, answer.Json.GetProperty("year").GetInt32());
    }

    [Fact]
    public async Task Calculate_Shortfall_FiguresInTheEntry()
    {
        var answer = await fixture.Service.PostAsync("/v1/calculations", """
            {"scheme":"malu-guaranteed-dividend","year":2019,"inputs":{"sales":"100.00"},
            "households":[{"id":"1","holdings":{"capital":"5000.00"}}]}
            """);
        var entry = answer.Json.GetProperty("errors")[0];
        Assert.Equal((422, "pool_shortfall"), (answer.Status, answer.Code));
        Assert.Equal("4900.00", entry.GetProperty("shortBy").GetString());
        Assert.Equal("/errors#pool_shortfall", answer.Json.GetProperty("type").GetString());
        Assert.NotEmpty(answer.Json.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task Calculate_AcceptLanguageEnglish_DetailInEnglish()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/calculations");
        request.Content = new StringContent("", Encoding.UTF8, "application/json");
        request.Headers.Add("Accept-Language", "en-GB,zh;q=0.5");
        var answer = await Answer.OfAsync(await fixture.Service.Client.SendAsync(request));
        Assert.Equal("the body is empty", answer.Json.GetProperty("detail").GetString());
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
