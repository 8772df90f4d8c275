using System.Text;
using LinkageService.Features.Payments.Files;
using LinkageService.Tables;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Banks' sheets of results, as they come.</summary>
public class ResultSheetsTests
{
    private const string Account = "6217000000000000012";

    [Theory]
    [InlineData("账号,户名,金额,处理结果,失败原因\n6217000000000000012,农户0001,87.55,成功,\n62284800000000000,农户0002,\"1,000.00\",失败,户名不符",
        "2 6217000000000000012 农户0001 8755 Paid 成功; 3 62284800000000000 农户0002 100000 Returned name_mismatch 户名不符")]
    [InlineData(
        "某银行代发结果清单\n序号,收款人账号,收款人姓名,交易金额(元),交易状态,备注\n1,`6217000000000000012,农户0001,87.55元,交易成功,\n"
        + "2,62284800000000000\t,农户 0002,1,交易失败,该账户已销户\n合计,,,88.55,,",
        "3 6217000000000000012 农户0001 8755 Paid 交易成功; 4 62284800000000000 农户0002 100 Returned account_closed 该账户已销户")]
    [InlineData("卡号,姓名,成功,失败,退票原因\n6217000000000000012,农户0001,√,,\n62284800000000000,农户0002,,√,久悬户",
        "2 6217000000000000012 农户0001 Paid; 3 62284800000000000 农户0002 Returned account_dormant 久悬户")]
    [InlineData("帐号,户名,是否成功\n6217000000000000012,农户0001,是\n62284800000000000,农户0002,否",
        "2 6217000000000000012 农户0001 Paid; 3 62284800000000000 农户0002 Returned other")]
    [InlineData("账号,户名,失败原因\n62284800000000000,农户0002,账号有误\n62284800000000001,农户0003,联系开户行",
        "2 62284800000000000 农户0002 Returned account_unknown 账号有误; 3 62284800000000001 农户0003 Returned other 联系开户行")]
    [InlineData("账号;户名;返回信息\n6217000000000000012;农户0001;入账成功\n62284800000000000;农户0002;身份信息过期\n1234567890;农户0003;AAAAA",
        "2 6217000000000000012 农户0001 Paid 入账成功; 3 62284800000000000 农户0002 Returned id_expired 身份信息过期; ?4 4")]
    [InlineData(
        "付款编号\t账号\t状态\t错误代码\t处理时间\n3f9c1a7e-0001-1\t6217****0012\tACSC\t\t2026-01-26 09:30:00\n"
        + "3f9c1a7e-0002-1\t\tRJCT\tAC04\t2026/1/27",
        "2 3f9c1a7e-0001-1 6217****0012 Paid ACSC 2026-01-26; 3 3f9c1a7e-0002-1 Returned account_closed RJCT 2026-01-27")]
    [InlineData("户编码,账号,处理状态,处理结果\n0001,6217000000000000012,已处理,成功\n0002,62284800000000000,处理完成,失败：余额不足",
        "2 0001 6217000000000000012 Paid 成功; 3 0002 62284800000000000 Returned payer_funds 失败：余额不足")]
    [InlineData("账号,金额（分）,处理结果\n6217000000000000012,8755,成功", "2 6217000000000000012 8755 Paid 成功")]
    public async Task Sheets_InTheWordsOfBanks_AreRead(string csv, string shown) =>
        Assert.Equal(shown, ResultReading.Show(await ResultReading.ReadAsync(csv)));

