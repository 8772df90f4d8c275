using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Tables;

namespace LinkageService.Features.Payments.Files;

/// <summary>The columns of a bank's sheet, found by the words banks use.</summary>
internal sealed class ResultColumns
{
    private static readonly (ResultField Field, string[] Headings)[] Table =
    [
        (ResultField.EndToEndId,
            [
                "付款编号", "自定义序号", "端到端标识", "端到端标识号", "端到端编号", "客户业务编号", "企业流水号", "业务参考号", "付款参考号", "endtoendid",
                "end_to_end_id", "reference",
            ]),
        (ResultField.Household, ["户编码", "户编号", "户号", "household"]),
        (ResultField.Account,
            [
                "账号", "收款账号", "收款人账号", "收款账户", "收款人账户", "收款账号/卡号", "收款人账号/卡号", "卡号", "银行卡号", "银行账号", "收方账号",
                "对方账号", "入账账号", "转入账号", "账户", "社保卡号", "一卡通号", "account", "客户账号", "卡/折号", "账号/卡号", "存折账号", "存折号",
                "代发账号", "卡折号", "一折通号",
            ]),
        (ResultField.Name,
            [
                "户名", "收款人", "收款户名", "收款人户名", "收款人姓名", "收款人名称", "收款账号名称", "收款账户名称", "收款账号名称/卡名称", "账户名称", "账户名",
                "姓名", "收方户名", "收方名称", "对方户名", "转入户名", "开户名", "name",
            ]),
        (ResultField.Amount,
            [
                "金额", "交易金额", "发放金额", "代发金额", "付款金额", "转账金额", "实发金额", "应发金额", "应付金额", "实付金额", "实际发放金额", "成功金额", "入账金额",
                "到账金额", "发生额", "交易额", "贷方发生额", "汇款金额", "支付金额", "收款金额", "amount",
            ]),
        (ResultField.Status,
            [
                "处理结果", "处理状态", "状态", "结果", "交易状态", "交易结果", "付款状态", "付款结果", "支付状态", "支付结果", "转账状态", "转账结果", "代发状态",
                "代发结果", "入账状态", "入账结果", "发放状态", "发放结果", "指令状态", "明细状态", "业务状态", "银行状态", "银行处理结果", "到账状态",
                "成功/失败", "处理标志", "status", "result", "outcome",
            ]),
        (ResultField.Success, ["成功", "是否成功", "成功标志", "是否到账", "是否入账", "是否发放成功"]),
        (ResultField.Failure, ["失败", "是否失败", "失败标志", "是否退票"]),
        (ResultField.Reason,
            [
                "失败原因", "退票原因", "退回原因", "退汇原因", "错误原因", "错误信息", "错误描述", "拒绝原因", "未成功原因", "不成功原因", "失败说明", "失败信息",
                "失败理由", "退票理由", "失败备注", "reason",
            ]),
        (ResultField.Information,
            [
                "返回信息", "银行返回信息", "处理信息", "处理说明", "处理结果描述", "结果说明", "结果描述", "返回描述", "响应信息", "状态说明", "状态描述", "原因",
                "银行备注", "information",
            ]),
        (ResultField.ReasonCode, ["原因代码", "错误码", "错误代码", "返回码", "失败代码", "原因码", "reasoncode", "reason_code"]),
        (ResultField.Date,
            [
                "交易日期", "处理日期", "入账日期", "记账日期", "到账日期", "退票日期", "日期", "处理时间", "交易时间", "完成时间", "入账时间", "date",
            ]),
        (ResultField.Remark, ["备注", "备注信息", "说明", "remark"]),
    ];

    // Parts of headings that nobody has listed, where nothing else is the field.
    private static readonly (ResultField Field, string[] Parts)[] Parts =
    [
        (ResultField.Reason, ["失败", "原因"]), (ResultField.Reason, ["退票", "原因"]), (ResultField.Reason, ["退回", "原因"]),
        (ResultField.Reason, ["错误"]), (ResultField.Information, ["描述"]),
        (ResultField.Status, ["处理", "结果"]), (ResultField.Status, ["状态"]), (ResultField.Status, ["结果"]),
        (ResultField.Account, ["收款", "账号"]), (ResultField.Account, ["收款", "卡号"]), (ResultField.Account, ["收款", "账户"]),
        (ResultField.Account, ["代发", "账号"]), (ResultField.Account, ["客户", "账号"]), (ResultField.Account, ["存折"]),
        (ResultField.Account, ["卡号"]), (ResultField.Name, ["收款", "户名"]), (ResultField.Name, ["收款", "姓名"]), (ResultField.Name, ["收款", "名称"]),
    ];

    private static readonly string[] Actual = ["实发", "实付", "实际", "成功", "入账", "到账"];

    private static readonly Dictionary<string, ResultField> Known = Table
        .SelectMany(row => row.Headings.Select(heading => (heading, row.Field)))
        .ToDictionary(each => each.heading, each => each.Field, StringComparer.OrdinalIgnoreCase);

    private readonly ResultField?[] _fields;

