using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// Writes payments for a bank: all of them, each once, in as many files as the bank's limit asks for. What a bank could misread is
/// refused, all of it at once, and no file is made.
/// </summary>
internal static class WritePaymentFile
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>As a template says.</summary>
    /// <param name="template">How the bank wants it.</param>
    /// <param name="batch">The payments.</param>
    /// <exception cref="RefusedException">The template is none, or some payments cannot be written so.</exception>
    public static PaymentFile AsTemplate(PaymentTemplate template, PaymentBatch batch)
    {
        if (new PaymentTemplateValidator().Validate(template) is { IsValid: false } faults)
        {
            throw new RefusedException(Failure.Of(faults.AsProblems().ToArray()));
        }

        PaymentOrderRules.Require(batch.Orders);
        var rows = new PaymentRows(template, batch.Head);
        var cells = rows.Cells(batch.Orders);
        var headings = template.HasHeadings ? rows.Headings() : null;
        return PaymentParts.Write(batch, KindOf(template), template.MaxRows, rows.Notes, (part, from) =>
        {
            var own = cells.AsMemory(from, part.Count);
            var totals = template.HasTotals ? rows.Totals(part.TotalFen) : null;
            return template.IsText
                ? Text(template, rows, headings, own.Span, totals)
                : PaymentWorkbook.Write(rows.Fields, headings, own, totals);
        });
    }

    /// <summary>
    /// As ICBC's file of batch payments for its business client (企业财务室, .bpt): a head with the sum, then a line for each payment;
    /// GBK, fen, a bar behind every field.
    /// </summary>
    /// <param name="batch">The payments.</param>
    /// <param name="maxRows">Payments of one file.</param>
    /// <exception cref="RefusedException">Some payments cannot be written so.</exception>
    public static PaymentFile AsIcbcBatch(PaymentBatch batch, int maxRows = PaymentTemplate.DefaultMaxRows)
    {
        PaymentOrderRules.Require(batch.Orders);
        var template = PaymentTemplates.IcbcDetails with { MaxRows = maxRows };
        var rows = new PaymentRows(template, batch.Head);
        var cells = rows.Cells(batch.Orders);
        var date = batch.Head.ExecutionOn.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var kind = new PaymentFileKind(".bpt", "text/plain; charset=gbk");
        return PaymentParts.Write(batch, kind, template.MaxRows, rows.Notes, (part, from) =>
            new PaymentText(template, rows.Fields)
                .Own("#总计信息\r\n#注意：本文件中的金额均以分为单位！\r\n#币种|日期|总计标志|总金额|总笔数|\r\n")
                .Own(string.Create(CultureInfo.InvariantCulture, $"RMB|{date}|1|{part.TotalFen}|{part.Count}|\r\n#明细指令信息\r\n#"))
                .Line(rows.Headings())
                .Lines(cells.AsSpan(from, part.Count))
                .ToBytes());
    }

    private static byte[] Text(
        PaymentTemplate template, PaymentRows rows, string[]? headings, ReadOnlySpan<string[]> cells, string[]? totals)
    {
        var text = new PaymentText(template, rows.Fields);
        if (headings is not null)
        {
            text.Line(headings);
        }

        text.Lines(cells);
        return (totals is null ? text : text.Line(totals)).ToBytes();
    }

    private static PaymentFileKind KindOf(PaymentTemplate template) =>
        !template.IsText ? new PaymentFileKind(".xlsx", Workbook)
        : template.SeparatorCharacter == ',' ? new PaymentFileKind(".csv", "text/csv; charset=" + template.Encoding)
        : new PaymentFileKind(".txt", "text/plain; charset=" + template.Encoding);
}
