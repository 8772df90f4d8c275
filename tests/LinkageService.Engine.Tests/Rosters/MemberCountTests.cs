using System.Globalization;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Rosters;

/// <summary>Columns of members that a scheme reads without declaring them.</summary>
public sealed class MemberCountTests
{
    private const string Head = """
        inputs: { fund: { type: money } }
        steps:

        """;

    // Both sides of the seventieth birthday, and of one that falls on 29 February: 2026 has none, 2028 has.
    [Theory]
    [InlineData("1955-12-31", "2025-12-30", 69)]
    [InlineData("1955-12-31", "2025-12-31", 70)]
    [InlineData("1956-01-01", "2025-12-31", 69)]
    [InlineData("1956-02-29", "2026-02-27", 69)]
    [InlineData("1956-02-29", "2026-02-28", 70)]
    [InlineData("1956-02-29", "2028-02-28", 71)]
    [InlineData("1956-02-29", "2028-02-29", 72)]
    [InlineData("2025-12-31", "2025-12-31", 0)]
    public void AgeOn_BothSidesOfABirthday_CompletedYears(string born, string day, int age) =>
        Assert.Equal(age, MemberCount.AgeOn(Day(born), Day(day)));

    [Fact]
    public void AgeOn_EveryDayOfTwentyEightYears_GrowsByOneOnTheBirthdayAlone()
    {
        foreach (var born in new[] { "1996-02-28", "1996-02-29", "1996-03-01", "1997-02-28", "1999-12-31" }.Select(Day))
        {
            for (var (day, age) = (born, 0); day.Year < 2025; day = day.AddDays(1))
            {
                var isBirthday = day > born && day.Month == born.Month && (day.Day == born.Day
                    || (born is { Month: 2, Day: 29 } && day is { Month: 2, Day: 28 } && !DateTime.IsLeapYear(day.Year)));
                age += isBirthday ? 1 : 0;
                Assert.Equal(age, MemberCount.AgeOn(born, day));
            }
        }
    }

    [Theory]
    [InlineData("members", "")]
    [InlineData("members(age>=70)", "members(age >= 70)")]
    [InlineData("members( age  <18 )", "members(age < 18)")]
    [InlineData("members(age >= 16,age<60)", "members(age >= 16, age < 60)")]
    [InlineData("members(age >= 0)", "members(age >= 0)")]
    public void Compile_NamedInAFormula_AColumnOfTheRosterInOneSpelling(string formula, string name)
    {
        var scheme = SchemeText.Scheme(Head + Text($"by: \"{formula}\""));
        var holding = Assert.Single(scheme.Holdings);
        Assert.Equal(("person", 0, name.Length == 0 ? formula : name), (holding.Unit, holding.Column.Decimals, holding.Name));
        Assert.Equal(holding.Name, holding.Members!.Name);
        Assert.Equal([holding.Name], scheme.RosterSchema.Holdings.Select(column => column.Name));
    }

    [Theory]
    [InlineData("members(age > 70)", "满 71 周岁写 age >= 71")]
    [InlineData("members(age <= 17)", "17 周岁及以下写 age < 18")]
    [InlineData("members(age ≥ 70)", "写作 age >= 70")]
    [InlineData("members(age = 70)", "正好 70 周岁写 age >= 70, age < 71")]
    [InlineData("members(age >= 60, age < 60)", "没有人在这两个年龄之间")]
    [InlineData("members(age < 0)", "没有人在这两个年龄之间")]
    [InlineData("members(age < 60, age >= 16)", "满 70 周岁写 members(age >= 70)")]
    [InlineData("members(age >= 70岁)", "此处应为“)”")]
    [InlineData("members(age >= 151)", "满 70 周岁写 members(age >= 70)")]
    [InlineData("members(age >= 70.5)", "此处应为“)”")]
    [InlineData("members(age >= 99999999999)", "满 70 周岁写 members(age >= 70)")]
    [InlineData("members(70)", "满 70 周岁写 members(age >= 70)")]
    [InlineData("members()", "满 70 周岁写 members(age >= 70)")]
    [InlineData("members(age >= 70", "公式却到此结束")]
    public void Compile_OtherwiseWritten_TheCureIsSaid(string formula, string cure)
    {
        var problem = SchemeText.Compile(SchemeText.Head + Head + Text($"by: \"{formula}\"")).Problems.First();
        Assert.Equal("formula_syntax", problem.Code.ToString());
        Assert.Contains(cure, problem.Message.Zh, StringComparison.Ordinal);
    }

