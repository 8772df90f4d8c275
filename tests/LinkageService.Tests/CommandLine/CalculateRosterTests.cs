using System.Text;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.CommandLine;

/// <summary>What <c>calculate</c> says of a roster that is nearly right: nobody is paid nothing, or twice, without a word.</summary>
public sealed class CalculateRosterTests
{
    private const string Scheme = """
        id: work
        version: 1
        title: 误工补贴
        inputs: { 收入: { type: money }, 单价: { type: price, per: 天 } }
        holdings:
          股份: { unit: 股 }
          误工: { unit: 天, default: 0 }
        groups: { 低保: { tag: 低保户 }, 监测: { tag: 监测户 } }
        steps:
          - { id: 工补, kind: pay, from: 收入, amount: 误工 * 单价 }
          - { id: 低保补, kind: pay, from: 收入, amount: 5 元, to: 低保 }
          - { id: 监测补, kind: pay, from: 收入, amount: 7 元, to: 监测 }
          - { id: 分红, kind: allocate, from: 收入, by: 股份 }
        """;

    [Theory]
    [InlineData("户编号,股份,误工\n1,3,1\n合计,3,1\n", false, "第 3 行", "这一行是合计")]
    [InlineData("户编号,股份,误公\n1,3,1\n", true, "名册里没有“误工”一列，各户都按 0", "“误公”是不是它")]
    [InlineData("户编号,股份,误工天数\n1,3,1\n", true, "“误工天数”是不是它")]
    [InlineData("户编号,股份,误工（天）\n1,3,1\n", true, "10.00")]
    [InlineData("户编号,股分,误工\n1,3,1\n", false, "缺少“股份”；名册里的“股分”是不是它？是的话把列名改成“股份”")]
    [InlineData("户编号,股数,误工\n1,3,1\n", true, "100.00")]
    [InlineData("户编号,股份,人员类别\n1,3,低保\n", true, "人员类别“低保”本方案不认，这些户不算“低保户”")]
    [InlineData("户编号,股份,人员类别\n1,3,监测对象\n", true, "7.00")]
    public async Task Calculate_NearlyRightRoster_SaidOrUnderstood(string roster, bool isComputed, params string[] wanted)
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (scheme, table) = (Path.Combine(storage.Folder, "s.yaml"), Path.Combine(storage.Folder, "r.csv"));
        await File.WriteAllTextAsync(scheme, Scheme, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(table, roster, TestContext.Current.CancellationToken);
        var (code, output, errors) = await CommandLineChannel.RunAsync(
            [
                "calculate", "--document", scheme, "--year", "2025", "--roster", table, "--input", "收入=100.00", "--input", "单价=10.00",
                "-l", "zh",
            ]);
        var text = Encoding.UTF8.GetString(output) + errors;
        Assert.True(isComputed == (code == ExitCode.Ok), text);
        Assert.All(wanted, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }
}
