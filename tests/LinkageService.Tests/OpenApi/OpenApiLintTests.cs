using System.Text.Json.Nodes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>The OpenAPI document is as the linters of the trade want it, warnings included.</summary>
public sealed class OpenApiLintTests
{
    private const string Redocly = "npx --yes @redocly/cli@2.29.0";
    private const string Spectral = "npx --yes @stoplight/spectral-cli@6.15.0";

    private static string Rules => Path.Combine(AppContext.BaseDirectory, "OpenApi", "Lint");

    private static string Document => Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json");

    [Fact]
    public async Task Redocly_OfTheDocument_FindsNothing()
    {
        await Tool.RequireInFullAsync(Redocly + " --version");
        var (exitCode, output) = await Tool.RunAsync($"{Redocly} lint --config redocly.yaml --max-problems 20 '{Document}'", Rules);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Redocly_OfADocumentWithoutSecurity_FindsIt()
    {
        await Tool.RequireInFullAsync(Redocly + " --version");
        var folder = Directory.CreateTempSubdirectory("linkage-lint-").FullName;
        try
        {
            var document = JsonNode.Parse(await File.ReadAllTextAsync(Document))!.AsObject();
            document.Remove("security");
            var broken = Path.Combine(folder, "openapi.json");
            await File.WriteAllTextAsync(broken, document.ToJsonString());
            var (exitCode, output) = await Tool.RunAsync($"{Redocly} lint --config redocly.yaml '{broken}'", Rules);
            Assert.True(exitCode != 0 && output.Contains("security-defined", StringComparison.Ordinal), output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Spectral_OfTheDocument_FindsNothing()
    {
        await Tool.RequireInFullAsync(Spectral + " --version");
        var (exitCode, output) = await Tool.RunAsync(
            $"{Spectral} lint --ruleset spectral.yaml --fail-severity warn '{Document}'", Rules);
        Assert.True(exitCode == 0, output);
    }
}
