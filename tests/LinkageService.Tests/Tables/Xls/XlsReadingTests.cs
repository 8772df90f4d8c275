using System.Runtime.CompilerServices;
using LinkageService.Tables;
using LinkageService.Tests.Features.Households;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Tables.Xls;

/// <summary>Workbooks of Excel 97–2003, saved by an office program, are read as the same sheets saved anew would be.</summary>
public sealed class XlsReadingTests
{
    [Theory]
    [InlineData("household.xls", """
        0001 农户0001 人3 land=2.5 capital=10000 账户//6217000000000000012 [农户0001* 2020-01-05]
        0002 农户0002 人4 land=3.3 capital=1200.50 账户//6228480000000000019 备注低保 [农户0002*]
        略 1 Title
        略 2 Title
        略 7 Sum
        略 8 Signature
        懂 B4 农户·0001 → 农户0001
        懂 C6 4人 → 4
        懂 D6 ３.３亩 → 3.3
        懂 E6 1,200.50元 → 1200.50
        合计 C 7 7 0
        合计 D 5.8 5.8 0
        合计 E 11200.5 11200.5 0
        疑 G6 check_digit
        """)]
    [InlineData("persons.xls", """
        0001 农户0001 land=1.5 [农户0001* 户主] [乙 配偶]
        0002 农户0002 land=2 [农户0002* 户主]
        """)]
    [InlineData("errors.xls", """
        0002 农户0002 land=2
        错 C2 invalid_value
        错 A4 invalid_household_id
        """)]
    public async Task Read_RosterSavedByAnOfficeProgram_AsItIsMeant(string name, string expected) => Assert.Equal(
        expected.ReplaceLineEndings("\n").Trim(), RosterCorpusTests.Show(await RosterCorpusTests.ReadAsync(Bytes(name))).Trim());

    [Fact]
    public async Task Read_SheetByName_AndWhatElseThereIs()
    {
        using var reader = await TableFiles.OpenAsync(Bytes("household.xls"), "说明");
        Assert.Equal(("说明", "花名册"), (reader.Origin.Sheet, Assert.Single(reader.Origin.OtherSheets)));
        var problem = await TableFiles.ProblemAsync(Bytes("household.xls"), "没有");
        Assert.Contains("花名册", problem.Message.Zh, StringComparison.Ordinal);
    }

    // It would take minutes to look at every blank cell that such a file says it has.
    [Fact]
    public async Task Read_SaysThatItIsWiderThanAnySheet_IsDamaged()
    {
        var bytes = Bytes("household.xls");
        ReadOnlySpan<byte> dimensions = [0x00, 0x02, 0x0E, 0x00];
        var found = 0;
        for (var at = 0; bytes.AsSpan(at).IndexOf(dimensions) is >= 0 and var next; found++)
        {
            at += next + dimensions.Length;
            bytes.AsSpan(at + 10, 2).Fill(0xFF);
        }

        Assert.True(found > 0, "no sheet says how large it is");
        var problem = await TableFiles.ProblemAsync(bytes);
        Assert.Contains("the file is damaged", problem.Message.En, StringComparison.Ordinal);
    }

    [FullRunFact]
    public async Task Read_DamagedByChance_IsReadOrRefusedNeverAnythingElse()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        foreach (var name in new[] { "household.xls", "persons.xls", "errors.xls" })
        {
            for (var turn = 0; turn < 300; turn++)
            {
                var bytes = Bytes(name);
                for (var change = 0; change < random.Next(1, 9); change++)
                {
                    bytes[random.Next(8, bytes.Length)] = (byte)random.Next(256);
                }

                var file = random.Next(3) == 0 ? bytes[..random.Next(9, bytes.Length)] : bytes;
                try
                {
                    await RosterCorpusTests.ReadAsync(file);
                }
                catch (TableException)
                {
                    // Refused with a reason.
                }
                catch (Exception exception)
                {
                    Assert.Fail($"TEST_SEED={seed}, {name}, turn {turn}: {exception}");
                }
            }
        }
    }

    private static byte[] Bytes(string name, [CallerFilePath] string here = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here)!, name));
}
