using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Unicode;

namespace LinkageService.Features.Households;

/// <summary>A row in which a form numbers its columns: 甲 乙 1 2 3=1×2, ① ② ③, A B C, 1栏 2栏.</summary>
internal static partial class ColumnNumbers
{
    private const int Least = 3;
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Numerals = "一二三四五六七八九十";

    private enum Mark
    {
        None,
        Stem,
        Letter,
        Numeral,
        Number,
    }

    /// <summary>Whether the cells of a row are such numbers, each the next: first letters or the like, then figures, or either.</summary>
    public static bool Are(IEnumerable<string> cells)
    {
        var marks = cells.Where(cell => cell.Length > 0).SkipWhile(cell => cell is "栏次" or "序号" or "栏目" or "列次").Select(Of).ToArray();
        var first = marks.TakeWhile(mark => mark.Kind != Mark.Number).ToArray();
        return marks.Length >= Least && first.All(mark => mark.Kind != Mark.None && mark.Kind == first[0].Kind)
            && first.Select(mark => mark.At).SequenceEqual(Enumerable.Range(1, first.Length))
            && (first.Length is 0 || first.Length == marks.Length || marks.Length - first.Length > 1)
            && marks.Skip(first.Length).Select(mark => (mark.Kind, mark.At))
                .SequenceEqual(Enumerable.Range(1, marks.Length - first.Length).Select(at => (Mark.Number, at)));
    }

    private static (Mark Kind, int At) Of(string cell)
    {
        // 3=1×2 says how the third column is made.
        var text = Plain().Match(string.Concat(Nfkc.Of(cell).Where(letter => !char.IsWhiteSpace(letter))));
        if (!text.Success)
        {
            return (Mark.None, 0);
        }

        var mark = text.Groups["mark"].Value;
        return int.TryParse(mark, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (Mark.Number, number)
            : mark.Length != 1 ? (Mark.None, 0)
            : Stems.IndexOf(mark[0], StringComparison.Ordinal) is >= 0 and var stem ? (Mark.Stem, stem + 1)
            : Numerals.IndexOf(mark[0], StringComparison.Ordinal) is >= 0 and var numeral ? (Mark.Numeral, numeral + 1)
            : char.IsAsciiLetterUpper(mark[0]) ? (Mark.Letter, mark[0] - 'A' + 1)
            : (Mark.None, 0);
    }

    [GeneratedRegex(
        @"^第?\(?(?<mark>[1-9]\d{0,2}|[A-Z甲乙丙丁戊己庚辛壬癸一二三四五六七八九十])[).、]?[栏列]?(=[\d()+\-−×xX*÷/%.栏列A-Z]+)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
