using System.Globalization;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>
/// What a household is told (告知单), a page each: every amount, the arithmetic to redo it by hand, the total in capital numerals, and
/// where to ask. It shows no number and nothing of anybody else.
/// </summary>
internal sealed class HouseholdPrint() : ExportDocument("household-statements", ExportFormat.Html, ExportFormat.Pdf)
{
    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("农户告知单", "Household statements");

    /// <inheritdoc/>
    public override LocalizedText ShortTitle { get; } = new("告知单", "Household statements");

    /// <inheritdoc/>
    public override LocalizedText Purpose { get; } = new(
        "一户一页，写明每一笔怎么算；交给本户，不给别人看。",
        "One page a household, with how each amount came about; for that household only.");

    /// <inheritdoc/>
    public override bool IsOfHouseholds => true;

    /// <inheritdoc/>
    public override int MaxPdfHouseholds => PdfPrinter.MaxPages;

    /// <inheritdoc/>
    public override void CheckSize(ExportRequest request, ExportFormat format, RunRow run, Limits limits)
    {
        if (request.Household is null && run.Households > limits.MaxExplainedHouseholds)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.ExplanationTooLarge,
                $"一次最多打印 {limits.MaxExplainedHouseholds} 户的说明，这次有 {run.Households} 户；请用 household= 一户一户地要",
                $"at most {limits.MaxExplainedHouseholds} households are explained at once, this run has {run.Households}; "
                + "ask for one at a time with household=", "household"));
        }
    }

    /// <inheritdoc/>
    public override async Task WriteAsync(ExportSource source, Func<Stream> begin, CancellationToken cancellation)
    {
        var (sheet, rows) = (source.Sheet, source.Rows);
        SheetHousehold? only = null;
        if (source.Request.Household is { } asked)
        {
            only = await rows.FindAsync(asked) ?? throw RunAccess.UnknownHousehold(asked, "household");
        }

        // The lines of a correction are differences, and a settlement has none: neither is explained by a calculation.
        var distribution = sheet.IsCorrection || sheet.IsSettlement
            ? null
            : await source.Recomputed.OfAsync(source.Session, sheet.Run, cancellation);
        var households = only is null ? rows.ReadGroupsAsync(sheet.IsGrouped ? sheet.Groups : [], cancellation) : One(only);
        var html = new HtmlWriter(begin());
        PrintPage.Begin(html, sheet.Words, TitleOf(sheet) + " " + sheet.Organization.Name, isLandscape: false, isFixed: false);
        await foreach (var household in households.WithCancellation(cancellation))
        {
            WriteHousehold(html, sheet, household, distribution);
            await html.FlushManyAsync(cancellation);
        }

        PrintPage.End(html);
        await html.FlushAsync(cancellation);
    }

    private static async IAsyncEnumerable<SheetHousehold> One(SheetHousehold household)
    {
        await Task.CompletedTask;
        yield return household;
    }

    private static string TitleOf(ExportSheet sheet) => sheet.IsSettlement
        ? sheet.Words.T("付清更正差额告知单", "Statement of balances paid")
        : sheet.IsCorrection
        ? sheet.Words.T("收益分配更正告知单", "Statement of a correction")
        : sheet.Words.T("收益分配告知单", "Statement of distribution");

    private static void WriteHousehold(HtmlWriter html, ExportSheet sheet, SheetHousehold household, Distribution? distribution)
    {
        var (words, at) = (sheet.Words, distribution?.Roster.IndexOf(household.Id) ?? -1);
        PrintPage.BeginSheet(html, sheet);
        html.Write($"<h1>{TitleOf(sheet)}</h1><p class=\"lead\">{sheet.Organization.Name}{words.T("　", ", ")}");
        html.Write($"{words.T($"{sheet.Row.Year} 年度", $"{sheet.Row.Year}")}</p><div class=\"facts\">");
        WriteFact(html, words.T("户主：", "Household of: "), household.Person?.Name ?? "");
        WriteFact(html, words.T("户编号：", "Member number: "), household.Id);
        WriteFact(html, words.T("成员数：", "Members: "), household.Person?.Members?.ToString(CultureInfo.InvariantCulture) ?? "");
        foreach (var label in sheet.Labels)
        {
            WriteFact(html, words.T($"{label.Title}：", $"{label.Title}: "), household.Labels[label.Index]);
        }

        if (sheet.Settlement is { } settlement)
        {
            var payee = settlement.PayeeOf(household.Id)!;
            WriteFact(html, words.T("收款人：", "Payee: "), payee.IsSelf
                ? sheet.RelationOf(household.Id)
                : words.T($"{payee.Name}（{sheet.RelationOf(household.Id)}）", $"{payee.Name} ({sheet.RelationOf(household.Id)})"));
            WriteFact(html, words.T("资金来源：", "Paid out of: "), settlement.Payer);
        }
        else
        {
            WriteFact(html, words.T("登记日：", "Record date: "), words.Date(sheet.Row.RecordDate));
            WriteFact(html, words.T("分配方案：", "Scheme: "), words.Of(sheet.Scheme.Title));
        }

        WriteFact(html, words.T("状态：", "State: "), words.State(sheet.Row.State));
        html.Write($"</div><table class=\"own\"><colgroup><col style=\"width:40mm\"><col style=\"width:32mm\"><col></colgroup>");
        html.Write($"<thead><tr>");
        html.Write($"<th scope=\"col\">{words.T("项目", "Benefit")}</th><th scope=\"col\">{words.T("金额（元）", "Amount, yuan")}</th>");
        html.Write($"<th scope=\"col\">{(sheet.IsSettlement ? words.T("从哪里来", "Where it comes from")
            : words.T("怎么算的", "How it is computed"))}</th></tr></thead><tbody>\n");
        WriteLines(html, sheet, sheet.Lines, household, distribution, at);
        WriteClaims(html, sheet, household.Id);
        WriteSum(html, "all", sheet.TotalTitle, sheet.TotalFen(household.Payable), "");
        WritePayment(html, sheet, household);
        WriteLines(html, sheet, sheet.Records, household, distribution, at);
        html.Write($"</tbody></table>");
        if (words.IsChinese)
        {
            var title = sheet.HasPayable || sheet.IsSettlement ? "本次实发（大写）" : "合计（大写）";
            html.Write($"<p class=\"capital\">{title}：<b>{ChineseAmount.Of(new Money(household.Payable.PaidFen))}</b></p>");
        }

        if (household.CarriedFrom is { } from)
        {
            html.Write($"<p class=\"note\">{words.Of(from.Words)}{words.T("。", ".")}</p>");
        }

        WriteAsk(html, sheet);
        html.Write($"<div class=\"foot\"><span>{words.T("结果校验码", "Digest")} {PagedTable.ShortDigest(sheet)}</span>");
        html.Write($"<span>{household.Id}</span></div></section>\n");
    }

    private static void WriteFact(HtmlWriter html, string title, string value) =>
        html.Write($"<div>{title}<b>{value}</b></div>");

    private static void WriteLines(
        HtmlWriter html, ExportSheet sheet, IReadOnlyList<ExportColumn> columns, SheetHousehold household, Distribution? distribution,
        int at)
    {
        foreach (var column in columns.Where(column => household.Amounts[column.Index] != 0))
        {
            var isRecord = sheet.Records.Contains(column);
            var title = (isRecord ? sheet.Words.T("（另记，不在合计内）", "(noted, in no total) ") : "") + column.Title;
            var why = at < 0 ? Difference(sheet) : Why(sheet, distribution!, at, column);
            html.Write($"<tr><td>{title}</td><td class=\"n\">{new Money(household.Amounts[column.Index])}</td>");
            html.Write($"<td class=\"why\">{why}</td></tr>\n");
        }
    }

    private static void WriteClaims(HtmlWriter html, ExportSheet sheet, string household)
    {
        foreach (var claim in sheet.Settlement?.ClaimsOf(household) ?? [])
        {
            html.Write($"<tr><td>{sheet.Words.T($"{claim.Year} 年更正少发", $"Too little in {claim.Year}")}</td>");
            html.Write($"<td class=\"n\">{new Money(claim.AmountFen)}</td><td class=\"why\">{sheet.Words.Of(claim.Words())}</td></tr>\n");
        }
    }

    private static string Difference(ExportSheet sheet) =>
        sheet.Words.T("更正后与已发放的差额", "The difference between the corrected amount and what was paid");

    // The explanation begins with the title of the step, which stands beside it.
    private static string Why(ExportSheet sheet, Distribution distribution, int at, ExportColumn column)
    {
        var text = sheet.Words.Of(distribution.Explain(at, distribution.Steps.First(step => step.Step.Id == column.Step)).Text);
        var titles = new[] { $"【{column.Title}】", column.Title + ": " };
        var title = Array.Find(titles, title => text.StartsWith(title, StringComparison.Ordinal)) ?? "";
        return text[title.Length..];
    }

    private static void WriteSum(HtmlWriter html, string style, string title, long fen, string why) =>
        html.Write($"<tr class=\"{style}\"><td>{title}</td><td class=\"n\">{new Money(fen)}</td><td>{why}</td></tr>\n");

    private static void WritePayment(HtmlWriter html, ExportSheet sheet, SheetHousehold household)
    {
        if (!sheet.HasPayable)
        {
            return;
        }

        var (words, titles, amounts) = (
            sheet.Words, sheet.Words.AfterTotal(sheet.IsCorrection), sheet.AfterTotal(household.Payable));
        var (isCorrection, settled, carried) = (sheet.IsCorrection,
            words.T("正数是补发，负数是扣回", "Arrears where positive, held back where negative"),
            words.T("正数以后补发，负数以后扣回", "Paid later where positive, held back later where negative"));
        WriteSum(html, "sum", titles.First, amounts.First, isCorrection ? "" : settled);
        WriteSum(html, isCorrection ? "sum" : "all", titles.Second, amounts.Second, isCorrection ? carried : "");
    }

    private static void WriteAsk(HtmlWriter html, ExportSheet sheet)
    {
        var words = sheet.Words;
        html.Write($"<p class=\"note\">{(sheet.IsSettlement ? words.T(
            "这笔钱在当年的更正里已经算清，怎么算的见那次更正的告知单；这次只是付清，不算本年的分配。",
            "How much it is was settled by the correction of its year, see the statement of that; it is only paid now and is no "
            + "distribution of this year.") : words.T(
            "每项金额都可按“怎么算的”一栏用计算器复核；尾差是各户舍到分后剩下的几分钱，按所写的规则补给。",
            "Every amount can be redone on a calculator. Odd fen that are left when all are cut to the fen go out by the rule stated."))}");
        if (sheet.Run.Life is { DisclosedOn: { } from, NoticeDays: { } days })
        {
            var last = words.Date(Dates.Read(from).AddDays(days - 1));
            html.Write($"{words.T(
                $"公示期：{words.Date(from)}至{last}，有异议请在公示期内提出。",
                $" Notice period: {from} to {last}; objections are taken until then.")}");
        }

        html.Write($"</p><p class=\"note\">{words.T("有疑问请找：", "Where to ask: ")}<span class=\"blank\"></span>");
        html.Write($"{words.T("　电话：", " Telephone: ")}<span class=\"blank\"></span>");
        html.Write($"{words.T("　地点：", " Place: ")}<span class=\"blank\"></span></p>");
        html.Write($"<div class=\"sign\"><span>{words.T("经办人：", "Clerk: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{(sheet.IsSettlement ? words.T("收款人签收：", "Received by: ")
            : words.T("户主签收：", "Received by: "))}<span class=\"blank\"></span></span>");
        PrintPage.WriteSeal(html, words);
        html.Write($"</div>");
    }
}
