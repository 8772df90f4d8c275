using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Books;
using LinkageService.Tables;

namespace LinkageService.Features.Exports.Vouchers;

/// <summary>Vouchers as a CSV for other programs: a row for each line, one for each household where a line has any.</summary>
internal static class VoucherTable
{
    /// <summary>Writes it.</summary>
    public static async Task WriteAsync(VoucherHead head, Journal journal, Stream destination, CancellationToken cancellation)
    {
        var words = head.Words;
        await using var table = TableWriter.Create(destination, TableFormat.Csv, "");
        string[] headings =
        [
            words.T("凭证号", "Voucher"), words.T("日期", "Date"), words.T("摘要", "What"), words.T("科目编码", "Account"),
            words.T("总账科目", "Title"), words.T("明细科目", "Sub-account"), words.T("户编号", "Household"), words.T("借方金额", "Debit"),
            words.T("贷方金额", "Credit"), words.T("核算", "Run"),
        ];
        await table.WriteAsync([.. headings.Select(TableCell.Of)], cancellation);
        foreach (var voucher in journal.Vouchers)
        {
            foreach (var line in voucher.Lines)
            {
                if (line.Households.Count == 0)
                {
                    await table.WriteAsync(Row(words, voucher, line, "", line.Amount), cancellation);
                }

                foreach (var household in line.Households)
                {
                    await table.WriteAsync(Row(words, voucher, line, household.Household, new Money(household.Fen)), cancellation);
                }
            }
        }

        await table.CompleteAsync(cancellation);
    }

    private static TableCell[] Row(ExportWords words, Voucher voucher, VoucherLine line, string household, Money amount)
    {
        var names = new VoucherWords(words);
        var (written, empty) = (TableCell.Decimal(amount.ToString(), Money.Decimals), TableCell.Of(""));
        return
        [
            TableCell.Of(names.Number(voucher)), TableCell.Of(Dates.Text(voucher.Date)), TableCell.Of(words.Of(line.Text)),
            TableCell.Of(line.Account.Account.Code), TableCell.Of(words.Of(line.Account.Account.Title)),
            TableCell.Of(names.Subs(line.Account)), TableCell.Of(household), line.IsDebit ? written : empty,
            line.IsDebit ? empty : written, TableCell.Of(voucher.Run),
        ];
    }
}
