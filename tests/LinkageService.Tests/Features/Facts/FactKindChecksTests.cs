using System.Text.RegularExpressions;
using LinkageService.Engine.Checks;
using LinkageService.Features.Facts;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Facts;

/// <summary>A kind says which checks ask for it: those whose code reads the facts it has, and no others.</summary>
public sealed class FactKindChecksTests
{
    // What a check reads, by the kind that has it. A base of a rate is of the statement.
    private static readonly Dictionary<string, string[]> Read = new(StringComparer.Ordinal)
    {
        ["statement"] = ["Facts.Statement", "Facts.LastStatement", "OpeningBalance", "BaseOf("],
        ["charter"] = ["Facts.Charter"],
        ["cash"] = ["Facts.Cash", "Facts.Loans", "Facts.Restricted"],
        ["income"] = ["Facts.Income"],
        ["capital"] = ["Facts.Capital", "Facts.Quotas"],
        ["trade"] = ["Facts.Trade", "Facts.MemberTrades"],
        ["officers"] = ["Facts.Officers", "Facts.Kin"],
        ["accounts"] = ["Facts.Accounts"],
        ["plots"] = ["Facts.Plots"],
        ["statuses"] = ["Facts.StatusSources"],
        ["targets"] = ["Facts.Targets"],
        ["taxes"] = ["Facts.Taxes"],
    };

    [Fact]
    public void Checks_OfEveryKind_AreThoseThatReadIt()
    {
        Assert.Equal(Read.Keys.Order(StringComparer.Ordinal), FactKind.Words.Order(StringComparer.Ordinal));
        var sources = Directory.GetFiles(Path.Combine(SchemeCases.RepositoryRoot(), "src", "LinkageService.Engine", "Checks"), "*.cs")
            .Select(File.ReadAllText).Select(text => (Code: CodeOf(text), Text: text)).Where(source => source.Code is not null).ToArray();
        Assert.Equal(LegalChecks.All.Count, sources.Length);
        foreach (var kind in FactKind.All)
        {
            var reading = sources.Where(source => Read[kind.Word].Any(name => source.Text.Contains(name, StringComparison.Ordinal)))
                .Select(source => source.Code);
            Assert.True(reading.ToHashSet().SetEquals(kind.Checks), $"{kind.Word}: {string.Join(' ', reading)} read it");
        }
    }

    private static string? CodeOf(string text) =>
        Regex.Match(text, "string Code => \"(?<code>[a-z0-9_]+)\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is
        { Success: true } match ? match.Groups["code"].Value : null;
}
