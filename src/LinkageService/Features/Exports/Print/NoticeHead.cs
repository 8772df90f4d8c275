using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Features.Life;

namespace LinkageService.Features.Exports.Print;

/// <summary>What stands above and below the rows of a public notice: what is made known, who voted, how to object, who signs.</summary>
internal sealed class NoticeHead
{
    private const int PortraitCharacters = 48;
    private const int LandscapeCharacters = 72;
    private const double LineMillimetres = 5.2;
    private const double ParagraphMillimetres = 1.5;

    // Long terms of sources and uses take a second line.
    private const double EnglishMillimetres = 12;

    private readonly ExportSheet _sheet;
    private readonly PaperLines _lines;
    private readonly NoticeMoney? _money;
    private readonly bool _isLandscape;
    private readonly IReadOnlyList<string> _paragraphs;

    /// <param name="sheet">The run.</param>
    /// <param name="lines">What may stand in rows.</param>
    /// <param name="money">Sources, uses and prices.</param>
    /// <param name="isLandscape">Whether the lines are those of a page across.</param>
    public NoticeHead(ExportSheet sheet, PaperLines lines, NoticeMoney money, bool isLandscape)
    {
        (_sheet, _lines, _isLandscape) = (sheet, lines, isLandscape);
        _money = sheet.IsSettlement ? null : money;
        _paragraphs = [.. Paragraphs().Where(text => text.Length > 0)];
    }

    private ExportWords Words => _sheet.Words;

    /// <summary>The height it takes on the first page beyond what stands on every page, about.</summary>
    public double Millimetres
    {
        get
        {
            var characters = _isLandscape ? LandscapeCharacters : PortraitCharacters;
            var lines = _paragraphs.Append(PeriodText + ObjectionText).Append(_sheet.Words.T(ContactZh, ContactZh))
                .Sum(text => ((TextLength(text) + 2) / characters) + 1);
            var (paragraphs, terms) = ((_paragraphs.Count + 2) * ParagraphMillimetres, Words.IsChinese ? 0 : EnglishMillimetres);
            return (lines * LineMillimetres) + paragraphs + terms + (_money?.Millimetres ?? 0);
        }
    }

    private const string ContactZh = "受理人：＿＿＿＿＿＿＿＿　电话：＿＿＿＿＿＿＿＿　地点：＿＿＿＿＿＿＿＿";

    /// <summary>Writes the head of a page.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="page">Which, from 1.</param>
    /// <param name="count">Of how many.</param>
    public void Write(HtmlWriter html, int page, int count)
    {
        var title = PaperTitle.Of(_sheet, new NoticePrint().TitleOf(_sheet));
        html.Write($"<h1 class=\"{(page == 1 ? "" : "again")}\">{title}{(page == 1 ? "" : Words.T("（续）", ", continued"))}</h1>");
        var date = _sheet.IsSettlement ? ""
            : Words.T($"登记日 {Words.Date(_sheet.Row.RecordDate)}　", $"record date {_sheet.Row.RecordDate}; ");
        var sheets = count == 1 ? "" : Words.T($"　共 {count} 张，请按页次并排张贴", $"; {count} sheets, to be put up side by side");
        html.Write($"<p class=\"lead\">{PaperTitle.Organization(_sheet)}{date}{Words.T("金额单位：元", "in yuan")}{sheets}</p>");
        if (page > 1)
        {
            return;
        }

        foreach (var paragraph in _paragraphs)
        {
            html.Write($"<p class=\"say\">{paragraph}</p>");
        }

        _money?.Write(html);
        WriteObjections(html);
    }

    /// <summary>Writes what stands below the last sums.</summary>
    public static void WriteTail(HtmlWriter html, ExportSheet sheet, PaperLines lines, PaperProof? proof)
    {
        var words = sheet.Words;
        if (sheet.IsSettlement)
        {
            WriteCapital(html, words, words.T("付清合计", "All paid"), sheet.Totals.Payable.PaidFen);
        }
        else
        {
            if (lines.Apart.Count > 0 && lines.Plain.Count > 0)
            {
                var (rows, others) = (new Money(lines.PlainSumFen).ToDisplayString(), new Money(lines.ApartSumFen).ToDisplayString());
                html.Write($"<p class=\"capital small\">{words.T(
                    $"各户小计 {rows} 元 ＋ 其他项目 {others} 元", $"Sum of the rows {rows} + other items {others}")}</p>");
            }

            WriteCapital(html, words, sheet.IsCorrection ? words.T("分给农户的变动", "Change for households")
                : words.T("分给农户合计", "To households in all"), sheet.Totals.Payable.TotalFen);
        }

        WriteNotes(html, sheet, lines, proof);
        html.Write($"<div class=\"sign seal\"><span>{words.T("制表：", "Prepared by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("审核：", "Checked by: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("监督委员会：", "Supervisors: ")}<span class=\"blank\"></span></span></div>");
        html.Write($"<div class=\"sign\">");
        PrintPage.WriteSeal(html, words);
        html.Write($"<span>{words.T("张贴日期：", "Put up on: ")}<span class=\"blank\"></span></span>");
        html.Write($"<span>{words.T("揭下日期：", "Taken down on: ")}<span class=\"blank\"></span></span></div>");
    }

