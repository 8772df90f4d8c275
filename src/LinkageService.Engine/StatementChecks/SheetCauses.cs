using System.Diagnostics;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.StatementChecks;

/// <summary>The names of causes in answers, and what people call them.</summary>
public static class SheetCauses
{
    /// <summary>The stable name, such as <c>rounded_price</c>.</summary>
    public static string Name(this SheetCause cause) => string.Concat(cause.ToString().Select((letter, at) =>
        char.IsAsciiLetterUpper(letter) ? (at == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>What people call it.</summary>
    public static LocalizedText Words(this SheetCause cause) => cause switch
    {
        SheetCause.Unknown => new("原因不明", "Reason unknown"),
        SheetCause.RoundedPrice => new("单价先取整再乘", "Unit price rounded first"),
        SheetCause.RoundedAlone => new("各户各自四舍五入", "Each line rounded alone"),
        SheetCause.Truncated => new("厘以下直接舍去", "Cut to the fen"),
        SheetCause.RoundedUp => new("厘以下一律进位", "Rounded up"),
        SheetCause.FloatingPoint => new("电脑小数误差", "Binary floating point"),
        SheetCause.Swapped => new("与另一户的金额对调", "Swapped with another row"),
        SheetCause.CopiedFromNeighbour => new("抄了相邻一户的金额", "Copied from the row beside it"),
        SheetCause.TagMissing => new("人员类别与领款不符", "Category does not fit"),
        SheetCause.LeftOut => new("漏发", "Left out"),
        SheetCause.HoldingChanged => new("份额用错", "Another holding was used"),
        SheetCause.Duplicate => new("重复", "Listed twice"),
        SheetCause.PointMoved => new("小数点错位", "Decimal point moved"),
        SheetCause.DigitsTransposed => new("两个数字写颠倒", "Two digits transposed"),
        SheetCause.DigitMistyped => new("一个数字写错", "One digit mistyped"),
        SheetCause.CountedTwice => new("算了两次", "Counted twice"),
        SheetCause.DeductionNotTaken => new("扣款没有扣", "Deduction not taken"),
        SheetCause.PartLeftOut => new("合计漏了一项", "A part is not in the total"),
        SheetCause.SumLeavesRowsOut => new("合计漏加了行", "The sum leaves rows out"),
        SheetCause.SumCountsTwice => new("合计重复加了行", "The sum counts rows twice"),
        SheetCause.HiddenDecimals => new("格子里存着厘以下的数", "Cells hold more than they show"),
        SheetCause.RowsDiffer => new("合计没错，错在户", "The sum is right, the rows are not"),
        SheetCause.StaleFormula => new("公式没有重新计算", "Formula not recalculated"),
        SheetCause.NotConserved => new("分的和该分的不相等", "Not what there is to share"),
        SheetCause.MissingSinceLastYear => new("去年有今年没有", "On last year's list only"),
        SheetCause.FormulaDiffers => new("公式与上下行不同", "Formula differs from its neighbours"),
        SheetCause.ConstantAmongFormulas => new("公式中夹着手填的数", "A typed number among formulas"),
        _ => throw new UnreachableException(),
    };
}
