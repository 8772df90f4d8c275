namespace LinkageService.Engine.Checks.Facts;

/// <summary>
/// What is known about an organisation and its year beside the run itself: everything legal checks may ask for. Null, of a list too, is
/// "not stated" and never zero or none; a list that is there is the whole of what there is, so that an empty one says "none".
/// </summary>
public sealed record LegalFacts
{
    /// <summary>Nothing is known.</summary>
    public static LegalFacts Unknown { get; } = new();

    /// <summary>A1: the statement of the year of the run.</summary>
    public YearStatement? Statement { get; init; }

    /// <summary>A1: the statement of the year before.</summary>
    public YearStatement? LastStatement { get; init; }

    /// <summary>A2: the charter in force on the record date.</summary>
    public Charter? Charter { get; init; }

    /// <summary>A3: every capital contribution that stands on the record date.</summary>
    public IReadOnlyList<CapitalContribution>? Capital { get; init; }

    /// <summary>A3: every quota credited to a member that stands on the record date.</summary>
    public IReadOnlyList<MemberQuota>? Quotas { get; init; }

    /// <summary>A4: cash on the latest date that is stated.</summary>
    public CashPosition? Cash { get; init; }

    /// <summary>A4: loans open at any time of the year of the run or after it.</summary>
    public IReadOnlyList<Loan>? Loans { get; init; }

    /// <summary>A4: money on the accounts that is not free to be shared out.</summary>
    public IReadOnlyList<RestrictedMoney>? Restricted { get; init; }

    /// <summary>A5: the income of the year by source.</summary>
    public IReadOnlyList<IncomeLine>? Income { get; init; }

    /// <summary>A6: the meeting that voted on the plan.</summary>
    public MeetingFacts? Meeting { get; init; }

    /// <summary>A8: who held an office in the year of the run or holds one since.</summary>
    public IReadOnlyList<Officer>? Officers { get; init; }

    /// <summary>A8: relatives of officers.</summary>
    public IReadOnlyList<KinLink>? Kin { get; init; }

    /// <summary>A9: what became of the payments of the run, every attempt.</summary>
    public IReadOnlyList<PaymentAttempt>? Payments { get; init; }

    /// <summary>A10: the accounts the organisation keeps its money on.</summary>
    public IReadOnlyList<OwnAccount>? Accounts { get; init; }

    /// <summary>A11: contracted plots.</summary>
    public IReadOnlyList<Plot>? Plots { get; init; }

    /// <summary>A12: the trade of the year.</summary>
    public TradeTotals? Trade { get; init; }

    /// <summary>A12: the trade of each member.</summary>
    public IReadOnlyList<MemberTrade>? MemberTrades { get; init; }

    /// <summary>A13: where the status of households comes from.</summary>
    public IReadOnlyList<StatusSource>? StatusSources { get; init; }

    /// <summary>A13: what households were promised.</summary>
    public IReadOnlyList<PromisedTarget>? Targets { get; init; }

    /// <summary>A14: how benefits are taxed.</summary>
    public IReadOnlyList<BenefitTax>? Taxes { get; init; }
}
