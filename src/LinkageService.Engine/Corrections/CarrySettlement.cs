using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Corrections;

/// <summary>What of the open carry a household's next run settles: arrears in full, recoveries as far as there is money for them.</summary>
public static class CarrySettlement
{
    /// <summary>Settles against what the run gives the household; nobody is left with less than nothing.</summary>
    /// <param name="total">What the household gets in the run.</param>
    /// <param name="open">What is open, in any order.</param>
    /// <returns>What is settled, the oldest year first, with the sign of what was open; nothing is zero.</returns>
    public static IReadOnlyList<OpenCarry> Settle(Money total, IEnumerable<OpenCarry> open)
    {
        var settled = new List<OpenCarry>();
        var inOrder = open.OrderBy(carry => carry.Year).ThenBy(carry => carry.Correction, StringComparer.Ordinal).ToArray();
        var payable = total;
        foreach (var arrears in inOrder.Where(carry => carry.Amount > Money.Zero))
        {
            payable += arrears.Amount;
            settled.Add(arrears);
        }

        foreach (var recovery in inOrder.Where(carry => carry.Amount < Money.Zero))
        {
            var taken = Math.Min(Math.Max(payable.Fen, 0), -recovery.Amount.Fen);
            if (taken > 0)
            {
                payable -= new Money(taken);
                settled.Add(recovery with { Amount = new Money(-taken) });
            }
        }

        Invariant.Holds(payable >= Money.Zero || total < Money.Zero, "nobody is left with less than nothing");
        return settled;
    }
}
