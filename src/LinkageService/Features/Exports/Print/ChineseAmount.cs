using System.Globalization;
using System.Text;
using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// Amounts in capital numerals, as receipts and bank forms have them (中国人民银行《支付结算办法》附一 正确填写票据和结算凭证的基本规定):
/// 壹仟肆佰零玖元伍角, 陆仟零柒元壹角肆分, 壹拾万柒仟元零伍角叁分, 伍拾元整.
/// </summary>
internal static class ChineseAmount
{
    private const string Digits = "零壹贰叁肆伍陆柒捌玖";
    private const int DigitsOfGroup = 4;

    private static readonly string[] Places = ["", "拾", "佰", "仟"];
    private static readonly string[] Groups = ["", "万", "亿", "万亿", "亿亿"];

    /// <summary>The amount in words; a negative one begins with 负.</summary>
    public static string Of(Money amount)
    {
        var (yuan, cents) = Int128.DivRem(Int128.Abs(amount.Fen), 100);
        var (jiao, fen) = ((int)cents / 10, (int)cents % 10);
        var text = new StringBuilder(amount.Fen < 0 ? "负" : "");
        if (yuan > 0 || cents == 0)
        {
            text.Append(Whole(yuan.ToString(CultureInfo.InvariantCulture))).Append('元');
        }

        if (cents == 0)
        {
            return text.Append('整').ToString();
        }

        // Without jiao, or behind yuan that end in a zero, a zero marks the place.
        if (yuan > 0 && (jiao == 0 || yuan % 10 == 0))
        {
            text.Append('零');
        }

        text.Append(jiao == 0 ? "" : Digits[jiao] + "角");
        return text.Append(fen == 0 ? "" : Digits[fen] + "分").ToString();
    }

    private static string Whole(string digits)
    {
        if (digits == "0")
        {
            return "零";
        }

        var (text, isZeroDue, hasDigitInGroup) = (new StringBuilder(), false, false);
        for (var at = 0; at < digits.Length; at++)
        {
            var place = digits.Length - 1 - at;
            var digit = digits[at] - '0';
            if (digit == 0)
            {
                isZeroDue = true;
            }
            else
            {
                text.Append(isZeroDue && text.Length > 0 ? "零" : "").Append(Digits[digit]).Append(Places[place % DigitsOfGroup]);
                (isZeroDue, hasDigitInGroup) = (false, true);
            }

            if (place % DigitsOfGroup == 0)
            {
                text.Append(hasDigitInGroup ? Groups[place / DigitsOfGroup] : "");
                hasDigitInGroup = false;
            }
        }

        return text.ToString();
    }
}
