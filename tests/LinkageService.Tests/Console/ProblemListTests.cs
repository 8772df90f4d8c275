using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinkageService.Console.Components;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using LinkageService.Vocabulary;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LinkageService.Tests.Console;

/// <summary>What was refused is shown with the label of its field, as the form has it, and never with its path.</summary>
public sealed class ProblemListTests
{
    [Theory]
    [InlineData("reason", "原因：最多 500 个字")]
    [InlineData("persons[1].idNumber", "第 2 项的身份证号：最多 500 个字")]
    [InlineData("steps[0].weights.x", "最多 500 个字")]
    [InlineData("", "最多 500 个字")]
    public async Task ProblemList_OfAField_ShowsItsLabelAndNoPath(string field, string expected)
    {
        await using var service = await RunningService.StartAsync();
        await using var scope = service.Services.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, NullLoggerFactory.Instance);
        var failure = Failure.Of(ProblemCodes.InvalidValue, "最多 500 个字", "at most 500 characters", field);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<ProblemList>(
            ParameterView.FromDictionary(new Dictionary<string, object?> { ["Of"] = failure }))).ToHtmlString());
        var entry = Regex.Match(html, "<li[^>]*>(.*?)</li>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Groups[1].Value;
        var text = WebUtility.HtmlDecode(Regex.Replace(entry, "<[^>]+>|\\s+(?=[^ ])", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), text.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_OfTheTable_NameFieldsOfRequests()
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json")))!;
        var paths = document["components"]!["schemas"]!.AsObject().SelectMany(schema => Paths(document, schema.Value!, "", 0))
            .Append("id").ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(FieldWords.Labelled, field => !paths.Contains(field));
    }

    private static IEnumerable<string> Paths(JsonNode document, JsonNode schema, string path, int depth)
    {
        foreach (var (name, field) in depth > 3 ? [] : schema["properties"]?.AsObject() ?? [])
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return at;
            yield return at + "[]";
            foreach (var (inner, below) in new[] { (field!, at), (field!["items"], at + "[]") })
            {
                var id = inner?["$ref"]?.GetValue<string>().Split('/')[^1];
                foreach (var each in id is null ? [] : Paths(document, document["components"]!["schemas"]![id]!, below, depth + 1))
                {
                    yield return each;
                }
            }
        }
    }
}
