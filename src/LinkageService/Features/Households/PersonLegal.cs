using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Households;

/// <summary>
/// A7, what the law asks about a person beyond name, number and dates: as a caller says it, as a fact keeps it and as it is shown. What is
/// not known is left out. Its fields and their order stay: a fact is hashed.
/// </summary>
[CheckedBy<PersonLegalValidator>]
public sealed record PersonLegal
{
    /// <summary>The names of its fields.</summary>
    internal static readonly string[] Fields =
    [
        "member", "capacity", "employment", "rightsAgreement", "leftBecause", "leavingDocument", "heirDocument", "shareVotesFor",
        "shareVotesTotal", "guardian",
    ];

    /// <summary>Whether they are a member of the organisation.</summary>
    public bool? Member { get; init; }

    /// <summary>Their civil capacity.</summary>
    public string? Capacity { get; init; }

    /// <summary>What they work as, where the law asks.</summary>
    public string? Employment { get; init; }

    /// <summary>The agreement by which rights are kept for a time (collective law art. 17).</summary>
    public string? RightsAgreement { get; init; }

    /// <summary>Why they left.</summary>
    public string? LeftBecause { get; init; }

    /// <summary>What shows why they left.</summary>
    public string? LeavingDocument { get; init; }

    /// <summary>Of somebody who died: what shows who inherits.</summary>
    public string? HeirDocument { get; init; }

    /// <summary>Of a non-member: members in favour of letting them share (collective law art. 15).</summary>
    public int? ShareVotesFor { get; init; }

    /// <summary>Of a non-member: members entitled to vote on it.</summary>
    public int? ShareVotesTotal { get; init; }

    /// <summary>The guardian who agreed to keeping data of a child under 14 (PIPL art. 31).</summary>
    public string? Guardian { get; init; }

    /// <summary>Reads it; null where nothing is said.</summary>
    internal static PersonLegal? Read(JsonFields? fields) => fields is null ? null : new PersonLegal
    {
        Member = fields.Flag("member"),
        Capacity = fields.Text("capacity"),
        Employment = fields.Text("employment"),
        RightsAgreement = fields.Text("rightsAgreement"),
        LeftBecause = fields.Text("leftBecause"),
        LeavingDocument = fields.Text("leavingDocument"),
        HeirDocument = fields.Text("heirDocument"),
        ShareVotesFor = fields.Whole("shareVotesFor", PersonLegalValidator.Votes),
        ShareVotesTotal = fields.Whole("shareVotesTotal", PersonLegalValidator.Votes),
        Guardian = fields.Text("guardian"),
    }.OrNull();

    /// <summary>It, or null where it says nothing.</summary>
    internal PersonLegal? OrNull() => this == new PersonLegal() ? null : this;

    /// <summary>As legal checks read it.</summary>
    internal PersonFacts ToFacts() => new()
    {
        IsMember = Member,
        Capacity = Capacity is null ? null : FactWords.Read<CivilCapacity>(Capacity),
        Employment = Employment is null ? null : FactWords.Read<Employment>(Employment),
        RightsAgreement = RightsAgreement,
        LeftBecause = LeftBecause is null ? null : FactWords.Read<LeavingReason>(LeftBecause),
        LeavingDocument = LeavingDocument,
        HeirDocument = HeirDocument,
        ShareVotesFor = ShareVotesFor,
        ShareVotesTotal = ShareVotesTotal,
        Guardian = Guardian,
    };

    /// <summary>Its values by the names of its fields, as a history shows them.</summary>
    internal IEnumerable<(string Field, string? Value)> Values() =>
    [
        ("member", Member is { } member ? (member ? "true" : "false") : null),
        ("capacity", Capacity),
        ("employment", Employment),
        ("rightsAgreement", RightsAgreement),
        ("leftBecause", LeftBecause),
        ("leavingDocument", LeavingDocument),
        ("heirDocument", HeirDocument),
        ("shareVotesFor", ShareVotesFor?.ToString(CultureInfo.InvariantCulture)),
        ("shareVotesTotal", ShareVotesTotal?.ToString(CultureInfo.InvariantCulture)),
        ("guardian", Guardian),
    ];
}
