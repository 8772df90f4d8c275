using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Runs;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>A scheme of ours that has a new version: the one before stays as it was, byte for byte, and goes on computing.</summary>
public sealed class EarlierVersionsTests
{
    private const string Id = "farmer-cooperative-surplus";

    // As stored runs name it.
    [Fact]
    public void Load_VersionThatWasReleased_KeepsItsDigest()
    {
        var versions = SchemeLibrary.Load().Versions(Id);

        Assert.Equal([1, 2], versions.Select(scheme => scheme.Version));
        Assert.Equal("sha256:dc1df67c9602921a010790bb8e45290b3347a717f2e9177916487c01fae45d3c", versions[0].Digest);
        Assert.Equal([2, 4], versions.Select(scheme => scheme.Holdings.Single(holding => holding.Name == "patronage").Column.Decimals));
    }

    [Fact]
    public void Files_OfEarlierVersions_AreInTheLibraryUnderTheirNumber()
    {
        var library = SchemeLibrary.Load();
        foreach (var file in Directory.GetFiles(SchemeCases.Folder, "scheme.v*.yaml", SearchOption.AllDirectories))
        {
            var (id, version) = (Path.GetFileName(Path.GetDirectoryName(file)!), int.Parse(Path.GetFileName(file)[8..^5], null));
            Assert.Contains(library.Versions(id), scheme => scheme.Version == version);
            Assert.True(library.Versions(id)[^1].Version > version, file);
        }
    }

    [Fact]
    public async Task Runs_OfTheEarlierVersion_AreMadeCorrectedAndVerified()
    {
        await using var years = await CarriedWorld.StartAsync("sqlite");
        await years.HouseholdAsync("0001", "2024-01-01", ("patronage", "0.33"), ("capital", "100"));
        await years.HouseholdAsync("0002", "2024-01-01", ("patronage", "0.67"), ("capital", "200"));
        var earlier = await years.RunAsync(Id + "@1", 2024, "paid", ("surplus", "1000.00"));
        Assert.Equal(1, earlier.Json.GetProperty("scheme").GetProperty("version").GetInt32());
        var correction = await years.CorrectAsync(CarriedWorld.IdOf(earlier), "paid", ("surplus", "2000.00"));
        Assert.Equal(1, correction.Json.GetProperty("scheme").GetProperty("version").GetInt32());
        var latest = await years.RunAsync(Id, 2025, "draft", ("surplus", "1000.00"));
        Assert.Equal(2, latest.Json.GetProperty("scheme").GetProperty("version").GetInt32());

        await years.VerifyAsync(new[] { earlier, correction, latest }.Select(CarriedWorld.IdOf));
    }
}
