using System.Globalization;
using System.Text.RegularExpressions;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;
using LinkageService.Features.Households;
using LinkageService.Tables;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments.Files;

/// <summary>Reads the rows of a bank's sheet.</summary>
/// <param name="columns">What its columns hold.</param>
/// <param name="limits">What is refused.</param>
/// <param name="hasCells">Whether a place in it is named as spreadsheets do.</param>
internal sealed partial class ResultSheet(ResultColumns columns, PaymentResultLimits limits, bool hasCells)
{
    /// <summary>Characters of a bank's words that are kept.</summary>
    public const int MaxWords = 200;

    private static readonly string[] Sums =
        ["合计", "总计", "小计", "共计", "总金额", "总笔数", "成功笔数", "失败笔数", "成功金额", "失败金额", "笔数", "制表", "打印"];

    private readonly ResultRowList _list = new(limits);

    /// <summary>All that was read.</summary>
    public PaymentResultFile Finish(PaymentResultForm form) => _list.Finish(form);

    /// <summary>Takes a row.</summary>
    public void Read(TableRow row)
    {
        if (IsNoPayment(row))
        {
            _list.PassOver();
            return;
        }

        if (Odd(row) is { } place)
        {
            _list.AddUnread(row.Number, Place(row, place), "表格把号码存成了数字或日期，末几位已经丢了；请向银行要号码是文本的文件",
                "the sheet stored a number as a figure or date and its digits are lost; ask for one with text");
            return;
        }

        var reference = Identifier(row, ResultField.EndToEndId);
        var household = Identifier(row, ResultField.Household);
        var account = Identifier(row, ResultField.Account);
        if (reference is null && household is null && account is null)
        {
            _list.AddUnread(row.Number, Place(row, -1), "没有写是哪一笔：付款编号、户编码、账号都是空的",
                "says not which payment: reference, household and account are blank");
            return;
        }

        if (!TryAmount(row, out var fen, out var amountAt))
        {
            _list.AddUnread(row.Number, Place(row, amountAt), "金额读不懂：应是不超过两位小数的正数", "the amount is not a number with at most two decimals");
            return;
        }

        if (Outcome(row) is not { } outcome)
        {
            var said = SaidOf(row);
            _list.AddUnread(row.Number, Place(row, columns.First(ResultField.Status)),
                said.Length == 0 ? "看不出是成功还是失败：这一行没有写"
                : $"看不出是成功还是失败：写的是“{said}”；问银行是什么意思，改成“成功”或“失败”再导入",
                said.Length == 0 ? "says not whether it succeeded: nothing is written"
                : $"\"{said}\" says not whether it succeeded: ask the bank, and write 成功 or 失败");
            return;
        }

        if (!TryDay(row, out var day, out var dayAt))
        {
            var said = NumberProblems.Shorten(Text(row, dayAt));
            _list.AddUnread(row.Number, Place(row, dayAt), $"日期读不懂：写的是“{said}”；写成 2026-01-27 这样再导入",
                $"the date \"{said}\" cannot be read: write it like 2026-01-27");
            return;
        }

        var (words, name) = (Words(row, outcome), WrittenText.Words(Text(row, columns.First(ResultField.Name))));
        var reason = outcome is PaymentOutcome.Returned
            ? ReturnReasons.OfBank(words, Text(row, columns.First(ResultField.ReasonCode))).Code
            : null;
        _list.Add(new PaymentResultRow(
            row.Number, reference, account, name.Length > 0 ? name : null, fen, outcome, reason, words, day)
        {
            Household = household,
        });
    }

    // What the cells say that may tell what became of it.
    private string SaidOf(TableRow row) => NumberProblems.Shorten(string.Join('、', new[]
    {
        ResultField.Status, ResultField.Success, ResultField.Failure, ResultField.Reason, ResultField.Information,
    }.SelectMany(columns.Of).Select(at => Text(row, at))
        .Concat(columns.Of(ResultField.Remark).Select(at => Text(row, at)).Where(text => ResultWords.OutcomeOf(text) is not null))
        .Where(text => !ResultWords.IsNothing(text))));

