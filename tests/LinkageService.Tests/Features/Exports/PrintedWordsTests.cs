using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports.Print;
using LinkageService.Privacy;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Amounts in capital numerals, and names as the village reads them.</summary>
public sealed class PrintedWordsTests
{
    // The examples of 正确填写票据和结算凭证的基本规定, and the places where a zero is easily lost or doubled.
    [Theory]
    [InlineData(140_950, "壹仟肆佰零玖元伍角")]
    [InlineData(600_714, "陆仟零柒元壹角肆分")]
    [InlineData(168_032, "壹仟陆佰捌拾元零叁角贰分")]
    [InlineData(10_700_053, "壹拾万零柒仟元零伍角叁分")]
    [InlineData(1_640_902, "壹万陆仟肆佰零玖元零贰分")]
    [InlineData(32_504, "叁佰贰拾伍元零肆分")]
    [InlineData(0, "零元整")]
    [InlineData(1, "壹分")]
    [InlineData(50, "伍角")]
    [InlineData(1_000, "壹拾元整")]
    [InlineData(-1_001, "负壹拾元零壹分")]
    [InlineData(100_000_000_00, "壹亿元整")]
    [InlineData(100_010_000_00, "壹亿零壹万元整")]
    [InlineData(1_000_000_001_00, "壹拾亿零壹元整")]
    [InlineData(200_300_400_500_60, "贰仟零叁亿零肆拾万零伍佰元零陆角")]
    [InlineData(100_000_000_000_000_00, "壹佰万亿元整")]
    [InlineData(long.MaxValue, "玖亿亿贰仟贰佰叁拾叁万亿柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分")]
    public void Capitals_Amount_AsOnABankForm(long fen, string expected) => Assert.Equal(expected, ChineseAmount.Of(new Money(fen)));

    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("张三丰", "张**")]
    [InlineData(" 欧阳春晓 ", "欧阳**")]
    [InlineData("司马", "司*")]
    [InlineData("王", "王*")]
    [InlineData("阿依古丽·买买提", "阿****")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("张三13800138000", "张****")]
    [InlineData("农户0001", "农户0001")]
    [InlineData("农户13800138000", "农****")]
    [InlineData("", "")]
    public void MaskedName_AnyName_KeepsTheSurnameOnly(string name, string expected) => Assert.Equal(expected, MaskedName.Of(name));
}
