using LinkageService.Features.Households;
using LinkageService.Features.Schemes;
using LinkageService.Tables;
using LinkageService.Tests.Tables;
using LinkageService.Tests.Tables.Xlsx;

namespace LinkageService.Tests.Features.Households;

/// <summary>Numbers that say who or which one are taken as people see them in a workbook, or refused: never another number.</summary>
public sealed class RosterCellsTests
{
    private const string Formats = """
        <numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="&quot;户&quot;000"/>
        <numFmt numFmtId="166" formatCode="m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="167" formatCode="000\-00"/>
        <numFmt numFmtId="168" formatCode="[Red]000;@"/>
        """;

    private static readonly RosterTableColumns Columns = new(SchemeLibrary.Load());

    // Styles: 0 plain, 1 0000, 2 "户"000, 3 date, 4 000-00, 5 #,##0, 6 0.00, 7 built-in date, 8 text, 9 [Red]000
    private static readonly int[] Styles = [0, 164, 165, 166, 167, 3, 2, 14, 49, 168];

    [Theory]
    [InlineData("<c r=\"A2\" s=\"0\"><v>1</v></c>", "1")]
    [InlineData("<c r=\"A2\" s=\"1\"><v>1</v></c>", "0001")]
    [InlineData("<c r=\"A2\" s=\"2\"><v>12</v></c>", "户012")]
    [InlineData("<c r=\"A2\" s=\"9\"><v>7</v></c>", "007")]
    [InlineData("<c r=\"A2\" s=\"0\"><v>3.1</v></c>", "3.1")]
    [InlineData("<c r=\"A2\" s=\"6\"><v>3.1</v></c>", "3.10")]
    [InlineData("<c r=\"A2\" s=\"8\"><v>12</v></c>", "12")]
    [InlineData("<c r=\"A2\" s=\"0\"><v>123456789012345</v></c>", "123456789012345")]
    [InlineData("<c r=\"A2\" s=\"1\"><f>ROW()-1</f><v>1</v></c>", "0001")]
    [InlineData("<c r=\"A2\" t=\"str\"><f>TEXT(1,\"0000\")</f><v>0001</v></c>", "0001")]
    [InlineData("<c r=\"A2\" t=\"inlineStr\"><is><t>3-1</t></is></c>", "3-1")]
    [InlineData("<c r=\"A2\" s=\"3\"><v>45352</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"7\"><v>45352</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"d\"><v>2024-03-01</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"5\"><v>1234</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"1\"><v>3.7</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"4\"><v>301</v></c>", null)]
    [InlineData("<c r=\"A2\" s=\"0\"><v>1234567890123456</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"b\"><v>1</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"e\"><v>#REF!</v></c>", null)]
    [InlineData("<c r=\"A2\" t=\"e\"><f>A9</f><v>#N/A</v></c>", null)]
    public async Task Read_IdCell_AsPeopleSeeItOrRefused(string cell, string? id)
    {
        var draft = await ReadAsync(cell + Text("B2", "农户") + "<c r=\"C2\"><v>57.699999999999996</v></c>");
        if (id is null)
        {
            var problem = Assert.Single(draft.Problems);
            Assert.Equal(("户编号", "invalid_household_id"), (problem.Column, problem.Problem.Code.Name));
            Assert.Empty(draft.Households);
            return;
        }

        Assert.Empty(draft.Problems);
        var household = Assert.Single(draft.Households).Entry;
        Assert.Equal((id, "57.7"), (household.Id, household.Holdings["land"]));
    }

    [Theory]
    [InlineData("<c r=\"D2\"><v>6.21799653000017E+18</v></c>", false)]
    [InlineData("<c r=\"D2\" s=\"1\"><v>6217996530000174215</v></c>", false)]
    [InlineData("<c r=\"D2\"><f>1</f><v>6217996530000170000</v></c>", false)]
    [InlineData("<c r=\"D2\"><v>622848123456789</v></c>", true)]
    [InlineData("<c r=\"D2\" t=\"inlineStr\"><is><t>6217996530000174215</t></is></c>", true)]
    public async Task Read_AccountInANumberCell_RefusedWhereDigitsAreLost(string cell, bool isKept)
    {
        var draft = await ReadAsync(Text("A2", "0001") + Text("B2", "农户") + "<c r=\"C2\"><v>1</v></c>" + cell);
        Assert.Equal(
            isKept ? [] : ["账号 invalid_value"],
            draft.Problems.Select(problem => problem.Column + " " + problem.Problem.Code.Name));
        Assert.All(draft.Problems, problem => Assert.Null(problem.Value));
    }

    [Theory]
    [InlineData("<c r=\"C2\"><f>B2*2</f><v>0</v></c>", true, "C2")]
    [InlineData("<c r=\"C2\"><f>B2*2</f><v></v></c>", false, "C2")]
    [InlineData("<c r=\"C2\"><f>B2*2</f><v>0</v></c>", false, null)]
    [InlineData("<c r=\"C2\"><f>B2*2</f><v>3</v></c>", true, null)]
    [InlineData("<c r=\"C2\"><v>0</v></c>", true, null)]
    public async Task Read_FormulaWithTheWritersZero_IsNoResult(string cell, bool isToBeComputed, string? place)
    {
        var workbook = Of(Text("A2", "0001") + Text("B2", "农户") + cell) with
        {
            Properties = isToBeComputed ? "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>" : "<calcPr calcId=\"191029\"/>",
        };
        if (place is null)
        {
            Assert.Equal(2, (await TableFiles.ReadAsync(workbook.ToFile())).Count);
            return;
        }

        var problem = await TableFiles.ProblemAsync(workbook.ToFile());
        Assert.Equal("malformed_xlsx", problem.Code.Name);
        Assert.Contains(place, problem.Message.Zh, StringComparison.Ordinal);
    }

    private static async Task<ImportDraft> ReadAsync(string cells)
    {
        using var reader = await TableReader.OpenAsync(
            new MemoryStream(Of(cells).ToFile()), sheet: null, TableLimits.Default, CancellationToken.None);
        return RosterTableReader.Read(reader, Columns, ImportMemory.Unbounded(), CancellationToken.None);
    }

    private static Workbook Of(string cells) => new()
    {
        Formats = Formats,
        Styles = string.Concat(Styles.Select(id => $"<xf numFmtId=\"{id}\"/>")),
        Rows = $"<row r=\"1\">{Text("A1", "户编号")}{Text("B1", "户主")}{Text("C1", "土地")}{Text("D1", "账号")}</row><row r=\"2\">{cells}</row>",
    };

    private static string Text(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";
}
