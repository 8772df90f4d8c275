using System.Diagnostics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Problems;

/// <summary>Says what is wrong with a number that was sent.</summary>
public static class NumberProblems
{
    /// <summary>The problem of a fault other than <see cref="DecimalFault.None"/>.</summary>
    public static Problem Of(DecimalFault fault, string field, string got, int decimals, bool isRate = false) => fault switch
    {
        DecimalFault.NotANumber => new Problem(ProblemCodes.NotANumber, field, NotANumber(got, isRate)),
        DecimalFault.Negative => new Problem(ProblemCodes.NegativeAmount, field, new LocalizedText(
            $"“{Shorten(got)}”是负数；这里应为零或正数", $"\"{Shorten(got)}\" is negative; zero or more is wanted")),
        DecimalFault.TooManyDecimals => new Problem(ProblemCodes.TooManyDecimals, field, new LocalizedText(
            $"“{Shorten(got)}”的小数超过 {decimals} 位；不会代为四舍五入",
            $"\"{Shorten(got)}\" has more than {decimals} decimals; it is refused, not rounded")),
        DecimalFault.OutOfRange => new Problem(ProblemCodes.OutOfRange, field, new LocalizedText(
            $"“{Shorten(got)}”过大；小数点前最多 {DecimalText.MaxIntegerDigits} 位",
            $"\"{Shorten(got)}\" is too large; at most {DecimalText.MaxIntegerDigits} digits before the point")),
        _ => throw new UnreachableException(),
    };

    // The right spelling where one can tell what was meant, and it is one that is read here.
    private static LocalizedText NotANumber(string got, bool isRate)
    {
        var spelling = NumberSpelling.Of(got);
        if (spelling is not null && (isRate || !spelling.EndsWith('%')))
        {
            return new LocalizedText(
                $"“{Shorten(got)}”请写作 {spelling}（半角，不带空格、千分位和“万”）",
                $"\"{Shorten(got)}\": write {spelling} (no full-width digits, spaces, separators or 万)");
        }

        if (!isRate && NumberSpelling.BeforeUnit(got) is { } read)
        {
            return new LocalizedText($"“{Shorten(got)}”只写数：写作 {read.Number}，不写“{read.Unit}”",
                $"\"{Shorten(got)}\": write the number alone, {read.Number}, without \"{read.Unit}\"");
        }

        return isRate
            ? new LocalizedText(
                $"“{Shorten(got)}”不是比例；写法如 10%、0.1、1/3 或 7:3",
                $"\"{Shorten(got)}\" is not a rate; write it like 10%, 0.1, 1/3 or 7:3")
            : new LocalizedText(
                $"“{Shorten(got)}”不是十进制数；写法如 1234.56，不带符号、千分位和指数",
                $"\"{Shorten(got)}\" is not a decimal; write it like 1234.56, without sign, separators or exponent");
    }

    /// <summary>At most 40 characters of what was got, on one line.</summary>
    public static string Shorten(string text)
    {
        var line = new string(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '·' : letter).ToArray());
        return line.Length <= 40 ? line : line[..39] + "…";
    }
}