    [Theory]
    [InlineData("成功", PaymentOutcome.Paid)]
    [InlineData("交易成功", PaymentOutcome.Paid)]
    [InlineData("已入账", PaymentOutcome.Paid)]
    [InlineData("SUCCESS", PaymentOutcome.Paid)]
    [InlineData("ＡＣＳＣ", PaymentOutcome.Paid)]
    [InlineData("失败", PaymentOutcome.Returned)]
    [InlineData("不成功", PaymentOutcome.Returned)]
    [InlineData("未成功", PaymentOutcome.Returned)]
    [InlineData("交易成功后冲正", PaymentOutcome.Returned)]
    [InlineData("已退票", PaymentOutcome.Returned)]
    [InlineData("银行拒绝", PaymentOutcome.Returned)]
    [InlineData("受理失败", PaymentOutcome.Returned)]
    [InlineData("Unsuccessful", PaymentOutcome.Returned)]
    [InlineData("处理中", PaymentOutcome.Pending)]
    [InlineData("提交成功", PaymentOutcome.Pending)]
    [InlineData("受理成功", PaymentOutcome.Pending)]
    [InlineData("部分成功", PaymentOutcome.Pending)]
    [InlineData("待授权", PaymentOutcome.Pending)]
    [InlineData("可疑", PaymentOutcome.Pending)]
    [InlineData("ACSP", PaymentOutcome.Pending)]
    [InlineData("ACCC", PaymentOutcome.Pending)]
    [InlineData("待入账", PaymentOutcome.Pending)]
    [InlineData("正在入账", PaymentOutcome.Pending)]
    [InlineData("入账中", PaymentOutcome.Pending)]
    [InlineData("预计次日到账", PaymentOutcome.Pending)]
    [InlineData("尚未到账", PaymentOutcome.Pending)]
    [InlineData("暂未入账", PaymentOutcome.Pending)]
    [InlineData("成功发送至银行", PaymentOutcome.Pending)]
    [InlineData("复核成功", PaymentOutcome.Pending)]
    [InlineData("汇出成功", PaymentOutcome.Pending)]
    [InlineData("不能入账", PaymentOutcome.Returned)]
    [InlineData("禁止入账", PaymentOutcome.Returned)]
    [InlineData("账户状态异常，无法入账", PaymentOutcome.Returned)]
    [InlineData("中止账户不允许入账", PaymentOutcome.Returned)]
    [InlineData("止付，暂停入账", PaymentOutcome.Returned)]
    [InlineData("入账账户不存在", PaymentOutcome.Returned)]
    [InlineData("账户已销户", PaymentOutcome.Returned)]
    [InlineData("名称与主机登记不符", PaymentOutcome.Returned)]
    [InlineData("Not successful", PaymentOutcome.Returned)]
    [InlineData("已清算", PaymentOutcome.Paid)]
    [InlineData("入账中国农业银行成功", PaymentOutcome.Paid)]
    [InlineData("退耕还林补助发放成功", PaymentOutcome.Paid)]
    [InlineData("成功（错误码:0000）", PaymentOutcome.Paid)]
    [InlineData("交易成功，无异常", PaymentOutcome.Paid)]
    [InlineData("成功，账户已销户", null)]
    [InlineData("入账异常", null)]
    [InlineData("成功0笔", null)]
    [InlineData("暂停入账", null)]
    [InlineData("1", null)]
    [InlineData("异常", null)]
    [InlineData("", null)]
    public void OutcomeOf_WordsOfBanks_NeverPaidBeforeItIs(string words, object? outcome) =>
        Assert.Equal(outcome, ResultWords.OutcomeOf(words));

    [Fact]
    public async Task Rows_ThatCannotBeUnderstood_AreListedWithTheirPlaceAndStopNothing()
    {
        var file = await ResultReading.ReadAsync(
            $"""
            账号,户名,金额,处理结果,失败原因
            {Account},农户0001,87.55,成功,
            {Account},农户0002,87.555,成功,
            {Account},农户0003,-1,成功,
            ,农户0004,1,成功,
            {Account},农户0005,1,,
            {Account},农户0006,1,成功,已销户
            6.217E+18,农户0007,1,成功,
            {Account},农户0008,1,9,
            {Account},农户0009,3,失败,
            制表人：某某,,,,
            账号,户名,金额,处理结果,失败原因
            合 计,,,,
            """);
        Assert.Equal(["农户0001", "农户0009"], file.Rows.Select(row => row.Name));
        Assert.Equal(["C3", "C4", "5", "D6", "D7", "A8", "D9"], file.Unread.Select(row => row.Place));
        Assert.All(file.Unread, row => Assert.NotEqual(row.Why.Zh, row.Why.En));
        Assert.DoesNotContain(file.Unread, row => row.Why.Zh.Contains(Account, StringComparison.Ordinal));
        Assert.Equal(3, file.PassedOver);
    }

