using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary><c>unit: 1.00</c>: every amount of the step is a whole multiple of it; what is less than one stays in the pool.</summary>
public static class PayoutUnit
{
    // A share that a kept dividend buys may cost so much.
    private static readonly Money Largest = new(1_000_000);

    /// <summary>The unit in fen, 1 where the step has none.</summary>
    internal static long Read(FieldReader fields)
    {
        if (fields.Text("unit") is not { } text)
        {
            return 1;
        }

        if (Money.TryParse(text, out var unit) == DecimalFault.None && unit > Money.Zero && unit <= Largest)
        {
            return unit.Fen;
        }

        var meant = text.Trim() is "元" or "整元" or "1元" or "一元" ? "1.00" : text.Trim() is "角" ? "0.10" : text.Trim() is "分" ? "0.01"
            : NumberSpelling.IsAmount(text) ? NumberSpelling.Of(text) : null;
        if (meant is not null && Money.TryParse(meant, out var cured) == DecimalFault.None && cured > Money.Zero && cured <= Largest)
        {
            fields.Invalid("unit", $"只写数，单位就是元：unit: {cured}", $"the number alone, in yuan: unit: {cured}");
            return 1;
        }

        fields.Invalid("unit", $"unit 是发放的最小金额，0.01 到 {Largest} 元：发到元写 1.00，发到角写 0.10，按整股写一股的钱",
            $"unit is the smallest amount paid out, 0.01 to {Largest} yuan: 1.00 for whole yuan, 0.10 for tenths, "
            + "the price of a share for whole shares");
        return 1;
    }

    /// <summary>What amounts are cut to: 分, 元, 角, or 5.00 元的整数倍.</summary>
    public static LocalizedText Words(long unitFen) => unitFen switch
    {
        1 => new LocalizedText("分", "the fen"),
        10 => new LocalizedText("角", "the tenth of a yuan"),
        100 => new LocalizedText("元", "the yuan"),
        _ => new LocalizedText($" {new Money(unitFen)} 元的整数倍", $"a whole multiple of {new Money(unitFen)} yuan"),
    };

    /// <summary>How many: <c>2 分</c>, <c>2 个 1.00 元</c>.</summary>
    internal static LocalizedText Count(long units, long unitFen) => unitFen == 1
        ? new LocalizedText($"{units} 分", $"{units} fen")
        : new LocalizedText($"{units} 个 {new Money(unitFen)} 元", $"{units} × {new Money(unitFen)} yuan");
}
