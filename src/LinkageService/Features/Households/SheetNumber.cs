using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Households;

/// <summary>
/// What is wrong with a quantity in a sheet, said to whoever fills it in: what stands in the cell, and what to write instead. The codes
/// are those of every other door.
/// </summary>
internal static class SheetNumber
{
    private const int HoldingDecimals = 4;

    /// <summary>What is wrong; null for nothing. Its field is empty: the cell says where.</summary>
    /// <param name="written">What stands in the cell.</param>
    /// <param name="number">What <see cref="WrittenNumber.Read"/> made of it.</param>
    /// <param name="unitFault">What it said against the unit.</param>
    /// <param name="field">Members or a holding.</param>
    public static Problem? FaultOf(string written, string? number, LocalizedText? unitFault, RosterField field)
    {
        if (unitFault is not null)
        {
            return new Problem(ProblemCodes.InvalidValue, "", unitFault);
        }

        if (number is "")
        {
            return null;
        }

        if (WrittenNumber.MarkOf(written) is { } mark)
        {
            return Say(field == RosterField.Members ? ProblemCodes.InvalidValue : ProblemCodes.NotANumber, written,
                $"数字旁边带着记号“{mark}”；请去掉记号只填数字，要说明的写到备注里",
                $"the mark {mark} stands beside the number; leave the number alone, and write what it means as a remark");
        }

        if (field == RosterField.Members)
        {
            return number is not null && TryWhole(number, out _)
                ? null
                : Say(ProblemCodes.InvalidValue, written, "人数请写成整数，如 3", "the number of people is a whole number, such as 3");
        }

        return number is null ? NotANumber(written) : DecimalText.TryParse(number, HoldingDecimals, out long _) switch
        {
            DecimalFault.None => null,
            DecimalFault.NotANumber => NotANumber(written),
            DecimalFault.Negative => Say(ProblemCodes.NegativeAmount, written, "这里不能是负数，请核对后改正", "it cannot be negative here"),
            DecimalFault.TooManyDecimals => Say(ProblemCodes.TooManyDecimals, written,
                $"小数最多 {HoldingDecimals} 位；请定好怎么取舍再填，系统不代为四舍五入",
                $"at most {HoldingDecimals} decimals; decide how to round it, nothing is rounded here"),
            DecimalFault.OutOfRange => Say(ProblemCodes.OutOfRange, written,
                $"数太大了，小数点前最多 {DecimalText.MaxIntegerDigits} 位；请看是不是把号码填到了这一列",
                $"too large: at most {DecimalText.MaxIntegerDigits} digits before the point; is it an account or an ID?"),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Reads a number of people: 3, and 3.0 as a spreadsheet may write it.</summary>
    public static bool TryWhole(string number, out int whole) => int.TryParse(
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number,
        NumberStyles.None, CultureInfo.InvariantCulture, out whole);

    private static Problem NotANumber(string written) => Say(
        ProblemCodes.NotANumber, written, "请写成数字，如 10 或 10.5", "write it in digits, such as 10 or 10.5");

    private static Problem Say(ProblemCode code, string written, string zh, string en)
    {
        var shown = NumberProblems.Shorten(written);
        return new Problem(code, "", new LocalizedText($"写的是“{shown}”，{zh}", $"it says \"{shown}\"; {en}"));
    }
}
