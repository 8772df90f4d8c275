namespace LinkageService.Engine.StatementChecks;

/// <summary>A column of a payout sheet.</summary>
/// <param name="Letter">As spreadsheets call it.</param>
/// <param name="Heading">As it is written.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Holding">The holding of the scheme library it is, or <c>members</c>; empty for none.</param>
public sealed record SheetColumn(string Letter, string Heading, SheetColumnKind Kind, string Holding)
{
    /// <summary>Whether it is reckoned with.</summary>
    public bool IsNumber => Kind != SheetColumnKind.Other;

    /// <summary>Whether it is yuan of the household.</summary>
    public bool IsMoney => Kind is SheetColumnKind.Amount or SheetColumnKind.Deduction or SheetColumnKind.Total;
}
