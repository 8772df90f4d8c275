using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// What a household is paid with a run, and what its total has to do with it. The one place of this rule: every statement, paper, sum
/// and booking takes it from here. Total + settled = paid + withheld + carried, for every household and so for their sums.
/// </summary>
public readonly record struct Payable
{
    private Payable(long total, long settled, Withheld withheld, long carried)
    {
        (TotalFen, SettledFen, Withheld, CarriedFen) = (total, settled, withheld, carried);
        PaidFen = total + settled - withheld.Fen - carried;
    }

    /// <summary>Fen of the run itself: its lines that are not records, or the change a correction finds.</summary>
    public long TotalFen { get; }

    /// <summary>Fen of earlier corrections that a distribution settles: positive is paid on top, negative held back.</summary>
    public long SettledFen { get; }

    /// <summary>Tax and debts that are taken from it; of a correction, what changes of them.</summary>
    public Withheld Withheld { get; }

    /// <summary>Fen that a correction leaves to later runs: positive is owed to the household, negative to be recovered.</summary>
    public long CarriedFen { get; }

    /// <summary>Fen paid out with the run.</summary>
    public long PaidFen { get; }

    /// <summary>Of a household in a distribution.</summary>
    /// <param name="total">Fen of its lines.</param>
    /// <param name="settled">Fen it is paid or held back for earlier corrections.</param>
    /// <param name="withheld">What is taken from it.</param>
    /// <exception cref="InvariantBrokenException">More would be held back than it gets.</exception>
    public static Payable OfDistribution(long total, long settled, Withheld withheld = default)
    {
        var payable = new Payable(total, settled, withheld, carried: 0);
        Invariant.Holds(IsPayable(total, settled, withheld), "nobody is left with less than nothing");
        return payable;
    }

    /// <summary>Whether a household of a distribution is left with less than nothing by nothing that is taken from it.</summary>
    /// <inheritdoc cref="OfDistribution"/>
    public static bool IsPayable(long total, long settled, Withheld withheld) =>
        total + settled - withheld.Fen >= 0 || (total < 0 && settled >= 0 && withheld == default);

    /// <summary>Of a household in a run that only pays what corrections left open: it gives nothing of its own.</summary>
    /// <param name="settled">Fen it is paid for earlier corrections, positive.</param>
    /// <exception cref="InvariantBrokenException">Nothing would be paid, or taken back.</exception>
    public static Payable OfSettlement(long settled)
    {
        Invariant.Holds(settled > 0, "a settlement pays and takes nothing back");
        return new Payable(total: 0, settled, withheld: default, carried: 0);
    }

    /// <summary>Of a household in a correction: what changes after tax is paid or carried.</summary>
    /// <param name="change">Fen, negative when it got too much.</param>
    /// <param name="policy">Says what is paid with it.</param>
    /// <param name="withheld">What changes of its tax.</param>
    /// <exception cref="InvariantBrokenException">The policy would take money back at once.</exception>
    public static Payable OfCorrection(long change, CorrectionPolicy policy, Withheld withheld = default)
    {
        // Where one benefit goes up and another down, more may be withheld than the change: what is too much is carried.
        var paid = policy.PayableFen(change - withheld.Fen);
        paid = withheld == default ? paid : Math.Max(paid, 0);
        var payable = new Payable(change, settled: 0, withheld, change - withheld.Fen - paid);
        Invariant.Holds(payable.PaidFen >= 0, "a correction pays and takes nothing back at once");
        return payable;
    }

    /// <summary>Of a household in either.</summary>
    /// <param name="policy">Of a correction; null for a distribution.</param>
    /// <param name="total">Fen of the run itself.</param>
    /// <param name="settled">Fen of earlier corrections; 0 in a correction.</param>
    /// <param name="withheld">What is taken from it, or changes of that.</param>
    public static Payable Of(CorrectionPolicy? policy, long total, long settled, Withheld withheld = default)
    {
        Invariant.Holds(policy is null || settled == 0, "a correction settles nothing");
        return policy is null ? OfDistribution(total, settled, withheld) : OfCorrection(total, policy, withheld);
    }

    /// <summary>The sums of two, which no single household has.</summary>
    public static Payable operator +(Payable left, Payable right) => new(
        left.TotalFen + right.TotalFen, left.SettledFen + right.SettledFen, left.Withheld + right.Withheld,
        left.CarriedFen + right.CarriedFen);
}
