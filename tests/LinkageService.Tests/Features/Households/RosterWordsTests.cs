using System.Text;
using LinkageService.Features.Households;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Features.Households;

/// <summary>Words and marks of rosters: who is a head, what separates cells, what is a nought, a minus or a name.</summary>
public sealed class RosterWordsTests
{
    [Theory]
    [InlineData("户主", true)]
    [InlineData("01本人", true)]
    [InlineData("户主（女）", true)]
    [InlineData("户主/本人", true)]
    [InlineData("户主（已故）", true)]
    [InlineData("家长", true)]
    [InlineData("Head of household", true)]
    [InlineData("户主之妻", false)]
    [InlineData("户主（之子）", false)]
    [InlineData("非户主", false)]
    [InlineData("原户主", false)]
    [InlineData("家长之母", false)]
    [InlineData("", false)]
    public void IsHead_Relation_OfTheHeadAlone(string relation, bool isHead) => Assert.Equal(isHead, RosterWords.IsHead(relation));

    [Theory]
    [InlineData("户编号，户主，土地\n1，农户0001，2\n", '，')]
    [InlineData("户编号|户主|土地\n1|农户0001|2\n", '|')]
    public async Task Read_CellsSeparatedOtherwise_TheSeparatorIsNamed(string table, char separator)
    {
        var problem = Assert.Single((await RosterCorpusTests.ReadAsync(Encoding.UTF8.GetBytes(table))).Problems).Problem;
        Assert.Equal("missing_field", problem.Code.Name);
        Assert.Contains($"“{separator}”", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("土地", "−1.5", "negative_amount")]
    [InlineData("土地", "——", null)]
    [InlineData("退出日期", "——", null)]
    [InlineData("死亡日期", "/", null)]
    [InlineData("死亡日期", "不详", "invalid_value")]
    [InlineData("联系电话", "1.38E+10", "invalid_value")]
    public async Task Read_Cell_ANoughtOrRefused(string heading, string cell, string? code)
    {
        var draft = await RosterCorpusTests.ReadAsync(Encoding.UTF8.GetBytes(
            $"户编号,姓名,与户主关系,{heading}\n1,农户0001,户主,{cell}\n"));
        Assert.Equal(code is null ? [] : [code], draft.Problems.Select(problem => problem.Problem.Code.Name));
    }

    [Theory]
    [InlineData("填表示例", "rId1", "花名册")]
    [InlineData("填表示例", "rId2", "填表示例")]
    [InlineData("一组", "rId1", "一组")]
    public async Task Read_SheetThatShowsHowToFillInAnother_IsPassedOver(string first, string partOfSecond, string read)
    {
        var draft = await RosterCorpusTests.ReadAsync((WithCell("<v>2</v>") with
        {
            Sheets = $"<sheet name=\"{first}\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"花名册\" sheetId=\"2\" r:id=\"{partOfSecond}\"/>",
        }).ToFile());
        Assert.Equal((read, 1), (draft.Reading!.Sheet, draft.Households.Count));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "invalid_value")]
    public async Task Read_QuantityShownAsAPercentage_Refused(int style, string? code)
    {
        var draft = await RosterCorpusTests.ReadAsync(WithCell("<v>0.5</v>", style).ToFile());
        Assert.Equal(code is null ? [] : [code], draft.Problems.Select(problem => problem.Problem.Code.Name));
    }

    private static Workbook WithCell(string value, int style = 0) => new()
    {
        Styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"9\"/>",
        Rows = $"<row r=\"1\">{Text("A1", "户编号")}{Text("B1", "户主")}{Text("C1", "土地")}</row>"
            + $"<row r=\"2\">{Text("A2", "1")}{Text("B2", "农户0001")}<c r=\"C2\" s=\"{style}\">{value}</c></row>",
    };

    private static string Text(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    [Theory]
    [InlineData("shares", true)]
    [InlineData("ｓｈａｒｅｓ", false)]
    [InlineData("林地①", false)]
    [InlineData("林地", true)]
    public void Check_NameOfAHolding_InTheOneSpellingOrRefused(string name, bool isRight)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "1" };
        Assert.Equal(isRight ? 0 : 1, HouseholdRules.Check(new HouseholdEntry("1") { Holdings = values }).Count);
        Assert.Equal(isRight ? 0 : 1, HouseholdRules.Check(new HouseholdEntry("1") { Labels = values }).Count);
    }

    [Theory]
    [InlineData("农户0001", 0)]
    [InlineData("农\u200b户0001", 1)]
    [InlineData("\ufeff农户0001", 1)]
    [InlineData("\u200b", 1)]
    [InlineData("农户\U000E0100", 0)]
    public void Check_NameWithWhatNobodySees_Refused(string name, int problems) =>
        Assert.Equal(problems, HouseholdRules.Check(new HouseholdEntry("1") { Name = name }).Count);
}
