using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Books;

/// <summary>A line of a voucher.</summary>
/// <param name="Text">What it is (摘要).</param>
/// <param name="Account">Where it is booked.</param>
/// <param name="IsDebit">借, or 贷.</param>
/// <param name="Amount">More than nothing.</param>
/// <param name="Households">Whose it is, in the order of the run; empty where it is nobody's alone.</param>
public sealed record VoucherLine(
    LocalizedText Text, LedgerAccount Account, bool IsDebit, Money Amount, IReadOnlyList<HouseholdAmount> Households);
