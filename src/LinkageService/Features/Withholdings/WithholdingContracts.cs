using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Withholdings;

/// <summary>A debt to be set off.</summary>
/// <param name="Household">Whose debt.</param>
/// <param name="Amount">Yuan, more than 0 and no more than the run pays the household after tax.</param>
/// <param name="Reason">Which debt, up to 500 characters.</param>
/// <param name="ConsentedOn">The day on which the household agreed, today in China or before.</param>
/// <param name="ConsentedBy">Who agreed for it.</param>
/// <param name="Document">The paper that says so.</param>
[CheckedBy<RecordSetOffValidator>]
internal sealed record SetOffRequestContract(
    string Household, string Amount, string Reason, string ConsentedOn, string ConsentedBy, string Document);

/// <summary>A debt that is set off.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Household">Whose debt.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Reason">Which debt.</param>
/// <param name="ConsentedOn">When the household agreed.</param>
/// <param name="ConsentedBy">Who agreed for it.</param>
/// <param name="Document">The paper that says so.</param>
/// <param name="RecordedBy">Who noted it.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="RemovedBy">Who took it back; left out while it stands.</param>
/// <param name="RemovedAt">When.</param>
internal sealed record SetOffContract(
    string Id, string Household, string Amount, string Reason, string ConsentedOn, string ConsentedBy, string Document, string RecordedBy,
    string RecordedAt, string? RemovedBy, string? RemovedAt)
{
    /// <summary>A debt.</summary>
    public static SetOffContract Of(SetOffRow row) => new(
        row.Id, row.HouseholdId, new Money(row.AmountFen).ToString(), row.Reason, row.ConsentedOn, row.ConsentedBy, row.Document,
        row.RecordedBy, Dates.MomentText(row.RecordedAt), row.RemovedBy, row.RemovedAt is { } at ? Dates.MomentText(at) : null);
}

/// <summary>The debts of a run.</summary>
/// <param name="SetOffs">Those taken back too, oldest first.</param>
internal sealed record SetOffsContract(IReadOnlyList<SetOffContract> SetOffs);

/// <summary>What has to be declared of the tax on what was paid in a month or a year.</summary>
/// <param name="Organization">Who withholds.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Month">Of which month; left out for all of the year.</param>
/// <param name="DueOn">The last day of the declaration, the 15th of the next month; left out for a year.</param>
/// <param name="Benefit">Of one benefit alone; left out for all.</param>
/// <param name="Income">The income of all entries, yuan.</param>
/// <param name="Tax">Their tax, yuan.</param>
/// <param name="Withheld">What of it was taken from households, yuan.</param>
/// <param name="Borne">What of it the organisation bears, yuan.</param>
/// <param name="Entries">By payment, household and benefit.</param>
internal sealed record TaxDeclarationContract(
    string Organization, int Year, int? Month, string? DueOn, string? Benefit, string Income, string Tax, string Withheld, string Borne,
    IReadOnlyList<DeclaredTaxContract> Entries)
{
    /// <summary>The declaration.</summary>
    public static TaxDeclarationContract Of(TaxDeclaration declaration) => new(
        declaration.Organization, declaration.Year, declaration.Month,
        declaration.DueOn is { } due ? Dates.Text(due) : null, declaration.Benefit, Yuan(declaration.Sum.Income),
        Yuan(declaration.Sum.Tax), Yuan(declaration.Sum.Withheld), Yuan(declaration.Sum.Borne),
        [.. declaration.Entries.Select(entry => new DeclaredTaxContract(
            entry.Run, entry.Kind, Dates.Text(entry.PaidOn), entry.Household, entry.Name, entry.IdNumber, entry.Benefit,
            WordsContract.Of(entry.Title), Yuan(entry.Amount.Income), Yuan(entry.Amount.Tax), Yuan(entry.Amount.Withheld),
            Yuan(entry.Amount.Borne)))]);

    private static string Yuan(long fen) => new Money(fen).ToString();
}

/// <summary>The tax of one payment to a household.</summary>
/// <param name="Run">The run that paid.</param>
/// <param name="Kind">distribution, or correction with what changes.</param>
/// <param name="PaidOn">The day of the payment.</param>
/// <param name="Household">Who was paid.</param>
/// <param name="Name">Whose income it is; left out where nobody said.</param>
/// <param name="IdNumber">Their ID number, masked unless the call says why it wants to see it; left out where it is not known.</param>
/// <param name="Benefit">The benefit.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Income">Yuan; of a correction it may be negative.</param>
/// <param name="Tax">Yuan.</param>
/// <param name="Withheld">What of it was taken from the household, yuan.</param>
/// <param name="Borne">What of it the organisation bears, yuan.</param>
internal sealed record DeclaredTaxContract(
    string Run, string Kind, string PaidOn, string Household, string? Name, string? IdNumber, string Benefit, WordsContract Title,
    string Income, string Tax, string Withheld, string Borne);

/// <summary>How they are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetOffContract))]
[JsonSerializable(typeof(SetOffsContract))]
[JsonSerializable(typeof(TaxDeclarationContract))]
internal sealed partial class WithholdingContracts : JsonSerializerContext;
