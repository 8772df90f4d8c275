using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.MemberAccounts;

/// <summary>Where the amounts of a column come from.</summary>
/// <param name="Scheme">The scheme that says so.</param>
/// <param name="Version">Its version.</param>
/// <param name="Holding">The holding: of the dated roster, of the run where it is patronage, or carried by a step; null for a benefit.
/// </param>
/// <param name="Step">The step whose lines fill the column, or that carries the holding; null for none.</param>
public sealed record AccountSource(string Scheme, int Version, string? Holding, string? Step);

/// <summary>A column of member accounts.</summary>
/// <param name="Name">The word of its role; of patronage, the holding.</param>
/// <param name="Role">What it is.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Decimals">Of its amounts.</param>
public sealed record AccountColumn(string Name, AccountRole Role, LocalizedText Title, LocalizedText Unit, int Decimals)
{
    /// <summary>Where its amounts come from.</summary>
    public required IReadOnlyList<AccountSource> Sources { get; init; }

    /// <summary>Whether it goes on from year to year; else it begins each year with nothing.</summary>
    public bool IsBalance => AccountRoles.Balances.Contains(Role);

    /// <summary>Whether it is counted in fen.</summary>
    public required bool IsMoney { get; init; }

    /// <summary>An amount as it is written in answers.</summary>
    public string Text(long amount) => IsMoney ? new Money(amount).ToString() : DecimalText.Format(amount, Decimals);

    /// <summary>An amount as people read it.</summary>
    public string DisplayText(long amount) => IsMoney ? new Money(amount).ToDisplayString() : Text(amount);
}

/// <summary>A change of an account.</summary>
/// <param name="Date">The day, yyyy-MM-dd: from which a fact holds, or the record date of a run.</param>
/// <param name="Text">What happened.</param>
/// <param name="Run">The run or correction; null for a fact of the roster.</param>
/// <param name="Amounts">By column; 0 for none.</param>
public sealed record AccountEntry(string Date, LocalizedText Text, string? Run, long[] Amounts);

/// <summary>The account of a member for a year: in every column opening + entries = closing.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Name">Whom it is named after; null where nobody said.</param>
/// <param name="Opening">At the end of the year before, by column.</param>
/// <param name="Entries">By day.</param>
/// <param name="Closing">At the end of the year, by column.</param>
public sealed record MemberAccount(
    string Household, string? Name, long[] Opening, IReadOnlyList<AccountEntry> Entries, long[] Closing);

/// <summary>Some accounts of an organisation for a year.</summary>
/// <param name="Year">The year.</param>
/// <param name="Columns">The columns that the schemes of its approved runs have; empty where they have none.</param>
/// <param name="Accounts">By member number.</param>
/// <param name="Next">The last household read, after which more may follow; null at the end.</param>
/// <param name="Checks">What could not be read of the roster.</param>
internal sealed record MemberAccountPage(
    int Year, IReadOnlyList<AccountColumn> Columns, IReadOnlyList<MemberAccount> Accounts, string? Next,
    IReadOnlyList<CheckFinding> Checks);
