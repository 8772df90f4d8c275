namespace LinkageService.Features.Life;

/// <summary>The record of the meeting that voted on a run. What nobody stated is null, and a check that asks for it says so.</summary>
/// <param name="Date">The day, such as 2026-01-20.</param>
/// <param name="Due">Those entitled to vote.</param>
/// <param name="Present">Those of them who came, online and by proxy included.</param>
/// <param name="InFavour">Those of them who voted for it.</param>
/// <param name="Kind">members or delegates.</param>
public sealed record RunMeeting(string Date, int Due, int Present, int InFavour, string Kind)
{
    /// <summary>The day members were told of it.</summary>
    public string? NotifiedOn { get; init; }

    /// <summary>The day the party organisation discussed the plan before it.</summary>
    public string? PartyDiscussedOn { get; init; }

    /// <summary>Members with full civil capacity, whoever met.</summary>
    public int? CapableMembers { get; init; }

    /// <summary>All members, whoever met.</summary>
    public int? Members { get; init; }

    /// <summary>Of those present, online.</summary>
    public int? Online { get; init; }

    /// <summary>Of those present, by a written proxy of the same household.</summary>
    public int? Proxies { get; init; }

    /// <summary>Of a cooperative: basic votes of all members, one each.</summary>
    public int? BasicVotes { get; init; }

    /// <summary>Of a cooperative: additional votes of all members.</summary>
    public int? AdditionalVotes { get; init; }

    /// <summary>Of a cooperative: votes in favour.</summary>
    public int? VotesFor { get; init; }

    /// <summary>Where the minutes are kept.</summary>
    public string? Minutes { get; init; }

    /// <summary>All votes; null where either kind is not stated.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int? VotesTotal => BasicVotes + AdditionalVotes;
}
