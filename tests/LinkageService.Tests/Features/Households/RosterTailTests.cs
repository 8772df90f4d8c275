using System.Globalization;
using System.Text;
using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tables;

namespace LinkageService.Tests.Features.Households;

/// <summary>Rows of sums, signatures and remarks are told from households by what they are, and no household is taken for one.</summary>
public sealed class RosterTailTests
{
    private const string Households = """
        户编号,户主,成员数,土地,资金
        0001,农户0001,3,1.5,100
        0002,农户0002,2,1.5,0
        0003,计0003,4,2.25,300.5
        合作1,农户0004,1,0.5,0

        """;

    private static readonly RosterTableColumns Columns = new(SchemeLibrary.Load());

    [Theory]
    [InlineData("6.2E+18", true)]
    [InlineData("1e+05", true)]
    [InlineData("６．２Ｅ＋１８", true)]
    [InlineData("1E5", false)]
    [InlineData("E+18", false)]
    public async Task Read_IdThatWasSavedAsAFigure_RefusedNotAHousehold(string id, bool isRefused)
    {
        var draft = await ReadAsync(Households + id + ",农户0005,1,1,1\n");
        Assert.Equal(isRefused ? [(6, "invalid_household_id")] : [],
            draft.Problems.Select(problem => (problem.Row, problem.Problem.Code.Name)));
    }

    [Theory]
    [InlineData("合计,,10,5.75,400.5")]
    [InlineData("合　计,,10,5.75,400.5")]
    [InlineData("合 计：,,,,")]
    [InlineData("全村合计,,10,5.75,400.5")]
    [InlineData("合计（4户）,,10,,")]
    [InlineData("本页小计,,10,5.75,400.5")]
    [InlineData("一组小计,,10,5.75,400.5")]
    [InlineData("总   数,,10,5.75,400.5")]
    [InlineData("共4户,,10,5.75,400.5")]
    [InlineData("计,,10,5.75,400.5")]
    [InlineData("塘湾村合计,,10,5.75,400.5")]
    [InlineData("过次页,,10,5.75,400.5")]
    [InlineData("以下空白,,,,")]
    [InlineData("第二村民小组,,,,")]
    [InlineData("塘湾村农户花名册,,,,")]
    [InlineData("Grand Total,,10,5.75,400.5")]
    [InlineData("0005,合计,10,5.75,400.5")]
    [InlineData("0005,合 计,9,9,9")]
    [InlineData(",合计,10,5.75,400.5")]
    [InlineData(",,10,5.75,400.5")]
    [InlineData("全村,,10,5.75,400.5")]
    [InlineData("Σ,,10,5.75,400.5")]
    [InlineData("制表人：李会计 审核人：王主任,,,,")]
    [InlineData("制 表 人：,李会计,,,")]
    [InlineData("审核：,,,,")]
    [InlineData("单位负责人（签字）：,,,,")]
    [InlineData("村委会（盖章）,,,,")]
    [InlineData("填报日期：2025年3月1日,,,,")]
    [InlineData("2025年3月1日,,,,")]
    [InlineData(",制表人：李会计,,,")]
    [InlineData("Prepared by: Li,,,,")]
    [InlineData("备注：此表一式三份,,,,")]
    [InlineData("说明：面积以确权证为准。,,,,")]
    [InlineData("注：,,,,")]
    [InlineData("本表一式三份，村、镇、县各存一份,,,,")]
    [InlineData("以上面积均已经村民小组会议核对无误,,,,")]
    [InlineData("第1页,,,,")]
    public async Task Read_RowBelowTheTable_IsNamedAsWhatItIs(string tail)
    {
        var draft = await ReadAsync(Households + tail + "\n");
        Assert.Equal(4, draft.Households.Count);
        Assert.Empty((await ReadAsync(Households)).Problems);
        if (!tail.StartsWith(",,", StringComparison.Ordinal) && !tail.StartsWith("全村,", StringComparison.Ordinal))
        {
            Assert.Equal(6, Assert.Single(draft.Reading!.Skipped).Row);
            Assert.Empty(draft.Problems);
            return;
        }

        // That its figures come true is no proof: a person looks at it.
        var problem = Assert.Single(draft.Problems);
        Assert.Equal((6, "户编号", "A6", "invalid_household_id"), (problem.Row, problem.Column, problem.Cell, problem.Problem.Code.Name));
    }

    [Theory]
    [InlineData(",王小计,2,1,1")]
    [InlineData("王小计,,2,1,1")]
    [InlineData("以上面积均已核对无误，请各户看清,已核,,,")]
    public async Task Read_RowThatMayBeAHousehold_IsAskedAbout(string row)
    {
        var draft = await ReadAsync(Households + row + "\n");
        Assert.Equal((4, 0, 6), (draft.Households.Count, draft.Reading!.SkippedCount, Assert.Single(draft.Problems).Row));
    }

    [Fact]
    public async Task Read_BlankIds_EachRowIsNamed()
    {
        var draft = await ReadAsync("户编号,户主,土地,姓名\n0001,农户0001,1.5,甲\n,,,乙\n,,,丙\n0002,农户0002,1,丁\n,,,戊\n");
        Assert.Equal([3, 4, 6], draft.Problems.Select(problem => problem.Row));
        Assert.Equal(2, draft.Households.Count);
    }

    [Fact]
    public async Task Read_RandomRightRosters_NoHouseholdIsTakenForAnythingElse()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        for (var turn = 0; turn < 2_000; turn++)
        {
            var table = RightRoster(random);
            var draft = await ReadAsync(table);
            Assert.True(draft.ProblemCount == 0, $"TEST_SEED={seed}: {draft.Problems.FirstOrDefault()?.Problem.Message.Zh}\n{table}");
        }
    }

    // Small even figures, shares by head, equal neighbours, odd ids and names: whatever makes sums come true by chance.
    private static string RightRoster(Random random)
    {
        string[] names = ["计一", "计", "张总", "何小计", "共二", "注一", "日期", "钟会计", "农户", "合作社", "", "王主任"];
        string[] prefixes = ["", "0", "塘湾-", "合作", "3/", "A", "一组", "总", "注"];
        var (prefix, isByHead) = (prefixes[random.Next(prefixes.Length)], random.Next(2) == 0);
        var (columns, rows) = (random.Next(3), random.Next(1, 40));
        var text = new StringBuilder("户编号,户主" + (columns > 0 ? ",成员数" : "") + ",土地" + (columns > 1 ? ",资金" : "") + "\n");
        for (var row = 1; row <= rows; row++)
        {
            var members = random.Next(1, 5);
            var land = isByHead ? members : random.Next(0, 4);
            var id = (random.Next(30) == 0 ? "临时户" : prefix) + row.ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{id},{names[random.Next(names.Length)]}");
            _ = columns > 0 ? text.Append(CultureInfo.InvariantCulture, $",{members}") : text;
            text.Append(CultureInfo.InvariantCulture, $",{land}");
            _ = columns > 1 ? text.Append(CultureInfo.InvariantCulture, $",{random.Next(0, 2) * 100}") : text;
            text.Append('\n');
        }

        return text.ToString();
    }

    private static async Task<ImportDraft> ReadAsync(string table)
    {
        using var reader = await TableReader.OpenAsync(
            new MemoryStream(Encoding.UTF8.GetBytes(table)), sheet: null, TableLimits.Default, CancellationToken.None,
            new RosterHeadings(Columns).Find);
        return RosterTableReader.Read(reader, Columns, ImportMemory.Unbounded(), CancellationToken.None);
    }
}
