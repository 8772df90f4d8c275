using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>Two texts side by side.</summary>
public class LineDifferenceTests
{
    [Theory]
    [InlineData("a\nb\nc", "a\nb\nc", "1a=1a 2b=2b 3c=3c")]
    [InlineData("a\nb\nc", "a\nx\nc", "1a=1a 2b!2x 3c=3c")]
    [InlineData("a\nc", "a\nb\nc\n", "1a=1a -!2b 2c=3c")]
    [InlineData("a\nb\nb\nc", "a\nb\nc", "1a=1a 2b=2b 3b!- 4c=3c")]
    [InlineData("a\nb\nc\nd", "b\nx\ny\nd", "1a!- 2b=1b 3c!2x -!3y 4d=4d")]
    [InlineData("", "a", "1!1a")]
    public void Of_TwoTexts_CommonLinesInOneRow(string left, string right, string rows) =>
        Assert.Equal(rows, string.Join(' ', LineDifference.Of(left, right).Select(line =>
            $"{Side(line.Left, line.LeftText)}{(line.IsSame ? "=" : "!")}{Side(line.Right, line.RightText)}")));

    [Fact]
    public void Of_RandomTexts_HoldsEveryLineOfBothInOrder()
    {
        var random = new Random(20260730);
        for (var round = 0; round < 300; round++)
        {
            var (left, right) = (Text(random), Text(random));
            var rows = LineDifference.Of(left, right);
            Assert.Equal(left.Split('\n'), rows.Where(row => row.Left is not null).Select(row => row.LeftText));
            Assert.Equal(right.Split('\n'), rows.Where(row => row.Right is not null).Select(row => row.RightText));
        }
    }

    private static string Side(int? number, string text) => number is null ? "-" : number + text;

    private static string Text(Random random) =>
        string.Join('\n', Enumerable.Range(0, random.Next(1, 12)).Select(_ => "abcd"[random.Next(4)].ToString()));
}
