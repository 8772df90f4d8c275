using LinkageService.Engine.Problems;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.YearStatements;

/// <summary>The official statements of an organisation and a year.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Statement">盈余及盈余分配表, or 收益及收益分配表.</param>
/// <param name="Equity">成员权益变动表; null for a collective, which has none.</param>
/// <param name="Notes">What the notes have to say.</param>
/// <param name="Missing">What is to be stated so that nothing is left unknown.</param>
internal sealed record YearAccounts(
    OrganizationRow Organization, int Year, OfficialStatement Statement, EquityChanges? Equity, IReadOnlyList<YearNote> Notes,
    IReadOnlyList<MissingLine> Missing)
{
    /// <summary>What has to be the same, within the statements and between them.</summary>
    public IReadOnlyList<StatementTie> Ties => [.. Statement.Ties, .. Equity?.Ties ?? []];

    /// <summary>Whether the entered statement of the year is only a draft; null where none is entered.</summary>
    public bool? IsDraft { get; init; }

    /// <summary>What the statement is called, the form's number with it where it is known.</summary>
    public LocalizedText Title => Statement.IsCooperative
        ? new LocalizedText("盈余及盈余分配表", "Statement of surplus and its distribution")
        : new LocalizedText("收益及收益分配表", "Statement of income and its distribution");
}

/// <summary>A note to the statements (附注).</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What it says; null where it is not stated.</param>
internal sealed record YearNote(LocalizedText Title, LocalizedText? Text);

/// <summary>Something that nobody stated.</summary>
/// <param name="Fact">The kind of fact to enter: statement, capital, trade, cash, charter.</param>
/// <param name="Field">The field of it.</param>
/// <param name="Title">What it is.</param>
internal sealed record MissingLine(string Fact, string Field, LocalizedText Title);