    private ResultColumns(IReadOnlyList<string> headings)
    {
        Headings = headings;
        _fields = [.. headings.Select(Find)];
        for (var at = 0; at < _fields.Length; at++)
        {
            var name = NameOf(headings[at]);
            var guessed = _fields[at] is null ? Parts.FirstOrDefault(part =>
                !Has(part.Field) && part.Parts.All(word => name.Contains(word, StringComparison.Ordinal))) : default;
            _fields[at] ??= guessed.Parts is null ? null : guessed.Field;
        }
    }

    /// <summary>As written.</summary>
    public IReadOnlyList<string> Headings { get; }

    /// <summary>Whether amounts stand in fen.</summary>
    public bool IsInFen { get; init; }

    /// <summary>The field of a heading that is listed; null for any other.</summary>
    public static ResultField? Find(string heading) => Known.TryGetValue(NameOf(heading), out var field)
        || Known.TryGetValue(Plain(heading), out field) ? field : null;

    /// <summary>The columns of a sheet.</summary>
    /// <exception cref="RefusedException">None says what became of payments, or none says of which.</exception>
    public static ResultColumns Of(TableRow headings, bool isInFen = false)
    {
        var columns = new ResultColumns(headings.Cells) { IsInFen = isInFen };
        var shown = NumberProblems.Shorten(string.Join('、', headings.Cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)));
        var code = columns.First(ResultField.ReasonCode) is >= 0 and var at ? columns.Headings[at].Trim() : null;
        return !columns.HasOutcome && code is not null ? throw Refused(
                $"只有“{code}”一列写结果，写的是代码，各家银行意思不同，0000 也可能只是受理：问银行哪个代码是到账，加一列“处理结果”写成功或失败再导入",
                $"only \"{code}\" says what became of the payments, in codes that every bank has its own of (0000 may mean no more than "
                + "received): ask the bank which means that the money arrived, and add a column 处理结果 with 成功 or 失败")
            : !columns.HasOutcome ? throw Refused(
                $"没有写处理结果的一列：把写成功或失败的那一列改名“处理结果”（或状态、失败原因）再导入；表头是：{shown}",
                $"no column says what became of the payments: name it 处理结果 (or 状态, 失败原因); the headings are: {shown}")
            : !columns.HasPayment ? throw Refused(
                $"没有认得出是哪一笔的一列：把写账号的那一列改名“账号”（或户编号、付款编号）再导入；表头是：{shown}",
                $"no column says which payment a row is about: name the one with accounts 账号 (or 户编号, 付款编号); the headings are: {shown}")
            : columns;
    }

    /// <summary>Whether a column says what became of payments.</summary>
    public bool HasOutcome => Has(ResultField.Status) || Has(ResultField.Success) || Has(ResultField.Failure) || Has(ResultField.Reason)
        || Has(ResultField.Information);

    /// <summary>Whether a column says which payments they are.</summary>
    public bool HasPayment => Has(ResultField.EndToEndId) || Has(ResultField.Household) || Has(ResultField.Account);

    /// <summary>Whether there is a column of a field.</summary>
    public bool Has(ResultField field) => Array.IndexOf(_fields, field) >= 0;

    /// <summary>The places of the columns of a field, from 0.</summary>
    public IEnumerable<int> Of(ResultField field) => Enumerable.Range(0, _fields.Length).Where(at => _fields[at] == field);

    /// <summary>The first of them; -1 for none.</summary>
    public int First(ResultField field) => Array.IndexOf(_fields, field);

    /// <summary>
    /// The column of the amount that arrived, -1 for none: beside what should have been paid, what was paid counts.
    /// </summary>
    public int Amount => Of(ResultField.Amount).FirstOrDefault(
        at => Actual.Any(word => NameOf(Headings[at]).Contains(word, StringComparison.Ordinal)), First(ResultField.Amount));

    /// <summary>The unit in the heading of a column, such as 元; empty for none.</summary>
    public string UnitOf(int at) => HeadingText.Of(Headings[at]).Unit;

    private static string NameOf(string heading) => HeadingText.Of(heading).Name.Replace('帐', '账');

    private static string Plain(string heading) =>
        string.Concat(heading.Where(letter => !char.IsWhiteSpace(letter))).Replace('帐', '账');

    private static RefusedException Refused(string zh, string en) => new(Failure.Of(ProblemCodes.InvalidValue, zh, en, "file"));
}

/// <summary>Finds the headings of a bank's sheet below its titles: the row with most words that are known.</summary>
internal static class ResultHeadings
{
    /// <summary>The headings; the first row where none has two known words.</summary>
    public static HeadingRows Find(IReadOnlyList<TableRow> rows, bool isChosen)
    {
        var counts = rows.Select(row => row.Cells.Select(ResultColumns.Find).OfType<ResultField>().Distinct().Count()).ToArray();
        var most = counts.Max();
        var at = most >= 2 ? Array.IndexOf(counts, most) : 0;
        return new HeadingRows(at, 1, rows[at].Cells) { IsFound = most >= 2 };
    }
}
