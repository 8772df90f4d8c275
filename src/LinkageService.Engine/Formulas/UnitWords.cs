using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Formulas;

/// <summary>Says in words what a formula of another unit multiplied, and what it takes to come to yuan.</summary>
internal static class UnitWords
{
    // Units that are converted by a number everybody knows: one of the first is so many of the second.
    private static readonly (string Large, string Small, int Times)[] Known =
        [("kg", "jin", 2), ("ton", "kg", 1000), ("ton", "jin", 2000)];

    /// <summary>Beside yuan a plain number lacks its unit; the end of a sentence, empty for any other pair.</summary>
    public static LocalizedText OfPlain(Dimension left, Dimension right) => (left.IsYuan && right.IsPlain) || (left.IsPlain && right.IsYuan)
        ? new LocalizedText("；金额写明单位，如 100 元；比例要乘以一个金额", "; an amount names its unit, as in 100 yuan; a rate is multiplied by an amount")
        : LocalizedText.Empty;

    /// <summary>How a formula comes to what is wanted that comes to something else; null where that is not plain.</summary>
    public static LocalizedText? Cure(Dimension got, Dimension wanted, Expression formula) => !wanted.IsYuan ? null
        : got.IsPlain ? new LocalizedText("金额写明单位，如 100 元；比例要乘以一个金额",
            "An amount names its unit, as in 100 yuan; a rate is multiplied by an amount")
        : ToYuan(got, formula);

    private static LocalizedText? ToYuan(Dimension got, Expression formula)
    {
        var (above, below) = (got.Units.Where(unit => unit.Power == 1).Select(unit => unit.Unit).ToArray(),
            got.Units.Where(unit => unit.Power == -1).Select(unit => unit.Unit).ToArray());
        if (above.Length + below.Length != got.Units.Count)
        {
            return got.Units is [("yuan", 2)] ? new LocalizedText("两个金额相乘了：其中一个应是比例（如 10%）或没有单位的数",
                "Two amounts are multiplied: one of them should be a rate, such as 10%, or a number without unit") : null;
        }

        var counted = above.Where(unit => unit != "yuan").ToArray();
        return (counted, below, above.Contains("yuan")) switch
        {
            ([var unit], [], true) => PerUnit(unit, Amount(formula)),
            ([var unit], [], false) => new LocalizedText(
                $"乘以每{Per(unit)}多少元的单价才是“元”，如 300 元 / 1 {Per(unit)}，或参数 {{ type: money, per: {Zh(unit)} }}",
                $"{unit} come to yuan by a price per {unit}, as in 300 yuan / 1 {unit} or a parameter {{ type: money, per: {unit} }}"),
            ([], [var unit], true) => new LocalizedText($"“元/{Per(unit)}”是单价，还要乘以有多少{Zh(unit)}",
                $"yuan/{unit} is a price: it is multiplied by a number of {unit}"),
            ([var unit], [var per], true) => Between(unit, per),
            _ => null,
        };
    }

    // 300 元 per mu is a price of its own.
    private static LocalizedText PerUnit(string unit, Literal? amount)
    {
        var (zh, en) = amount is null ? ("", "") : ($"{amount.Value} 元 / 1 {Per(unit)}", $"{amount.Value} yuan / 1 {unit}");
        return amount is null
            ? new LocalizedText($"“{Zh(unit)}”乘“元”得不到“元”：金额要是每{Per(unit)}多少元的单价，参数写上 per: {Zh(unit)}",
                $"{unit} times yuan is no yuan: the amount has to be a price per {unit}; a parameter says per: {unit}")
            : new LocalizedText($"“{Zh(unit)}”乘“元”得不到“元”：每{Per(unit)} {amount.Value} 元写作 {zh}，或参数 {{ type: money, per: {Zh(unit)} }}",
                $"{unit} times yuan is no yuan: {amount.Value} yuan per {unit} is written {en}, "
                + $"or is a parameter {{ type: money, per: {unit} }}");
    }

    private static LocalizedText Between(string unit, string per)
    {
        foreach (var (large, small, times) in Known)
        {
            if ((unit, per) == (large, small) || (unit, per) == (small, large))
            {
                var isSmall = unit == small;
                var (zh, en) = isSmall ? ($"1 {Zh(large)} / {times} {Zh(small)}", $"1 {large} / {times} {small}")
                    : ($"{times} {Zh(small)} / 1 {Zh(large)}", $"{times} {small} / 1 {large}");
                return new LocalizedText($"单价按“{Zh(per)}”，数量按“{Zh(unit)}”，单位不自动换算：1 {Zh(large)}是 {times} {Zh(small)}，再乘 {zh}",
                    $"the price is per {per}, the quantity in {unit}, and units are not converted: multiply by {en}");
            }
        }

        return new LocalizedText($"单价按“{Per(per)}”，乘的却是“{Zh(unit)}”：单价改成 per: {Zh(unit)}，或乘以有多少{Zh(per)}",
            $"the price is per {per} and multiplied by {unit}: make it per: {unit}, or multiply by a number of {per}");
    }

    // The one amount that a product of a formula states.
    private static Literal? Amount(Expression formula) =>
        formula is Literal { Unit: "yuan" } literal && literal.Value.Sign > 0 ? literal
        : formula is Binary { Operator: '*' } product ? Amount(product.Left) ?? Amount(product.Right)
        : null;

    private static string Zh(string unit) => Units.Words(Dimension.Of(unit)).Zh.Trim();

    // 每月, not 每个月.
    private static string Per(string unit) => Zh(unit) is "个月" ? "月" : Zh(unit);
}
