using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Payments.Files;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary>Templates that an office defines for its bank.</summary>
public class PaymentTemplatesTests
{
    private static readonly PaymentTemplate Own = new("农商银行代发",
        [
            new("text") { Heading = "业务种类", Text = "分红" },
            new("account") { Heading = "卡号" },
            new("name") { Heading = "姓名" },
            new("amount_fen") { Heading = "金额(分)" },
            new("purpose") { Heading = "摘要", MaxCharacters = 4, Cuts = true },
            new("end_to_end_id"),
            new("date_digits"),
        ])
    {
        Separator = "tab",
        Encoding = "gbk",
        HasTotals = true,
    };

    [Fact]
    public void Template_OfAnOffice_EveryByte()
    {
        var file = WritePaymentFile.AsTemplate(Own, PaymentSamples.Batch(PaymentSamples.First));
        Assert.Equal("bank-batch.txt", file.Name);
        Assert.Equal(
            "业务种类\t卡号\t姓名\t金额(分)\t摘要\t付款编号\t日期\r\n"
            + $"分红\t6217000000000000012\t农户0001\t8755\t2025\t{PaymentSamples.First.EndToEndId}\t20260126\r\n"
            + "合计\t\t\t8755\t\t\t\r\n",
            CodePagesEncodingProvider.Instance.GetEncoding("GBK")!.GetString(file.Content));
        var note = Assert.Single(file.Notes);
        Assert.Equal(("0001", "purpose"), (note.Household, note.Field));
    }

    [Fact]
    public void Purposes_TooLongWhereNobodySaidCut_AreRefused()
    {
        var template = Own with { Columns = [.. Own.Columns.Select(column => column with { Cuts = false })] };
        var failure = Assert.Throws<RefusedException>(
            () => WritePaymentFile.AsTemplate(template, PaymentSamples.Batch(PaymentSamples.First))).Failure;
        Assert.Equal("payments[0].purpose", Assert.Single(failure.Problems).Field);
    }

    [Fact]
    public void Columns_EveryField_IsWritten()
    {
        var template = new PaymentTemplate("全部", [.. PaymentField.Names.Where(name => name != "amount_fen").Select(name =>
            new PaymentColumn(name) { Text = name == "text" ? "固定" : null })]);
        var text = Encoding.UTF8.GetString(
            WritePaymentFile.AsTemplate(template, PaymentSamples.Batch(PaymentSamples.First)).Content);
        Assert.Equal(
            "\uFEFF序号,户名,账号,开户行,行号,金额,用途,备注,户编码,付款编号,日期,日期,付款户名,付款账号,付款开户行,付款行号,\r\n"
            + "1,农户0001,6217000000000000012,重庆农村商业银行,314653000011,87.55,2025年度收益分配,一组,0001,"
            + $"{PaymentSamples.First.EndToEndId},2026-01-26,20260126,塘湾村股份经济合作社,0101010120010001234,重庆农村商业银行,314653000011,固定\r\n",
            text);
    }

    [Fact]
    public void Validator_ShippedTemplates_Pass() => Assert.All(
        [PaymentTemplates.GenericCsv, PaymentTemplates.GenericXlsx, PaymentTemplates.IcbcDetails, Own],
        template => Assert.Empty(Problems(template)));

    [Fact]
    public void Validator_EveryFault_IsNamed()
    {
        Assert.Equal(["name"], Problems(Own with { Name = "" }));
        Assert.Equal(["form"], Problems(Own with { Form = "pdf" }));
        Assert.Equal(["encoding"], Problems(Own with { Encoding = "latin1" }));
        Assert.Equal(["separator"], Problems(Own with { Separator = "|" }));
        Assert.Equal(["maxRows"], Problems(Own with { MaxRows = 0 }));
        Assert.Equal(["columns", "columns"], Problems(Own with { Columns = [] }));
        Assert.Equal(["columns"], Problems(Own with { Columns = [new("account")] }));
        Assert.Equal(["columns"], Problems(Own with { Columns = [new("account"), new("amount"), new("amount_fen")] }));
        Assert.Equal(["columns"], Problems(Own with { Columns = [new("amount")] }));
        Assert.Equal(["columns[7].field"], Problems(With(new("colour"))));
        Assert.Equal(["columns[7].field"], Problems(With(new(""))));
        Assert.Equal(["columns[7].text"], Problems(With(new("bank") { Text = "甲" })));
        Assert.Equal(["columns[7].maxCharacters"], Problems(With(new("bank") { MaxCharacters = 0 })));
        Assert.Equal(["columns[7].cuts"], Problems(With(new("name") { MaxCharacters = 4, Cuts = true })));
        Assert.Equal(["columns[7].cuts"], Problems(With(new("remark") { Cuts = true })));
        Assert.Equal(["columns[7].heading"], Problems(With(new("bank") { Heading = "甲\u0007乙" })));
        Assert.Equal(["columns[7].heading"], Problems(With(new("bank") { Heading = "甲|乙" })));
        Assert.Equal(["columns[7].heading"], Problems(With(new("bank") { Heading = "𠮷" })));
        Assert.Equal(["columns[7].text"], Problems(With(new("text") { Text = "甲,乙" })));
        Assert.Equal(["columns"], Problems(Own with { Columns = [.. Own.Columns, .. Enumerable.Repeat(new PaymentColumn("bank"), 60)] }));
    }

    [Fact]
    public void AsTemplate_OneThatIsNone_IsRefused() => Assert.Throws<RefusedException>(
        () => WritePaymentFile.AsTemplate(Own with { Encoding = "latin1" }, PaymentSamples.Batch(PaymentSamples.First)));

    private static PaymentTemplate With(PaymentColumn column) => Own with { Columns = [.. Own.Columns, column] };

    private static string[] Problems(PaymentTemplate template) =>
        [.. new PaymentTemplateValidator().Validate(template).AsProblems().Select(problem => problem.Field)];
}
