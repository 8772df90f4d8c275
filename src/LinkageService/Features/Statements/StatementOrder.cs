using System.Text;
using LinkageService.Errors;

namespace LinkageService.Features.Statements;

/// <summary>Sorts statements.</summary>
internal static class StatementOrder
{
    /// <summary>By member number.</summary>
    public const string Household = "household";

    private const string LabelPrefix = "label:";
    private const string Name = "name";
    private const string Total = "total";
    private const string Payable = "payable";

    // The common characters stand in it in the order of their pinyin, as in every printed list of names.
    private static readonly Encoding NameOrder = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>By a label, such as the village: the order of its values, by member number within each.</summary>
    public static string Label(string name) => LabelPrefix + name;

    /// <summary>Sorts places that are in the order of the member numbers; null stands for all in the order of the sheet.</summary>
    /// <exception cref="RefusedException">The run has no such column.</exception>
    public static int[]? Sort(RunSheet sheet, int[]? found, string sortBy, bool descending)
    {
        if (sortBy == Household && !descending)
        {
            return found;
        }

        var order = found ?? Enumerable.Range(0, sheet.Count).ToArray();
        if (sortBy == Household)
        {
            Array.Reverse(order);
            return order;
        }

        var (compare, rank) = (Comparison(sheet, sortBy), new int[sheet.Count]);
        for (var at = 0; at < order.Length; at++)
        {
            rank[order[at]] = at;
        }

        order.AsSpan().Sort((left, right) =>
        {
            var difference = descending ? compare(right, left) : compare(left, right);
            return difference != 0 ? difference : rank[left] - rank[right];
        });
        return order;
    }

    /// <summary>The column of a step.</summary>
    /// <exception cref="RefusedException">The run has no such column.</exception>
    public static int ColumnOf(RunSheet sheet, string step, string field)
    {
        for (var column = 0; column < sheet.Columns.Count; column++)
        {
            if (string.Equals(sheet.Columns[column].Step, step, StringComparison.Ordinal))
            {
                return column;
            }
        }

        throw FindStatements.NotThere(step, field, sheet.Columns.Select(column => column.Step));
    }

    private static Comparison<int> Comparison(RunSheet sheet, string sortBy)
    {
        if (sortBy == Name && sheet.Names is null)
        {
            return (_, _) => 0;
        }

        if (sortBy == Name)
        {
            var names = Enumerable.Range(0, sheet.Count).Select(household => NameOrder.GetBytes(sheet.Names![household])).ToArray();
            return (left, right) => names[left].AsSpan().SequenceCompareTo(names[right]);
        }

        if (sheet.Labels.FirstOrDefault(label => sortBy == Label(label.Name)) is { } label)
        {
            return (left, right) => label.Codes[left].CompareTo(label.Codes[right]);
        }

        var fen = sortBy switch
        {
            Total => sheet.TotalsFen,
            Payable => Enumerable.Range(0, sheet.Count).Select(household => sheet.PayableOf(household).PaidFen).ToArray(),
            _ => sheet.AmountsFen[ColumnOf(sheet, sortBy, "sortBy")],
        };
        return (left, right) => fen[left].CompareTo(fen[right]);
    }
}
