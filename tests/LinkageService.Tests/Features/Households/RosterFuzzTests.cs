using System.Globalization;
using System.Text;
using LinkageService.Features.Households;

namespace LinkageService.Tests.Features.Households;

/// <summary>
/// Sheets put together by chance out of what villages write around a roster: the households are found, and none that is none.
/// </summary>
public sealed class RosterFuzzTests
{
    private static readonly string[] Titles = ["塘湾村农户花名册", "附件1", "2025年度股份经济合作社成员名册", "填报单位：塘湾村　　单位：亩、元", "填报日期：2025年3月1日"];
    private static readonly string[] Between = ["第一村民小组", "二组", "本页小计", "一组小计", "过次页", "塘湾村农户花名册", "续表"];
    private static readonly string[] Below =
    [
        "合计", "合　计", "总计（户）", "制表人：李会计", "审核人：", "备注：此表一式三份", "说明：面积以确权证为准。", "以下空白", "村委会（盖章）",
        "单位负责人（签字）：", "2025年3月1日", "填报说明：1．本表由村填报，报镇备案", "第1页共2页",
    ];

    private static readonly (string[] Names, Func<Random, int, string> Cell)[] Optional =
    [
        (["序号", "序 号", "No."], (_, row) => "#" + Text(row)),
        (["联系电话", "手机号码"], (_, row) => "1390000" + row.ToString("0000", CultureInfo.InvariantCulture)),
        (["备注", "备 注"], (random, _) => random.Next(4) == 0 ? "外出务工" : ""),
        (["林地（亩）", "房屋面积"], (random, _) => "#" + Text(random.Next(100))),
        (["签字", "户主签字（指印）"], (_, _) => ""),
        (["类别", "人员类别"], (random, _) => random.Next(3) == 0 ? "监测户" : ""),
    ];

    [Fact]
    public async Task Read_SheetsPutTogetherByChance_TheHouseholdsAndNothingElse()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        for (var turn = 0; turn < Thorough.Of(full: 500, quick: 100); turn++)
        {
            var (drawing, households) = Sheet(random);
            var sheet = new RosterSheet(drawing);
            foreach (var file in new[] { sheet.ToXlsx(), sheet.ToCsv(random.Next(2) == 0 ? "utf-8" : "gb18030") })
            {
                var draft = await RosterCorpusTests.ReadAsync(file);
                var problems = draft.Problems.Select(problem => problem.Cell + problem.Problem.Message.Zh);
                var said = $"TEST_SEED={seed}, turn {turn}\n{drawing}\n{string.Join('\n', problems)}";
                Assert.True(draft.ProblemCount == 0, said);
                Assert.True(households.SequenceEqual(draft.Households.Select(Show), StringComparer.Ordinal), said);
            }
        }
    }

    private static string Show(ImportedHousehold household) => string.Join(
        ' ', household.Entry.Id, household.Entry.Name, household.Entry.Members, household.Entry.Holdings.GetValueOrDefault("land"));

    private static (string Drawing, List<string> Households) Sheet(Random random)
    {
        var columns = new List<(string Heading, Func<Random, int, string[], string> Cell)>
        {
            (Pick(random, "户编号", "户 号", "农户编号"), (_, _, household) => household[0]),
            (Pick(random, "户主", "户主姓名", "户　主"), (_, _, household) => household[1]),
            (Pick(random, "家庭人口", "家庭人口（人）", "人口数"), (_, _, household) => WrittenAs(random, household[2], "人")),
            (Pick(random, "土地股（亩）", "土地股(亩)", "土地面积", "入股土地"), (_, _, household) => WrittenAs(random, household[3], "亩")),
        };
        foreach (var (names, cell) in Optional.Where(_ => random.Next(2) == 0))
        {
            columns.Insert(random.Next(columns.Count + 1), (Pick(random, names), (chance, row, _) => cell(chance, row)));
        }

        var (text, width, households) = (new StringBuilder(), columns.Count, new List<string>());
        Lines(text, random, Titles, random.Next(3), width);
        text.Append(string.Join('|', columns.Select(column => column.Heading))).Append('\n');
        var count = random.Next(1, 12);
        for (var row = 1; row <= count; row++)
        {
            string[] household =
            [
                row.ToString("0000", CultureInfo.InvariantCulture), "农户" + row.ToString("0000", CultureInfo.InvariantCulture),
                Text(random.Next(1, 8)), Text(random.Next(1, 9)) + "." + Text(random.Next(1, 10)),
            ];
            households.Add(string.Join(' ', household));
            text.Append(string.Join('|', columns.Select(column => column.Cell(random, row, household)))).Append('\n');
            Lines(text, random, Between, random.Next(6) == 0 ? 1 : 0, width);
        }

        Lines(text, random, Below, random.Next(5), width);
        return (text.ToString(), households);
    }

    private static void Lines(StringBuilder text, Random random, string[] choices, int count, int width)
    {
        for (; count > 0; count--)
        {
            var (blank, said) = (random.Next(5) == 0, choices[random.Next(choices.Length)]);
            var rest = string.Concat(Enumerable.Repeat(random.Next(2) == 0 ? "|<" : "|", width - 1));
            text.Append(blank ? new string('|', width - 1) : said + rest).Append('\n');
        }
    }

    private static string WrittenAs(Random random, string number, string unit) => random.Next(5) switch
    {
        0 => number + unit,
        1 => " " + number + " " + unit,
        2 => string.Concat(number.Select(digit => digit == '.' ? '．' : (char)(digit - '0' + '０'))),
        3 => number,
        _ => "#" + number,
    };

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
