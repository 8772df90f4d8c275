using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Payments.Files;

/// <summary>
/// The cells of payments under a template, each checked: what a bank's program could misread is refused with household and field, never
/// written otherwise in silence.
/// </summary>
/// <param name="template">The columns.</param>
/// <param name="head">What the file says once.</param>
internal sealed class PaymentRows(PaymentTemplate template, PaymentFileHead head)
{
    /// <summary>What a field of a text may not hold: banks read no quotation marks, and these part fields or mark.</summary>
    public const string Forbidden = "|,\"&";

    // A spreadsheet would take what follows for a formula.
    private const string FormulaStarts = "=+-@＝＋－＠";

    private readonly Encoding? _encoding = template.IsText ? PaymentEncoding.Of(template.Encoding) : null;
    private readonly PaymentField[] _fields = [.. template.Columns.Select(column => PaymentField.Find(column.Field))];
    private readonly List<Problem> _problems = [];
    private readonly List<PaymentNote> _notes = [];

    /// <summary>The fields of the columns.</summary>
    public IReadOnlyList<PaymentField> Fields => _fields;

    /// <summary>What was written otherwise than it is stored.</summary>
    public IReadOnlyList<PaymentNote> Notes => _notes;

    /// <summary>The headings.</summary>
    public string[] Headings() => [.. template.Columns.Select((column, at) => column.Heading ?? _fields[at].Title.Zh)];

    /// <summary>The rows of payments in their order; numbers count within each file.</summary>
    /// <exception cref="RefusedException">Some hold what may not be written; all of them are named.</exception>
    public string[][] Cells(IReadOnlyList<PaymentOrder> orders)
    {
        var rows = new string[orders.Count][];
        for (var at = 0; at < orders.Count; at++)
        {
            rows[at] = Row(orders[at], at);
            _notes.AddRange(PaymentOrderRules.Notes(orders[at]));
        }

        return _problems.Count == 0 ? rows : throw new RefusedException(Failure.Of(_problems));
    }

    /// <summary>The row below the payments of one file: their sum.</summary>
    public string[] Totals(long totalFen)
    {
        var cells = new string[_fields.Length];
        for (var at = 0; at < cells.Length; at++)
        {
            cells[at] = _fields[at].TotalOf?.Invoke(totalFen) ?? "";
        }

        // Where the first column is the amount, the sum stands alone.
        cells[0] = cells[0].Length == 0 ? "合计" : cells[0];
        return cells;
    }

    private string[] Row(PaymentOrder order, int at)
    {
        var number = (at % template.MaxRows) + 1;
        var cells = new string[_fields.Length];
        for (var column = 0; column < cells.Length; column++)
        {
            cells[column] = Cell(new PaymentCell(template.Columns[column], head, order, number), _fields[column], at);
        }

        return cells;
    }

    private string Cell(PaymentCell cell, PaymentField field, int at)
    {
        var (order, column) = (cell.Order, cell.Column);
        var stored = field.Of(cell) ?? "";
        var text = field.IsName ? PayeeName.Plain(stored) : stored.Trim();
        if (column.MaxCharacters is { } max && Characters(text) is var long_ && long_ > max)
        {
            if (!column.Cuts)
            {
                Refuse(at, order, field, $"{field.Title.Zh}有 {long_} 个字，这家银行最多 {max} 个",
                    $"has a {field.Name} of {long_} characters, the bank takes {max}");
                return text;
            }

            var cut = Cut(text, max);
            _notes.Add(new PaymentNote(order.Household, field.Name, new LocalizedText(
                $"{field.Title.Zh}“{text}”太长，截成“{cut}”", $"the {field.Name} \"{text}\" is cut to \"{cut}\"")));
            text = cut;
        }

        if (text.Length == 0 && field.OfPayer is ("holder" or "number"))
        {
            Refuse(at, order, field, $"没有写{field.Title.Zh}", $"lacks {field.Name}");
        }

        Check(text, field, order, at);
        return text;
    }

    private void Check(string text, PaymentField field, PaymentOrder order, int at)
    {
        if (PaymentOrderRules.Unseen(text) is { } unseen)
        {
            Refuse(at, order, field, $"{field.Title.Zh}里有看不见的字符（{unseen}），如换行，请删掉",
                $"has a character in {field.Name} that cannot be seen ({unseen}), such as a line break");
        }
        else if (_encoding is not null && text.IndexOfAny([.. Forbidden, template.SeparatorCharacter]) is >= 0 and var place)
        {
            Refuse(at, order, field, $"{field.Title.Zh}里有“{text[place]}”，银行会把它当作分隔符或读错，请改掉",
                $"has \"{text[place]}\" in {field.Name}, which banks read as a separator");
        }
        else if (_encoding is not null && text.Length > 0 && FormulaStarts.Contains(text[0], StringComparison.Ordinal))
        {
            Refuse(at, order, field, $"{field.Title.Zh}以“{text[0]}”开头，表格软件会当作公式，请改掉",
                $"has a {field.Name} that begins with \"{text[0]}\", which spreadsheets take for a formula");
        }
        else if (_encoding is not null && PaymentEncoding.Missing(_encoding, text) is { } missing)
        {
            Refuse(at, order, field, $"{field.Title.Zh}里的“{missing}”在 {template.Encoding.ToUpperInvariant()} 里没有，请改用 GB18030 或 Excel 文件",
                $"has \"{missing}\" in {field.Name}, which {template.Encoding} does not have: take gb18030 or a workbook");
        }
    }

    private void Refuse(int at, PaymentOrder order, PaymentField field, string zh, string en)
    {
        // Of the payer, once.
        if (field.OfPayer is null)
        {
            _problems.Add(PaymentOrderRules.Of(at, order, field.Name, zh, en));
        }
        else if (at == 0)
        {
            _problems.Add(PaymentOrderRules.OfPayer(field.OfPayer, zh, en));
        }
    }

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static string Cut(string text, int max) => string.Concat(text.EnumerateRunes().Take(max).Select(rune => rune.ToString()));
}
