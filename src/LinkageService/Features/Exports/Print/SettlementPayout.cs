using LinkageService.Features.Households;
using LinkageService.Features.Settlements;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// The columns of the payout sheet of a settlement: who is paid for which household, on what paper, where it comes from. Numbers are
/// masked unless they were revealed.
/// </summary>
internal static class SettlementPayout
{
    /// <summary>The columns, from the left.</summary>
    public static PagedColumn[] Columns(ExportSheet sheet, RevealNumbers? reveal)
    {
        var words = sheet.Words;
        return
        [
            PagedColumn.Serial(words, 10),
            new(words.T("户编号", "Household"), 18) { IsCentred = true, Text = (household, _) => household.Id },
            new(words.T("户主", "Name"), 20) { IsCentred = true, Text = (household, _) => household.Person?.Name ?? "" },
            new(words.T("更正年度", "Corrected year"), 17) { IsCentred = true, Text = (household, _) => sheet.YearsOf(household.Id) },
            new(words.T("收款人", "Payee"), 20) { IsCentred = true, Text = (household, _) => PayeeOf(sheet, household).Name },
            new(words.T("与本户关系", "Relation"), 18) { IsCentred = true, Text = (household, _) => sheet.RelationOf(household.Id) },
            new(words.T("社保卡/账号", "Account"), 32)
            {
                IsSmall = true, Text = (household, _) => Account(sheet, PayeeOf(sheet, household), reveal),
            },
            new(words.T("开户行", "Bank"), 24) { IsSmall = true, Text = (household, _) => PayeeOf(sheet, household).Bank ?? "" },
            new(words.T("凭据", "Paper"), 30)
            {
                IsSmall = true, Text = (household, _) => Evidence(sheet, PayeeOf(sheet, household), reveal),
            },
            PagedColumn.Amounts(words.T("实发", "Net"), 24, sheet.Totals.Payable.PaidFen, household => household.Payable.PaidFen),
            new(words.T("签字或指印", "Signature"), 26),
            new(words.T("备注", "Remarks"), 20),
        ];
    }

    private static SettlementPayee PayeeOf(ExportSheet sheet, SheetHousehold household) => sheet.Settlement!.PayeeOf(household.Id)!;

    private static string Account(ExportSheet sheet, SettlementPayee payee, RevealNumbers? reveal) => payee.Number is { } number
        ? reveal?.Open(number, sheet.Row.OrganizationId, payee.Household) ?? payee.Masked!
        : sheet.Words.T("现金", "cash");

    private static string Evidence(ExportSheet sheet, SettlementPayee payee, RevealNumbers? reveal) => payee.Evidence is { } evidence
        ? reveal?.Open(evidence, sheet.Row.OrganizationId, payee.Household) ?? payee.EvidenceHint!
        : "";
}
