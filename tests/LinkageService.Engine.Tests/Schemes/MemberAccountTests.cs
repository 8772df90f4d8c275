using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Which column of a member account a holding or benefit is: as stated, or by the law's own words; never guessed.</summary>
public sealed class MemberAccountTests
{
    [Theory]
    [InlineData("capital: { unit: yuan }", AccountRole.Capital)]
    [InlineData("出资额: { unit: 元 }", AccountRole.Capital)]
    [InlineData("x: { unit: 元, memberAccount: 成员出资 }", AccountRole.Capital)]
    [InlineData("x: { unit: yuan, memberAccount: subsidy_quota }", AccountRole.SubsidyQuota)]
    [InlineData("x: { unit: jin, decimals: 0, memberAccount: 交易量 }", AccountRole.Patronage)]
    [InlineData("patronage: { unit: ton }", AccountRole.Patronage)]
    [InlineData("capital: { unit: share }", null)]
    [InlineData("capital: { unit: yuan, memberAccount: none }", null)]
    [InlineData("capital: { unit: yuan, weighting: time_weighted }", null)]
    [InlineData("capitals: { unit: yuan }", null)]
    public void Compile_Holding_IsTheColumnItSaysOrIsCalled(string holding, AccountRole? expected) =>
        Assert.Equal(expected, SchemeText.Scheme(Document(holding)).Holdings[0].MemberAccount);

    [Theory]
    [InlineData("x: { unit: yuan, memberAccount: 股金 }", "没有“股金”；有：成员出资、公积金份额、财政补助量化份额、捐赠量化份额、交易量（或写 capital,")]
    [InlineData("x: { unit: yuan, memberAccount: patronage_refund }", "没有“patronage_refund”")]
    [InlineData("x: { unit: share, memberAccount: capital }", "“成员出资”按元计、两位小数，不写 weighting")]
    [InlineData("x: { unit: yuan, weighting: time_weighted, memberAccount: capital }", "“成员出资”按元计")]
    public void Compile_ColumnThatIsNoneOrDoesNotFit_OneProblem(string holding, string expected)
    {
        var problem = Assert.Single(SchemeText.Compile(SchemeText.Head + Document(holding)).Problems, problem => !problem.IsWarning);

        Assert.Equal(("scheme_invalid_value", "holdings.x.memberAccount"), (problem.Code.Name, problem.Field));
        Assert.StartsWith(expected, problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Roles_EveryOne_HasItsOwnWordAndTitle()
    {
        var roles = Enum.GetValues<AccountRole>();
        Assert.Equal(roles.Length, roles.Select(role => role.Word()).Distinct().Count());
        Assert.Equal(roles.Length, roles.Select(role => role.Title()).Distinct().Count());
        Assert.Equal(
            [null, null, AccountRole.PatronageRefund, AccountRole.PatronageRefund, AccountRole.ResidualDividend],
            new[] { "capital", "share_dividend", "盈余返还", "patronage_refund", "residual_dividend" }.Select(AccountRoles.OfBenefit));
    }

    private static string Document(string holding)
    {
        var name = holding[..holding.IndexOf(':', StringComparison.Ordinal)];
        return $$"""
            inputs: { profit: { type: money } }
            holdings: { {{holding}} }
            steps: [ { id: share, kind: allocate, from: profit, by: {{name}} } ]
            """;
    }
}
