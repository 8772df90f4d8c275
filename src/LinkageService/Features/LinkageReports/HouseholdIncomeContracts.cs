using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Http;

namespace LinkageService.Features.LinkageReports;

/// <summary>What a household got in a year, from every organisation that has it on its roster.</summary>
/// <param name="Organization">The organisation that was asked about.</param>
/// <param name="Household">Its member number there.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Total">All of it; what every payer gave, added up.</param>
/// <param name="Benefits">All of it by benefit.</param>
/// <param name="Payers">Each organisation with the household, the one that was asked about first; also those that gave nothing.</param>
/// <param name="OrganizationsSearched">Organisations whose rosters were looked through; 1 where the head has no ID number.</param>
internal sealed record HouseholdIncomeContract(
    string Organization, string Household, int Year, string Total, IReadOnlyList<IncomeBenefitContract> Benefits,
    IReadOnlyList<IncomePayerContract> Payers, int OrganizationsSearched)
{
    /// <summary>The income of a household.</summary>
    public static HouseholdIncomeContract Of(StackedIncome income) => new(
        income.Organization, income.Household, income.Year, income.Total.ToString(),
        [.. income.Benefits.Select(IncomeBenefitContract.Of)], [.. income.Payers.Select(IncomePayerContract.Of)], income.Searched);
}

/// <summary>What one organisation gave.</summary>
/// <param name="Organization">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Household">The member number there.</param>
/// <param name="Total">What its runs gave.</param>
/// <param name="Runs">Approved runs of the year that have the household, corrections with them.</param>
internal sealed record IncomePayerContract(
    string Organization, string Name, string Household, string Total, IReadOnlyList<IncomeRunContract> Runs)
{
    /// <summary>An organisation.</summary>
    public static IncomePayerContract Of(PayerIncome payer) => new(
        payer.Organization.Id, payer.Organization.Name, payer.Household, payer.Total.ToString(),
        [.. payer.Runs.Select(run => new IncomeRunContract(
            run.Run.Id, run.Run.Kind, run.Run.State, WordsContract.Of(run.Scheme), [.. run.Benefits.Select(IncomeBenefitContract.Of)]))]);
}

/// <summary>What one run gave.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Kind">distribution or correction.</param>
/// <param name="State">approved, paid or closed.</param>
/// <param name="Scheme">What its scheme is called.</param>
/// <param name="Benefits">What it gave, by benefit; negative where a correction takes back.</param>
internal sealed record IncomeRunContract(
    string Run, string Kind, string State, WordsContract Scheme, IReadOnlyList<IncomeBenefitContract> Benefits);

/// <summary>An amount under a benefit.</summary>
/// <param name="Benefit">What the lines are called, such as dividend.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Amount">How much.</param>
internal sealed record IncomeBenefitContract(string Benefit, WordsContract Title, string Amount)
{
    /// <summary>An amount.</summary>
    public static IncomeBenefitContract Of(BenefitIncome benefit) =>
        new(benefit.Benefit, WordsContract.Of(benefit.Title), new Money(benefit.Fen).ToString());
}

/// <summary>How incomes are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HouseholdIncomeContract))]
internal sealed partial class HouseholdIncomeContracts : JsonSerializerContext;
