using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Conformance;

/// <summary>The table of published figures in <c>docs/conformance.md</c> names cases of the kit.</summary>
public sealed partial class PublishedFiguresTests
{
    [Fact]
    public void Published_EveryRow_NamesCasesThatAreThere()
    {
        var page = File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "conformance.md"));
        var table = page[page.IndexOf("## Published figures", StringComparison.Ordinal)..];
        var rows = table[..table.IndexOf("\n## ", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1).ToArray();

        Assert.InRange(rows.Length, 18, 1000);
        Assert.All(rows, row =>
        {
            var named = Named().Match(row.Split(" | ")[1]);
            Assert.True(named.Success, row);
            var kit = JsonNode.Parse(File.ReadAllText(Path.Combine(ConformanceKit.Folder, named.Groups["file"].Value + ".json")))!;
            Assert.InRange(int.Parse(named.Groups["last"].Value, CultureInfo.InvariantCulture), 1, kit["cases"]!.AsArray().Count);
        });
    }

    // price-per-share 1; missed-last-year 1, 2; share-days 1–4
    [GeneratedRegex("^`(?<file>[a-z0-9-]+)` (\\d+(–|, ))?(?<last>\\d+)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Named();
}
