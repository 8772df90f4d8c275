using System.Text.RegularExpressions;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Unicode;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Other lists below the households, in the same columns: what follows a line that introduces it (附：已迁出户, 另：机动地), or a blank row and
/// looks otherwise. Whether they are households is asked.
/// </summary>
/// <param name="columns">What each column holds.</param>
/// <param name="titles">What stands above the headings, and is said again on each page.</param>
internal sealed partial class RosterSections(IReadOnlyList<RosterColumn?> columns, IReadOnlyList<TableRow> titles)
{
    // Headings in Chinese: no name is one of them.
    private static readonly HashSet<string> Words = RosterHeadingWords.Table.SelectMany(row => row.Zh.Concat(row.Also))
        .Concat(RosterHeadingWords.Others.SelectMany(other => other.Headings)).Concat(RosterNames.Holdings.Keys)
        .Where(word => word.Length > 1 && !char.IsAscii(word[0])).ToHashSet(StringComparer.Ordinal);

    // Before so many households nobody can say what they look like.
    private const int Few = 3;

    private readonly int[] _filled = new int[columns.Count];
    private readonly HashSet<string> _titles =
        titles.SelectMany(row => row.Cells).Select(SumWord.Condense).Where(text => text.Length > 0).ToHashSet(StringComparer.Ordinal);

    private int _households;
    private int _withDigits;
    private bool _isAfterBlank;
    private bool _isItem;

    /// <summary>The line that introduces what stands below it: its row, the place of its cell and its words; null for none.</summary>
    public (int Row, int Place, string Text)? Introduced { get; private set; }

    /// <summary>Whether the line itself was asked about.</summary>
    public bool IsAsked { get; set; }

    /// <summary>A worksheet begins anew.</summary>
    public void BeginSheet() => (Introduced, _isAfterBlank) = (null, false);

    /// <summary>Whether a row is a line that introduces those below it.</summary>
    public bool Begins(TableRow row)
    {
        _isAfterBlank |= row.IsAfterBlank;
        var said = Enumerable.Range(0, row.Cells.Count).Where(at => !string.IsNullOrWhiteSpace(row.Cells[at])).Take(2).ToArray();
        if (row.Filled.Count > 0 || said is not [var place] || !MayIntroduce(place))
        {
            return false;
        }

        var text = row.Cells[place].Trim();
        if (RosterRowWords.Introduces(text) && !_titles.Contains(SumWord.Condense(text)))
        {
            (Introduced, IsAsked, _isItem) = ((row.Number, place, NumberProblems.Shorten(text)), false, RosterRowWords.IsItem(text));
            return true;
        }

        // 二、现有农户 ends 一、已退出农户; （一）一组 ends nothing below 附：已迁出户.
        if ((_isItem && RosterRowWords.IsItem(text)) || Standing().IsMatch(text))
        {
            Introduced = null;
        }

        return false;
    }

    // A remark alone belongs to the household above it.
    private bool MayIntroduce(int place) => place == 0 || (place < columns.Count && columns[place] is null or
        { Field: RosterField.HouseholdId or RosterField.Name or RosterField.PersonName or RosterField.Ordinal });

    /// <summary>Counts the first row of a household.</summary>
    public void Saw(TableRow row, string id)
    {
        _households++;
        _withDigits += id.Any(char.IsDigit) ? 1 : 0;
        _isAfterBlank = false;
        for (var at = 0; at < _filled.Length; at++)
        {
            _filled[at] += IsFilled(row, at) ? 1 : 0;
        }
    }

    /// <summary>What is odd in a row below a blank one that looks otherwise than the households; null for any other.</summary>
    public LocalizedText? FaultOfShape(TableRow row, string id)
    {
        if (!_isAfterBlank || _households < Few || row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) < 2)
        {
            return null;
        }

        if (id.Length > 0 && !id.Any(char.IsDigit) && _withDigits == _households)
        {
            var shown = NumberProblems.Shorten(id);
            return new LocalizedText(
                $"空行下面的这一行，户编号写的是“{shown}”，和上面各户的编号不一样，像是另一张表；不是参加分配的农户就不要这一行，是的请给它编号",
                $"below a blank row, the household id is \"{shown}\", unlike those above, as in another table; leave the row out, or give "
                    + "it a number if it is a household that shares");
        }

        var missing = Enumerable.Range(0, columns.Count)
            .Where(at => columns[at] is { IsNumber: true } or { Field: RosterField.Name })
            .Where(at => _filled[at] == _households && !IsFilled(row, at))
            .Select(at => RosterTableColumns.Label(columns[at]!.Field)).Distinct().ToArray();
        return missing.Length == 0 ? null : new LocalizedText(
            $"空行下面的这一行没有写{string.Join("、", missing.Select(name => name.Zh))}，上面各户都写了，像是另一张表；不是参加分配的农户就不要这一行，"
                + "是的请填上（没有就填 0）",
            $"below a blank row, it does not say what all households above do ({string.Join(", ", missing.Select(name => name.En))}), as "
                + "in another table; leave the row out, or fill it in (0 for none) if it is a household that shares");
    }

    private static bool IsFilled(TableRow row, int at) =>
        at < row.Cells.Count && (row.Filled.Contains(at) || !string.IsNullOrWhiteSpace(row.Cells[at]));

    /// <summary>What is wrong with the name of a head that is a number, a quantity or a heading; null for any other.</summary>
    public static LocalizedText? FaultOfName(string name)
    {
        var text = Nfkc.Of(name).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        var shown = NumberProblems.Shorten(name.Trim());
        var isQuantity = char.IsDigit(text[0]) && Quantity().IsMatch(text);
        var unit = text[^1] == ')' ? HeadingText.AsWritten(text).Unit : "";
        return !isQuantity && !MeasuredIn().IsMatch(unit) && !Words.Contains(text) ? null : new LocalizedText(
            $"户主这一格写的是“{shown}”，是{(isQuantity ? "数字" : "列名")}，不是姓名；是另一张表的就不要这一行，是农户就写上户主姓名",
            $"the head is \"{shown}\", which is a {(isQuantity ? "figure" : "heading")} and no name; leave the row out if it is of another "
                + "table, or write the name of the head");
    }

    [GeneratedRegex("现有|在册|原有|正常户", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Standing();

    [GeneratedRegex(
        @"^[\d.,]+(亩|元|万元|万|股|斤|公斤|吨|公顷|平方米|m2|%)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quantity();

    [GeneratedRegex("^(亩|元|万元|股|斤|公斤|吨|公顷|平方米|m2|㎡)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MeasuredIn();
}
