using LinkageService.Vocabulary;

namespace LinkageService.Tests.Vocabulary;

/// <summary>Why payments come back, in the words of banks.</summary>
public class ReturnReasonsTests
{
    [Theory]
    [InlineData("账号不存在", "account_unknown")]
    [InlineData("帐号 有误，请核对", "account_unknown")]
    [InlineData("无此账户", "account_unknown")]
    [InlineData("户名不符", "name_mismatch")]
    [InlineData("户名与账号不符", "name_mismatch")]
    [InlineData("收款人账号与户名不符", "name_mismatch")]
    [InlineData("收款人姓名与账户不一致", "name_mismatch")]
    [InlineData("名称与主机登记不符", "name_mismatch")]
    [InlineData("该账户已销户", "account_closed")]
    [InlineData("账户状态异常：全冻户", "account_blocked")]
    [InlineData("只付不收", "account_blocked")]
    [InlineData("口头挂失", "account_blocked")]
    [InlineData("睡眠户", "account_dormant")]
    [InlineData("久悬未取账户", "account_dormant")]
    [InlineData("中止账户不允许入账", "account_dormant")]
    [InlineData("客户身份信息已过期", "id_expired")]
    [InlineData("身份证件已过期", "id_expired")]
    [InlineData("Ⅱ类户超限额", "limit_exceeded")]
    [InlineData("超出账户年累计限额", "limit_exceeded")]
    [InlineData("付款账户余额不足", "payer_funds")]
    [InlineData("收款人已死亡", "deceased")]
    [InlineData("重复交易", "duplicate")]
    [InlineData("收款人开户行名与行号不符", "bank_unknown")]
    [InlineData("清算行未加入", "bank_unknown")]
    [InlineData("明细格式错误", "format")]
    [InlineData("请联系经办行", "other")]
    [InlineData("", "other")]
    public void OfBank_WordsOfBanks_TheReason(string words, string code) => Assert.Equal(code, ReturnReasons.OfBank(words).Code);

    [Theory]
    [InlineData("AC01", "account_unknown")]
    [InlineData("ac03", "account_unknown")]
    [InlineData("BE01", "name_mismatch")]
    [InlineData("AC04", "account_closed")]
    [InlineData("AC06", "account_blocked")]
    [InlineData("AG01", "account_dormant")]
    [InlineData("RR04", "id_expired")]
    [InlineData("AM02", "limit_exceeded")]
    [InlineData("AM04", "payer_funds")]
    [InlineData("MD07", "deceased")]
    [InlineData("AM05", "duplicate")]
    [InlineData("RC01", "bank_unknown")]
    [InlineData("CNOR", "bank_unknown")]
    [InlineData("FF01", "format")]
    [InlineData("MS03", "other")]
    [InlineData("ZZ99", "other")]
    public void OfBank_CodesOfIso20022_TheReason(string iso, string code) => Assert.Equal(code, ReturnReasons.OfBank(null, iso).Code);

    [Fact]
    public void OfBank_WordsBesideACodeOfSeveralReasons_TheWordsSayWhich() =>
        Assert.Equal("account_dormant", ReturnReasons.OfBank("久悬户", "AC06").Code);

    [Fact]
    public void All_EveryReason_IsFoundByItsOwnWordsAndSaysWhatToDo()
    {
        Assert.Equal(13, ReturnReasons.All.Count);
        Assert.Equal(ReturnReasons.All.Count, ReturnReasons.All.Select(reason => reason.Code).Distinct().Count());
        foreach (var reason in ReturnReasons.All)
        {
            Assert.All(reason.Words, word => Assert.Equal(reason.Code, ReturnReasons.OfBank(word).Code));
            Assert.All(reason.IsoCodes, iso => Assert.Equal(reason.Code, ReturnReasons.OfIso(iso)!.Code));
            Assert.EndsWith("。", reason.Cure.Zh, StringComparison.Ordinal);
            Assert.EndsWith(".", reason.Cure.En, StringComparison.Ordinal);
            Assert.Same(reason, ReturnReasons.Of(reason.Code));
        }
    }
}
