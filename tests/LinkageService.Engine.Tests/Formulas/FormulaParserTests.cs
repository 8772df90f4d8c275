using LinkageService.Engine.Formulas;

namespace LinkageService.Engine.Tests.Formulas;

/// <summary>What is a formula, and where one that is none breaks.</summary>
public sealed class FormulaParserTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 4)]
    [InlineData("1 +", 4)]
    [InlineData("1 + * 2", 5)]
    [InlineData("(1", 3)]
    [InlineData("1)", 2)]
    [InlineData("min(1,", 7)]
    [InlineData("min()", 5)]
    [InlineData("a b", 3)]
    [InlineData("2(3)", 2)]
    [InlineData("1.", 1)]
    [InlineData(".5", 1)]
    [InlineData("1.2.3", 1)]
    [InlineData("1e5 x", 5)]
    [InlineData("123456789012345", 1)]
    [InlineData("0.1234567890123", 1)]
    [InlineData("+1", 1)]
    [InlineData("5% yuan", 4)]
    [InlineData("5 %", 1)]
    [InlineData("min(a, 10,500)", 8)]
    [InlineData("a ＋ b", 3)]
    [InlineData("min（a, b）", 4)]
    [InlineData("a × b", 3)]
    [InlineData("a 😀 b", 3)]
    [InlineData("a == b", 3)]
    [InlineData("land; drop", 5)]
    public void Parse_NoFormula_ErrorAtTheFirstBadColumn(string text, int column)
    {
        Assert.Null(FormulaParser.Parse(text, out var error));
        Assert.Equal($"formula_syntax {column}", $"{error!.Code} {error.At}");
        Assert.True(error.Zh.IsNormalized() && error.En.IsNormalized()); // throws on half a character
    }

    [Theory]
    [InlineData("a + b", true)]
    [InlineData("a＋b", true)]
    public void Parse_FullWidthSign_SaysWhichToWrite(string text, bool known)
    {
        FormulaParser.Parse(text, out var error);
        Assert.Equal(known && text.Contains('＋', StringComparison.Ordinal),
            error?.En.EndsWith("write + in a formula", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData("min(n, 10,500)", "one number is written 10500; between two numbers a space follows the comma: 10, 500")]
    [InlineData("10,000.00 yuan", "one number is written 10000.00;")]
    [InlineData("10，500 yuan", "one number is written 10500;")]
    [InlineData("1٬234٬567", "one number is written 1234567;")]
    [InlineData("max(0,1)", "are these several numbers? Put a space after the comma: 0, 1")]
    [InlineData("10 500 * n", "write 10500 instead of \"10 500\"")]
    [InlineData("10\u2009500 * n", "write 10500 instead of")]
    [InlineData("10\u00a0500 * n", "write 10500 instead of")]
    [InlineData("n * 10 %", "write 10% instead of \"10 %\"")]
    [InlineData("n * 10％", "write 10% instead of")]
    [InlineData("n * 5‰", "write 0.5% instead of")]
    [InlineData("30万 yuan", "write 300000 instead of \"30万\"")]
    [InlineData("１０ * n", "write 10 instead of")]
    public void Parse_NumberAsPeopleWriteIt_SaysTheSpelling(string text, string advice)
    {
        Assert.Null(FormulaParser.Parse(text, out var error));
        Assert.Contains(advice, error!.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("min(n, 10, 500)")]
    [InlineData("min(n,500)")]
    [InlineData("max(10%,20%)")]
    [InlineData("min(5 yuan,3 yuan)")]
    [InlineData("received(first,second)")]
    public void Parse_CommaBesideNoDigit_Read(string text) =>
        Assert.True(FormulaParser.Parse(text, out var error) is not null, error?.En);

    [Fact]
    public void Parse_ByTheFirstRules_CommaPartsTwoNumbers() => Assert.Equal(
        3, ((Call)FormulaParser.Parse("min(n, 10,500)", out _, Engine.Schemes.RuleVersion.First)!).Arguments.Count);

    [Fact]
    public void Parse_Limits_ThousandCharactersAndDepth32()
    {
        var longest = "1" + string.Concat(Enumerable.Repeat(" +1", 333));
        var (deep, tooDeep) = (new string('(', 31) + "1" + new string(')', 31), new string('(', 32) + "1" + new string(')', 32));

        Assert.Equal(1000, longest.Length);
        Assert.NotNull(FormulaParser.Parse(longest, out _));
        Assert.NotNull(FormulaParser.Parse(deep, out _));
        foreach (var text in (string[])[longest + " ", tooDeep, new string('-', 40) + "1", string.Concat(Enumerable.Repeat("min(1,", 40))])
        {
            Assert.Null(FormulaParser.Parse(text, out var error));
            Assert.Equal("formula_too_large", error!.Code.Name);
        }
    }

    [Theory]
    [InlineData("land", true)]
    [InlineData("_x", true)]
    [InlineData("土地2", true)]
    [InlineData("𠮷村", true)]
    [InlineData("Ünal", true)]
    [InlineData("", false)]
    [InlineData("2land", false)]
    [InlineData("a-b", false)]
    [InlineData("a b", false)]
    [InlineData("a.b", false)]
    [InlineData("😀", false)]
    [InlineData("\uD842", false)]
    public void IsName_LettersOfAnyScript_True(string text, bool expected) => Assert.Equal(expected, Names.IsName(text));

    [Fact]
    public void IsName_SixtyFourCharacters_CountedAsPeopleDo()
    {
        Assert.True(Names.IsName(string.Concat(Enumerable.Repeat("𠮷", 64))));
        Assert.False(Names.IsName(new string('a', 65)));
    }
}
