using System.Text.RegularExpressions;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>The English and the Chinese guide say the same: whoever changes one changes the other.</summary>
public sealed partial class GuidesTogetherTests
{
    // What only people read, and may differ.
    private static readonly string[] ForPeople = ["title", "clause", "summary", "reading", "source", "why"];

    // The names and words of the examples, longer ones before those they hold.
    private static readonly (string Chinese, string English)[] Words =
    [
        ("碳汇收入", "carbon_income"), ("碳汇企业", "carbon_buyer"), ("碳汇量", "carbon"), ("管理费率", "fee_rate"), ("管理费", "fee"),
        ("林地分红", "forest_dividend"), ("林地", "forest"), ("单价", "price"), ("收入", "income"),
        ("人均地少户", "short_of_land"), ("申请户", "applicants"), ("上岗户", "chosen"), ("落选户", "not_chosen"),
        ("低保户", "minimum_living"), ("军属", "army_family"), ("示范", "exemplary"),
        ("东村", "East"), ("西村", "West"), ("村", "village"),
        ("来源", "source"), ("另付", "payer"), ("留存", "fund"), ("结转", "carry"),
        ("柑橘合作社", "Orange cooperative"), ("柑橘分红", "Orange dividend"), ("户编号,户主,", "household_id,name,"), ("农户", "Household "),
        ("元", "yuan"), ("亩", "mu"), ("股", "share"), ("人", "person"), ("吨", "ton"),
    ];

    [Fact]
    public void Guides_Sections_AreTheSameInTheSameOrder()
    {
        var (english, chinese) = (Sections(Guide.English), Sections(Guide.Chinese));

        Assert.Equal(english.Count, chinese.Count);
        Assert.All(english.Zip(chinese), pair =>
        {
            var number = Number().Match(pair.First.Heading).Value;
            Assert.StartsWith(number, pair.Second.Heading, StringComparison.Ordinal);
            Assert.EndsWith(pair.First.Heading[number.Length..], pair.Second.Heading, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Guides_FieldsCodesAndTables_AreTheSameInEverySection() =>
        Assert.All(Sections(Guide.English).Zip(Sections(Guide.Chinese)), pair =>
        {
            Assert.Equal(pair.First.Heading + "\n" + Names(pair.First.Prose), pair.First.Heading + "\n" + Names(pair.Second.Prose));
            Assert.Equal(Shape(pair.First.Prose), Shape(pair.Second.Prose));
        });

    [Fact]
    public void Guides_Blocks_AreTheSameButForWhatPeopleRead()
    {
        Assert.Equal(Guide.English.Blocks.Count, Guide.Chinese.Blocks.Count);
        Assert.All(Guide.English.Blocks.Zip(Guide.Chinese.Blocks), pair =>
            Assert.Equal($"{pair.First.Line}\n{Bare(pair.First)}", $"{pair.First.Line}\n{Bare(pair.Second)}"));
    }

    // A document as its tree without the words for people; a message as its place and code; else the text without comments.
    private static string Bare(Guide.Block block)
    {
        var text = block.Language == "diff" ? block.Text
            : Words.Aggregate(block.Text, (each, word) => each.Replace(word.Chinese, word.English, StringComparison.Ordinal));
        if (block.Language is "yaml" or "json")
        {
            var part = text.StartsWith("  - ", StringComparison.Ordinal) ? "steps:\n" + text : text;
            return block.Language + "\n" + Tree(YamlDocument.Parse(part, out _)!);
        }

        var lines = text.Replace(" --language en", "", StringComparison.Ordinal).Split('\n')
            .Where(line => !line.StartsWith('#') && !Hint().IsMatch(line))
            .Select(line => Message().Replace(line, match => $"{match.Groups["place"].Value} {match.Groups["code"].Value}"));
        return block.Language + "\n" + string.Join('\n', lines);
    }

    private static string Tree(DocumentNode node) => node switch
    {
        DocumentScalar scalar => scalar.Text ?? "~",
        DocumentSequence list => "[" + string.Join(", ", list.Items.Select(Tree)) + "]",
        DocumentMapping mapping => "{" + string.Join(", ", mapping.Entries.Where(entry => !ForPeople.Contains(entry.Key))
            .Select(entry => entry.Key + ": " + Tree(entry.Value))) + "}",
        _ => throw new InvalidOperationException(node.Describe()),
    };

    private static string Names(IReadOnlyList<string> prose) => string.Join('\n', prose.SelectMany(line => Code().Matches(line))
        .Select(match => match.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal));

    // Columns of every row of every table.
    private static string Shape(IReadOnlyList<string> prose) =>
        string.Join(' ', prose.Where(line => line.StartsWith('|')).Select(line => line.Count(letter => letter == '|')));

    private static List<(string Heading, List<string> Prose)> Sections(Guide guide)
    {
        var sections = new List<(string Heading, List<string> Prose)>();
        var isBlock = false;
        foreach (var line in guide.Lines)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                isBlock = !isBlock;
            }
            else if (!isBlock && line.StartsWith('#'))
            {
                sections.Add((line, []));
            }
            else if (!isBlock)
            {
                sections[^1].Prose.Add(line);
            }
        }

        return sections;
    }

    [GeneratedRegex(@"^#+ ([\d.]+ )?", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Number();

    [GeneratedRegex("`(?<name>[a-zA-Z_:]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^(?<place>my\.yaml:\d+:\d+): \w+ (?<code>\w+( [^ :]+)?): .*$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Message();

    // A cure stands indented below its message.
    [GeneratedRegex(@"^    \w.*[^,{]$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Hint();
}
