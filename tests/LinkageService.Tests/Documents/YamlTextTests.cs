using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Documents;

/// <summary>Documents written as YAML for the editor.</summary>
public class YamlTextTests
{
    [Fact]
    public void Of_EverySchemeOfTheLibrary_ReadAgainHasTheSameDigest()
    {
        foreach (var scheme in SchemeLibrary.Load().Latest)
        {
            var text = YamlText.Of(scheme.Document);
            var tree = YamlDocument.Parse(text, out var malformed) ?? throw new InvalidDataException(malformed[0].Message.En);
            var again = SchemeCompiler.Compile(tree);
            Assert.Equal(scheme.Digest, again.Scheme!.Digest);
            Assert.True(text.Split('\n').Length > 30, text);
            Assert.DoesNotContain('\t', text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("- 1")]
    [InlineData("a: b")]
    [InlineData("ends with:")]
    [InlineData("a #b")]
    [InlineData("# no comment")]
    [InlineData("it's \"quoted\"")]
    [InlineData("[a, b]")]
    [InlineData("{a}")]
    [InlineData("7:3")]
    [InlineData("村民、村集体：7：3")]
    [InlineData(" spaces ")]
    [InlineData("two\nlines")]
    [InlineData("two\n\n  indented\nlines\n")]
    [InlineData("a\tb\u0007c\\\"\u2028")]
    [InlineData("𠮷野家")]
    [InlineData("*star")]
    [InlineData("%percent")]
    [InlineData("---")]
    [InlineData("max(0, a - b) * 30%")]
    public void Of_AnyText_ReadAgainIsTheSame(string value)
    {
        DocumentNode scalar = new DocumentScalar(value);
        var key = value.Length == 0 ? "k" : value;
        var document = new DocumentMapping(
        [
            new DocumentEntry("block", scalar),
            new DocumentEntry("list", new DocumentSequence([scalar, scalar, new DocumentScalar(null)])),
            new DocumentEntry("pair", Mapping(("zh", scalar), (key, scalar))),
            new DocumentEntry("steps", new DocumentSequence([Mapping(("id", scalar), ("into", scalar))])),
        ]);
        var text = YamlText.Of(document);
        var again = YamlDocument.Parse(text, out var malformed);
        Assert.True(again is not null, malformed.FirstOrDefault()?.Message.En + "\n" + text);
        Assert.Equal(Show(document), Show(again));
    }

    private static DocumentMapping Mapping(params (string Key, DocumentNode Value)[] entries) =>
        new(entries.Select(entry => new DocumentEntry(entry.Key, entry.Value)).ToArray());

    private static string Show(DocumentNode node) => node switch
    {
        DocumentScalar scalar => scalar.Text is null ? "~" : $"<{scalar.Text}>",
        DocumentSequence sequence => "[" + string.Join(",", sequence.Items.Select(Show)) + "]",
        DocumentMapping mapping => "{" + string.Join(",", mapping.Entries.Select(entry => $"<{entry.Key}>{Show(entry.Value)}")) + "}",
        _ => "?",
    };
}