    private string Place(TableRow row, int column) => hasCells && column >= 0
        ? RosterReading.CellOf([], row.Number, column)
        : row.Number.ToString(CultureInfo.InvariantCulture);

    // Sums, headings of a next page, a note by itself.
    private bool IsNoPayment(TableRow row)
    {
        var cells = row.Cells.Select(cell => cell.Trim()).ToArray();
        var first = Array.Find(cells, cell => cell.Length > 0) ?? "";
        var plain = string.Concat(Nfkc.Of(first).Where(letter => !char.IsWhiteSpace(letter)));
        var isSum = Identifier(row, ResultField.Account) is null
            && Array.Exists(Sums, sum => plain.StartsWith(sum, StringComparison.Ordinal));
        var sameAsHeadings = cells.Zip(columns.Headings).Count(pair => pair.First.Length > 0 && pair.First == pair.Second.Trim());
        return isSum || sameAsHeadings >= 2 || cells.Count(cell => cell.Length > 0) == 1;
    }

    private static string Text(TableRow row, int at) => at >= 0 && at < row.Cells.Count ? row.Cells[at].Trim() : "";

    private string? Identifier(TableRow row, ResultField field)
    {
        var at = columns.First(field);
        var text = row.Odd.TryGetValue(at, out var odd) ? odd.Shown : Text(row, at);

        // Apostrophes and grave accents keep spreadsheets from taking a number for one.
        var number = WrittenText.Number(text.Trim('\'', '`', ' ', '\t'));
        return ResultWords.IsNothing(number) ? null : number;
    }

    // The column of an identifier that a spreadsheet spoilt; null where all are whole.
    private int? Odd(TableRow row)
    {
        foreach (var field in new[] { ResultField.EndToEndId, ResultField.Household, ResultField.Account })
        {
            var at = columns.First(field);
            var isOdd = row.Odd.TryGetValue(at, out var odd)
                ? odd.Kind is not OddCellKind.Formatted
                : at >= 0 && OddCells.FaultOfText(Text(row, at)) is not null;
            if (isOdd)
            {
                return at;
            }
        }

        return null;
    }

    private bool TryAmount(TableRow row, out long? fen, out int at)
    {
        fen = null;
        at = columns.Amount;
        var text = Text(row, at);
        if (at < 0 || ResultWords.IsNothing(text))
        {
            return true;
        }

        var unit = columns.UnitOf(at) is { Length: > 0 } own ? own : columns.IsInFen ? "分" : "元";
        if (WrittenNumber.Read(text, unit, out _) is not { } number)
        {
            return false;
        }

        if (unit == "分")
        {
            var isWhole = DecimalText.TryParse(number, 0, out long read) == DecimalFault.None;
            fen = read;
            return isWhole;
        }

        var isAmount = Money.TryParse(WithoutZeros(number), out var money) == DecimalFault.None;
        fen = money.Fen;
        return isAmount;
    }

    // 87.5500
    private static string WithoutZeros(string number) => number.Contains('.', StringComparison.Ordinal)
        ? number.TrimEnd('0').TrimEnd('.')
        : number;

