using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Steps;

namespace LinkageService.Features.Exports.Print;

/// <summary>How one amount of a household came about, in as few words as it takes to redo it on a pocket calculator.</summary>
internal static partial class SlipArithmetic
{
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

        // Those of the amount stand before those of the conditions of its group, which may be called the same.
        var figures = explanation.Figures.GroupBy(figure => figure.Name, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => named.First().Value, StringComparer.Ordinal);
        var result = new Money(household.Amounts[line.Index]).ToDisplayString();
        if (prices.Of(line) is { Counted: null, IsCut: false, Pool: { } pool, UnitsText: { } units } shared
            && figures.TryGetValue("exact", out var exact))
        {
            var unit = shared.Unit;
            var own = shared.Holding is { } holding ? $" × {Share(sheet, household, holding)} {words.Of(unit)}" : "";
            var sum = $"{pool.ToDisplayString()}{words.T(" 元", "")}{own} ÷ {units} {words.Of(unit)} = {Grouped(exact)}";
            var settled = Settled(words, figures, household.Amounts[line.Index], shared.UnitFen);
            return sum + words.T(" 元", " yuan") + settled
                + (settled.Length == 0 && Grouped(exact) == result ? words.T("。", ".") : words.T($"，得 {result} 元。", $", gives {result}."));
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
        return Twice().Replace(
            Rank().Replace(text[title.Length..], rank => rank.Groups["gets"].Success
                ? $"本户补 {rank.Groups["gets"].Value}" : "本户的零头不够大，没有补到"),
            "${sum}");
    }

    // The fraction was cut, or what the cuts left was added to it.
    private static string Settled(ExportWords words, Dictionary<string, string> figures, long fen, long unitFen)
    {
        if (!figures.TryGetValue("cut", out var text) || Money.TryParse(text, out var cut) != DecimalFault.None
            || (Money.TryParse(figures["exact"], out var exact) == DecimalFault.None && exact.Fen == fen))
        {
            return "";
        }

        if (unitFen > 1)
        {
            var to = PayoutUnit.Words(unitFen);
            return fen == cut.Fen ? words.T($"，舍到{to.Zh}", $", cut to {to.En}")
                : words.T($"，舍到{to.Zh}为 {cut.ToDisplayString()} 元，再补 {new Money(fen - cut.Fen)} 元",
                    $", cut to {to.En}, {cut.ToDisplayString()}, and {new Money(fen - cut.Fen)} of what is left is added");
        }

        return fen == cut.Fen ? words.T("，舍到分", ", cut to the fen")
            : words.T($"，尾差补 {fen - cut.Fen} 分", $", {fen - cut.Fen} of the odd fen is added");
    }

    // 1697.11633418… as people read it.
    private static string Grouped(string exact) => exact.Split('.') is [var whole, var rest] && long.TryParse(
        whole, System.Globalization.CultureInfo.InvariantCulture, out var yuan)
        ? yuan.ToString("N0", System.Globalization.CultureInfo.InvariantCulture) + "." + rest
        : exact;

    private static string Share(ExportSheet sheet, SheetHousehold household, string holding) =>
        sheet.Shares.FirstOrDefault(share => share.Name == holding) is { } share ? share.Text(household.Shares[share.Index]) : "";

    [GeneratedRegex("本户排第 [0-9]+，(?:补 (?<gets>[^，。；]+)|不补)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rank();

    // = 5,308.03 元，得 5,308.03 元: what the sum comes to is what the household gets, and is said once.
    [GeneratedRegex(
        "(?<sum>= (?<yuan>[0-9,]+[.][0-9]{2}) (?:元|yuan))(?:，恰好到[^，；。]+|, exact to [^,;.]+)?(?:，得|, gives) \\k<yuan> (?:元|yuan)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Twice();
}
