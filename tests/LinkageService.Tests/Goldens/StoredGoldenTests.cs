using System.Text.Json.Nodes;
using LinkageService.Features.Demo;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Goldens;

/// <summary>The worked cases of all schemes are computed and stored as it was approved, and so is every row of the demo villages.</summary>
public sealed class StoredGoldenTests
{
    public static TheoryData<string> Schemes => new(SchemeCases.All.Select(each => each.Scheme).Distinct(StringComparer.Ordinal));

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
    public void Files_OfAll_AreOfSchemesThatAreThere() => GoldenFile.CheckNames("Schemes", Schemes);
}
