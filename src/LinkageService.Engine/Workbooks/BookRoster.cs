using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Workbooks;

/// <summary>The sheet of the households: what they hold, as people write it and as whole numbers, and their tags.</summary>
internal sealed class BookRoster(Book book, BookScope scope)
{
    /// <summary>Writes the columns.</summary>
    public void Write()
    {
        book.Step = book.Roster.Name;
        var roster = book.Run.Roster;
        var shown = book.Scheme.Holdings.Select((holding, at) => Shown(at)).ToArray();
        foreach (var tag in book.Scheme.RosterSchema.TagsRead)
        {
            var members = roster.Tagged(tag);
            var title = book.T(AccountWords.OfTag(tag));
            var column = book.Roster.AddPlain(book.T("身份（1 是，0 不是）", "Tag (1 yes, 0 no)"), title,
                at => GridSheet.Number(members.Contains(at) ? 1 : 0, WorkbookLook.Input));
            var values = Enumerable.Range(0, roster.Count).Select(at => members.Contains(at) ? 1L : 0L).ToArray();
            scope.Tags[tag] = new ColumnTerm(book.Roster.Name, column, values);
            book.Require(new RawTerm(_ => $"SUMPRODUCT(({Range(column)}<>0)*({Range(column)}<>1))", _ => 0),
                $"“{title}”一列有 1 和 0 以外的数", $"a number other than 1 and 0 in the column “{title}”");
        }

        foreach (var (holding, at) in book.Scheme.Holdings.Select((holding, at) => (holding, at)))
        {
            scope.Names[holding.Name] = Whole(at, shown[at]);
        }
    }

    private int Shown(int at)
    {
        var (holding, roster) = (book.Scheme.Holdings[at], book.Run.Roster);
        var power = BigInteger.Pow(10, holding.Column.Decimals);
        var days = roster.DaysOf(at);
        var unit = book.T(holding.UnitWords) + (days == 1 ? "" : book.T($"·天（共 {days} 天）", $"·days (of {days})"));
        var values = roster.HoldingMemory(at);
        return book.Roster.AddPlain(unit, book.T(book.Titles.Of(holding.Name)), household =>
            new WorkbookCell(WorkbookLook.Input, new Fraction(values.Span[household], power).ToString()) { IsNumber = true });
    }

    private Quantity Whole(int at, int shown)
    {
        var (holding, roster) = (book.Scheme.Holdings[at], book.Run.Roster);
        var (values, letter) = (roster.HoldingMemory(at), TermWriter.ColumnName(shown));
        var scale = BigInteger.Pow(10, holding.Column.Decimals).ToString(CultureInfo.InvariantCulture);
        var title = book.T(book.Titles.Of(holding.Name));
        var column = book.Roster.Add(book.T("放大成整数", "as whole numbers"), $"{title} × {scale}", new RawTerm(
            row => string.Create(CultureInfo.InvariantCulture, $"ROUND({letter}{row}*{scale},0)"),
            household => values.Span[household]), den: null);
        book.Require(new RawTerm(
                _ => $"SUMPRODUCT((ABS({Range(shown)}*{scale}-{Range(column.Column)})>0.00001)*1)", _ => 0),
            $"“{title}”有的数小数超过 {holding.Column.Decimals} 位", $"\"{title}\" has more than {holding.Column.Decimals} decimals");
        book.Require(RangeTerm.Negatives(column), $"“{title}”有负数", $"\"{title}\" has numbers below zero");
        return new Quantity(column, Quantity.Whole(roster.Denominator(at)), IsColumn: true);
    }

    private string Range(int column) => string.Create(CultureInfo.InvariantCulture,
        $"'{book.Roster.Name}'!${TermWriter.ColumnName(column)}${Book.FirstRow}"
        + $":${TermWriter.ColumnName(column)}${Book.FirstRow + book.Households - 1}");
}
