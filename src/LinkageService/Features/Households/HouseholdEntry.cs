using LinkageService.Engine.Rosters;

namespace LinkageService.Features.Households;

/// <summary>How a household stands, as a caller says it: in a body, a message or a table. Numbers are in full, or masked as we
/// showed them, which keeps the stored one.</summary>
/// <param name="Id">The member number, as somebody wrote it.</param>
internal sealed record HouseholdEntry(string Id)
{
    /// <summary>The member number in its one spelling; once it is known whom it means, the one it is stored under.</summary>
    public string Id { get; init; } = HouseholdIds.Normalize(Id);

    /// <summary>Whom it is named after; null when not stated.</summary>
    public string? Name { get; init; }

    /// <summary>How many people live in it.</summary>
    public int? Members { get; init; }

    /// <summary>What it is, such as registered.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it belongs to, by the name of the label: values in their one spelling.</summary>
    public IReadOnlyDictionary<string, string> Labels
    {
        get;
        init => field = value.ToDictionary(label => label.Key, label => LabelText.Normalize(label.Value), StringComparer.Ordinal);
    } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it holds, delivers or works, by name: decimals as written.</summary>
    public IReadOnlyDictionary<string, string> Holdings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where its money goes; null when not stated.</summary>
    public AccountEntry? Account { get; init; }

    /// <summary>How it is reached; null when not stated.</summary>
    public string? Phone { get; init; }

    /// <summary>What the office notes of it; null when not stated.</summary>
    public string? Remark { get; init; }

    /// <summary>Who belongs to it, also those who left or died.</summary>
    public IReadOnlyList<PersonEntry> Persons { get; init; } = [];
}

/// <summary>An account as a caller says it.</summary>
/// <param name="Holder">Whose it is.</param>
/// <param name="Bank">Where it is kept.</param>
/// <param name="Number">Its number, in full or masked.</param>
internal sealed record AccountEntry(string? Holder, string? Bank, string? Number);

/// <summary>A person of a household as a caller says it.</summary>
/// <param name="Name">Their name.</param>
/// <param name="IdNumber">Their ID number, in full or masked.</param>
/// <param name="Relation">To the head, such as 配偶.</param>
/// <param name="IsHead">Whether they are the head.</param>
/// <param name="Joined">Since when they belong to it.</param>
/// <param name="Left">The last day they did.</param>
/// <param name="Deceased">The day they died.</param>
internal sealed record PersonEntry(
    string? Name, string? IdNumber, string? Relation, bool IsHead, DateOnly? Joined, DateOnly? Left, DateOnly? Deceased)
{
    /// <summary>The day they were born, as stored, or masked.</summary>
    public string? BirthDate { get; init; }

    /// <summary>What the law asks about them; null where nothing is known.</summary>
    public PersonLegal? Legal { get; init; }
}
