using System.Globalization;
using LinkageService.Tables.Xlsx;

namespace LinkageService.Tests.Tables.Xlsx;

public sealed class XlsxValuesTests
{
    [Theory]
    [InlineData("2.7000000000000002", "2.7")]
    [InlineData("0.30000000000000004", "0.3")]
    [InlineData("1E+3", "1000")]
    [InlineData("1.5E-7", "0.00000015")]
    [InlineData("-1234.50", "-1234.5")]
    [InlineData("123456789012345678", "123456789012346000")]
    [InlineData("999999999999999.9", "1000000000000000")]
    [InlineData("0.99999999999999999", "1")]
    [InlineData("-0", "0")]
    [InlineData("0001", "1")]
    [InlineData("1e400", null)]
    [InlineData("NaN", null)]
    [InlineData("1,000", null)]
    public void ToDecimal_NumberOfExcel_HasFifteenDigits(string text, string? expected)
    {
        Assert.Equal(expected, XlsxNumber.ToDecimal(text));
    }

    /// <summary>Every decimal of up to 15 digits that a person types comes back as it was typed.</summary>
    [Fact]
    public void ToDecimal_AnyDecimalOfFifteenDigits_IsUnchanged()
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        for (var at = 0; at < 20_000; at++)
        {
            var units = random.NextInt64((long)Math.Pow(10, random.Next(1, 16)));
            var value = new decimal(units) / (decimal)Math.Pow(10, random.Next(0, 16));
            var typed = value.ToString("0.####################", CultureInfo.InvariantCulture);
            var stored = double.Parse(typed, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
            Assert.Equal(typed, XlsxNumber.ToDecimal(stored));
        }
    }

    [Theory]
    [InlineData("yyyy/m/d", true)]
    [InlineData("yyyy\"年\"m\"月\"d\"日\";@", true)]
    [InlineData("[$-804]yyyy年m月", true)]
    [InlineData("m\"月\"", true)]
    [InlineData("[DBNum1]d", true)]
    [InlineData("h:mm", false)]
    [InlineData("[mm]:ss", false)]
    [InlineData("[h]:mm", false)]
    [InlineData("General", false)]
    [InlineData("0.00E+00", false)]
    [InlineData("#,##0.00\"yuan/day\"", false)]
    [InlineData("0.00_d\\m*y", false)]
    [InlineData("[Yellow]0;yyyy", false)]
    [InlineData("\"open", false)]
    public void IsDateFormat_Code_FindsYearMonthDay(string code, bool expected)
    {
        Assert.Equal(expected, XlsxStyles.IsDateFormat(code));
    }

    [Theory]
    [InlineData("a\rb", "a_x000D_b")]
    [InlineData("_x000D_", "_x005F_x000D_")]
    [InlineData("_x00_\0\uFFFF𠮷", "_x00__x0000__xFFFF_𠮷")]
    [InlineData("_x000D", "_x000D")]
    public void Encode_Text_IsUndoneByDecode(string text, string encoded)
    {
        Assert.Equal(encoded, XlsxText.Encode(text));
        Assert.Equal(text, XlsxText.Decode(encoded));
    }

    [Fact]
    public void Encode_HalfACharacter_IsUndoneByDecode()
    {
        // An attribute cannot hold it.
        Assert.Equal("a_xD800_b_xDC00_", XlsxText.Encode("a\uD800b\uDC00"));
        Assert.Equal("a\uD800b\uDC00", XlsxText.Decode("a_xD800_b_xDC00_"));
    }
}
