using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.StatementChecks;

/// <summary>A household of a payout sheet.</summary>
/// <param name="Row">Where it stands, as people count rows.</param>
/// <param name="Id">Its id, as shown; may be empty.</param>
/// <param name="Name">Whom it is named after, as shown; may be empty.</param>
/// <param name="Values">A number for each column; null where the cell holds none.</param>
public sealed record SheetLine(int Row, string Id, string Name, IReadOnlyList<Fraction?> Values)
{
    /// <summary>What it is, such as <c>registered</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it belongs to, by the label's name.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Digests of what only one household has: the id, the ID number, the account. None of them can be read.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>A digest of all else that tells whose it is: account, phone, ID number; empty where the sheet says none of them.</summary>
    public string Person { get; init; } = "";

    /// <summary>Columns whose cell holds something that is no number that can be reckoned with.</summary>
    public IReadOnlyList<int> Unread { get; init; } = [];

    /// <summary>What it is called by in an answer: its id, or its name where the sheet has no ids.</summary>
    public string Key => Id.Length > 0 ? Id : Name;

    /// <summary>An amount in whole fen as people see it, half up; null where the cell holds none.</summary>
    public long? Fen(int column) => Values[column] is { } value ? (long)Rounding.HalfUp(value * 100) : null;
}
