using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>
/// <c>docs/scheme.schema.json</c>, which editors complete and check documents by, knows just the fields that the service reads.
/// </summary>
public sealed class SchemeSchemaTests
{
    // A field nobody knows in every mapping a document can have: the service answers with those it knows.
    private const string Probe = """
        probe: 1
        title: { zh: a, probe: 1 }
        effective: { probe: 1 }
        sources: [ { probe: 1 } ]
        parameters:
          number: { type: number, probe: 1 }
          rate: { type: rate, probe: 1 }
          money: { type: money, probe: 1 }
          parts: { type: parts, probe: 1 }
          tiers: { type: tiers, gives: number, mode: fixed, below: { 1: 1 }, above: 2, probe: 1 }
        inputs:
          of_money: { type: money, probe: 1 }
          of_count: { type: count, probe: 1 }
          of_rate: { type: rate, probe: 1 }
          of_price: { type: price, per: mu, probe: 1 }
          of_quantity: { type: quantity, unit: mu, probe: 1 }
        holdings: { h: { unit: mu, probe: 1 } }
        labels: { l: { probe: 1 } }
        accounts: { a: { probe: 1 } }
        groups: { tag: { tag: a, probe: 1 }, holding: { holding: h, above: 1, probe: 1 } }
        require: [ { formula: h, atLeast: 1 mu, below: 2 mu, probe: 1 } ]
        steps:
        """;

    private static readonly JsonObject Root = (JsonObject)JsonNode.Parse(
        File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "scheme.schema.json")))!;

    private static readonly JsonSchema Schema = JsonSchema.FromText(Root.ToJsonString());

    public static TheoryData<string> Documents =>
        new(SchemeLibrary.Load().Latest.Select(scheme => SchemeDocumentText.Of(scheme))
            .Concat(SchemeCases.WithArrangements.Select(each => each.Document).Distinct().Select(Text))
            .Concat(((string[])["schemes.md", "schemes.zh-CN.md"]).SelectMany(guide => Regex.Matches(
                File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", guide)),
                "```yaml\n(?<text>id:.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)))
                .Select(match => Text(YamlDocument.Parse(match.Groups["text"].Value, out _)!)))
            .Distinct(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Document_ThatIsShippedOrShown_Fits(string document)
    {
        var result = Schema.Evaluate(JsonDocument.Parse(document).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, document);
    }

    [Fact]
    public void Fields_OfEveryMapping_AreThoseTheServiceKnows()
    {
        var steps = StepKinds.Kinds.Select(kind => $"\n  - {{ id: {kind}, kind: {kind}, probe: 1, when: {{ probe: 1 }} }}");
        var probe = Probe + string.Concat(steps);
        var problems = SchemeCompiler.Compile(YamlDocument.Parse(probe, out _)!).Problems
            .Where(problem => problem.Code == ProblemCodes.SchemeUnknownField && problem.Field.Split('.')[^1] == "probe")
            .ToDictionary(problem => problem.Field[..^"probe".Length].TrimEnd('.'), Known, StringComparer.Ordinal);
        var definitions = Root["definitions"]!;
        var expected = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            [""] = Root,
            ["title"] = definitions["words"]!["oneOf"]![1],
            ["effective"] = Root["properties"]!["effective"],
            ["sources[0]"] = Root["properties"]!["sources"]!["items"],
            ["holdings.h"] = definitions["holding"],
            ["labels.l"] = definitions["label"],
            ["accounts.a"] = definitions["accountTitle"],
            ["require[0]"] = definitions["requirement"],
        };
        foreach (var type in new[] { "number", "rate", "money", "parts", "tiers" })
        {
            expected["parameters." + type] = Alternative(definitions["parameter"]!, "type", type);
        }

        foreach (var (type, _) in InputTypes.Words)
        {
            expected["inputs.of_" + type] = Alternative(definitions["input"]!, "type", type);
        }

        foreach (var (at, kind) in StepKinds.Kinds.Index())
        {
            expected[$"steps[{at}]"] = Alternative(definitions["step"]!, "kind", kind);
            expected[$"steps[{at}].when"] = definitions["when"];
        }

        // One comparison is stated at a time, and of upTo and below one.
        problems.Remove("groups.tag");
        problems.Remove("groups.holding");
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), problems.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, each => Assert.Equal(
            problems[each.Key].Where(name => name != "probe").Append(each.Key == "parameters.tiers" ? "upTo" : "")
                .Where(name => name != "")
                .Order(StringComparer.Ordinal),
            ((JsonObject)each.Value!["properties"]!).Select(field => field.Key).Order(StringComparer.Ordinal)));
        Assert.Equal(StepKinds.Kinds.Order(StringComparer.Ordinal),
            definitions["step"]!["oneOf"]!.AsArray().Select(step => step!["properties"]!["kind"]!["const"]!.GetValue<string>())
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("kind: allocate", "kind: alocate")]
    [InlineData("by: land", "bei: land")]
    [InlineData("rounding: per_unit_rate", "rounding: round")]
    [InlineData("type: money", "type: yuan")]
    public void Document_WithAMistake_DoesNotFit(string right, string wrong)
    {
        const string document = """
            { id: a, version: 1, title: a, inputs: { profit: { type: money } }, holdings: { land: { unit: mu } },
              steps: [ { id: s, kind: allocate, from: profit, by: land, rounding: per_unit_rate } ] }
            """;
        Assert.True(Fits(document));
        Assert.False(Fits(document.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Schema_OfTheService_IsServedToEverybody()
    {
        await using var service = await RunningService.StartAsync();
        using var http = new HttpClient { BaseAddress = service.Client.BaseAddress };
        using var response = await http.GetAsync("/v1/schemes/schema.json");
        Assert.Equal("application/schema+json", response.Content.Headers.ContentType?.MediaType);
        Assert.True(JsonNode.DeepEquals(Root, await response.Content.ReadFromJsonAsync<JsonNode>()));
    }

    private static bool Fits(string yaml) =>
        Schema.Evaluate(JsonDocument.Parse(Text(YamlDocument.Parse(yaml, out _)!)).RootElement).IsValid;

    private static string[] Known(Problem problem) => problem.Message.Zh.Split("可用：")[1].Split(", ");

    private static JsonNode? Alternative(JsonNode definition, string field, string value) =>
        definition["oneOf"]!.AsArray().Single(each => each!["properties"]![field]!["const"]?.GetValue<string>() == value);

    private static string Text(DocumentNode document)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            SchemeDocumentText.Write(json, document);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
