using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>The units that a table states once for all of it, above its headings: <c>单位：亩、万元</c>.</summary>
internal sealed partial class TableUnits
{
    private readonly string[] _units;

    /// <summary>Of the rows above the headings.</summary>
    public TableUnits(IEnumerable<TableRow> above) => _units = [.. above.SelectMany(Stated).Where(WrittenNumber.IsUnit)];

    /// <summary>The unit that the table states for a column in a plain unit, where that is a multiple of it; null for none.</summary>
    /// <param name="unit">The column's own, such as 元.</param>
    public string? MultipleOf(string unit) => unit.Length == 0 ? null
        : _units.FirstOrDefault(stated => WrittenNumber.ScaleOf(stated) is (> 1, { Length: > 0 } plain) && WrittenNumber.Fits(plain, unit));

    private static IEnumerable<string> Stated(TableRow row)
    {
        // 单位： may stand in a cell of its own, before the one with the unit.
        var text = string.Join('\n', row.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell))
            .Select(cell => string.Concat(Nfkc.Of(cell).Where(letter => !char.IsWhiteSpace(letter)))));
        return Unit().Matches(text).SelectMany(match => match.Groups["units"].Value.Split(['、', ',', '/', ';', '和']));
    }

    [GeneratedRegex(
        @"单位[:]?\n?(?<units>[\p{L}、,/;]{1,20})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unit();
}
