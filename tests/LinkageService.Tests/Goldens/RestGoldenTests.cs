using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// Every operation of REST answers as it was approved, with what goes wrong in it. What is meant to change here and in the other golden
/// tests is renewed with <c>RENEW_GOLDENS=1 dotnet test tests/LinkageService.Tests --filter FullyQualifiedName~GoldenTests</c>, and the
/// difference of the files is what a reviewer reads.
/// </summary>
public sealed class RestGoldenTests
{
    // That the running service has just these, OpenApiTests holds.
    private static readonly JsonElement Paths = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json"))).RootElement.GetProperty("paths");

    public static TheoryData<string> Operations => new(Paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
        .Select(operation => operation.Value.GetProperty("operationId").GetString()!));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_AskedRightAndWrong_AnswersAsApproved(string operation)
    {
        await using var village = await GoldenVillage.StartAsync();
        var (path, method) = Paths.EnumerateObject().SelectMany(each => each.Value.EnumerateObject(), (each, asked) => (each.Name, asked))
            .Single(each => each.asked.Value.GetProperty("operationId").GetString() == operation);
        var answers = new JsonObject();
        await foreach (var call in RestCalls.OfAsync(village, path, method))
        {
            village.Tick();
            Answers.Add(answers, call.Name, await call.SendAsync(village.Service));
        }

        GoldenFile.Check("Rest/" + operation, answers, village.Known);
    }

    [Fact]
    public void Files_OfAll_AreOfOperationsThatAreThere()
    {
        GoldenFile.CheckNames("Rest", Operations);
        Assert.Empty(RestRequests.Operations.Except(Operations.Select(row => row.Data), StringComparer.Ordinal));
    }
}
