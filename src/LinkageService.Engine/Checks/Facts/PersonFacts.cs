namespace LinkageService.Engine.Checks.Facts;

/// <summary>A7: what the law asks about a person beyond name, number and dates; hangs on a person of a household.</summary>
public sealed record PersonFacts
{
    /// <summary>Whether they are a member of the organisation.</summary>
    public bool? IsMember { get; init; }

    /// <summary>Their civil capacity.</summary>
    public CivilCapacity? Capacity { get; init; }

    /// <summary>What they work as, where it matters.</summary>
    public Employment? Employment { get; init; }

    /// <summary>The agreement by which rights are kept for a time (collective law art. 17(2)).</summary>
    public string? RightsAgreement { get; init; }

    /// <summary>Why they left.</summary>
    public LeavingReason? LeftBecause { get; init; }

    /// <summary>What shows it.</summary>
    public string? LeavingDocument { get; init; }

    /// <summary>Of somebody who died: what shows who inherits.</summary>
    public string? HeirDocument { get; init; }

    /// <summary>Of a non-member: members in favour of letting them share (collective law art. 15).</summary>
    public int? ShareVotesFor { get; init; }

    /// <summary>Of a non-member: members entitled to vote on it.</summary>
    public int? ShareVotesTotal { get; init; }

    /// <summary>The guardian who agreed to keeping data of a child under 14 (PIPL art. 31).</summary>
    public string? Guardian { get; init; }
}
