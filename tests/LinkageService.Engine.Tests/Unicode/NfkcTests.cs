using LinkageService.Engine.Unicode;

namespace LinkageService.Engine.Tests.Unicode;

/// <summary>Form KC, by the examples of UAX #15 and by what holds of every text.</summary>
public sealed class NfkcTests
{
    [Theory]
    [InlineData("0001", "0001")]
    [InlineData("塘湾-３", "塘湾-3")]
    [InlineData("０００１", "0001")]
    [InlineData("Ａ／１２．％", "A/12.%")]
    [InlineData("a\u3000b", "a b")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("\u1E9B\u0323", "\u1E69")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\u0061\u0315\u0300\u05AE\u0300b", "\u00E0\u05AE\u0300\u0315b")]
    [InlineData("\uFB01", "fi")]
    [InlineData("2\u2075", "25")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD55C", "\uD55C")]
    [InlineData("\u3231", "(株)")]
    [InlineData("①", "1")]
    [InlineData("\uF900", "豈")]
    [InlineData("\U0002F800", "丽")]
    [InlineData("\U0001D7D8", "0")]
    [InlineData("\u0344", "\u0308\u0301")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("\U0001D15E", "\U0001D157\U0001D165")]
    [InlineData("\u0F73", "\u0F71\u0F72")]
    [InlineData("\uFDFA", "صلى الله عليه وسلم")]
    public void Of_ExamplesOfTheStandard_AsItSays(string text, string normal) => Assert.Equal(normal, Nfkc.Of(text));

    [Fact]
    public void Of_RandomTexts_OnceIsEnough()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        for (var turn = 0; turn < 20_000; turn++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Letter(random)));
            var once = Nfkc.Of(text);
            Assert.True(
                once == Nfkc.Of(once),
                $"TEST_SEED={seed}: {string.Join(' ', text.Select(letter => ((int)letter).ToString("X4")))}");
        }
    }

    // Mostly letters and marks that meet each other.
    private static string Letter(Random random) => random.Next(6) switch
    {
        0 => char.ConvertFromUtf32(random.Next('a', 'z')),
        1 => char.ConvertFromUtf32(random.Next(0x300, 0x370)),
        2 => char.ConvertFromUtf32(random.Next(0x1100, 0x1200)),
        3 => char.ConvertFromUtf32(random.Next(0xAC00, 0xD7A4)),
        4 => char.ConvertFromUtf32(random.Next(0xE000, 0x30000)),
        _ => char.ConvertFromUtf32(random.Next(0x80, 0xD800)),
    };
}
