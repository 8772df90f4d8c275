using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Errors;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Settlements;

/// <summary>Open balances to be paid by a run of their own.</summary>
/// <param name="Year">The year of the accounts in which it is paid, 1900 to 2999; this year in China unless stated.</param>
/// <param name="Payer">The money it comes from, in words, up to 100 characters.</param>
/// <param name="Reason">Why it is paid now, up to 500 characters.</param>
/// <param name="Balances">Which, each once, up to 500.</param>
[CheckedBy<CreateSettlementValidator>]
internal sealed record SettlementRequestContract(int? Year, string Payer, string Reason, List<BalanceToPayContract> Balances);

/// <summary>A balance to be paid, all of it.</summary>
/// <param name="Household">Whose it is.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="Amount">What is open, as it was read, in yuan; 412 when another amount is open now.</param>
/// <param name="Payee">Who is paid in the household's place; left out for the household itself, to the account it last had on the
/// roster. All balances of a household have the same.</param>
[CheckedBy<BalanceToPayValidator>]
internal sealed record BalanceToPayContract(string Household, string Correction, string Amount, StatedPayeeContract? Payee);

/// <summary>Who is paid in a household's place.</summary>
/// <param name="Name">Their name, up to 100 characters.</param>
/// <param name="Relation">heir, family, guardian, proxy or other.</param>
/// <param name="Bank">The bank, up to 100 characters.</param>
/// <param name="Account">8 to 34 digits or capital letters; left out for cash.</param>
/// <param name="Evidence">The paper that shows it, by its number, up to 200 characters: a notary's deed, a court's document.</param>
[CheckedBy<StatedPayeeValidator>]
internal sealed record StatedPayeeContract(string Name, string Relation, string? Bank, string? Account, string Evidence);

/// <summary>What a settlement pays, out of which money and to whom.</summary>
/// <param name="Payer">The money it comes from.</param>
/// <param name="Reason">Why it is paid now.</param>
/// <param name="Claims">What is paid, by household and correction.</param>
/// <param name="Payees">Who is paid, one for each household.</param>
internal sealed record SettlementDetailsContract(
    string Payer, string Reason, IReadOnlyList<SettledClaimContract> Claims, IReadOnlyList<SettlementPayeeContract> Payees)
{
    /// <summary>As it is stored, numbers masked.</summary>
    public static SettlementDetailsContract Of(SettlementDetails details) => new(
        details.Payer, details.Reason,
        [.. details.Claims.Select(claim => new SettledClaimContract(
            claim.Household, claim.Correction, claim.Year, new Money(claim.AmountFen).ToString()))],
        [.. details.Payees.Select(payee => PayeeOf(payee) with { Household = payee.Household })]);

    /// <summary>As it is stored, numbers masked, without the household.</summary>
    public static SettlementPayeeContract PayeeOf(SettlementPayee payee) =>
        new(Household: null, payee.Name, payee.Relation, payee.Bank, payee.Masked, payee.EvidenceHint);
}

/// <summary>A balance that is paid.</summary>
/// <param name="Household">Whose it is.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="Amount">All that was open of it.</param>
internal sealed record SettledClaimContract(string Household, string Correction, int Year, string Amount);

/// <summary>How settlements are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SettlementDetailsContract))]
internal sealed partial class SettlementContracts : JsonSerializerContext;