    // Names that stood in documents before there were such columns.
    [Fact]
    public void Compile_DeclaredNameGroupStepOrPool_NoColumnOfMembers()
    {
        Assert.Null(Assert.Single(SchemeText.Scheme("""
            inputs: { fund: { type: money } }
            holdings: { members: { unit: 口 } }
            steps: [ { id: all, kind: allocate, from: fund, by: members } ]
            """).Holdings).Members);
        Assert.Empty(SchemeText.Scheme("""
            inputs: { members: { type: money }, fund: { type: money } }
            groups: { members: { tag: member } }
            steps:
              - { id: first, kind: take, from: fund, amount: "pool(members) * count(members) / 1000", into: fund:kept }
              - { id: members, kind: allocate, from: members, to: members }
              - { id: more, kind: allocate, from: fund, by: received(members) }
            """).Holdings);
    }

    [Fact]
    public void Compile_AHoldingOfAnAge_RefusedWithTheFormula() => Assert.Contains(
        "{ formula: members(age >= 70), above: 0 }",
        SchemeText.Compile(SchemeText.Head + """
            inputs: { fund: { type: money } }
            groups: { old: { holding: "members(age>=70)", above: 0 } }
            steps: [ { id: all, kind: allocate, from: fund, to: old } ]
            """).Problems[0].Message.Zh, StringComparison.Ordinal);

    // 20.00 by heads, 2 : 3 : 0; then 50.00 for each of 70 or older, to households that have one; a place for whom has most of them.
    [Fact]
    public void Run_WhereverAHoldingIs_CountsAsOne()
    {
        var trial = Trial.Of("""
            inputs: { fund: { type: money } }
            groups:
              with_elders: { formula: members(age >= 70), above: 0 }
              large: { holding: members, atLeast: 3 }
            steps:
              - { id: elders, kind: pay, from: fund, amount: members(age >= 70) * 50.00 元 / 1 人, to: with_elders }
              - { id: chosen, kind: select, places: 1, rank: [members(age>=70) desc, members asc], as: oldest }
              - { id: post, kind: pay, from: fund, amount: 7.00 元, to: oldest }
              - { id: big, kind: pay, from: fund, amount: 1.00 元, to: large }
              - { id: heads, kind: allocate, from: fund, by: members - members(age < 3) }
            """).Inputs("fund=128.00").Roster("id members members(age_>=_70) members(age_<_3)\na 2 1 0\nb 4 1 1\nc 0 0 0");
        Assert.Equal("""
            a: elders 50.00, post 7.00, heads 8.00, = 65.00
            b: elders 50.00, big 1.00, heads 12.00, = 63.00
            c: = 0.00
            input fund 128.00
            """, trial.Result());
        var distribution = trial.Run();
        Assert.StartsWith("【elders】70周岁以上人口 × 50 元 ÷ 1 人 = 1 人 × 50 元 ÷ 1 人 = 50", distribution.Explain(0, distribution.Steps[0]).Text.Zh,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_CountNotStated_RefusedByItsName() => Assert.Equal(
        "missing_holding households[0].holdings.members(age >= 70)",
        Trial.Of(Head + Text("by: members(age >= 70)")).Inputs("fund=1.00").Roster("id\na").Refused() is var problem
            ? $"{problem.Code} {problem.Field}" : "");

    private static string Text(string field) => $"  - {{ id: all, kind: allocate, from: fund, {field} }}";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
