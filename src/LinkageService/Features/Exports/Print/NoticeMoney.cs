using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports.Print;

/// <summary>Where the money of a notice came from and where it went, line by line, and what one unit brought.</summary>
internal sealed class NoticeMoney
{
    private const double RowMillimetres = 5.6;
    private const double GapMillimetres = 3;
    private const double LineMillimetres = 5.2;

    private readonly ExportSheet _sheet;
    private readonly IReadOnlyList<(string Title, Money Amount)> _sources;
    private readonly IReadOnlyList<(string Title, Money Amount)> _uses;
    private readonly IReadOnlyList<(string Title, string Division)> _prices;

    /// <param name="sheet">The run.</param>
    /// <param name="lines">What may stand in rows.</param>
    /// <param name="prices">The prices.</param>
    public NoticeMoney(ExportSheet sheet, PaperLines lines, PaperPrices prices)
    {
        _sheet = sheet;
        var (words, titles, summary) = (sheet.Words, new SchemeTitles(sheet.Scheme), sheet.Run.Summary);
        _sources = [.. summary.Sources.Where(source => source.Amount != Money.Zero)
            .Select(source => (words.Of(titles.LabelOf(source)), source.Amount))];
        var funds = summary.Funds.Where(fund => fund.Amount != Money.Zero).Select(fund => (
            (fund.IsCarried ? words.T("结转下年：", "Carried forward: ") : words.T("留用：", "Kept: ")) + words.Of(titles.LabelOf(fund)),
            fund.Amount));
        _uses =
        [
            .. lines.Plain.Select(line => (line.Title + words.T($"（{line.Households} 户）", $" ({line.Households})"),
                new Money(line.SumFen))),
            .. lines.Apart.Count > 0
                ? [(words.Of(PaperLines.ApartTitle) + words.T("（见说明）", " (see below)"), new Money(lines.ApartSumFen))]
                : Array.Empty<(string, Money)>(),
            .. funds,
        ];
        _prices = [.. lines.Plain.Select(line => (line.Title, Division: prices.Division(line)))
            .Where(price => price.Division is not null).Select(price => (price.Title, price.Division!))];
    }

    /// <summary>The height it takes, about.</summary>
    public double Millimetres => GapMillimetres
        + Math.Max((_sources.Count + 2) * RowMillimetres, (_uses.Count + 2) * RowMillimetres) + (_prices.Count * LineMillimetres)
        + (_prices.Count > 0 ? GapMillimetres : 0);

    /// <summary>Writes it.</summary>
    public void Write(HtmlWriter html)
    {
        var words = _sheet.Words;
        html.Write($"<div class=\"halves\">");
        WriteTable(html, _sheet.IsCorrection ? words.T("来源的变动（元）", "Changes of sources, yuan")
            : words.T("钱从哪里来（元）", "Where it comes from, yuan"), _sources);
        WriteTable(html, _sheet.IsCorrection ? words.T("去向的变动（元）", "Changes of uses, yuan")
            : words.T("钱到哪里去（元）", "Where it goes, yuan"), _uses);
        html.Write($"</div>");
        if (_prices.Count == 0)
        {
            return;
        }

        html.Write($"<div class=\"prices\">");
        foreach (var (title, division) in _prices)
        {
            html.Write($"<div><b>{title}</b>{words.T("：", ": ")}{division}</div>");
        }

        html.Write($"</div>");
    }

    private void WriteTable(HtmlWriter html, string title, IReadOnlyList<(string Title, Money Amount)> rows)
    {
        html.Write($"<table class=\"money\"><thead><tr><th colspan=\"2\" scope=\"colgroup\">{title}</th></tr></thead><tbody>");
        foreach (var (name, amount) in rows)
        {
            html.Write($"<tr><td>{name}</td><td class=\"n\">{amount}</td></tr>");
        }

        html.Write($"<tr class=\"all\"><td>{_sheet.Words.T("合计", "Total")}</td>");
        html.Write($"<td class=\"n\">{new Money(rows.Sum(row => row.Amount.Fen))}</td></tr></tbody></table>");
    }
}
