namespace LinkageService.Features.Payments.Files;

/// <summary>The templates that are there from the beginning. A bank's own always goes before them.</summary>
internal static class PaymentTemplates
{
    private static readonly PaymentColumn[] GenericColumns =
    [
        new("number"), new("name"), new("account"), new("bank"), new("bank_code"), new("amount"), new("purpose"), new("household"),
    ];

    /// <summary>序号,户名,账号,开户行,行号,金额,用途,户编码 as a CSV.</summary>
    public static PaymentTemplate GenericCsv { get; } = new("通用代发 CSV", GenericColumns) { MarksNumbers = true };

    /// <summary>The same as a workbook.</summary>
    public static PaymentTemplate GenericXlsx { get; } = new("通用代发 Excel", GenericColumns) { Form = PaymentTemplate.WorkbookForm };

    /// <summary>The details of ICBC's batch file, below its head: <see cref="WritePaymentFile.AsIcbcBatch"/>.</summary>
    public static PaymentTemplate IcbcDetails { get; } = new("工商银行批量支付",
        [
            Fixed("币种", "RMB"), new("date_digits") { Heading = "日期" }, Fixed("明细标志", "2"), new("number") { Heading = "顺序号" },
            new("payer_bank") { Heading = "付款账号开户行" }, new("payer_account") { Heading = "付款账号" },
            new("payer_name") { Heading = "付款账号名称" }, new("bank") { Heading = "收款账号开户行" }, Fixed("收款账号省份"), Fixed("收款账号地市"),
            Fixed("收款账号地区码"), new("account") { Heading = "收款账号" }, new("name") { Heading = "收款账号名称" },
            new("amount_fen") { Heading = "金额" }, new("purpose") { Heading = "汇款用途" }, new("remark") { Heading = "备注信息" },
            Fixed("汇款方式", "1"), Fixed("收款账户短信通知手机号码"), new("end_to_end_id") { Heading = "自定义序号" },
        ])
    {
        Encoding = PaymentEncoding.Gbk,
        Separator = "bar",
        EndsRows = true,
    };

    private static PaymentColumn Fixed(string heading, string? text = null) =>
        new(PaymentField.Text.Name) { Heading = heading, Text = text };
}
