using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using LinkageService.Features.Demo;
using LinkageService.Tests.Access;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// Every answer is as it was approved: each operation of REST, each rpc, with what goes wrong in each; the worked cases of all
/// schemes; every stored row of the demo villages. What is meant to change is renewed with <c>RENEW_GOLDENS=1 dotnet test
/// tests/LinkageService.Tests --filter FullyQualifiedName~GoldenTests</c>, and the difference of the files is what a reviewer reads.
/// </summary>
public sealed class GoldenTests
{
    // That the running service has just these, OpenApiTests holds.
    private static readonly JsonElement Paths = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json"))).RootElement.GetProperty("paths");

    public static TheoryData<string> Operations => new(Paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
        .Select(operation => operation.Value.GetProperty("operationId").GetString()!));

    public static TheoryData<string> Rpcs => new(Methods.Keys);

    public static TheoryData<string> Schemes => new(SchemeCases.All.Select(each => each.Scheme).Distinct(StringComparer.Ordinal));

    private static Dictionary<string, MethodDescriptor> Methods { get; } = GrpcExamples.Methods.Values
        .ToDictionary(method => $"{method.Service.Name}.{method.Name}", StringComparer.Ordinal);

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

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_AskedRightAndWrong_AnswersAsApproved(string rpc)
    {
        await using var village = await GoldenVillage.StartAsync();
        GoldenFile.Check("Rpc/" + rpc, await RpcCalls.AnswersAsync(village, Methods[rpc]), village.Known);
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Scheme_EveryWorkedCase_IsComputedAndStoredAsApproved(string scheme)
    {
        using var folder = new TemporaryFolder();
        await using var service = await GoldenVillage.StartEmptyAsync(folder.Path);
        GoldenFile.Check("Schemes/" + scheme, await StoredAnswers.OfSchemeAsync(service, folder.Database, scheme));
    }

    [Fact]
    public async Task Demo_EveryVillage_IsStoredAsApproved()
    {
        using var folder = new TemporaryFolder();
        await using var service = await GoldenVillage.StartEmptyAsync(folder.Path, "--Demo:Enabled=true");
        var answers = new JsonObject();
        foreach (var village in DemoVillage.All)
        {
            answers[village.Id] = JsonNode.Parse((await service.GetAsync($"/v1/organizations/{village.Id}/runs")).Text);
        }

        answers["tables"] = await StoredAnswers.OfTablesAsync(folder.Database);
        GoldenFile.Check("Stored/demo", answers);
    }

    [Fact]
    public void Files_OfAll_AreOfSomethingThatIsThere()
    {
        Assert.Equal(Names(Operations), GoldenFile.In("Rest").Order(StringComparer.Ordinal));
        Assert.Equal(Names(Rpcs), GoldenFile.In("Rpc").Order(StringComparer.Ordinal));
        Assert.Equal(Names(Schemes), GoldenFile.In("Schemes").Order(StringComparer.Ordinal));
        Assert.Empty(RestRequests.Operations.Except(Names(Operations), StringComparer.Ordinal));
    }

    private static IEnumerable<string> Names(TheoryData<string> data) => data.Select(row => row.Data).Order(StringComparer.Ordinal);
}
