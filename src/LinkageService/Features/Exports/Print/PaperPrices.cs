using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>What the steps of a run paid by: the shares, and the price of one where there is one price.</summary>
/// <param name="sheet">The run.</param>
/// <param name="distribution">It computed again; null for a run that only moves differences.</param>
internal sealed class PaperPrices(ExportSheet sheet, Distribution? distribution)
{
    private readonly Dictionary<string, StepResult> _steps =
        (distribution?.Steps ?? []).ToDictionary(step => step.Step.Id, StringComparer.Ordinal);

    private readonly Dictionary<string, UnitPrice?> _prices = new(StringComparer.Ordinal);

    /// <summary>Reads them.</summary>
    public static async Task<PaperPrices> OfAsync(ExportSource source, CancellationToken cancellation) => new(
        source.Sheet, source.Sheet.IsCorrection || source.Sheet.IsSettlement
            ? null
            : await source.Recomputed.OfAsync(source.Session, source.Sheet.Run, cancellation));

    /// <summary>The calculation; null where there is none to explain.</summary>
    public Distribution? Distribution => distribution;

    /// <summary>The price of a line; null where it has none, or several.</summary>
    public UnitPrice? Of(ExportColumn line)
    {
        if (!_prices.TryGetValue(line.Step, out var price))
        {
            price = _steps.GetValueOrDefault(line.Step) is { } step ? distribution!.PriceOf(step) : null;
            _prices[line.Step] = price;
        }

        return price;
    }

    /// <summary>The shares that lines go by, each once; 人口 has a column of its own.</summary>
    private ExportShare[] SharesOf(IReadOnlyList<ExportColumn> lines)
    {
        var names = lines.Where(line => _steps.ContainsKey(line.Step)).SelectMany(line => _steps[line.Step].Step.Names)
            .ToHashSet(StringComparer.Ordinal);
        return [.. sheet.Shares.Where(share => names.Contains(share.Name) && !IsMembers(share))];
    }

    /// <summary>The one share a line goes by; null where a formula makes its weight of several, or it goes by none.</summary>
    private ExportShare? ShareOf(ExportColumn line)
    {
        var names = (_steps.GetValueOrDefault(line.Step)?.Step.Names ?? []).ToHashSet(StringComparer.Ordinal);
        return sheet.Shares.Where(share => names.Contains(share.Name)).Take(2).ToArray() is [var only] ? only : null;
    }

    /// <summary>The columns of what lines go by: what households hold, and the units that formulas count of it.</summary>
    /// <param name="lines">What households get, one column each.</param>
    /// <param name="width">Of a column, about millimetres.</param>
    public IEnumerable<PagedColumn> ColumnsOf(IReadOnlyList<ExportColumn> lines, int width)
    {
        foreach (var share in SharesOf(lines))
        {
            yield return PagedColumn.Share(sheet, share, width);
        }

        var counted = lines.Select(line => (line.Title, Price: Of(line))).Where(line => line.Price?.Counted is not null)
            .DistinctBy(line => line.Price!.Counted!.Formula).ToArray();
        foreach (var (title, price) in counted)
        {
            var heading = (counted.Length == 1 ? "" : title + sheet.Words.T("", ", "))
                + sheet.Words.T($"份额（{price!.Unit.Zh}）", $"shares, {price.Unit.En}");
            yield return PagedColumn.Counted(heading, width, price, household => distribution!.Roster.IndexOf(household.Id));
        }
    }

    /// <summary>How much of what a line goes by a household has, 66.5 股; empty where that is no one quantity.</summary>
    public string ShareText(ExportColumn line, SheetHousehold household)
    {
        if (Of(line) is { Counted: { } counted } price)
        {
            var at = distribution!.Roster.IndexOf(household.Id);
            return at < 0 ? "" : $"{UnitPrice.Show(counted.Of(at))} {sheet.Words.Of(price.Unit)}";
        }

        return ShareOf(line) is { } one ? $"{one.Text(household.Shares[one.Index])} {one.Unit}" : "";
    }

    /// <summary>每亩 359.239586… 元; null where there is no one price.</summary>
    public string? Text(ExportColumn line) => Of(line) is { } price
        ? sheet.Words.T($"每{price.Unit.Zh} {price.YuanText} 元", $"{price.YuanText} yuan a {price.Unit.En}")
        : null;

    /// <summary>How a price came about: 89,950.00 元 ÷ 250.39 亩 ＝ 每亩 359.239586… 元.</summary>
    public string? Division(ExportColumn line)
    {
        if (Of(line) is not { } price)
        {
            return null;
        }

        var (words, text) = (sheet.Words, Text(line)!);
        var cut = price.IsCut ? words.T("（舍去零头）", " (cut)") : "";
        return price is { Pool: { } pool, UnitsText: { } units }
            ? words.T($"{pool.ToDisplayString()} 元 ÷ {units} {price.Unit.Zh} ＝ {text}{cut}",
                $"{pool.ToDisplayString()} yuan ÷ {units} {price.Unit.En} = {text}{cut}")
            : text;
    }

    private bool IsMembers(ExportShare share) =>
        sheet.Scheme.RosterSchema.Holdings[share.Index].Members is { IsByAge: false };
}
