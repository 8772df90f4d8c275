namespace LinkageService.Engine.Corrections;

/// <summary>
/// What a household is paid with a run, and what its total has to do with it. The one place of this rule: every statement, paper, sum
/// and booking takes it from here. Total + settled = paid + carried, for every household and so for their sums.
/// </summary>
public readonly record struct Payable
{
    private Payable(long total, long settled, long carried)
    {
        (TotalFen, SettledFen, CarriedFen) = (total, settled, carried);
        PaidFen = total + settled - carried;
    }

    /// <summary>Fen of the run itself: its lines that are not records, or the change a correction finds.</summary>
    public long TotalFen { get; }

    /// <summary>Fen of earlier corrections that a distribution settles: positive is paid on top, negative held back.</summary>
    public long SettledFen { get; }

    /// <summary>Fen that a correction leaves to later runs: positive is owed to the household, negative to be recovered.</summary>
    public long CarriedFen { get; }

    /// <summary>Fen paid out with the run.</summary>
    public long PaidFen { get; }

    /// <summary>Of a household in a distribution.</summary>
    /// <param name="total">Fen of its lines.</param>
    /// <param name="settled">Fen it is paid or held back for earlier corrections.</param>
    /// <exception cref="InvariantBrokenException">More would be held back than it gets.</exception>
    public static Payable OfDistribution(long total, long settled)
    {
        var payable = new Payable(total, settled, carried: 0);
        Invariant.Holds(payable.PaidFen >= 0 || (total < 0 && settled >= 0), "nobody is left with less than nothing");
        return payable;
    }

    /// <summary>Of a household in a run that only pays what corrections left open: it gives nothing of its own.</summary>
    /// <param name="settled">Fen it is paid for earlier corrections, positive.</param>
    /// <exception cref="InvariantBrokenException">Nothing would be paid, or taken back.</exception>
    public static Payable OfSettlement(long settled)
    {
        Invariant.Holds(settled > 0, "a settlement pays and takes nothing back");
        return new Payable(total: 0, settled, carried: 0);
    }

    /// <summary>Of a household in a correction.</summary>
    /// <param name="change">Fen, negative when it got too much.</param>
    /// <param name="policy">Says what is paid with it.</param>
    /// <exception cref="InvariantBrokenException">The policy would take money back at once.</exception>
    public static Payable OfCorrection(long change, CorrectionPolicy policy)
    {
        var payable = new Payable(change, settled: 0, change - policy.PayableFen(change));
        Invariant.Holds(payable.PaidFen >= 0, "a correction pays and takes nothing back at once");
        return payable;
    }

    /// <summary>Of a household in either.</summary>
    /// <param name="policy">Of a correction; null for a distribution.</param>
    /// <param name="total">Fen of the run itself.</param>
    /// <param name="settled">Fen of earlier corrections; 0 in a correction.</param>
    public static Payable Of(CorrectionPolicy? policy, long total, long settled)
    {
        Invariant.Holds(policy is null || settled == 0, "a correction settles nothing");
        return policy is null ? OfDistribution(total, settled) : OfCorrection(total, policy);
    }

    /// <summary>The sums of two, which no single household has.</summary>
    public static Payable operator +(Payable left, Payable right) => new(
        left.TotalFen + right.TotalFen, left.SettledFen + right.SettledFen, left.CarriedFen + right.CarriedFen);
}
