using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Settlements;

/// <summary>
/// What a run of kind settlement pays, out of which money and to whom: kept in <c>run.result</c>, numbers encrypted, and shown as
/// <c>settlement</c>, numbers masked.
/// </summary>
/// <param name="Payer">The money it comes from, in words: a fund, an account, a party.</param>
/// <param name="Reason">Why it is paid now, in words.</param>
/// <param name="Claims">What is paid, by household and correction.</param>
/// <param name="Payees">Who is paid, one for each household, in the order of the claims.</param>
internal sealed record SettlementDetails(
    string Payer, string Reason, IReadOnlyList<SettledClaim> Claims, IReadOnlyList<SettlementPayee> Payees)
{
    private const string Field = "settlement";

    /// <summary>Who is paid for a household; null where the run does not pay it.</summary>
    public SettlementPayee? PayeeOf(string household) => Payees.FirstOrDefault(payee => payee.Household == household);

    /// <summary>What of a correction is paid for a household; null where the run does not pay it.</summary>
    public SettledClaim? ClaimOf(string household, string correction) =>
        ClaimsOf(household).FirstOrDefault(claim => claim.Correction == correction);

    /// <summary>What is paid for a household.</summary>
    public IEnumerable<SettledClaim> ClaimsOf(string household) => Claims.Where(claim => claim.Household == household);

    /// <summary>Reads them of a run of kind settlement.</summary>
    public static SettlementDetails Of(RunRow row) => StoredRunResult.Read(row.Result).Settlement!.Read();

    /// <summary>
    /// What an approval is bound to: the calculation with what it settles, and all that is kept here, to whom and out of which money.
    /// </summary>
    /// <param name="row">A run of kind settlement; its <see cref="RunRow.Digest"/> is not read.</param>
    /// <param name="calculation">Digest of the calculation.</param>
    /// <param name="settlements">What it settles, as stored.</param>
    /// <param name="numbers">Open what was sealed with a later key since, for the text of then is hashed; null without the keys.</param>
    public static string DigestOf(RunRow row, string calculation, IReadOnlyList<SettlementRow> settlements, PrivateNumbers? numbers)
    {
        using var result = JsonDocument.Parse(row.Result);
        var kept = result.RootElement.GetProperty(Field).GetRawText();
        foreach (var (household, number) in Of(row).Sealed().Where(_ => numbers is not null))
        {
            kept = kept.Replace(number, numbers!.FirstText(number, row.OrganizationId, household), StringComparison.Ordinal);
        }

        var text = $"linkage-settlement-run-1\n{ClaimSettlement.DigestOf(calculation, settlements)}\n{kept}\n";
        return DigestText.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is encrypted in it, each with the household it is encrypted for.</summary>
    public IEnumerable<(string Household, string Text)> Sealed() => Payees.SelectMany(payee => new[] { payee.Number, payee.Evidence }
        .OfType<string>().Select(text => (payee.Household, text)));

    /// <summary>Whether the claims are exactly what the run settles.</summary>
    public bool IsOf(IReadOnlyList<SettlementRow> settlements) =>
        Claims.Select(claim => (claim.Household, claim.Correction, claim.AmountFen)).SequenceEqual(
            settlements.OrderBy(row => row.HouseholdId, HouseholdOrder.Instance)
                .ThenBy(row => row.CorrectionRunId, StringComparer.Ordinal)
                .Select(row => (row.HouseholdId, row.CorrectionRunId, row.AmountFen)));
}

/// <summary>A balance that is paid.</summary>
/// <param name="Household">Whose it is.</param>
/// <param name="Correction">The correction that left it.</param>
/// <param name="Year">The year that was corrected.</param>
/// <param name="AmountFen">All that was open of it; positive.</param>
internal sealed record SettledClaim(string Household, string Correction, int Year, long AmountFen)
{
    /// <summary>Where the amount comes from, in words.</summary>
    public LocalizedText Words()
    {
        var amount = new Money(AmountFen).ToDisplayString();
        return new LocalizedText(
            $"{Year} 年收益分配更正（更正编号 {Correction}）少发 {amount} 元，这次付清",
            $"{amount} yuan too little in {Year}, found by correction {Correction}: paid now");
    }
}

/// <summary>Who is paid for a household, as a run keeps it.</summary>
/// <param name="Household">The household.</param>
/// <param name="Name">Their name; empty where the roster never had one.</param>
/// <param name="Relation"><see cref="PayeeRelations"/>.</param>
internal sealed record SettlementPayee(string Household, string Name, string Relation)
{
    /// <summary>The bank; null where nobody said.</summary>
    public string? Bank { get; init; }

    /// <summary>The account, encrypted for the household; null for cash.</summary>
    public string? Number { get; init; }

    /// <summary>The last four characters of the account.</summary>
    public string? Hint { get; init; }

    /// <summary>The paper that shows why they are paid in the household's place, encrypted for the household.</summary>
    public string? Evidence { get; init; }

    /// <summary>The paper as everybody may see it.</summary>
    public string? EvidenceHint { get; init; }

    /// <summary>Whether it is the household itself.</summary>
    public bool IsSelf => Relation == PayeeRelations.Self;

    /// <summary>The account as everybody may see it; null for cash.</summary>
    public string? Masked => Hint is null ? null : AccountNumber.Mask(Hint);
}

/// <summary>
/// What <c>run.result</c> keeps as <c>settlement</c>. It is part of what an approval is bound to: its fields and their order stay.
/// </summary>
internal sealed record StoredSettlement(
    string Payer, string Reason, IReadOnlyList<StoredClaim> Claims, IReadOnlyList<StoredPayee> Payees)
{
    /// <summary>The details as they are kept.</summary>
    public static StoredSettlement Of(SettlementDetails details) => new(
        details.Payer, details.Reason,
        [.. details.Claims.Select(claim => new StoredClaim(
            claim.Household, claim.Correction, claim.Year, new Money(claim.AmountFen).ToString()))],
        [.. details.Payees.Select(payee => new StoredPayee(
            payee.Household, payee.Name, payee.Relation, payee.Bank, payee.Number, payee.Hint, payee.Evidence, payee.EvidenceHint))]);

    /// <summary>The details.</summary>
    public SettlementDetails Read() => new(
        Payer, Reason,
        [.. Claims.Select(claim => new SettledClaim(
            claim.Household, claim.Correction, claim.Year, StoredRunResult.Money(claim.Amount).Fen))],
        [.. Payees.Select(payee => new SettlementPayee(payee.Household, payee.Name, payee.Relation)
        {
            Bank = payee.Bank, Number = payee.Number, Hint = payee.Hint, Evidence = payee.Evidence, EvidenceHint = payee.EvidenceHint,
        })]);
}

/// <summary>A balance that is paid, as it is kept.</summary>
internal sealed record StoredClaim(string Household, string Correction, int Year, string Amount);

/// <summary>Who is paid, as it is kept: account and paper are encrypted.</summary>
internal sealed record StoredPayee(
    string Household, string Name, string Relation, string? Bank, string? Number, string? Hint, string? Evidence, string? EvidenceHint);
