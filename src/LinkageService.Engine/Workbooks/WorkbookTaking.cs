using LinkageService.Engine.Corrections;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Workbooks;

/// <summary>What a run takes from what it pays, for its workbook: tax is computed there, the rest is stated.</summary>
/// <param name="Terms">The benefits whose tax is withheld beside the lines.</param>
/// <param name="Paid">What each household is due and paid, in the order of the roster.</param>
public sealed record WorkbookTaking(IReadOnlyList<TaxTerm> Terms, IReadOnlyList<Payable> Paid);
