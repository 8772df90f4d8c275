using LinkageService.Engine.Amounts;

namespace LinkageService.Features.Exports.Print;

/// <summary>A column of a table over many pages.</summary>
/// <param name="Heading">Its head.</param>
/// <param name="Width">Its share of the width, about millimetres.</param>
internal sealed record PagedColumn(string Heading, int Width)
{
    /// <summary>A column of amounts, wide enough for its sum: an amount is never cut off.</summary>
    /// <param name="heading">Its head.</param>
    /// <param name="width">Its share of the width, about millimetres, unless the sum needs more.</param>
    /// <param name="sumFen">What it adds up to, about.</param>
    /// <param name="fen">The amount of a household.</param>
    public static PagedColumn Amounts(string heading, int width, long sumFen, Func<SheetHousehold, long> fen) =>
        new(heading, Math.Max(width, 4 + (new Money(sumFen).ToDisplayString().Length * 18 / 10)))
        {
            Fen = fen, SumFen = sumFen,
        };

    /// <summary>A column for each label that is no heading of groups.</summary>
    public static IEnumerable<PagedColumn> OfLabels(ExportSheet sheet, int width) => sheet.LabelColumns.Select(label =>
        new PagedColumn(label.Title, width) { IsCentred = true, Text = (household, _) => household.Labels[label.Index] });

    /// <summary>The text of a household, by its running number; null leaves room for the pen.</summary>
    public Func<SheetHousehold, int, string>? Text { get; init; }

    /// <summary>The amount of a household, which is summed up; null for a column of texts.</summary>
    public Func<SheetHousehold, long>? Fen { get; init; }

    /// <summary>What a column of amounts adds up to, about.</summary>
    public long SumFen { get; init; }

    /// <summary>Whether the text stands in the middle.</summary>
    public bool IsCentred { get; init; }

    /// <summary>Whether the text may be long and is set small.</summary>
    public bool IsSmall { get; init; }
}
