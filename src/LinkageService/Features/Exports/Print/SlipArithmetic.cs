using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>How one amount of a household came about, in as few words as it takes to redo it on a pocket calculator.</summary>
internal static partial class SlipArithmetic
{
    private const int FenOfYuan = 100;

    /// <summary>The words, without the title of the line.</summary>
    /// <param name="sheet">The run.</param>
    /// <param name="prices">Its calculation and its prices.</param>
    /// <param name="household">Whose amount.</param>
    /// <param name="line">Which.</param>
    public static string Of(ExportSheet sheet, PaperPrices prices, SheetHousehold household, ExportColumn line)
    {
        var (words, distribution) = (sheet.Words, prices.Distribution!);
        var at = distribution.Roster.IndexOf(household.Id);
        var explanation = distribution.Explain(at, distribution.Steps.First(step => step.Step.Id == line.Step));
        var figures = explanation.Figures.ToDictionary(figure => figure.Name, figure => figure.Value, StringComparer.Ordinal);
        var result = new Money(household.Amounts[line.Index]).ToDisplayString();
        if (prices.Of(line) is { Pool: { } pool, IsCut: false, UnitsText: { } units, Unit: var unit, Holding: var holding }
            && figures.TryGetValue("exact", out var exact))
        {
            var own = holding is null ? "" : $" × {Share(sheet, household, holding)} {words.Of(unit)}";
            var sum = $"{pool.ToDisplayString()}{words.T(" 元", "")}{own} ÷ {units} {words.Of(unit)} = {Grouped(exact)}";
            return sum + words.T(" 元", " yuan") + Settled(words, figures, household.Amounts[line.Index])
                + words.T($"，得 {result} 元。", $", gives {result}.");
        }

        if (prices.Of(line) is { Pool: null, Holding: { } held } price)
        {
            return words.T($"{Share(sheet, household, held)} {price.Unit.Zh} × {price.YuanText} 元，得 {result} 元。",
                $"{Share(sheet, household, held)} {price.Unit.En} × {price.YuanText} yuan, gives {result}.");
        }

        // The explanation begins with the title of the step, which stands beside it.
        var text = words.Of(explanation.Text);
        var title = new[] { $"【{line.Title}】", line.Title + ": " }
            .FirstOrDefault(title => text.StartsWith(title, StringComparison.Ordinal)) ?? "";
        return Rank().Replace(text[title.Length..], rank => rank.Groups["gets"].Success
            ? $"本户补 {rank.Groups["gets"].Value}" : "本户的零头不够大，没有补到");
    }

    // The fraction was cut, or one of the fen that the cuts left was added.
    private static string Settled(ExportWords words, Dictionary<string, string> figures, long fen) =>
        !figures.TryGetValue("cut", out var cut) || !decimal.TryParse(
            cut, System.Globalization.CultureInfo.InvariantCulture, out var yuan) || !figures.ContainsKey("residueRank") ? ""
        : fen - (long)(yuan * 100) is var added and > 0
            ? added < FenOfYuan
                ? words.T($"，尾差补 {added} 分", $", {added} of the odd fen is added")
                : words.T($"，尾差补 {new Money(added).ToDisplayString()} 元",
                    $", {new Money(added).ToDisplayString()} of what is left is added")
        : words.T("，舍到分", ", cut to the fen");

    // 1697.11633418… as people read it.
    private static string Grouped(string exact) => exact.Split('.') is [var whole, var rest] && long.TryParse(
        whole, System.Globalization.CultureInfo.InvariantCulture, out var yuan)
        ? yuan.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + "." + rest
        : exact;

    private static string Share(ExportSheet sheet, SheetHousehold household, string holding) =>
        sheet.Shares.FirstOrDefault(share => share.Name == holding) is { } share ? share.Text(household.Shares[share.Index]) : "";

    [GeneratedRegex("本户排第 [0-9]+，(?:补 (?<gets>[^，。；]+)|不补)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rank();
}
