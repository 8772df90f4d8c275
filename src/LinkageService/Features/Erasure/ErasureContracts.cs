using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;

namespace LinkageService.Features.Erasure;

/// <summary>Who asked for an erasure, and why. Both stay in the audit log: write no name and no number.</summary>
/// <param name="RequestedBy">Who asked, such as 本人 or 继承人; at most 200 characters.</param>
/// <param name="Reason">Why; at most 500 characters.</param>
[CheckedBy<EraseHouseholdValidator>]
internal sealed record EraseHouseholdContract(string RequestedBy, string Reason);

/// <summary>What was erased of a household.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Facts">Facts that were rewritten.</param>
/// <param name="Runs">Runs that have the household, cancelled ones left out. Where there are any, the name stays.</param>
/// <param name="KeptUntil">
/// The last day for which their vouchers have to be kept, yyyy-MM-dd: 30 years after the last year; left out without runs.
/// </param>
/// <param name="KeepsBirthDates">Whether dates of birth stay, sealed, because one of the runs counts members by age.</param>
internal sealed record ErasedHouseholdContract(string Household, int Facts, int Runs, string? KeptUntil, bool KeepsBirthDates)
{
    /// <summary>What was taken out, as it is answered.</summary>
    public static ErasedHouseholdContract Of(ErasedHousehold erased) => new(
        erased.Household, erased.Facts, erased.Runs, erased.KeptUntil is { } day ? Dates.Text(day) : null, erased.KeepsBirthDates);
}

/// <summary>How erasures are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErasedHouseholdContract))]
internal sealed partial class ErasureContracts : JsonSerializerContext;
