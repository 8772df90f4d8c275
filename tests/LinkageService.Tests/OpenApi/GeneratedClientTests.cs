using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>
/// Clients that generators make of <c>docs/openapi.v1.json</c> compile and go the whole way, from a roster as CSV to a household's
/// statement, with rates sent as people write them.
/// </summary>
public sealed class GeneratedClientTests
{
    private static readonly string[] Expected =
    [
        "added 2", "rate 2%, households 39200.00", "rate 1/3, households 26666.67", "export true", "page 2, next ''", "statement 3/12 ",
        "refused not_a_number",
    ];

    [Theory]
    [InlineData("nswag", "curl -sfo /dev/null https://api.nuget.org/v3/index.json")]
    [InlineData("kiota", "curl -sfo /dev/null https://api.nuget.org/v3/index.json")]
    [InlineData("typescript", "npx --version && npm view openapi-fetch version")]
    public async Task Client_OfTheDocument_CompilesAndGoesTheWholeWay(string generator, string component)
    {
        await Tool.RequireInFullAsync(component);
        await using var service = await RunningService.StartAsync();
        var folder = Directory.CreateTempSubdirectory("linkage-client-").FullName;
        try
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "OpenApi", "Clients", generator)))
            {
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            }

            File.Copy(
                Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json"), Path.Combine(folder, "openapi.json"));
            var (exitCode, output) = await Tool.RunAsync($"export LINKAGE_URL={service.Client.BaseAddress}\n. ./generate.sh", folder);
            Assert.True(exitCode == 0, output);
            Assert.All(Expected, line => Assert.Contains(line, output, StringComparison.OrdinalIgnoreCase));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
