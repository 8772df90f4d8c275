using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>What is taken from a household, in as few words as it takes to redo it.</summary>
internal static class SlipWithholding
{
    /// <summary>A sentence for each tax and each debt.</summary>
    public static IEnumerable<string> Of(ExportSheet sheet, SheetHousehold household) => household.Withholdings.Select(row =>
        row.Kind == WithholdingKinds.SetOff ? OfDebt(sheet, row) : OfTax(sheet, row));

    private static string OfTax(ExportSheet sheet, WithholdingRow row)
    {
        var (words, tax, income) = (sheet.Words, Yuan(row.TaxFen), Yuan(row.IncomeFen));
        var benefit = string.Join('、', row.Item.Split('+').Select(each => words.Of(TitleOf(sheet, each))));
        var rate = sheet.Withholding!.Terms.FirstOrDefault(term => term.Benefit == row.Item);
        if (sheet.IsCorrection)
        {
            return words.T($"{benefit}个人所得税：应纳税所得额变动 {income} 元，税额变动 {tax} 元。",
                $"Income tax of {benefit}: income changes by {income}, tax by {tax}.");
        }

        if (row.Kind == WithholdingKinds.InLines)
        {
            return words.T($"{benefit}个人所得税：应纳税所得额 {income} 元，方案已代扣 {tax} 元。",
                $"Income tax of {benefit}: {tax} of {income}, withheld by the scheme.");
        }

        var sum = $"{income} × {rate?.Percent} = {tax}";
        return row.WithheldFen == row.TaxFen
            ? words.T($"{benefit}个人所得税：{sum} 元，由本组织代扣代缴。", $"Income tax of {benefit}: {sum}, withheld and paid over.")
            : words.T($"{benefit}个人所得税：税前 {sum} 元，由本组织承担，不从您的钱里扣。",
                $"Income tax of {benefit}: {sum} before tax, borne by the organisation and not taken from you.");
    }

    private static string OfDebt(ExportSheet sheet, WithholdingRow row)
    {
        var (words, debt, amount) = (sheet.Words, sheet.SetOffs[row.Item], Yuan(row.WithheldFen));
        return words.T(
            $"抵扣欠款 {amount} 元：{debt.Reason}；{debt.ConsentedBy} {words.Date(debt.ConsentedOn)}同意（{debt.Document}）。",
            $"Set off {amount}: {debt.Reason}; agreed by {debt.ConsentedBy} on {words.Date(debt.ConsentedOn)} ({debt.Document}).");
    }

    private static Engine.Problems.LocalizedText TitleOf(ExportSheet sheet, string benefit) =>
        new SchemeTitles(sheet.Scheme).OfBenefit(benefit);

    private static string Yuan(long fen) => new Money(fen).ToDisplayString();
}
