using LinkageService.Privacy;

namespace LinkageService.Tests.Privacy;

/// <summary>Check digits of cards (ISO/IEC 7812), clearing codes (ISO 7064 MOD 11,10) and credit codes (GB 32100).</summary>
public class CheckDigitsTests
{
    [Theory]
    [InlineData("6217000000000000012", false)]
    [InlineData("6217000000000000013", true)]
    [InlineData("6217000000000000021", true)] // swapped
    [InlineData("6222020000000000", true)]
    [InlineData("62170000000000001", true)] // 17 digits of UnionPay
    [InlineData("621700000000001", false)] // 15 digits are no card of UnionPay
    [InlineData("0101010120010001234", false)] // a company's account has no check digit
    [InlineData("62170000000000000AB", false)]
    public void IsBrokenCard_Number_OnlyWhereItIsACardForCertain(string number, bool isBroken) =>
        Assert.Equal(isBroken, CheckDigits.IsBrokenCard(number));

    [Theory]
    [InlineData("314653000011", false)]
    [InlineData("314653000012", true)]
    [InlineData("102100099996", false)]
    [InlineData("103100000026", false)]
    [InlineData("104100000004", false)]
    [InlineData("105100000017", false)]
    [InlineData("403100000004", false)]
    [InlineData("40310000004", true)]
    [InlineData("4031000000040", true)]
    [InlineData("40310000000A", true)]
    [InlineData("", true)]
    public void IsBrokenBankCode_Code_BySumOfItsDigits(string code, bool isBroken) =>
        Assert.Equal(isBroken, CheckDigits.IsBrokenBankCode(code));

    [Theory]
    [InlineData("91350100M000100Y43", false)]
    [InlineData("914403001922038216", false)]
    [InlineData("9144030071526726XG", false)]
    [InlineData("N2500113MA00000158", false)]
    [InlineData("93500113MA0000015J", false)]
    [InlineData("93500113MA0000015K", true)]
    [InlineData("93500113MA000015J", true)]
    [InlineData("93500113MAO000015J", true)] // the letter O
    [InlineData("93500113ma0000015j", true)]
    [InlineData("", true)]
    public void IsBrokenCreditCode_Code_BySumOfItsCharacters(string code, bool isBroken) =>
        Assert.Equal(isBroken, CheckDigits.IsBrokenCreditCode(code));

    [Fact]
    public void IsBroken_AnyOneCharacterChanged_IsFound()
    {
        foreach (var code in new[] { "314653000011", "102100099996" })
        {
            Assert.All(Changed(code, "0123456789"), other => Assert.True(CheckDigits.IsBrokenBankCode(other), other));
        }

        foreach (var code in new[] { "91350100M000100Y43", "N2500113MA00000158" })
        {
            Assert.All(Changed(code, "0123456789ABCDEFGHJKLMNPQRTUWXY"),
                other => Assert.True(CheckDigits.IsBrokenCreditCode(other), other));
        }
    }

    private static IEnumerable<string> Changed(string code, string alphabet) => Enumerable.Range(0, code.Length).SelectMany(at =>
        alphabet.Where(other => other != code[at]).Select(other => code[..at] + other + code[(at + 1)..]));
}
