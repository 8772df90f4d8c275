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
    private const string Separators = "，|；｜、;:：^~ \u3000";

    /// <summary>Adds a problem for each heading that cannot stand.</summary>
    /// <param name="hasPersons">Whether each row is a person.</param>
    public void Check(bool hasPersons)
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
                $"各格之间用的是“{separator}”，整行读成了一格；请在 Excel 里分列后另存，或改成半角逗号“,”再导入",
                $"the cells are separated by \"{separator}\" and each row was read as one cell; separate them by a comma, or save the "
                    + "sheet as .xlsx")));
            return;
        }

        Require(RosterField.HouseholdId, found.Any(column => column?.Field == RosterField.Ordinal)
            ? "；如果序号就是户编号，把“序号”改成“户编号”" : "；如果写的是别的名字，改成“户编号”；没有编过号的，加一列“户编号”，一户一个号，以后不变");
        if (hasPersons)
        {
            Require(RosterField.PersonName, "");
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

    private void Require(RosterField field, string cure)
    {
        if (!found.Any(column => column?.Field == field))
        {
            var (zh, en) = (RosterTableColumns.Heading(field, inChinese: true), RosterTableColumns.Heading(field, inChinese: false));
            draft.Add(Heading(-1, Problem(ProblemCodes.MissingField, en, $"没有“{zh}”（{en}）一列{cure}", $"there is no column {en}")));
        }
    }

    private static Problem Problem(ProblemCode code, string name, string zh, string en) =>
        new(code, "columns." + name, new LocalizedText(zh, en));

    private ImportProblem Heading(int at, Problem problem) =>
        new(table.Headings.Number, at < 0 ? "" : table.Headings.Cells[at].Trim(), null, problem) { Place = at };

    [GeneratedRegex("^[a-z][a-z0-9_.]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurName();
}
