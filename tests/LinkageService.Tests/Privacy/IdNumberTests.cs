using LinkageService.Privacy;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Privacy;

/// <summary>GB 11643, and what is shown of numbers.</summary>
public class IdNumberTests
{
    [Theory]
    [InlineData("11010519491231002X", "11010519491231002X")] // the example of the standard
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData("440524188001010014", "440524188001010014")]
    [InlineData("110105194912310021", null)]
    [InlineData("11010519491331002X", null)] // a thirteenth month
    [InlineData("1101051949123100", null)]
    [InlineData("11010519491231002XX", null)]
    [InlineData("１1010519491231002X", null)]
    [InlineData("", null)]
    public void TryRead_Text_NumberOrNot(string text, string? number) =>
        Assert.Equal(number, IdNumber.TryRead(text, out var read) ? read : null);

    [Fact]
    public void TryRead_AnyOneCharacterChanged_Refused()
    {
        for (var person = 0; person < 200; person++)
        {
            var number = PrivateExamples.IdNumber(person * 37);
            Assert.True(IdNumber.TryRead(number, out _));
            for (var at = 0; at < number.Length; at++)
            {
                foreach (var other in "0123456789X".Where(other => other != number[at]))
                {
                    Assert.False(IdNumber.TryRead(number[..at] + other + number[(at + 1)..], out _));
                }
            }
        }
    }

    [Fact]
    public void Mask_OfANumber_ShowsSixAndFourAndIsKnownAsOne()
    {
        var mask = IdNumber.Mask("11010519491231002X");
        Assert.Equal("110105********002X", mask);
        Assert.True(IdNumber.IsMask(mask));
        Assert.False(IdNumber.TryRead(mask, out _));
        Assert.False(IdNumber.IsMask("11010519491231002X"));
    }
}
