namespace LinkageService.OpenApi;

/// <summary>How a household stands from a date on; all of it, every time.</summary>
/// <param name="Name">Whom it is named after, at most 100 characters.</param>
/// <param name="Members">How many people live in it, 0 to 1000.</param>
/// <param name="Tags">What it is, such as registered or monitored.</param>
/// <param name="Holdings">What it holds, delivers or works, by name: decimals with at most four decimals.</param>
/// <param name="Account">Where its money goes.</param>
/// <param name="Persons">Who belongs to it, also those who left or died.</param>
/// <param name="ValidFrom">From when on; today in China unless stated.</param>
internal sealed record HouseholdRequest(
    string? Name,
    int? Members,
    List<string>? Tags,
    Dictionary<string, ExactNumber>? Holdings,
    AccountContract? Account,
    List<PersonRequest>? Persons,
    string? ValidFrom);

/// <summary>An account.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Bank">Where it is kept.</param>
/// <param name="Number">8 to 34 digits or capital letters. Answers show the last four; sent back so, it keeps the stored one.</param>
internal sealed record AccountContract(string? Holder, string? Bank, string? Number);

/// <summary>A person of a household.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">18 characters with a right check character (GB 11643). Answers show the first six and last four; sent back
/// so, it keeps the stored one.</param>
/// <param name="Relation">To the head.</param>
/// <param name="Head">Whether they are the head; one at most.</param>
/// <param name="Joined">Since when they belong to it.</param>
/// <param name="Left">The last day they did.</param>
/// <param name="Deceased">The day they died.</param>
internal sealed record PersonRequest(
    string Name, string? IdNumber, string? Relation, bool? Head, string? Joined, string? Left, string? Deceased);

/// <summary>How a household stands.</summary>
/// <param name="Id">Its member number.</param>
/// <param name="Name">Whom it is named after.</param>
/// <param name="Members">How many people live in it.</param>
/// <param name="Tags">In ordinal order.</param>
/// <param name="Holdings">By name.</param>
/// <param name="Account">Its number masked, unless revealed.</param>
/// <param name="Persons">Their ID numbers masked, unless revealed.</param>
/// <param name="ValidFrom">Since when it stands so.</param>
/// <param name="KnownAt">When that became known; in microseconds it is the ETag.</param>
/// <param name="Actor">Who said so.</param>
internal sealed record StoredHouseholdContract(
    string Id,
    string? Name,
    int? Members,
    List<string> Tags,
    Dictionary<string, string> Holdings,
    AccountContract? Account,
    List<PersonContract> Persons,
    string ValidFrom,
    string KnownAt,
    string Actor);

/// <summary>A person of a household as shown.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">Masked, unless revealed.</param>
/// <param name="Relation">To the head.</param>
/// <param name="Head">Whether they are the head.</param>
/// <param name="Joined">Since when they belong to it.</param>
/// <param name="Left">The last day they did.</param>
/// <param name="Deceased">The day they died.</param>
internal sealed record PersonContract(
    string Name, string? IdNumber, string? Relation, bool Head, string? Joined, string? Left, string? Deceased);
