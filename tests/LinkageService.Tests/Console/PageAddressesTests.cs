using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Console;

/// <summary>Addresses of pages: what is computed is written out by the page, and encoded once.</summary>
public sealed partial class PageAddressesTests
{
    [Theory]
    [InlineData("""<a href="@(Link("x"))&amp;full=1">""", true)]
    [InlineData("""<a href="/a/@Id?b=1&#38;c=2">""", true)]
    [InlineData("""<a href="@(Link("x") + "&full=1")">""", false)]
    [InlineData("""<a href="/a?b=1&amp;c=2">""", false)]
    [InlineData("""<text>&#32;</text><span class="@Style">""", false)]
    public void Encoded_BesideAnExpression_IsSeen(string line, bool isTwice) => Assert.Equal(isTwice, Twice().IsMatch(line));

    [Fact]
    public void Attributes_WithAnExpression_AreNotEncodedTwice()
    {
        var pages = Path.Combine(SchemeCases.RepositoryRoot(), "src", "LinkageService", "Console");
        var wrong = Directory.EnumerateFiles(pages, "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadLines(file).Where(line => Twice().IsMatch(line)).Select(line => $"{file}: {line.Trim()}"));
        Assert.Empty(wrong);
    }

    // An entity in an attribute that an expression begins or goes on: the page encodes the & once more.
    [GeneratedRegex("""="(@\(.*\)|[^"@]*@[A-Za-z.]+)[^"\s]*&(amp|#[0-9]+);""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Twice();
}
