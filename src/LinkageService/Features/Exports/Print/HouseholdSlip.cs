using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Exports.Print;

/// <summary>The slip of one household.</summary>
internal sealed class HouseholdSlip
{
    private const double ThirdMillimetres = 98.9;
    private const double HalfMillimetres = 148.4;
    private const double HeadMillimetres = 26;
    private const double FootMillimetres = 16;
    private const double RowMillimetres = 6.7;
    private const double LineMillimetres = 5.2;
    private const int Characters = 48;
    private const double CharacterMillimetres = 3.6;
    private const double GapMillimetres = 5;

    private readonly ExportSheet _sheet;
    private readonly LocalizedText _title;
    private readonly PaperPrices _prices;
    private readonly PaperYears? _years;
    private readonly PaperProof? _proof;

    /// <param name="sheet">The run.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="prices">Shares, prices and arithmetic.</param>
    /// <param name="years">What households had before; null where there is nothing.</param>
    /// <param name="proof">What it can be checked with; null where the run has no proofs.</param>
    public HouseholdSlip(ExportSheet sheet, LocalizedText title, PaperPrices prices, PaperYears? years, PaperProof? proof) =>
        (_sheet, _title, _prices, _years, _proof) = (sheet, title, prices, years, proof);

    private ExportWords Words => _sheet.Words;

    /// <summary>Whether a run says anything to a household: a correction only to those it touches.</summary>
    public static bool Touches(ExportSheet sheet, SheetHousehold household) =>
        !sheet.IsCorrection || household.Payable.PaidFen != 0 || sheet.Lines.Any(line => household.Amounts[line.Index] != 0);

    /// <summary>Lays out the slip of a household.</summary>
    public Slip Of(SheetHousehold household)
    {
        var how = How(household).ToArray();
        var rows = LinesOf(household).Count() + 2 + _sheet.AfterTotalsOf(household).Count
            + (_sheet.Settlement?.ClaimsOf(household.Id).Count() ?? 0);
        var code = _proof?.Of(household.Id);
        var characters = Characters - (code is null ? 0 : (int)Math.Ceiling((code.Millimetres + GapMillimetres) / CharacterMillimetres));
        var lines = how.Sum(text => (Width(text) / characters) + 1);
        var below = Math.Max((lines * LineMillimetres) + FootMillimetres, code?.Height ?? 0);
        var height = HeadMillimetres + (rows * RowMillimetres) + below;
        return new Slip(household, how, code, height <= ThirdMillimetres ? 2 : height <= HalfMillimetres ? 3 : 6);
    }

