using System.Text.Json;
using LinkageService.Features.Audit;
using LinkageService.Privacy;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Members counted out of dated persons on the record date, and what a roster says that cannot be counted.</summary>
public sealed class CountedMembersTests
{
    private const string Scheme = """
        id: elders
        version: 1
        title: 老人补贴
        parameters: { allowance: { type: money, per: 人, default: 50.00, title: 老人补贴 } }
        inputs: { income: { type: money } }
        groups: { with_elders: { formula: members(age >= 70), above: 0 } }
        steps:
          - { id: elders, kind: pay, from: income, amount: members(age >= 70) * allowance, to: with_elders }
          - { id: heads, kind: allocate, from: income, by: members }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    // 0001: both sides of a seventieth birthday on the record date, and of one born on a leap day.
    // 0002: joined, left and died on the day, before it and after it; one not yet born.
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_DatedPersons_CountedOnTheRecordDateVerifiedAndCorrected(string provider)
    {
        await using var world = await CarriedWorld.StartAsync(provider, Scheme);
        await PutAsync(world, "0001", members: null, Born("甲一", "1955-12-31"), Born("甲二", "1956-01-01"));
        object[] second =
        [
            Born("乙一", "1950-01-01", joined: "2025-12-31"), Born("乙二", "1950-01-02", joined: "2026-01-01"),
            Born("乙三", "1950-01-03", left: "2025-12-31"), Born("乙四", "1950-01-04", left: "2025-12-30"),
            Born("乙五", "1950-01-05", deceased: "2025-12-31"), Born("乙六", "1950-01-06", deceased: "2026-01-01"),
            Born("乙七", "2026-01-01"), Born("乙八", "2025-12-31"),
        ];
        await PutAsync(world, "0002", members: null, second);

        var run = await world.RunAsync("elders", 2025, "paid", ("income", "800.00"));
        await world.VerifyAsync(CarriedWorld.IdOf(run));

        // 0001 is two with one of 70; 0002 is four with three of 70: 200.00, and 600.00 by 2 : 4.
        Assert.Equal(["0001 50.00 200.00", "0002 150.00 400.00"], await LinesAsync(world, run));
        Assert.Equal("人口按 2025-12-31 在册的家庭成员数：2 户 6 人", CarriedWorld.Said(run, "members_counted"));
        var explained = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(run)}/statements/0002?explain=true");
        Assert.Contains("70周岁以上人口 × 老人补贴 = 3 人 × 50.00 元/人 = 150.00 元", explained.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("乙一", explained.Text, StringComparison.Ordinal);

        // It becomes known that 乙六 had died: the run stays as it was known, a correction takes the fact.
        second[5] = Born("乙六", "1950-01-06", deceased: "2025-12-01");
        await PutAsync(world, "0002", members: null, second);
        await world.VerifyAsync(CarriedWorld.IdOf(run));
        var correction = await world.CorrectAsync(CarriedWorld.IdOf(run), "draft");
        Assert.Equal("人口按 2025-12-31 在册的家庭成员数：2 户 5 人", CarriedWorld.Said(correction, "members_counted"));
        await world.VerifyAsync(CarriedWorld.IdOf(correction));

        // Without the key nobody's age is read: both runs are what their blocks say.
        foreach (var (numbers, isSealed) in new[] { (world.World.Service.Services.GetRequiredService<PrivateNumbers>(), 0), (null, 2) })
        {
            var (verify, findings) = (new VerifyDatabase(), new FindingList());
            await verify.HandleAsync(world.World.Database, numbers, kept: null, findings, CancellationToken.None);
            Assert.Empty(findings.Kept);
            Assert.Equal(isSealed, verify.SealedRuns);
        }
    }

    [Theory]
    [InlineData("2026-02-27", 0)]
    [InlineData("2026-02-28", 1)]
    public async Task Run_BornOnALeapDay_SeventyOnTheLastDayOfFebruary(string recordDate, int elders)
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        await PutAsync(world, "0001", members: null, Born("甲一", "1956-02-29"));
        var preview = await PreviewAsync(world, recordDate);
        Assert.Equal(elders == 0 ? "100.00" : "50.00", Line(preview, "heads"));
    }

    [Fact]
    public async Task Preview_NumberStated_CountsWhereMembersAreNotListedAndIsComparedWhereTheyAre()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme.Replace(
            "members(age >= 70) * allowance", "members * allowance", StringComparison.Ordinal)
            .Replace("{ formula: members(age >= 70), above: 0 }", "{ holding: members, above: 0 }", StringComparison.Ordinal));
        await PutAsync(world, "0001", members: 4);
        await PutAsync(world, "0002", members: 3, Born("乙一", "1960-01-01", head: true));
        await PutAsync(world, "0003", members: 5, Born("丙一", "1960-01-01", head: true), new { name = "丙二" });
        await PutAsync(world, "0004", members: null, Born("丁一", "1960-01-01", head: true));
        var preview = await PreviewAsync(world, "2025-12-31", income: "1000.00");
        Assert.Equal(["200.00", "150.00", "100.00", "50.00"], preview.Json.GetProperty("statements").EnumerateArray()
            .Select(statement => statement.GetProperty("lines")[0].GetProperty("amount").GetString()));
        Assert.Equal("人口按 2025-12-31 在册的家庭成员数：2 户 3 人；没有成员名单的 2 户按登记的家庭人口：7 人",
            CarriedWorld.Said(preview, "members_counted"));
        Assert.Equal("1 户登记的家庭人口与 2025-12-31 在册的成员数不同，按成员数算，请核对：0003（登记 5，成员 2）",
            CarriedWorld.Said(preview, "members_differ"));
        Assert.Equal("1 户只登记了户主、没有写家庭人口，只算户主，请核对：0004", CarriedWorld.Said(preview, "members_only_head"));
    }

    [Fact]
    public async Task Preview_WhatCannotBeCounted_RefusedByHouseholdWithNamesMasked()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        await PutAsync(world, "0001", members: null);
        await PutAsync(world, "0002", members: 3, Born("乙一", "1960-01-01", head: true));
        await PutAsync(world, "0003", members: null, new { name = "欧阳小明" }, new { name = "王五" }, Born("丙三", "1960-01-01"));
        await PutAsync(world, "0004", members: 0);
        var refused = await PreviewAsync(world, "2025-12-31", status: 400);
        Assert.Equal(
            [
                "households[0001].holdings.members “members”数不出：没有登记家庭成员，也没有写家庭人口",
                "households[0001].holdings.members(age >= 70) “members(age >= 70)”数不出：没有登记家庭成员，也没有写家庭人口",
                "households[0002].holdings.members(age >= 70) “members(age >= 70)”数不出：家庭人口是 3 人，登记的成员只有 1 人，其余的年龄不知道；请登记全部成员",
                "households[0003].holdings.members(age >= 70) “members(age >= 70)”数不出：2 人没有身份证号和出生日期，不知道年龄（欧阳**、王*）；请补上",
            ],
            refused.Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("field").GetString() + " "
                + error.GetProperty("message").GetProperty("zh").GetString()));
    }

    private static object Born(
        string name, string born, string? joined = null, string? left = null, string? deceased = null, bool head = false) =>
        new { name, idNumber = PrivateExamples.IdNumberOf(born, name[^1] % 1000), joined, left, deceased, head };

    private static async Task PutAsync(CarriedWorld world, string id, int? members, params object[] persons)
    {
        var answer = await world.World.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{CarriedWorld.Id}/households/{id}",
            JsonSerializer.Serialize(new { name = "农户" + id, members, persons, validFrom = "2020-01-01" }));
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static async Task<Answer> PreviewAsync(CarriedWorld world, string recordDate, string income = "100.00", int status = 200)
    {
        var answer = await world.World.CreateAsync(CarriedWorld.Id, JsonSerializer.Serialize(new
        {
            scheme = "elders", year = 2025, recordDate, preview = true, inputs = new { income },
        }), "");
        Assert.True(answer.Status == status, answer.Text);
        return answer;
    }

    private static string Line(Answer preview, string step) => preview.Json.GetProperty("statements")[0].GetProperty("lines")
        .EnumerateArray().First(line => line.GetProperty("step").GetString() == step).GetProperty("amount").GetString()!;

    private static async Task<string[]> LinesAsync(CarriedWorld world, Answer run)
    {
        var statements = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(run)}/statements");
        return [.. statements.Json.GetProperty("statements").EnumerateArray().Select(statement =>
            statement.GetProperty("household").GetString() + " " + string.Join(' ', statement.GetProperty("lines").EnumerateArray()
                .Select(line => line.GetProperty("amount").GetString())))];
    }
}
