using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Checks.Facts;

/// <summary>A2: what the charter (章程) says, from a day on.</summary>
/// <param name="From">The first day it is in force.</param>
public sealed record Charter(DateOnly From)
{
    /// <summary>The least part drawn as reserve, 0 to 1.</summary>
    public Fraction? ReserveMin { get; init; }

    /// <summary>The largest part drawn as reserve, 0 to 1.</summary>
    public Fraction? ReserveMax { get; init; }

    /// <summary>The least part drawn as welfare fund (公益金) where it is drawn apart, 0 to 1.</summary>
    public Fraction? WelfareMin { get; init; }

    /// <summary>What these parts are taken of.</summary>
    public DistributionBase? ReserveBase { get; init; }

    /// <summary>Nothing more need be drawn once the reserves come to this.</summary>
    public Money? ReserveTarget { get; init; }

    /// <summary>The least part of the distributable surplus refunded by transactions, 0 to 1; of a union by charter (art. 61).</summary>
    public Fraction? PatronageMin { get; init; }

    /// <summary>The largest part of the distributable income paid to members, 0 to 1.</summary>
    public Fraction? MembersMax { get; init; }

    /// <summary>The largest part of all shares one member may hold, 0 to 1.</summary>
    public Fraction? HoldingCap { get; init; }

    /// <summary>Whether delegates may meet in place of all members.</summary>
    public bool? DelegatesAllowed { get; init; }

    /// <summary>Whether delegates may approve a distribution (collective: law art. 28).</summary>
    public bool? DelegatesMayApprovePlan { get; init; }

    /// <summary>Days between the notice of a meeting and the meeting.</summary>
    public int? MeetingNoticeDays { get; init; }

    /// <summary>Days the plan is open to members before the meeting.</summary>
    public int? PlanOpenDays { get; init; }

    /// <summary>Days of the public notice of a distribution.</summary>
    public int? NoticeDays { get; init; }

    /// <summary>Whether shares follow births and deaths.</summary>
    public ShareManagement? ShareManagement { get; init; }

    /// <summary>Whether income-right shares were quantified to members (collective law art. 40: 可以).</summary>
    public bool? IsQuantified { get; init; }

    /// <summary>All shares there are.</summary>
    public Fraction? TotalShares { get; init; }

    /// <summary>The registered capital, of a company or cooperative.</summary>
    public Money? RegisteredCapital { get; init; }

    /// <summary>Whether subsidies and donations are quantified per member or per household.</summary>
    public QuotaUnit? QuotaPer { get; init; }
}