    /// <summary>Writes it.</summary>
    public void Write(HtmlWriter html, Slip slip)
    {
        var (household, how, code, sixths) = slip;
        var name = household.Person?.Name is { Length: > 0 } known ? known : household.Id;
        html.Write($"<section class=\"slip slip{sixths}\"><h1>{Words.T(
            $"{name} 户 {_sheet.Row.Year} 年{_title.Zh}", $"{name}: {_title.En}, {_sheet.Row.Year}")}</h1><div class=\"facts\">");
        html.Write($"<span>{_sheet.Organization.Name}</span>");
        foreach (var (title, value) in Facts(household))
        {
            html.Write($"<span>{title}<b>{value}</b></span>");
        }

        html.Write($"</div>");
        WriteTable(html, household);
        html.Write($"<div class=\"beside\"><div><div class=\"how\">");
        foreach (var line in how)
        {
            html.Write($"<div>{line}</div>");
        }

        html.Write($"</div><div class=\"foot low\"><span>{Words.T("校验码", "Check code")} <b>{PagedTable.ShortDigest(_sheet)}</b>");
        html.Write($"{Words.T("　有疑问找：", "; to ask: ")}<span class=\"blank\"></span>");
        html.Write($"{Words.T("　电话：", " telephone: ")}<span class=\"blank\"></span></span></div>");
        html.Write($"<div class=\"foot\"><span></span><span>{Words.T(
            _sheet.IsSettlement ? "收款人签收：" : "签收：", "Received by: ")}");
        html.Write($"<span class=\"blank\"></span>{Words.T("　日期：", " on: ")}<span class=\"blank\"></span></span></div></div>");
        if (code is not null)
        {
            PaperProof.Write(html, Words, code, $"{Words.T("存证码", "Proof code")} {_proof!.Code}");
        }

        html.Write($"</div></section>\n");
    }

    private static int Width(string text) => text.Sum(letter => letter < 0x2E80 ? 1 : 2) / 2;

    private IEnumerable<(string Title, string Value)> Facts(SheetHousehold household)
    {
        yield return (Words.T("户编号 ", "member number "), household.Id);
        if (household.Person?.Members is { } members)
        {
            yield return (Words.T("家庭人口 ", "members "), members.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var label in _sheet.Labels)
        {
            yield return (label.Title + Words.T("：", ": "), household.Labels[label.Index]);
        }

        if (_sheet.Settlement is { } settlement)
        {
            var payee = settlement.PayeeOf(household.Id)!;
            yield return (Words.T("收款人：", "payee: "), payee.IsSelf
                ? _sheet.RelationOf(household.Id)
                : Words.T($"{payee.Name}（{_sheet.RelationOf(household.Id)}）", $"{payee.Name} ({_sheet.RelationOf(household.Id)})"));
            yield return (Words.T("资金来源：", "paid out of: "), settlement.Payer);
        }
        else if (PayoutColumns.AccountOf(household, reveal: null) is { Length: > 0 } account)
        {
            yield return (Words.T("打入卡尾号 ", "to account ending "), account);
        }
        else if (PayoutColumns.OutcomeOf(Words, household) is { Length: > 0 } outcome)
        {
            yield return (Words.T("领取：", "paid: "), outcome);
        }
    }

    private IEnumerable<ExportColumn> LinesOf(SheetHousehold household) => _sheet.Lines.Concat(_sheet.Records).Where(line =>
        household.Amounts[line.Index] != 0
        || (!_sheet.IsCorrection && !_sheet.IsSettlement && _years?.Fen(household.Id, line.Step) is not (null or 0)));

    private void WriteTable(HtmlWriter html, SheetHousehold household)
    {
        html.Write($"<table><colgroup>");
        foreach (var width in Widths)
        {
            html.Write($"<col style=\"width:{width}mm\">");
        }

        html.Write($"</colgroup><thead><tr>");
        foreach (var heading in Headings())
        {
            html.Write($"<th scope=\"col\">{heading}</th>");
        }

        html.Write($"</tr></thead><tbody>\n");
        foreach (var line in LinesOf(household))
        {
            WriteLine(html, household, line);
        }

        foreach (var claim in _sheet.Settlement?.ClaimsOf(household.Id) ?? [])
        {
            html.Write($"<tr><td>{Words.T($"{claim.Year} 年更正少发", $"Too little in {claim.Year}")}</td>");
            html.Write($"<td class=\"n\">{new Money(claim.AmountFen)}</td><td>{Words.Of(claim.Words())}</td></tr>\n");
        }

        WriteSums(html, household);
        html.Write($"</tbody></table>");
    }

    // A column nobody has anything in is left out: of a year before that is not known, and of shares in a correction.
    private int[] Widths => _sheet.IsSettlement ? [40, 34, 110] : _sheet.IsCorrection ? [80, 36, 36, 32]
        : _years is null ? [66, 40, 44, 34] : [52, 34, 38, 30, 30];

    private bool HasLast => !_sheet.IsCorrection && (_sheet.IsSettlement || _years is not null);

    private IEnumerable<string> Headings() => _sheet.IsSettlement
        ? [Words.T("项目", "Benefit"), Words.T("金额（元）", "Amount, yuan"), Words.T("从哪里来", "Where it comes from")]
        : _sheet.IsCorrection
        ? [
            Words.T("项目", "Benefit"), Words.T("原（元）", "Before, yuan"), Words.T("改为（元）", "Now, yuan"),
            Words.T("差（元）", "Difference, yuan"),
        ]
        : [
            Words.T("项目", "Benefit"), Words.T("份额", "Share"), Words.T("单价（元）", "Price, yuan"),
            Words.T("今年（元）", "This year, yuan"), .. HasLast ? [Words.T("去年（元）", "Last year, yuan")] : (string[])[],
        ];

    private void WriteLine(HtmlWriter html, SheetHousehold household, ExportColumn line)
    {
        var title = (_sheet.Records.Contains(line) ? Words.T("（另记，不在合计内）", "(noted, in no total) ") : "") + line.Title;
        var (fen, before) = (household.Amounts[line.Index], _years?.Fen(household.Id, line.Step));
        html.Write($"<tr><td>{title}</td>");
        if (_sheet.IsCorrection)
        {
            var had = before ?? 0;
            html.Write($"<td class=\"n\">{new Money(had)}</td><td class=\"n\">{new Money(had + fen)}</td>");
            html.Write($"<td class=\"n\">{new Money(fen)}</td></tr>\n");
            return;
        }

        html.Write($"<td class=\"n\">{_prices.ShareText(line, household)}</td><td class=\"n\">{_prices.Of(line)?.YuanText}</td>");
        html.Write($"<td class=\"n\">{new Money(fen)}</td>");
        if (HasLast)
        {
            html.Write($"<td class=\"n\">{(before is { } last ? new Money(last).ToDisplayString() : "")}</td>");
        }

        html.Write($"</tr>\n");
    }

    private void WriteSums(HtmlWriter html, SheetHousehold household)
    {
        var capital = Words.IsChinese ? $"（大写：{ChineseAmount.Of(new Money(household.Payable.PaidFen))}）" : "";
        var last = _sheet.IsCorrection || _years?.TotalFen(household.Id) is not { } before ? "" : new Money(before).ToDisplayString();
        var (total, columns) = (_sheet.TotalFen(household.Payable), _sheet.IsSettlement ? 1 : 3);
        if (!_sheet.HasPayable)
        {
            WriteSum(html, columns, _sheet.TotalTitle + capital, total, HasLast ? last : null);
            return;
        }

        WriteSum(html, columns, _sheet.TotalTitle, total, HasLast ? last : null);
        foreach (var after in _sheet.AfterTotalsOf(household))
        {
            WriteSum(html, columns, after.Title, after.Fen(household.Payable), HasLast ? "" : null);
        }

        if (capital.Length > 0)
        {
            html.Write($"<tr class=\"all\"><td colspan=\"{Widths.Length}\">{Words.T("本次实发", "Paid now")}{capital}</td></tr>\n");
        }
    }

    private static void WriteSum(HtmlWriter html, int columns, string title, long fen, string? last)
    {
        html.Write($"<tr class=\"all\"><td colspan=\"{columns}\">{title}</td><td class=\"n\">{new Money(fen)}</td>");
        if (last is not null)
        {
            html.Write($"<td class=\"n\">{last}</td>");
        }

        html.Write($"</tr>\n");
    }

    private IEnumerable<string> How(SheetHousehold household)
    {
        if (_sheet.Run.Correction is { } correction)
        {
            yield return Words.T("更正原因：", "Why: ") + PaperReason.ForEverybody(correction.Reason, Words);
            yield return Words.T("差是正数的补发，负数的扣回；“留待以后年度”的在以后的发放里补或扣。",
                "A positive difference is paid, a negative one held back; what is left is settled in later years.");
        }
        else if (_sheet.IsSettlement)
        {
            yield return Words.T("这笔钱在当年的更正里已经算清，怎么算的见那次更正的通知单；这次只是付清，不算本年的分配。",
                "How much it is was settled by the correction of its year, see the statement of that; it is only paid now and is no "
                + "distribution of this year.");
        }
        else
        {
            foreach (var line in LinesOf(household).Where(line => household.Amounts[line.Index] != 0))
            {
                yield return line.Title + Words.T("：", ": ") + SlipArithmetic.Of(_sheet, _prices, household, line);
            }

            var totals = _sheet.Run.Summary.Totals;
            var (given, kept) = (totals.Households.ToDisplayString(), (totals.Funds + totals.CarriedForward).ToDisplayString());
            yield return Words.T($"全体 {_sheet.Row.Households} 户，分给农户 {given} 元，留在集体 {kept} 元。",
                $"{_sheet.Row.Households} households, {given} yuan to them, {kept} kept.");
        }

        foreach (var text in SlipWithholding.Of(_sheet, household))
        {
            yield return text;
        }

        if (household.CarriedFrom is { } from)
        {
            yield return Words.Of(from.Words) + Words.T("。", ".");
        }

        if (Notice() is { } notice)
        {
            yield return notice;
        }
    }

    // Only while it helps: after the period nobody is told to object within it.
    private string? Notice()
    {
        if (_sheet.Run.Life is not { DisclosedOn: { } from, NoticeDays: { } days } || _sheet.Row.State != Storage.Runs.RunStates.Disclosed)
        {
            return null;
        }

        var last = Dates.Read(from).AddDays(days - 1);
        return _sheet.Today > last ? null : Words.T($"有异议请在公示期内（{Words.Date(last)}前，含当日）提出。",
            $"Objections are taken during the notice, until {Words.Date(last)}.");
    }

    /// <summary>The slip of a household, before it is written.</summary>
    /// <param name="Household">Whose.</param>
    /// <param name="How">How its amounts came about, and what else there is to say.</param>
    /// <param name="Code">What it can be checked with; null where there is none.</param>
    /// <param name="Sixths">How many sixths of a page it takes: two, three or all.</param>
    public sealed record Slip(SheetHousehold Household, IReadOnlyList<string> How, PaperProof.ProofCode? Code, int Sixths);
}
