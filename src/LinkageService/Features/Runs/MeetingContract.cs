using LinkageService.Errors;
using LinkageService.Features.Life;

namespace LinkageService.Features.Runs;

/// <summary>The record of the meeting that voted on a run.</summary>
/// <param name="Date">The day.</param>
/// <param name="Due">Those entitled to vote.</param>
/// <param name="Present">Those of them who came.</param>
/// <param name="InFavour">Those of them who voted for it.</param>
/// <param name="Kind">members or delegates; members unless stated.</param>
[CheckedBy<RunMeetingValidator>]
internal sealed record MeetingContract(string Date, int Due, int Present, int InFavour, string? Kind)
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

    /// <summary>Of a cooperative: votes in favour; with both kinds of votes stated these decide, and not the persons.</summary>
    public int? VotesFor { get; init; }

    /// <summary>Where the minutes are kept.</summary>
    public string? Minutes { get; init; }

    /// <summary>As it is kept.</summary>
    public static MeetingContract Of(RunMeeting met) =>
        new(met.Date, met.Due, met.Present, met.InFavour, met.Kind)
        {
            NotifiedOn = met.NotifiedOn, PartyDiscussedOn = met.PartyDiscussedOn, CapableMembers = met.CapableMembers,
            Members = met.Members, Online = met.Online, Proxies = met.Proxies, BasicVotes = met.BasicVotes,
            AdditionalVotes = met.AdditionalVotes, VotesFor = met.VotesFor, Minutes = met.Minutes,
        };
}
