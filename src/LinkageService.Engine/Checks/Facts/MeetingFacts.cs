namespace LinkageService.Engine.Checks.Facts;

/// <summary>A6: the meeting that voted on a plan, beyond the persons due, present and in favour.</summary>
/// <param name="On">Its day.</param>
/// <param name="Kind">Who met.</param>
public sealed record MeetingFacts(DateOnly On, MeetingKind Kind)
{
    /// <summary>The day members were told of it.</summary>
    public DateOnly? NotifiedOn { get; init; }

    /// <summary>Since when the plan was open to members.</summary>
    public DateOnly? PlanOpenSince { get; init; }

    /// <summary>Persons entitled to vote: of a collective members with full civil capacity (art. 26), or the delegates.</summary>
    public int? Due { get; init; }

    /// <summary>Persons present, online and by proxy included.</summary>
    public int? Present { get; init; }

    /// <summary>Persons in favour.</summary>
    public int? InFavour { get; init; }

    /// <summary>Members with full civil capacity, whoever met.</summary>
    public int? CapableMembers { get; init; }

    /// <summary>All members, whoever met.</summary>
    public int? Members { get; init; }

    /// <summary>Households of the organisation, whoever met.</summary>
    public int? Households { get; init; }

    /// <summary>Of those present: online.</summary>
    public int? Online { get; init; }

    /// <summary>Of those present: by a written proxy of the same household.</summary>
    public int? Proxies { get; init; }

    /// <summary>Of a cooperative: basic votes of all members, one each (art. 22).</summary>
    public int? BasicVotes { get; init; }

    /// <summary>Of a cooperative: additional votes of all members, at most a fifth of the basic ones.</summary>
    public int? AdditionalVotes { get; init; }

    /// <summary>Of a cooperative: votes in favour.</summary>
    public int? VotesFor { get; init; }

    /// <summary>All votes; null where either kind is not stated.</summary>
    public int? VotesTotal => BasicVotes + AdditionalVotes;

    /// <summary>Where the minutes are kept.</summary>
    public string? Minutes { get; init; }

    /// <summary>The day the party organisation discussed it before the meeting (collective law art. 26(2)).</summary>
    public DateOnly? PartyDiscussedOn { get; init; }
}
