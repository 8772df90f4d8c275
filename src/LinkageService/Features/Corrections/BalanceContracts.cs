using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>What corrections left to later runs, and what became of it. Negative amounts are to be recovered from households.</summary>
/// <param name="Owed">Open towards households.</param>
/// <param name="ToRecover">Open from households; not positive.</param>
/// <param name="OwedToLeavers">That of owed whose households are not on the roster today.</param>
/// <param name="ToRecoverFromLeavers">That of toRecover whose households are not on the roster today.</param>
/// <param name="Balances">By household and year.</param>
internal sealed record OpenBalancesContract(
    string Owed, string ToRecover, string OwedToLeavers, string ToRecoverFromLeavers, IReadOnlyList<BalanceContract> Balances)
{
    /// <summary>The balances of an organisation.</summary>
    public static OpenBalancesContract Of(OpenBalanceList found) => new(
        found.Owed.ToString(), found.ToRecover.ToString(), found.OwedToLeavers.ToString(), found.ToRecoverFromLeavers.ToString(),
        [.. found.Balances.Select(each => BalanceContract.Of(each.Row) with { Name = each.Name, OnRoster = each.IsOnRoster })]);
}

/// <summary>What a correction left for a household: carried = settled + closed + open.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Correction">The correction.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="Carried">What it left: positive is owed to the household.</param>
/// <param name="Settled">What runs that were not cancelled settle of it.</param>
/// <param name="Closed">What was closed without a run.</param>
/// <param name="Open">What is left.</param>
/// <param name="Closings">Who closed how much, and why.</param>
/// <param name="Name">Whom the household was last named after; only in a list.</param>
/// <param name="OnRoster">Whether it is on the roster today; only in a list.</param>
internal sealed record BalanceContract(
    string Household, string Correction, int Year, string Carried, string Settled, string Closed, string Open,
    IReadOnlyList<BalanceClosingContract> Closings, string? Name = null, bool? OnRoster = null)
{
    /// <summary>What is stored of a balance.</summary>
    public static BalanceContract Of(BalanceRow row) => new(
        row.HouseholdId, row.CorrectionRunId, (int)row.Year, Yuan(row.CarriedFen), Yuan(row.SettledFen), Yuan(row.ClosedFen),
        Yuan(row.OpenFen),
        [.. row.Closings.Select(closing => new BalanceClosingContract(
            Yuan(closing.AmountFen), closing.Reason, closing.ClosedBy, Dates.MomentText(closing.ClosedAt)))]);

    private static string Yuan(long fen) => new Money(fen).ToString();
}

/// <summary>A balance closed without a run.</summary>
/// <param name="Amount">How much of it.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
internal sealed record BalanceClosingContract(string Amount, string Reason, string By, string At);

/// <summary>A balance to be closed.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="Amount">What is open, as it was read, in yuan; 412 when another amount is open now.</param>
/// <param name="Reason">Why, up to 500 characters: paid outside and by which receipt, or given up and by which decision.</param>
[CheckedBy<CloseBalanceValidator>]
internal sealed record CloseBalanceContract(string Household, string Correction, string Amount, string Reason);

/// <summary>How balances are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OpenBalancesContract))]
[JsonSerializable(typeof(BalanceContract))]
internal sealed partial class BalanceContracts : JsonSerializerContext;