    /// <summary>What a row says beside its status counts as well, and no day that cannot be read becomes another.</summary>
    [Theory]
    [InlineData("处理状态,备注\n成功,户名不符，退回", "?2 B2")]
    [InlineData("处理状态,备注\n成功,补发上年户名不符退回的", "2 Paid 成功")]
    [InlineData("处理状态,备注\n成功,二季度分红", "2 Paid 成功")]
    [InlineData("状态,失败原因\n—,此账户不能入账", "2 Returned other 此账户不能入账")]
    [InlineData("应发金额,手续费,实发金额,状态\n2625,5,2620,成功", "2 262000 Paid 成功")]
    [InlineData("应发金额,实发金额,状态\n2625,0.00,成功", "2 0 Paid 成功")]
    [InlineData("状态,交易时间\n成功,20260127101112", "2 Paid 成功 2026-01-27")]
    [InlineData("状态,交易时间\n成功,2026年1月27日10时11分", "2 Paid 成功 2026-01-27")]
    [InlineData("状态,交易日期,交易时间\n成功,2026/1/27,10:11:12", "2 Paid 成功 2026-01-27")]
    [InlineData("状态,交易时间\n成功,10:11:12", "2 Paid 成功")]
    [InlineData("状态,日期\n成功,01/27/2026", "?2 C2")]
    [InlineData("状态,日期\n成功,260127", "?2 C2")]
    [InlineData("状态,日期\n成功,昨天", "?2 C2")]
    public async Task Rows_WithMoreThanAStatus_AreReadWhole(string columns, string shown)
    {
        var (headings, row) = (columns.Split('\n')[0], columns.Split('\n')[1]);
        Assert.Equal(shown, ResultReading.Show(await ResultReading.ReadAsync($"户编码,{headings}\n0001,{row}"))
            .Replace(" 0001", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "malformed_csv")]
    [InlineData("账号,户名,金额\n1,2,3", "invalid_value")]
    [InlineData("处理结果,失败原因\n成功,", "invalid_value")]
    [InlineData("<html><table><tr><td>账号</td></tr></table></html>", "malformed_csv")]
    [InlineData("{\"a\":1}", "malformed_csv")]
    [InlineData("abc", "invalid_value")]
    [InlineData("账号,处理结果\n\"1,成功", "malformed_csv")]
    public async Task Files_WithoutResults_AreRefused(string text, string code) =>
        Assert.Equal(code, await ResultReading.RefusedAsync(text));

    [Fact]
    public async Task Files_OverTheirLimits_AreRefused()
    {
        var text = "账号,处理结果\n" + string.Concat(Enumerable.Repeat($"{Account},成功\n", 101));
        Assert.Equal("body_too_large", await ResultReading.RefusedAsync(text, new PaymentResultLimits { MaxRows = 100 }));
        Assert.Equal("body_too_large", await ResultReading.RefusedAsync(text, new PaymentResultLimits { MaxBytes = 1_000 }));
        Assert.Equal(101, (await ResultReading.ReadAsync(text, new PaymentResultLimits { MaxRows = 101 })).Rows.Count);
    }

    [Fact]
    public async Task OurOwnFiles_WithTheBanksColumnsAdded_FindTheirPaymentsAgain()
    {
        var batch = PaymentSamples.Many(40);
        foreach (var encoding in new[] { "utf-8", "gb18030" })
        {
            var template = PaymentTemplates.GenericCsv with
            {
                Encoding = encoding, Columns = [.. PaymentTemplates.GenericCsv.Columns, new("end_to_end_id")],
            };
            var written = PaymentEncoding.Of(encoding).GetString(WritePaymentFile.AsTemplate(template, batch).Content).TrimStart('\uFEFF');
            var lines = written.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Select((line, at) => line + (at == 0 ? ",处理结果" : at % 3 == 0 ? ",失败" : ",成功"));
            var read = await ResultReading.ReadAsync(PaymentEncoding.Of(encoding).GetBytes(string.Join("\r\n", lines)));
            Assert.Empty(read.Unread);
            Assert.Equal(
                batch.Orders.Select((order, at) => (order.EndToEndId, order.Household, order.Account, order.Name, order.AmountFen,
                    (at + 1) % 3 == 0 ? PaymentOutcome.Returned : PaymentOutcome.Paid)),
                read.Rows.Select(row => (row.EndToEndId!, row.Household!, row.Account!, row.Name!, row.AmountFen!.Value, row.Outcome)));
        }
    }

    [Fact]
    public async Task Workbooks_NewAndOld_AreReadAlike()
    {
        TableCell[][] rows =
        [
            [TableCell.Of("户编码"), TableCell.Of("账号"), TableCell.Of("金额"), TableCell.Of("处理结果"), TableCell.Of("失败原因")],
            [TableCell.Of("0001"), TableCell.Of(Account), TableCell.Decimal("87.55", 2), TableCell.Of("成功"), TableCell.Of("")],
            [TableCell.Of("0002"), TableCell.Of("62284800000000000"), TableCell.Decimal("0.10", 2), TableCell.Of("失败"), TableCell.Of("挂失")],
        ];
        Assert.Equal(
            $"2 0001 {Account} 8755 Paid 成功; 3 0002 62284800000000000 10 Returned account_blocked 挂失",
            ResultReading.Show(await ResultReading.ReadAsync(await TableFiles.WriteAsync(TableFormat.Xlsx, rows))));
        var xls = await File.ReadAllBytesAsync(
            Path.Combine(SchemeCases.RepositoryRoot(), "tests/LinkageService.Tests/Features/Payments/Files/results.xls"),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            $"3 {Account} 农户0001 8755 Paid 成功; 4 62284800000000000 农户0002 100000 Returned name_mismatch 户名不符",
            ResultReading.Show(await ResultReading.ReadAsync(xls)));
    }

    [Fact]
    public async Task Workbooks_WithAccountsStoredAsFigures_AreListed()
    {
        var file = await TableFiles.WriteAsync(TableFormat.Xlsx, (TableCell[][])
        [
            [TableCell.Of("账号"), TableCell.Of("处理结果")],
            [TableCell.Decimal("62284800000000", 0), TableCell.Of("成功")],
        ]);

        // As a spreadsheet stores an account of 19 digits that was typed as a figure.
        var broken = Rewritten(file, "<v>62284800000000</v>", "<v>6.2170000000000000E+18</v>");
        Assert.Equal("?2 A2", ResultReading.Show(await ResultReading.ReadAsync(broken)));
    }

    [Fact]
    public async Task IcbcText_WithResults_IsReadInFen()
    {
        var written = CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetString(
            WritePaymentFile.AsIcbcBatch(PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second)).Content);
        Assert.Equal("invalid_value", await ResultReading.RefusedAsync(written));
        var answered = written.Replace("自定义序号|\r\n", "自定义序号|指令状态|失败原因|\r\n", StringComparison.Ordinal)
            .Replace("3f9c1a7e-0001-1|", "3f9c1a7e-0001-1|处理成功||", StringComparison.Ordinal)
            .Replace("3f9c1a7e-0002-1|", "3f9c1a7e-0002-1|处理失败|户名不符|", StringComparison.Ordinal) + "*\r\n";
        var file = await ResultReading.ReadAsync(TableFiles.Gb18030.GetBytes(answered));
        Assert.Equal(PaymentResultForm.BarText, file.Form);
        Assert.Equal(
            "7 3f9c1a7e-0001-1 6217000000000000012 农户0001 8755 Paid 处理成功 2026-01-26; "
            + "8 3f9c1a7e-0002-1 62284800000000000 农户0002 1234567890 Returned name_mismatch 户名不符 2026-01-26",
            ResultReading.Show(file));
    }

    private static byte[] Rewritten(byte[] workbook, string from, string to)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(workbook));
        return TableFiles.ZipBytes([.. zip.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return (entry.FullName, Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace(from, to, StringComparison.Ordinal)));
        })]);
    }
}
