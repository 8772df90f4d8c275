using System.Globalization;
using LinkageService.Console.Pages.Schemes.Completion;
using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Console;

/// <summary>What the text editor offers at a caret, written | here.</summary>
public class SchemeCompletionTests
{
    private const string Document = """
        id: a
        version: 1
        title: 分红
        parameters:
          reserve_rate: { type: rate, default: 10%, title: 公积金比例 }
          fee:
            type: money
            per: mu
        inputs:
          profit: { type: money, title: 当年利润 }
        holdings:
          land: { unit: mu, title: 入股土地 }
        groups:
          elders: { tag: 老人 }
        steps:
          - id: reserve
            kind: take
            from: profit
            amount: profit * reserve_rate
            into: fund:reserve
          - id: parts
            kind: split
            from: profit
            into:
              villagers: 70%
              collective: remaining

          - id: dividend
            kind: allocate
            from: villagers
            by: land
          - { id: rest, kind: split, from: collective, into: { carry:next_year: remaining } }

        """;

    [Theory]
    [InlineData("sum|", "version: 1", "sum|", "summary")]
    [InlineData("", "    kind: take", "    kind: |", "split", "take", "allocate", "pay", "guarantee", "select", "withhold", "record")]
    [InlineData("", "    kind: take", "    kind: al|", "allocate")]
    [InlineData("asked", "    kind: take", "    |", "bound", "limit", "clause", "kind")]
    [InlineData("", "    into: fund:reserve", "    bo|", "bound")]
    [InlineData("", "    into: fund:reserve", "    bound: |", "exact", "at_most", "at_least")]
    [InlineData("", "    from: villagers", "    from: vi|", "villagers")]
    [InlineData("asked", "    from: profit", "    from: |", "profit", "payer:")]
    [InlineData("", "    by: land", "    by: la|nd", "land")]
    [InlineData("", "    by: land", "    by: 土地|", "land")]
    [InlineData("", "    by: land", "    to: e|", "elders", "everyone")]
    [InlineData("", "    by: land", "    rounding: |", "largest_remainder", "per_unit_rate", "floor_and_keep")]
    [InlineData("", "    amount: profit * reserve_rate", "    amount: profit * res|", "reserve_rate")]
    [InlineData("", "    amount: profit * reserve_rate", "    amount: max(0, profit) * rese|", "reserve_rate")]
    [InlineData("", "  reserve_rate: { type: rate, default: 10%, title: 公积金比例 }", "  reserve_rate: { type: |",
        "number", "rate", "money", "parts", "tiers")]
    [InlineData("", "  reserve_rate: { type: rate, default: 10%, title: 公积金比例 }", "  reserve_rate: { type: rate, de|", "default")]
    [InlineData("", "    type: money", "    type: |", "number", "rate", "money", "parts", "tiers")]
    [InlineData("asked", "    per: mu", "    |", "default", "values", "min", "max", "decimals")]
    [InlineData("asked", "  land: { unit: mu, title: 入股土地 }", "  land: { unit: mu, |", "decimals", "default", "weighting")]
    [InlineData("", "      collective: remaining", "      collective: rem|", "remaining")]
    [InlineData("", "      collective: remaining", "      fun|", "fund:reserve", "fund:")]
    [InlineData("asked", "  elders: { tag: 老人 }", "  elders: { |", "tag", "holding", "any", "all", "not")]
    [InlineData("asked", "  elders: { tag: 老人 }", "  elders: { holding: |", "land")]
    [InlineData("asked", "  profit: { type: money, title: 当年利润 }", "  profit: { type: money, carried: |", "next_year")]
    [InlineData("asked", "  land: { unit: mu, title: 入股土地 }", "  land: { unit: mu, carried: |", "reserve", "dividend")]
    [InlineData("asked", "  elders: { tag: 老人 }", "  elders: { formula: land, above: |", "land", "members", "members(")]
    [InlineData("none", "  elders: { tag: 老人 }", "  elders: { holding: land, above: |")]
    [InlineData("none", "title: 分红", "title: re|")]
    [InlineData("none", "    kind: take", "    clause: 提取 re|")]
    [InlineData("none", "    kind: take", "    # kind: |")]
    [InlineData("none", "      collective: remaining", "      |")]
    public void At_Place_OffersWhatMayStandThere(string how, string line, string written, params string[] expected)
    {
        var words = At(Document.Replace(line, written, StringComparison.Ordinal), how == "asked").Select(word => word.Word).ToArray();
        if (expected.Length == 0)
        {
            Assert.Empty(words);
            return;
        }

        Assert.True(expected.All(word => words.Contains(word, StringComparer.Ordinal)), string.Join(' ', words));
        Assert.True(how == "asked" || words.Length <= expected.Length + 2, string.Join(' ', words));
    }

    [Fact]
    public void At_PoolOfALaterStep_IsNotOffered() =>
        Assert.DoesNotContain(
            At(Document.Replace("    from: profit\n    amount", "    from: |\n    amount", StringComparison.Ordinal), isAsked: true),
            word => word.Word == "villagers");

    [Fact]
    public void At_EveryCaretOfEveryScheme_NothingFailsAndEveryKeyIsFound()
    {
        var found = 0;
        foreach (var file in Directory.GetFiles(SchemeCases.Folder, "scheme.yaml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(file);
            var document = (DocumentMapping)YamlDocument.Parse(text, out _)!;
            for (var caret = 0; caret < text.Length; caret += 7)
            {
                SchemeCompletion.At(text, caret, document, isAsked: true);
            }

            // Where a step's kind stands, all kinds may stand; each of its keys is one of its kind.
            for (var at = 0; (at = text.IndexOf("kind: ", at + 1, StringComparison.Ordinal)) >= 0;)
            {
                var end = text.IndexOf('\n', at);
                var cut = text.Remove(at + 6, end - at - 6);
                Assert.Equal(StepKinds.Kinds, SchemeCompletion.At(cut, at + 6, document, isAsked: false).Words.Select(word => word.Word));
                found++;
            }
        }

        Assert.True(found > 30, found.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void FormWords_EveryKindOfStep_HasAWordForEveryFieldOfTheSchema()
    {
        foreach (var kind in StepKinds.Kinds)
        {
            var fields = SchemeSchema.Fields(["steps", null],
                [new Dictionary<string, string>(), new Dictionary<string, string>(), new Dictionary<string, string> { ["kind"] = kind }]);
            var shown = FormWords.Of(kind).Select(field => field.Key).Concat(FormWords.OfEveryStep).ToHashSet(StringComparer.Ordinal);
            Assert.True(fields.Count > 5, kind);
            var missing = fields.Select(field => field.Word).Where(field => !shown.Contains(field)).ToArray();
            Assert.True(missing.Length == 0, $"{kind}: {string.Join(' ', missing)}");
        }
    }

    private static IReadOnlyList<CompletionWord> At(string text, bool isAsked)
    {
        var caret = text.IndexOf('|', StringComparison.Ordinal);
        var document = (DocumentMapping)YamlDocument.Parse(Document, out _)!;
        return SchemeCompletion.At(text.Remove(caret, 1), caret, document, isAsked).Words;
    }
}
