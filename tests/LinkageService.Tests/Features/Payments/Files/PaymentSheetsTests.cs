using System.IO.Compression;
using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Sheets of payments for banks: what stands in them to the byte, and what never does.</summary>
public class PaymentSheetsTests
{
    [Fact]
    public void GenericCsv_TwoPayments_EveryByte()
    {
        var file = WritePaymentFile.AsTemplate(
            PaymentTemplates.GenericCsv, PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second));
        Assert.Equal("bank-batch.csv", file.Name);
        Assert.Equal("text/csv; charset=utf-8", file.ContentType);
        Assert.Equal((2, 1_234_576_645L), (file.Count, file.TotalFen));
        Assert.Equal(
            "\uFEFF序号,户名,账号,开户行,行号,金额,用途,户编码\r\n"
            + "1,农户0001,6217000000000000012\t,重庆农村商业银行,314653000011\t,87.55,2025年度收益分配,0001\t\r\n"
            + "2,农户0002,62284800000000000\t,,,12345678.90,2025年度收益分配,0002\t\r\n",
            Encoding.UTF8.GetString(file.Content));
    }

    [Fact]
    public void GenericCsv_InGb18030WithoutTabs_EveryByte()
    {
        var template = PaymentTemplates.GenericCsv with { Encoding = "gb18030", MarksNumbers = false, HasTotals = true };
        var file = WritePaymentFile.AsTemplate(template, PaymentSamples.Batch(PaymentSamples.First with { Name = "𠮷土" }));
        Assert.Equal(
            "序号,户名,账号,开户行,行号,金额,用途,户编码\r\n"
            + "1,𠮷土,6217000000000000012,重庆农村商业银行,314653000011,87.55,2025年度收益分配,0001\r\n"
            + "合计,,,,,87.55,,\r\n",
            TableFiles.Gb18030.GetString(file.Content));
    }

    [Fact]
    public async Task GenericXlsx_ReadBack_AccountsAreWholeTexts()
    {
        var file = WritePaymentFile.AsTemplate(
            PaymentTemplates.GenericXlsx, PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second));
        Assert.Equal(
            "1:序号|户名|账号|开户行|行号|金额|用途|户编码 "
            + "2:1|农户0001|6217000000000000012|重庆农村商业银行|314653000011|87.55|2025年度收益分配|0001 "
            + "3:2|农户0002|62284800000000000|||12345678.9|2025年度收益分配|0002",
            TableFiles.Show(await TableFiles.ReadAsync(file.Content)));
        var sheet = Part(file.Content, "xl/worksheets/sheet1.xml");
        Assert.Contains("<c r=\"C2\" s=\"11\" t=\"inlineStr\"><is><t xml:space=\"preserve\">6217000000000000012</t></is></c>", sheet,
            StringComparison.Ordinal);
        Assert.Contains("<c r=\"F2\" s=\"15\"><v>87.55</v></c>", sheet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xlsx_WithoutHeadingsWithTotals_TheFirstRowIsAPayment()
    {
        var template = PaymentTemplates.GenericXlsx with { HasHeadings = false, HasTotals = true };
        var file = WritePaymentFile.AsTemplate(template, PaymentSamples.Batch(PaymentSamples.First));
        var rows = await TableFiles.ReadAsync(file.Content);
        Assert.Equal(["1", "农户0001", "6217000000000000012", "重庆农村商业银行", "314653000011", "87.55", "2025年度收益分配", "0001"], rows[0].Cells);
        Assert.Equal(["合计", "", "", "", "", "87.55", "", ""], rows[1].Cells);
        Assert.Contains("<c r=\"F1\" s=\"15\"><v>87.55</v></c>", Part(file.Content, "xl/worksheets/sheet1.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2999, 1)]
    [InlineData(3000, 1)]
    [InlineData(3001, 2)]
    [InlineData(7000, 3)]
    public async Task Sheets_OverTheLimit_AreSplitAndHoldEveryPaymentOnce(int count, int files)
    {
        foreach (var template in new[] { PaymentTemplates.GenericCsv, PaymentTemplates.GenericXlsx })
        {
            var file = WritePaymentFile.AsTemplate(template, PaymentSamples.Many(count));
            Assert.Equal(files, file.Parts.Count);
            Assert.Equal((count, (long)count * (count + 1) / 2), (file.Count, file.TotalFen));
            var written = files == 1 ? [file.Content] : Unzip(file).ToArray();
            Assert.Equal(files == 1 ? "bank-batch" + Path.GetExtension(file.Parts[0].Name) : "bank-batch.zip", file.Name);
            var accounts = new List<string>();
            for (var part = 0; part < files; part++)
            {
                var rows = await TableFiles.ReadAsync(written[part]);
                Assert.Equal(file.Parts[part].Count, rows.Count - 1);
                Assert.Equal(Enumerable.Range(1, rows.Count - 1).Select(number => $"{number}"), rows.Skip(1).Select(row => row.Cells[0]));
                accounts.AddRange(rows.Skip(1).Select(row => row.Cells[2].Trim()));
            }

            Assert.Equal(PaymentSamples.Many(count).Orders.Select(order => order.Account), accounts);
            Assert.Equal(file.Parts.Count, file.Parts.Select(part => part.MessageId).Distinct().Count());
        }
    }

    [Fact]
    public void Sheets_WrittenTwice_TheSameBytes() => Assert.Equal(
        WritePaymentFile.AsTemplate(PaymentTemplates.GenericXlsx, PaymentSamples.Many(3001)).Content,
        WritePaymentFile.AsTemplate(PaymentTemplates.GenericXlsx, PaymentSamples.Many(3001)).Content);

    [Theory]
    [InlineData("张|三", "name", "|")]
    [InlineData("张,三", "name", ",")]
    [InlineData("张\"三", "name", "\"")]
    [InlineData("张&三", "name", "&")]
    [InlineData("=1+1", "name", "=")]
    [InlineData("@张三", "name", "@")]
    [InlineData("张\u0007三", "name", "U+0007")]
    [InlineData("张\u202E三", "name", "U+202E")]
    [InlineData("张\u200B三", "name", "U+200B")]
    public void Texts_WithWhatABankMisreads_AreRefusedByHouseholdAndField(string name, string field, string shown)
    {
        var batch = PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second with { Name = name });
        var problem = Assert.Single(Refused(() => WritePaymentFile.AsTemplate(PaymentTemplates.GenericCsv, batch)).Problems);
        Assert.Equal($"payments[1].{field}", problem.Field);
        Assert.StartsWith("0002 户：户名", problem.Message.Zh, StringComparison.Ordinal);
        Assert.StartsWith("household 0002 ", problem.Message.En, StringComparison.Ordinal);
        Assert.Contains(shown, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_WithLineBreaksInPurposeOrOwnSeparator_AreRefusedAllAtOnce()
    {
        var template = PaymentTemplates.GenericCsv with { Separator = "semicolon" };
        var batch = PaymentSamples.Batch(
            PaymentSamples.First with { Purpose = "2025\n分红" }, PaymentSamples.Second with { Purpose = "a;b", Bank = "甲,乙" });
        Assert.Equal(["payments[0].purpose", "payments[1].bank", "payments[1].purpose"],
            Refused(() => WritePaymentFile.AsTemplate(template, batch)).Problems.Select(problem => problem.Field).Order());

        // A cell of a workbook is read as it stands.
        var two = PaymentSamples.Batch(PaymentSamples.Second with { Name = "张&三,|\"=" });
        Assert.Equal(1, WritePaymentFile.AsTemplate(PaymentTemplates.GenericXlsx, two).Count);
    }

    [Theory]
    [InlineData(" 张　三 ", "张三")]
    [InlineData("阿里 木", "阿里木")]
    [InlineData("John  Smith", "John Smith")]
    [InlineData("张三（）", "张三")]
    [InlineData("张三（ ", "张三")]
    [InlineData("兴旺合作社（普通合伙）", "兴旺合作社(普通合伙)")]
    public void Names_WithLayout_ArePlainAndSaid(string stored, string written)
    {
        var file = WritePaymentFile.AsTemplate(
            PaymentTemplates.GenericCsv, PaymentSamples.Batch(PaymentSamples.First with { Name = stored }));
        Assert.Contains($"\r\n1,{written},", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        var note = Assert.Single(file.Notes);
        Assert.Equal(("0001", "name"), (note.Household, note.Field));
        Assert.Contains(written, note.Words.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_ThatNoBankCanPay_AreRefusedAllAtOnceAndNoAccountIsShown()
    {
        var batch = PaymentSamples.Batch(
            PaymentSamples.First with { AmountFen = 0 },
            PaymentSamples.Second with { Account = "6228 4800" },
            PaymentSamples.First with { Name = "　", AmountFen = -1 },
            PaymentSamples.First with { EndToEndId = "户-1" });
        var failure = Refused(() => WritePaymentFile.AsTemplate(PaymentTemplates.GenericCsv, batch));
        Assert.Equal(
            [
                "payments[0].amount", "payments[1].account", "payments[2].name", "payments[2].amount", "payments[2].end_to_end_id",
                "payments[3].end_to_end_id",
            ],
            failure.Problems.Select(problem => problem.Field));
        Assert.DoesNotContain(failure.Problems, problem => problem.Message.Zh.Contains("6228", StringComparison.Ordinal));
        Assert.Equal("payments", Assert.Single(Refused(() => WritePaymentFile.AsTemplate(
            PaymentTemplates.GenericCsv, PaymentSamples.Batch())).Problems).Field);
    }

    [Fact]
    public void CheckDigits_ThatDoNotFit_AreSaidAndStopNothing()
    {
        var file = WritePaymentFile.AsTemplate(PaymentTemplates.GenericCsv, PaymentSamples.Batch(
            PaymentSamples.First with { Account = "6217000000000000013" }, PaymentSamples.Second with { BankCode = "314653000012" }));
        Assert.Equal([("0001", "account"), ("0002", "bank_code")], file.Notes.Select(note => (note.Household, note.Field)));
    }

    [Fact]
    public void IcbcBatch_TwoPayments_EveryByte()
    {
        var file = WritePaymentFile.AsIcbcBatch(PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second));
        Assert.Equal("bank-batch.bpt", file.Name);
        var (one, two) = (PaymentSamples.First.EndToEndId, PaymentSamples.Second.EndToEndId);
        Assert.Equal(
            "#总计信息\r\n#注意：本文件中的金额均以分为单位！\r\n#币种|日期|总计标志|总金额|总笔数|\r\nRMB|20260126|1|1234576645|2|\r\n#明细指令信息\r\n"
            + "#币种|日期|明细标志|顺序号|付款账号开户行|付款账号|付款账号名称|收款账号开户行|收款账号省份|收款账号地市|收款账号地区码|收款账号|收款账号名称"
            + "|金额|汇款用途|备注信息|汇款方式|收款账户短信通知手机号码|自定义序号|\r\n"
            + "RMB|20260126|2|1|重庆农村商业银行|0101010120010001234|塘湾村股份经济合作社|重庆农村商业银行||||6217000000000000012|农户0001"
            + $"|8755|2025年度收益分配|一组|1||{one}|\r\n"
            + "RMB|20260126|2|2|重庆农村商业银行|0101010120010001234|塘湾村股份经济合作社|||||62284800000000000|农户0002"
            + $"|1234567890|2025年度收益分配||1||{two}|\r\n",
            CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetString(file.Content));
    }

    [Fact]
    public void IcbcBatch_NameThatGbkLacks_IsRefusedNeverAQuestionMark()
    {
        var problem = Assert.Single(Refused(() => WritePaymentFile.AsIcbcBatch(
            PaymentSamples.Batch(PaymentSamples.First, PaymentSamples.Second with { Name = "𠮷土" }))).Problems);
        Assert.Equal("payments[1].name", problem.Field);
        Assert.Contains("𠮷", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void IcbcBatch_PayerThatCannotBeWritten_IsRefusedOnce()
    {
        var batch = PaymentSamples.Many(500) with { Head = PaymentSamples.Head with { PayerName = "甲|乙", PayerAccount = "" } };
        Assert.Equal(["payer.holder", "payer.number"],
            Refused(() => WritePaymentFile.AsIcbcBatch(batch)).Problems.Select(problem => problem.Field).Order());
    }

    private static Failure Refused(Action act) => Assert.Throws<RefusedException>(act).Failure;

    private static string Part(byte[] workbook, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private static IEnumerable<byte[]> Unzip(PaymentFile file)
    {
        using var zip = new ZipArchive(new MemoryStream(file.Content));
        Assert.Equal(file.Parts.Select(part => part.Name), zip.Entries.Select(entry => entry.FullName));
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            yield return bytes.ToArray();
        }
    }
}
