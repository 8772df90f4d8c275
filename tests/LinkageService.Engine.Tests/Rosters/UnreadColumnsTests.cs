using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Rosters;

/// <summary>
/// One table of the village serves several schemes: what a scheme does not read is named, what looks mistyped is refused.
/// </summary>
public sealed class UnreadColumnsTests
{
    private const string Scheme = """
        holdings: { land: { unit: mu, title: 入股土地 }, wage_days: { unit: day, default: 0 } }
        groups: { poor: { tag: registered } }
        steps:
          - { id: rent, kind: pay, from: payer:company, amount: land * 100 元 / 1 亩 + wage_days * 80 元 / 1 天 }
          - { id: aid, kind: pay, from: payer:company, amount: 50 元, to: poor }
        """;

    [Fact]
    public void Run_MoreColumnsAndTagsThanRead_SameDigestAndNamed()
    {
        var plain = Trial.Of(Scheme).Roster("id land tags\n1 2 registered\n2 1 -").Run();
        var more = Trial.Of(Scheme).Roster("id land 林地 forest tags\n1 2 x 9 registered+低保户\n2 1 - 1 hardship").Run();

        Assert.Equal(plain.Digest, more.Digest);
        Assert.Equal(
            [
                "columns_not_read 名册里本方案不用的列：forest、林地；没有参与计算",
                "tags_not_read 名册里本方案不用的人员类别：低保户；没有参与计算",
            ],
            more.Remarks().Select(remark => $"{remark.Code} {remark.Message.Zh}"));
        Assert.Empty(plain.Remarks());
    }

    [Theory]
    [InlineData("id land wage_day\n1 2 5", "unknown_holding households[0].holdings.wage_day")]
    [InlineData("id land Wage_days\n1 2 5", "unknown_holding households[0].holdings.Wage_days")]
    [InlineData("id Land\n1 2", "unknown_holding households[0].holdings.Land")]
    [InlineData("id 入股土地\n1 2", "unknown_holding households[0].holdings.入股土地")]
    [InlineData("id land tags\n1 2 registred", "unknown_tag households[0].tags")]
    public void Run_NameThatResemblesOneNotStated_RefusedAsMistyped(string roster, string expected)
    {
        var problem = Trial.Of(Scheme).Roster(roster).Refused();

        Assert.Equal(expected, $"{problem.Code} {problem.Field}");
        Assert.Contains("是不是", problem.Message.Zh, StringComparison.Ordinal);
    }

    /// <summary>People know a column by its title, and requests name it by its id.</summary>
    [Theory]
    [InlineData("id wage_days\n1 5", "缺少持有量“入股土地”（land）（没有就写 0）")]
    [InlineData("id 入股\n1 5", "缺少“入股土地”（land）；名册里的“入股”是不是它？是的话把列名改成“入股土地”")]
    [InlineData("id 入股土地\n1 2", "本方案没有持有量“入股土地”；是不是“land”？")]
    [InlineData("id 入股士地\n1 2", "本方案没有持有量“入股士地”；是不是“入股土地”（land）？")]
    [InlineData("id land tags\n1 2 建档立卡贫困户", "未知人员类别“建档立卡贫困户”；是不是“建档立卡户”？")]
    [InlineData("id land tags\n1 2 registred", "未知人员类别“registred”；是不是“registered”？")]
    public void Run_WhatLacksOrResembles_IsCalledByItsTitle(string roster, string zh) =>
        Assert.Equal(zh, Trial.Of(Scheme).Roster(roster).Refused().Message.Zh);

    /// <summary>By the rules in force, any word that an import takes for a tag is that tag.</summary>
    [Theory]
    [InlineData("registered")]
    [InlineData("建档立卡户")]
    [InlineData("建档立卡")]
    public void Run_OtherWordForATag_IsThatTag(string tag)
    {
        var run = Trial.Of(Scheme).Roster("id land tags\n1 2 " + tag).Run();

        Assert.Equal(1, run.Roster.Registered.Members);
        Assert.DoesNotContain(run.Remarks(), remark => remark.Code == "tags_not_read");
    }

    [Fact]
    public void Run_NameThatResemblesOneStated_IsAColumnOfItsOwn() =>
        Assert.Equal("columns_not_read", Trial.Of(Scheme).Roster("id land lands\n1 2 3").Run().Remarks()[0].Code);

    [Fact]
    public void Run_MoreNamesThanATableHas_Refused()
    {
        var names = string.Join(' ', Enumerable.Range(0, 65).Select(number => "x" + number));
        var problem = Trial.Of(Scheme).Roster($"id land {names}\n1 2 {string.Join(' ', Enumerable.Repeat("1", 65))}").Refused();

        Assert.Equal("unknown_holding households[0].holdings.x64", $"{problem.Code} {problem.Field}");
    }
}
