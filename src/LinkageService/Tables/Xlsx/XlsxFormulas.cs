using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkageService.Tables.Xlsx;

/// <summary>A formula of a worksheet.</summary>
/// <param name="Row">Its row, from 1.</param>
/// <param name="Column">Its column, from 0.</param>
/// <param name="Relative">The formula with each relative reference as the way to it: <c>R[0]C[-2]*R1C7</c>.</param>
/// <param name="Sum">The rows it adds up, where it is one SUM over part of its own column.</param>
internal sealed record XlsxFormula(int Row, int Column, string Relative, (int First, int Last)? Sum);

/// <summary>The formulas of a worksheet: how it reckons, beside what its cells hold.</summary>
internal static partial class XlsxFormulas
{
    /// <summary>Formulas of one sheet; those beyond are not read.</summary>
    /// <value>200,000.</value>
    public const int Most = 200_000;

    // Longer ones are compared by their beginning.
    private const int MostCharacters = 2_000;

    /// <summary>Of a worksheet, by row.</summary>
    /// <param name="file">A zip, which stays open.</param>
    /// <param name="sheet">Name of the worksheet; null for the first that is not hidden.</param>
    /// <param name="limits">What is refused.</param>
    /// <exception cref="TableException">It cannot be read.</exception>
    public static List<XlsxFormula> Of(Stream file, string? sheet, TableLimits limits)
    {
        file.Position = 0;
        using var package = new XlsxPackage(file, limits);
        using var xml = package.Open(XlsxWorkbook.Of(package, sheet).SheetPart) ?? throw new InvalidDataException();
        var formulas = new List<XlsxFormula>();
        var shared = new Dictionary<string, string>(StringComparer.Ordinal);
        var (row, column) = (0, 0);
        while (formulas.Count < Most && xml.Read())
        {
            if (!xml.IsStart)
            {
                continue;
            }

            switch (xml.Name)
            {
                case "row":
                    (row, column) = (int.TryParse(xml.Attribute("r"), CultureInfo.InvariantCulture, out var number) ? number : row + 1, 0);
                    break;
                case "c":
                    column = Cell().Match(xml.Attribute("r") ?? "") is { Success: true } at
                        ? ColumnOf(at.Groups["column"].Value)
                        : column + 1;
                    break;
                case "f":
                    Add(formulas, shared, xml, row, column);
                    break;
                default:
                    break;
            }
        }

        return formulas;
    }

    private static void Add(List<XlsxFormula> formulas, Dictionary<string, string> shared, XlsxXml xml, int row, int column)
    {
        var master = xml.Attribute("t") == "shared" ? xml.Attribute("si") : null;
        var text = xml.HasContent ? xml.Text() : "";
        text = text.Length > MostCharacters ? text[..MostCharacters] : text;
        var relative = text.Length == 0 && master is not null ? shared.GetValueOrDefault(master, "") : Relative(text, row, column);
        if (text.Length > 0 && master is not null)
        {
            shared[master] = relative;
        }

        // A formula filled sideways adds up its own column too, but a shared one states its rows once.
        if (relative.Length > 0)
        {
            formulas.Add(new XlsxFormula(row, column - 1, relative, text.Length == 0 ? null : SumOf(text, column)));
        }
    }

    private static (int First, int Last)? SumOf(string text, int column) =>
        Sum().Match(text) is { Success: true } sum && ColumnOf(sum.Groups["from"].Value) == column
            && ColumnOf(sum.Groups["to"].Value) == column
            && int.TryParse(sum.Groups["first"].Value, CultureInfo.InvariantCulture, out var first)
            && int.TryParse(sum.Groups["last"].Value, CultureInfo.InvariantCulture, out var last)
            ? (Math.Min(first, last), Math.Max(first, last))
            : null;

    private static string Relative(string text, int row, int column) => Reference().Replace(text, match =>
    {
        if (!int.TryParse(match.Groups["row"].Value, CultureInfo.InvariantCulture, out var other))
        {
            return match.Value;
        }

        var at = ColumnOf(match.Groups["column"].Value);
        var ofRow = match.Groups["fixedRow"].Length > 0 ? $"R{Number(other)}" : $"R[{Number(other - row)}]";
        return ofRow + (match.Groups["fixedColumn"].Length > 0 ? $"C{Number(at)}" : $"C[{Number(at - column)}]");
    });

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int ColumnOf(string letters) =>
        letters.Aggregate(0, (column, letter) => (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1));

    [GeneratedRegex(@"^(?<column>[A-Za-z]{1,3})\d", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();

    [GeneratedRegex(
        @"(?<![A-Za-z0-9_.!'])(?<fixedColumn>\$?)(?<column>[A-Za-z]{1,3})(?<fixedRow>\$?)(?<row>\d{1,7})(?![A-Za-z0-9_.(!])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex(
        @"^(SUM\(|SUBTOTAL\((9|109),)\$?(?<from>[A-Z]{1,3})\$?(?<first>\d{1,7}):\$?(?<to>[A-Z]{1,3})\$?(?<last>\d{1,7})\)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sum();
}
