using System.Text.RegularExpressions;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Tables;

namespace LinkageService.Features.Households;

/// <summary>
/// Looks at the headings of a roster before its rows are read: what is mistyped, there twice, in another unit, or missing.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="columns">The headings that are known.</param>
/// <param name="found">What each of its columns holds; null for one that is not known.</param>
/// <param name="draft">Gets the problems.</param>
internal sealed partial class RosterHeadingCheck(
    TableReader table, RosterTableColumns columns, IReadOnlyList<RosterColumn?> found, ImportDraft draft)
{
    private static readonly LocalizedText Numbering = new(
        "或者选按表里的次序编号（接口写 numberHouseholds=true，命令行写 --number-households）",
        "or have the households numbered in the order of the table (numberHouseholds=true, on the command line --number-households)");

    private const string Separators = "，|；｜、;:：^~ \u3000";

    /// <summary>Adds a problem for each heading that cannot stand.</summary>
    /// <param name="hasPersons">Whether each row is a person.</param>
    /// <param name="numbersHouseholds">Whether the households are to be numbered in the order of the table.</param>
    public void Check(bool hasPersons, bool numbersHouseholds)
    {
        var seen = new HashSet<RosterColumn>();
        for (var at = 0; at < found.Count; at++)
        {
            var heading = table.Headings.Cells[at].Trim();
            if (found[at] is not { } column)
            {
                // A name of ours that is mistyped; what is written otherwise is a column of the village's own.
                if (OurName().IsMatch(heading) && (heading.Contains('.', StringComparison.Ordinal)
                    || Nearest.To(heading, columns.Headings(inChinese: false)) is not null))
                {
                    draft.Add(Heading(at, columns.Unknown(heading)));
                }
            }
            else if (column is { IsKept: true, IsJoined: false } and not { Field: RosterField.Tags }
                && !seen.Add(column with { IsEach = false }))
            {
                draft.Add(Heading(at, Problem(ProblemCodes.DuplicateField, column.Name, "这一列出现两次", "this column is there twice")));
            }
            else if (HeadingText.Of(heading).Unit is var own && column.IsNumber
                && UnitOf(column, heading) is var ours && !WrittenNumber.Fits(WrittenNumber.ScaleOf(own).Unit, ours))
            {
                draft.Add(Heading(at, Problem(ProblemCodes.InvalidValue, column.Name,
                    $"这一列的单位是“{own}”，名册按“{ours}”登记；请换算后再导入", $"this column is in {own}, the roster in {ours}; convert it first")));
            }
        }

        RequireWholes();
        if (WrongSeparator() is { } separator)
        {
            draft.Add(Heading(-1, Problem(ProblemCodes.MissingField, RosterTableColumns.Heading(RosterField.HouseholdId, inChinese: false),
                $"各格之间用的是{SeparatorWords(separator).Zh}，整行读成了一格；请在 Excel 里分列后另存，或改成半角逗号“,”再导入",
                $"the cells are separated by {SeparatorWords(separator).En} and each row was read as one cell; separate them by a comma, "
                    + "or save the sheet as .xlsx")));
            return;
        }

        if (numbersHouseholds)
        {
            RequireNumbering(hasPersons);
        }
        else
        {
            Require(RosterField.HouseholdId, found.Any(column => column?.Field == RosterField.Ordinal)
                ? "；如果序号就是户编号，把“序号”改成“户编号”；不是的，" + Numbering.Zh
                : "；如果写的是别的名字，改成“户编号”；没有编过号的，加一列“户编号”，一户一个号，以后不变，" + Numbering.Zh,
                "; if the ids stand under another heading, call it household_id; if there are none, add a column with a number of its own "
                    + "for each household, " + Numbering.En);
        }

        if (hasPersons)
        {
            Require(RosterField.PersonName, "；每人一行的表要写每个人的姓名，请加上这一列",
                "; a table with a person a row must name each; add the column");
        }
    }

    // What schemes title with and without a unit is money by what it is called here.
    private string UnitOf(RosterColumn column, string heading) =>
        columns.UnitOf(column) is { Length: > 0 } unit ? unit : RosterCells.MoneyOf(HeadingText.Of(heading).Name);

    // 土地 over 水田 and 旱地, and no column says what they make: which of them counts is not for us to say.
    private void RequireWholes()
    {
        var parts = table.Headings.Cells.Select((heading, at) => (Text: heading.Trim(), At: at))
            .Where(heading => found[heading.At] is null && heading.Text.IndexOf(RosterHeadings.PartOf, StringComparison.Ordinal) > 0)
            .GroupBy(
                heading => heading.Text[..heading.Text.IndexOf(RosterHeadings.PartOf, StringComparison.Ordinal)], StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (columns.Find(part.Key) is not { Field: RosterField.Holding } whole || found.Contains(whole))
            {
                continue;
            }

            var names = string.Join("、", part.Select(heading => heading.Text[(part.Key.Length + 1)..]));
            draft.Add(Heading(part.First().At, Problem(ProblemCodes.MissingField, whole.Name,
                $"“{part.Key}”下面分了{names}，没有一列是它们的合计；请加一列合计，或在列名里选哪一列算“{part.Key}”",
                $"\"{part.Key}\" stands over {names}, and no column has their sum; add one, or say which of them counts")));
        }
    }

    private static LocalizedText SeparatorWords(char separator) => separator switch
    {
        ' ' => new LocalizedText("空格", "spaces"),
        '\u3000' => new LocalizedText("全角空格", "wide spaces"),
        _ => new LocalizedText($"“{separator}”", $"\"{separator}\""),
    };

    // A row of headings in one cell: 户编号，户主，土地.
    private char? WrongSeparator()
    {
        if (table.Headings.Cells is not [var all] || found[0] is not null)
        {
            return null;
        }

        foreach (var separator in Separators)
        {
            var parts = all.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Count(cell => columns.Find(cell) is not null) > 1)
            {
                return separator;
            }
        }

        return null;
    }

    // A table with numbers of its own is read by them; one without has to say which rows are one household.
    private void RequireNumbering(bool hasPersons)
    {
        bool Has(RosterField field) => found.Any(column => column?.Field == field);
        for (var at = 0; at < found.Count; at++)
        {
            if (found[at] is { Field: RosterField.HouseholdId } own)
            {
                draft.Add(Heading(at, Problem(ProblemCodes.InvalidValue, own.Name,
                    "表里有“户编号”一列，就按它读；不用再选“按表里的次序编号”",
                    "the table has household ids and is read by them; do not ask for numbers in its order")));
                return;
            }
        }

        if (!hasPersons)
        {
            Require(RosterField.Name, "，认不出是哪一户；按次序编号的表要写户主姓名", ", and a table that is numbered in its order must name each head");
        }
        else if (!Has(RosterField.Relation) && !Has(RosterField.Head) && (Has(RosterField.Name)
            || !found.Any(column => column is { IsOfPerson: false, IsKept: true, IsJoined: false })))
        {
            Require(RosterField.Relation, "，分不清哪几行是一户；请加上这一列，或加一列“户编号”",
                ", so that nobody can say which rows are one household; add it, or a column of household ids");
        }
    }

    private void Require(RosterField field, string cure, string cureEn)
    {
        if (!found.Any(column => column?.Field == field))
        {
            var (zh, en) = (RosterTableColumns.Heading(field, inChinese: true), RosterTableColumns.Heading(field, inChinese: false));
            draft.Add(Heading(-1, Problem(ProblemCodes.MissingField, en, $"没有“{zh}”（{en}）一列{cure}", $"there is no column {en}{cureEn}")));
        }
    }

    private static Problem Problem(ProblemCode code, string name, string zh, string en) =>
        new(code, "columns." + name, new LocalizedText(zh, en));

    private ImportProblem Heading(int at, Problem problem) =>
        new(table.Headings.Number, at < 0 ? "" : table.Headings.Cells[at].Trim(), null, problem) { Place = at };

    [GeneratedRegex("^[a-z][a-z0-9_.]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurName();
}