    private static void WriteNotes(HtmlWriter html, ExportSheet sheet, PaperLines lines, PaperProof? proof)
    {
        var words = sheet.Words;
        html.Write($"<div class=\"beside proof\"><div>");
        if (proof is not null)
        {
            html.Write($"<p class=\"note\">{words.T("存证码", "Proof code")} <b class=\"code\">{proof.Code}</b></p><p class=\"note\">{words.T(
                "用手机扫本户通知单上的二维码，再对这里的存证码：对得上，说明公布的账里有这一户，金额相同，只有一次。"
                + "有没有多出来的户，要看全部名单。",
                "Scan the code of your slip and compare it with this one: where they agree, the published figures contain your household "
                + "with that amount, once. Whether anybody was added, the full list shows.")}</p>");
        }

        if (lines.Apart.Count > 0)
        {
            html.Write($"<p class=\"note\">{words.T(
                "说明：其他项目因涉及个人情况只公示合计，由监督委员会逐户核对；各户可持证件查询本户明细。",
                "Other items are of a personal kind: their sum is shown, and the supervisors check them household by household.")}</p>");
        }

        html.Write($"<p class=\"note\">{(sheet.Run.Life.Objections?.Above is { } above
            ? words.T($"不服答复的，可向{above}反映。", $"Who is not content with the answer may turn to {above}.")
            : words.T("不服答复的，可向＿＿＿＿＿＿＿＿乡镇（街道）农经机构反映，电话：＿＿＿＿＿＿＿＿＿。",
                "Who is not content with the answer may turn to the township office ________, telephone ________."))}</p>");
        html.Write($"</div>");
        if (proof is not null)
        {
            PaperProof.Write(html, words, proof.OfNotice(), caption: "");
        }

        html.Write($"</div>");
    }

    private static void WriteCapital(HtmlWriter html, ExportWords words, string title, long fen)
    {
        html.Write($"<p class=\"capital\">{title} <b>{new Money(fen)}</b>{words.T(" 元", " yuan")}");
        if (words.IsChinese)
        {
            html.Write($"　（大写：<b>{ChineseAmount.Of(new Money(fen))}</b>）");
        }

        html.Write($"</p>");
    }

    private static int TextLength(string text) => text.Sum(letter => letter < 0x2E80 ? 1 : 2) / 2;

    private IEnumerable<string> Paragraphs()
    {
        yield return Introduction() + Meeting();
        if (_sheet.Settlement is { } settlement)
        {
            var paid = new Money(_sheet.Totals.Payable.PaidFen).ToDisplayString();
            yield return Words.T(
                $"共付 {_sheet.Totals.Paid} 户 {paid} 元，资金来源：{settlement.Payer}。这些钱在当年的更正里已记入农户所得，"
                + $"不占用 {_sheet.Row.Year} 年的收益。",
                $"{paid} yuan to {_sheet.Totals.Paid} households, out of: {settlement.Payer}. It was counted as theirs by the corrections "
                + $"of its years and takes nothing of {_sheet.Row.Year}.");
        }

        foreach (var reason in PaperReason.Of(_sheet))
        {
            yield return reason;
        }

        yield return Residue();
        if (_sheet.AnnouncedAfterTotals is { Count: > 0 } columns)
        {
            var amounts = columns.Select(after =>
                (after.Title, Yuan: new Money(after.Fen(_sheet.Totals.Payable)).ToDisplayString())).ToArray();
            yield return Words.T(
                string.Join('，', amounts.Select(each => $"{each.Title} {each.Yuan} 元")) + "。",
                string.Join("; ", amounts.Select(each => $"{each.Title}: {each.Yuan}")) + ".");
        }

        if (_sheet.Withholding is { BorneFen: not 0 } withholding)
        {
            var borne = new Money(Math.Abs(withholding.BorneFen)).ToDisplayString();
            yield return withholding.BorneFen > 0
                ? Words.T($"个人所得税 {borne} 元由本组织另行承担，不从各户的钱里扣。",
                    $"Income tax of {borne} yuan is borne by the organisation and taken from nobody.")
                : Words.T($"本组织承担的个人所得税减少 {borne} 元。", $"The income tax that the organisation bears is {borne} yuan less.");
        }
    }

    private string Introduction()
    {
        if (_sheet.IsSettlement)
        {
            return Words.T("以前年度收益分配经更正后少发、还没有结清的款项，现予付清，公示如下，请全体成员监督。",
                "What corrections of earlier years left open is paid as follows.");
        }

        var title = Words.Of(_sheet.Scheme.Title);
        var by = StatusDisclosure.IsIn(_sheet.Scheme.Title)
            ? Words.T("根据本组织的分配方案，", "Under the organisation's scheme of distribution ")
            : Words.T($"根据“{title}”方案，", $"Under the scheme “{title}” ");
        return by + (_sheet.IsCorrection
            ? Words.T($"现将 {_sheet.Row.Year} 年度收益分配的更正结果公示如下，请全体成员监督。", "the following corrections are made.")
            : Words.T($"现将 {_sheet.Row.Year} 年度收益分配结果公示如下，请全体成员监督。", "the following is to be distributed."));
    }

    private string Meeting() => _sheet.Run.Life.Meeting is not { } meeting
        ? ""
        : Words.T(
            $"{Words.Date(meeting.Date)}{(meeting.Kind == "delegates" ? "成员代表大会" : "成员大会")}表决："
            + $"应到 {meeting.Due} 人，实到 {meeting.Present} 人，同意 {meeting.InFavour} 人。",
            $" Meeting of {meeting.Date}: {meeting.Due} due, {meeting.Present} present, {meeting.InFavour} in favour.");

    // 各户先舍到分，剩下的 28 分给零头最大的 28 户，每户 1 分。
    private string Residue()
    {
        var rounded = _sheet.Run.Summary.Rounding.Where(step => step is { Policy: "largest_remainder", ResidueFen: > 0 }
            && _lines.Plain.Any(line => line.Step == step.Step)).ToArray();
        return rounded.Length == 0 ? "" : string.Concat(rounded.Select(step =>
        {
            var title = _lines.Plain.First(line => line.Step == step.Step).Title;
            if (_sheet.Scheme.Steps.FirstOrDefault(known => known.Id == step.Step)?.PayoutUnitFen is { } unitFen and > 1)
            {
                var (to, one, count) = (PayoutUnit.Words(unitFen), new Money(unitFen), step.ResidueFen / unitFen);
                return count == 0 ? Words.T($"{title}只发到{to.Zh}。", $"{title}: paid to {to.En}. ")
                    : Words.T($"{title}先舍到{to.Zh}，剩下的 {count} 个 {one} 元分给零头最大的 {count} 户，每户 {one} 元。",
                        $"{title}: cut to {to.En}; what is left goes to the largest fractions, {one} each to {count} of them. ");
            }

            return Words.T($"{title}先舍到分，剩下的 {step.ResidueFen} 分给零头最大的 {step.ResidueFen} 户，每户 1 分。",
                $"{title}: cut to the fen; the {step.ResidueFen} fen left go to the largest fractions, one each. ");
        }));
    }

    private string PeriodText
    {
        get
        {
            if (_sheet.Run.Life is { DisclosedOn: { } from, NoticeDays: { } days })
            {
                var last = Dates.Read(from).AddDays(days - 1);
                return Words.T($"{Words.Date(from)}至{Words.Date(last)}（{days} 天）", $"{from} to {Words.Date(last)} ({days} days)");
            }

            return Words.T($"＿＿＿＿年＿＿月＿＿日至＿＿月＿＿日（不少于 {_sheet.NoticeDays} 天）",
                $"________ to ________ (at least {_sheet.NoticeDays} days)");
        }
    }

    private string ObjectionText
    {
        get
        {
            var last = Channel?.Until is { } until ? Words.Date(until)
                : _sheet.Run.Life is { DisclosedOn: { } from, NoticeDays: { } days } ? Words.Date(Dates.Read(from).AddDays(days - 1))
                : null;
            var (zh, en) = Channel?.AnswerDays is { } within ? ($"{within} ", $"{within}") : ("＿＿", "__");
            return last is null
                ? Words.T($"。有异议请在公示期内提出，当面、书面、电话都可以，{zh}日内答复。",
                    $". Objections are taken during the notice, by word, in writing or by telephone, and are answered within {en} days.")
                : Words.T($"。有异议请在{last}前（含当日）提出，当面、书面、电话都可以，{zh}日内答复。",
                    $". Objections are taken until {last}, by word, in writing or by telephone, and are answered within {en} days.");
        }
    }

    private ObjectionChannel? Channel => _sheet.Run.Life.Objections;

    // As it was noted with the notice; what nobody said are lines for the pen.
    private void WriteObjections(HtmlWriter html)
    {
        html.Write($"<p class=\"say\"><b>{Words.T("公示期：", "Notice period: ")}{PeriodText}</b>{ObjectionText}</p>");
        if (Channel is { } said)
        {
            html.Write($"<p class=\"say\">{Words.T("异议向这里提：", "Objections go to: ")}<b>{said.Channel}</b>");
            html.Write($"{Words.T("　电话：", " Telephone: ")}");
            WriteSaid(html, said.Contact);
            html.Write($"</p>");
            return;
        }

        html.Write($"<p class=\"say\">{Words.T("受理人：", "To: ")}<span class=\"blank\"></span>");
        html.Write($"{Words.T("　电话：", " Telephone: ")}<span class=\"blank\"></span>");
        html.Write($"{Words.T("　地点：", " Place: ")}<span class=\"blank\"></span></p>");
    }

    private static void WriteSaid(HtmlWriter html, string? said)
    {
        if (said is null)
        {
            html.Write($"<span class=\"blank\"></span>");
        }
        else
        {
            html.Write($"<b>{said}</b>");
        }
    }
}