    private PaymentOutcome? Outcome(TableRow row)
    {
        var said = new List<PaymentOutcome?>();
        foreach (var at in columns.Of(ResultField.Status))
        {
            said.Add(ResultWords.OutcomeOf(Text(row, at)));
        }

        foreach (var at in columns.Of(ResultField.Success))
        {
            said.Add(ResultWords.FlagOf(Text(row, at)) switch
            {
                true => PaymentOutcome.Paid, false => PaymentOutcome.Returned, null => ResultWords.OutcomeOf(Text(row, at)),
            });
        }

        foreach (var at in columns.Of(ResultField.Failure))
        {
            said.Add(ResultWords.FlagOf(Text(row, at)) is true ? PaymentOutcome.Returned : null);
        }

        foreach (var at in columns.Of(ResultField.Reason))
        {
            said.Add(OutcomeOfReason(Text(row, at), isCertain: said.TrueForAll(outcome => outcome is null)));
        }

        foreach (var at in columns.Of(ResultField.Information))
        {
            said.Add(ResultWords.OutcomeOf(Text(row, at)));
        }

        // Remarks are ours as well: of an earlier payment, or of what was done about it.
        foreach (var at in columns.Of(ResultField.Remark))
        {
            said.Add(ResultWords.OutcomeOf(Text(row, at)) is PaymentOutcome.Returned && !ResultWords.IsOfAnother(Text(row, at))
                && said.Contains(PaymentOutcome.Paid) ? PaymentOutcome.Returned : null);
        }

        var outcomes = said.OfType<PaymentOutcome>().Distinct().ToArray();
        return outcomes.Contains(PaymentOutcome.Paid) && outcomes.Contains(PaymentOutcome.Returned) ? null
            : outcomes.Contains(PaymentOutcome.Returned) ? PaymentOutcome.Returned
            : outcomes.Contains(PaymentOutcome.Pending) ? PaymentOutcome.Pending
            : outcomes is [PaymentOutcome.Paid] ? PaymentOutcome.Paid
            : null;
    }

    // Whatever stands below 失败原因 is a reason, unless it says that all went well; beside a status only what is known to be one.
    private static PaymentOutcome? OutcomeOfReason(string text, bool isCertain) =>
        ResultWords.IsNothing(text) ? null
        : ReturnReasons.Recognise(text) is not null ? PaymentOutcome.Returned
        : ResultWords.OutcomeOf(text) ?? (isCertain ? PaymentOutcome.Returned : null);

    private string? Words(TableRow row, PaymentOutcome outcome)
    {
        var said = new[] { ResultField.Reason, ResultField.Information, ResultField.Status }.SelectMany(Texts).ToArray();
        var reason = outcome is PaymentOutcome.Returned
            ? said.Concat(Texts(ResultField.Remark)).FirstOrDefault(text => ReturnReasons.Recognise(text) is not null)
                ?? Texts(ResultField.Reason).FirstOrDefault()
            : null;
        return (reason ?? Array.Find(said, text => ResultWords.OutcomeOf(text) == outcome) ?? said.FirstOrDefault()) is { } words
            ? Cut(words)
            : null;

        IEnumerable<string> Texts(ResultField field) =>
            columns.Of(field).Select(at => Text(row, at)).Where(text => !ResultWords.IsNothing(text));
    }

    /// <summary>A bank's words as they are kept: without line breaks, not too many.</summary>
    public static string Cut(string words)
    {
        var plain = WrittenText.Words(string.Concat(words.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim());
        return plain.Length <= MaxWords ? plain : plain[..(char.IsHighSurrogate(plain[MaxWords - 1]) ? MaxWords - 1 : MaxWords)];
    }

    // The first that can be read; none where nothing is written, or a time of day alone.
    private bool TryDay(TableRow row, out DateOnly? day, out int unread)
    {
        (day, unread) = (null, -1);
        foreach (var at in columns.Of(ResultField.Date))
        {
            var text = Nfkc.Of(Text(row, at)).Trim();
            if (DayOf(text) is { } read)
            {
                (day, unread) = (read, -1);
                return true;
            }

            unread = unread >= 0 || ResultWords.IsNothing(text) || TimeOfDay().IsMatch(text) ? unread : at;
        }

        return unread < 0;
    }

    // 2026-01-26 09:30:00, 2026年1月26日9时30分, 20260126093000
    private static DateOnly? DayOf(string text) =>
        RosterWords.TryDate(text, out var day) || RosterWords.TryDate(text.Split(' ', 'T', '日')[0], out day)
        || (DigitsOfMoment().IsMatch(text) && RosterWords.TryDate(text[..8], out day)) ? day : null;

    [GeneratedRegex("^[0-9]{1,2}[:时][0-9]{1,2}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex("^[0-9]{14}([0-9]{3})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DigitsOfMoment();
}
