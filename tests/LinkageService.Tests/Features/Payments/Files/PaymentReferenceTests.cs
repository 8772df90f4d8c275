using LinkageService.Features.Payments.Files;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>The references by which banks' answers find their payments.</summary>
public class PaymentReferenceTests
{
    [Theory]
    [InlineData("3f9c1a7e-0001-1", true)]
    [InlineData("8f3a90c14be27d-.0a1b2c3d4e5f607-99", true)]
    [InlineData("LS (2025) no. 1/2, it's + ?:", true)]
    [InlineData("12345678901234567890123456789012345", true)]
    [InlineData("123456789012345678901234567890123456", false)]
    [InlineData("", false)]
    [InlineData("/1", false)]
    [InlineData("1/", false)]
    [InlineData("1//2", false)]
    [InlineData(" 1", false)]
    [InlineData("一组1", false)]
    [InlineData("a_b", false)]
    public void Fits_Text_YesOrNo(string text, bool isOne) => Assert.Equal(isOne, PaymentReference.Fits(text));
}
