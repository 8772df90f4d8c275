using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;

namespace LinkageService.Features.Exports.Print;

/// <summary>A column of a table over many pages.</summary>
/// <param name="Heading">Its head.</param>
/// <param name="Width">Its share of the width, about millimetres.</param>
internal sealed record PagedColumn(string Heading, int Width)
{
    /// <summary>What stands for no amount.</summary>
    public const string None = "—";

    private const int Padding = 4;

    /// <summary>A column of amounts, wide enough for its sum: an amount is never cut off.</summary>
    /// <param name="heading">What stands above it.</param>
    /// <param name="width">Its share of the width, about millimetres, unless the sum needs more.</param>
    /// <param name="sumFen">What it adds up to, about.</param>
    /// <param name="fen">The amount of a household.</param>
    public static PagedColumn Amounts(string heading, int width, long sumFen, Func<SheetHousehold, long> fen) =>
        new(heading, WidthOf(width, new Money(sumFen).ToDisplayString()))
        {
            Value = fen, SumFen = sumFen, Show = value => value == 0 ? None : new Money((long)value).ToDisplayString(), IsMoney = true,
        };

    /// <summary>A column of what households hold.</summary>
    public static PagedColumn Share(ExportSheet sheet, ExportShare share, int width)
    {
        var unit = share.Unit.Length == 0 || share.Title.EndsWith($"（{share.Unit}）", StringComparison.Ordinal)
            ? "" : sheet.Words.T($"（{share.Unit}）", $", {share.Unit}");
        return new PagedColumn(share.Title + unit, WidthOf(width, share.Text(share.Sum)))
        {
            Value = household => household.Shares[share.Index], Show = value => value == 0 ? None : share.Text(value),
        };
    }

    /// <summary>A column of the units that a formula counts for households.</summary>
    /// <param name="heading">What stands above it.</param>
    /// <param name="width">Its share of the width, about millimetres, unless the sum needs more.</param>
    /// <param name="price">Of such a unit.</param>
    /// <param name="placeOf">The place of a household among those counted, or -1.</param>
    public static PagedColumn Counted(string heading, int width, UnitPrice price, Func<SheetHousehold, int> placeOf)
    {
        var counted = price.Counted!;
        return new PagedColumn(heading, WidthOf(width, price.UnitsText ?? ""))
        {
            Value = household => placeOf(household) is >= 0 and var at ? counted.PartsOf(at) : 0,
            Show = value => value == 0 ? None : UnitPrice.Show(new Fraction(value, counted.Denominator)),
        };
    }

    /// <summary>The column of how many people live in a household.</summary>
    public static PagedColumn Members(ExportWords words, int width) => new(words.T("人口", "Members"), width)
    {
        IsCentred = true,
        Value = household => household.Person?.Members ?? 0,
        Show = value => value == 0 ? "" : value.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The running number.</summary>
    public static PagedColumn Serial(ExportWords words, int width) => new(words.T("序号", "No."), width)
    {
        IsCentred = true, Text = (_, serial) => serial.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A column for each label that is no heading of groups.</summary>
    public static IEnumerable<PagedColumn> OfLabels(ExportSheet sheet, int width) => sheet.LabelColumns.Select(label =>
        new PagedColumn(label.Title, width) { IsCentred = true, Text = (household, _) => household.Labels[label.Index] });

    /// <summary>A second line of the head, such as the price of one unit; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>The text of a household, by its running number; null leaves room for the pen.</summary>
    public Func<SheetHousehold, int, string>? Text { get; init; }

    /// <summary>What a household has, which is summed up; null for a column of texts.</summary>
    public Func<SheetHousehold, long>? Value { get; init; }

    /// <summary>How a value is written.</summary>
    public Func<Int128, string> Show { get; init; } = value => new Money((long)value).ToDisplayString();

    /// <summary>Whether the values are fen.</summary>
    public bool IsMoney { get; init; }

    /// <summary>What a column of amounts adds up to, about.</summary>
    public long SumFen { get; init; }

    /// <summary>Whether the text stands in the middle.</summary>
    public bool IsCentred { get; init; }

    /// <summary>Whether the text may be long and is set small.</summary>
    public bool IsSmall { get; init; }

    /// <summary>A sum as it is written: an amount that is nothing is 0.00, other sums are left out.</summary>
    public string ShowSum(Int128 sum) => IsMoney ? new Money((long)sum).ToDisplayString() : Show(sum);

    private static int WidthOf(int least, string sum) => Math.Max(least, Padding + (sum.Length * 18 / 10));
}
