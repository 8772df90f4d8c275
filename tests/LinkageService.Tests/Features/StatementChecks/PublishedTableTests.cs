using System.Text;
using LinkageService.Engine.StatementChecks;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>
/// What villages published, as sheets: the figures are those of the sources named in docs/checking.md, the households are numbered.
/// </summary>
public sealed class PublishedTableTests
{
    private const string Chenshan = """
        户编号,户主,股份（股）,股份分红（元）
        0001,农户0001,271.1875,8678.00
        0002,农户0002,101,3232.00
        0003,农户0003,64,2048.00
        0004,农户0004,33.5,1072.00
        """;

    private const string Partners = """
        户编号,户主,出资额,分红金额
        0001,农户0001,1,120000.00
        0002,农户0002,1,120000.00
        0003,农户0003,1,120000.00
        0004,农户0004,0,320000.00
        0005,农户0005,0,320000.00
        合计,,3,1000000.00
        """;

    private const string Taoyang = """
        组,户编号,户主,家庭人口,租金（元/人）,分红（元/人）,应发金额
        一组,0001,农户0001,4,2400.00,1000.00,13600.00
        一组,0002,农户0002,3,2400.00,1000.00,10200.00
        二组,0003,农户0003,5,2400.00,1000.00,17000.00
        二组,0004,农户0004,2,2400.00,1000.00,6800.00
        合计,,,14,,,47600.00
        """;

    [Fact]
    public async Task Chenshan_PriceOf32_ExplainsEveryHousehold()
    {
        var report = await CheckAsync(Chenshan);
        Assert.Equal(0, report.Faults);
        var rule = report.Rules.First(rule => rule.IsTaken);
        Assert.Equal((4, 4), (rule.Matched, rule.Compared));
    }

    /// <summary>729 heads at the published average of 274.35 are 1.15 more than the 200,000 there were.</summary>
    [Fact]
    public async Task Qilian_PublishedAverage_IsMoreThanThereWas()
    {
        var rows = Enumerable.Range(1, 243).Select(at => (at % 3) switch
        {
            0 => $"{at:D4},农户{at:D4},2,548.70",
            1 => $"{at:D4},农户{at:D4},3,823.05",
            _ => $"{at:D4},农户{at:D4},4,1097.40",
        });
        var report = await CheckAsync($"奇联村分红表 分红总额：200000.00元\n户编号,户主,家庭人口,分红金额\n{string.Join('\n', rows)}\n合计,,729,200001.15\n");
        var finding = Assert.Single(report.Findings);
        Assert.Equal(SheetCause.RoundedPrice, finding.Cause);
        Assert.Contains("多分 1.15 元", finding.Text.Zh, StringComparison.Ordinal);
        Assert.Equal(1, report.Faults);
    }

    /// <summary>133,920 over 419 heads cut to 319 whole yuan: 259.00 stay, which is said and is no fault.</summary>
    [Fact]
    public async Task Qingyang_WholeYuanPerHead_IsExplained_AndWhatStaysIsNoted()
    {
        var heads = Enumerable.Range(0, 100).Select(at => at < 19 ? 5 : 4).ToArray();
        var rows = heads.Select((count, at) => $"{at + 1:D4},农户{at + 1:D4},{count},{count * 319}.00");
        var report = await CheckAsync($"分红总额：133920.00元\n户编号,户主,家庭人口,分红金额\n{string.Join('\n', rows)}\n合计,,419,133661.00\n");
        Assert.Equal(0, report.Faults);
        Assert.Contains(report.Rules, rule => rule.IsTaken && rule.Matched == 100);
        Assert.Contains(report.Notes, note => note.Zh.Contains("259.00", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Partners_AndTaoyang_HaveNoFault()
    {
        Assert.Equal(0, (await CheckAsync(Partners)).Faults);
        Assert.Equal(0, (await CheckAsync(Taoyang)).Faults);
    }

    private static async Task<SheetReport> CheckAsync(string csv)
    {
        var read = await SheetRun.ReadAsync(Encoding.UTF8.GetBytes(csv));
        return StatementCheck.Of(read.Sheet, [], TestContext.Current.CancellationToken);
    }
}
