using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Households;

/// <summary>The date of birth of who has no ID number: sealed, masked, kept, and what ages are counted by.</summary>
public sealed class BirthDateTests
{
    private const string Path = $"/v1/organizations/{CarriedWorld.Id}/households";
    private const string Born = "1955-12-31";

    private const string Scheme = """
        id: elders
        version: 1
        title: 老人补贴
        inputs: { income: { type: money } }
        steps: [ { id: elders, kind: allocate, from: income, by: members(age >= 70) } ]
        """;

    private const string Allowance = """
        id: allowance
        version: 1
        title: 老人补贴
        parameters: { allowance: { type: money, per: 人, default: 50.00, title: { zh: 老人补贴, en: Allowance } } }
        inputs: { income: { type: money } }
        groups: { with_elders: { formula: members(age >= 70), above: 0 } }
        steps:
          - { id: elders, kind: pay, from: income, amount: members(age >= 70) * allowance, to: with_elders }
          - { id: heads, kind: allocate, from: income, by: members }
        """;

    [Fact]
    public async Task Person_WithoutIdNumber_BirthDateSealedMaskedRevealedAndCounted()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        var put = await PutAsync(world, new { name = "甲一", birthDate = Born }, new { name = "甲二", birthDate = "1990-02-28" });
        Assert.Equal("****-**-** ****-**-**", Births(put));
        Assert.DoesNotContain(Born, await StoredAsync(world), StringComparison.Ordinal);
        Assert.DoesNotContain(Born, (await world.World.GetAsync(Path + "/0001/history")).Text, StringComparison.Ordinal);
        var revealed = await world.World.Service.SendAsync(HttpMethod.Get, Path + "/0001", null, ("X-Linkage-Purpose", "test"));
        Assert.Equal(Born + " 1990-02-28", Births(revealed));

        // Sent back as shown nothing changes, over either door; the run counts one who is 70 on the record date.
        var stored = await StoredAsync(world);
        Assert.Equal(200, (await PutAsync(
            world, new { name = "甲一", birthDate = "****-**-**" }, new { name = "甲二", birthDate = "1990-02-28" })).Status);
        Assert.Equal(stored, await StoredAsync(world));
        using var grpc = new GrpcApi(world.World.Service.GrpcAddress);
        var got = await grpc.CallAsync("linkage.v1.Households/GetHousehold",
            new GetHouseholdRequest { Organization = CarriedWorld.Id, Household = "0001" });
        var household = GetHouseholdResponse.Parser.ParseFrom(got.Messages.Single()).Household;
        Assert.Equal("****-**-**", household.Persons[0].BirthDate);
        household.Persons[1].BirthDate = "1955-12-30";
        var changed = await grpc.CallAsync("linkage.v1.Households/PutHousehold",
            new PutHouseholdRequest { Organization = CarriedWorld.Id, Household = household });
        Assert.Null(changed.Code);
        var run = await world.RunAsync("elders", 2025, "draft", ("income", "10.00"));
        await world.VerifyAsync(CarriedWorld.IdOf(run));
        Assert.DoesNotContain("1955", run.Text, StringComparison.Ordinal);
        Assert.Equal("1 户 2 人", CarriedWorld.Said(run, "members_counted").Split('：')[1]);
    }

    [Fact]
    public async Task Person_BirthDateBesideAnIdNumber_ComparedAndNotKept()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite");
        var id = PrivateExamples.IdNumberOf(Born, 17);
        Assert.Equal("", Births(await PutAsync(world, new { name = "甲一", idNumber = id, birthDate = Born })));
        Assert.DoesNotContain("born", await StoredAsync(world), StringComparison.Ordinal);
        var mask = id[..6] + "********" + id[^4..];
        Assert.Equal("", Births(await PutAsync(world, new { name = "甲一", idNumber = mask, birthDate = Born })));
        foreach (var (person, said) in new (object, string)[]
        {
            (new { name = "甲一", idNumber = id, birthDate = "1955-12-30" }, "与身份证号里的出生日期不一致，请核对"),
            (new { name = "甲一", idNumber = mask, birthDate = "1955-12-30" }, "与身份证号里的出生日期不一致，请核对"),
            (new { name = "甲一", birthDate = "1955-02-29" }, "没有这一天"),
            (new { name = "甲一", birthDate = "1955年2月" }, "出生日期请写成 1950-01-31 这样"),
            (new { name = "甲二", birthDate = "****-**-**" }, "这是遮住的出生日期，与本户已存的对不上；请写完整的日期"),
        })
        {
            var refused = await PutAsync(world, person);
            var error = refused.Json.GetProperty("errors")[0];
            Assert.Equal(("persons[0].birthDate", said),
                (error.GetProperty("field").GetString(), error.GetProperty("message").GetProperty("zh").GetString()));
        }
    }

    [Fact]
    public async Task Import_ColumnOfBirths_KeptWithoutIdNumberWrittenOutAndReadAgain()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Scheme);
        var id = PrivateExamples.IdNumberOf(Born, 17);
        Task<Answer> ImportAsync(string csv) => world.World.Service.PostAsync(Path + ":import?validFrom=2025-01-01", csv, "text/csv");
        var first = await ImportAsync(
            $"户编号,户主,姓名,与户主关系,身份证号,出生日期\n0001,甲一,甲一,户主,{id},1955-12-31\n0001,甲一,甲二,妻,,1955年12月31日\n"
            + "0001,甲一,甲三,子,,1990年5月\n0001,甲一,甲四,女,,\n");
        Assert.True(first.Status == 200, first.Text);
        var warning = Assert.Single(first.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal("birth_unread F4", warning.GetProperty("code").GetString() + " " + warning.GetProperty("cell").GetString());
        Assert.Equal("****-**-**", Births(await world.World.GetAsync(Path + "/0001")));

        // Our own table, masked, changes nothing; a table without the column leaves the dates.
        var table = (await world.World.GetAsync(Path + ":export?asOf=2025-06-01")).Text;
        Assert.Contains("出生日期", table, StringComparison.Ordinal);
        Assert.DoesNotContain("1955-12", table, StringComparison.Ordinal);
        Assert.Equal(1, (await ImportAsync(table)).Json.GetProperty("unchanged").GetInt32());
        Assert.Equal(200, (await ImportAsync("户编号,户主,姓名,与户主关系\n0001,甲一,甲二,配偶\n")).Status);
        Assert.Equal("****-**-**", Births(await world.World.GetAsync(Path + "/0001")));
    }

    [Fact]
    public async Task Import_BirthNotWhole_WarnedOfAndTheStoredOneKept()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite");
        await PutAsync(world, new { name = "甲一", birthDate = Born }, new { name = "甲二", birthDate = Born });
        var answer = await world.World.Service.PostAsync(Path + ":import?validFrom=2025-01-01",
            "户编号,户主,姓名,出生年月\n0001,甲一,甲一,1955年12月\n0001,甲一,甲二,\n", "text/csv");
        Assert.True(answer.Status == 200, answer.Text);
        Assert.Equal("birth_unread", Assert.Single(answer.Json.GetProperty("warnings").EnumerateArray()).GetProperty("code").GetString());
        var persons = (await world.World.GetAsync(Path + "/0001")).Json.GetProperty("persons");
        Assert.True(persons[0].TryGetProperty("birthDate", out _));
        Assert.False(persons[1].TryGetProperty("birthDate", out _));
    }

    [Fact]
    public async Task Person_TwoOfOneName_MaskedDateIsGivenToNeither()
    {
        await using var world = await CarriedWorld.StartAsync("sqlite");
        await PutAsync(world, new { name = "甲一", birthDate = Born }, new { name = "甲一", birthDate = "1990-01-01" });
        var stored = await StoredAsync(world);
        var refused = await PutAsync(
            world, new { name = "甲一", birthDate = BirthDate.Mask }, new { name = "甲一", birthDate = BirthDate.Mask });
        Assert.Equal(400, refused.Status);
        Assert.Equal(stored, await StoredAsync(world));
    }

    // 29 February counts from 28 February in a year without one; the day before the seventieth birthday and the birthday itself.
    [Theory]
    [InlineData("1956-01-01", "2025-12-31", 0)]
    [InlineData("1956-01-01", "2026-01-01", 1)]
    [InlineData("1956-02-29", "2026-02-27", 0)]
    [InlineData("1956-02-29", "2026-02-28", 1)]
    public async Task Runs_AgedByBirthDate_SameCountAndWordsOverRestAndGrpc(string born, string recordDate, int elders)
    {
        await using var world = await CarriedWorld.StartAsync("sqlite", Allowance);
        await PutAsync(world, new { name = "甲一", birthDate = born }, new { name = "甲二", birthDate = "1990-01-01" });
        var rest = await world.World.CreateAsync(CarriedWorld.Id, JsonSerializer.Serialize(new
        {
            scheme = "allowance", year = 2025, recordDate, inputs = new { income = "100.00" },
        }), "rest");
        Assert.True(rest.Status == 201, rest.Text);
        Assert.Equal("人口按 " + recordDate + " 在册的家庭成员数：1 户 2 人", CarriedWorld.Said(rest, "members_counted"));
        Assert.Equal($"Members are those listed on {recordDate}: 2 of 1 households", CarriedWorld.Said(rest, "members_counted", "en"));
        var statement = await world.World.GetAsync($"/v1/runs/{CarriedWorld.IdOf(rest)}/statements/0001?explain=true");

        using var grpc = new GrpcApi(world.World.Service.GrpcAddress);
        var request = new CreateRunRequest
        {
            Organization = CarriedWorld.Id, RecordDate = recordDate, Preview = true,
            Header = new CalculationHeader { Scheme = "allowance", Year = 2025 },
        };
        request.Header.Inputs["income"] = new InputValue { AmountFen = 10_000 };
        var made = await grpc.CallAsync("linkage.v1.Runs/CreateRun", request);
        Assert.True(made.Code is null, string.Join('\n', made.Violations));
        var run = CreateRunResponse.Parser.ParseFrom(made.Messages.Single()).Run;
        Assert.Equal(rest.Json.GetProperty("digest").GetString(), run.Result.Digest);
        var explained = GetStatementResponse.Parser.ParseFrom((await grpc.CallAsync("linkage.v1.Runs/GetStatement",
            new GetStatementRequest { Run = CarriedWorld.IdOf(rest), Household = "0001", Explain = true })).Messages.Single()).ToString()
            .Replace("\\u003e", ">", StringComparison.OrdinalIgnoreCase);
        foreach (var said in elders == 0 ? [] : new[]
        {
            "70周岁以上人口 × 老人补贴 = 1 人 × 50.00 元/人 = 50.00 元", "members(age >= 70) × allowance = 1 × 50.00 = 50.00 yuan",
        })
        {
            Assert.True(statement.Text.Contains(said, StringComparison.Ordinal), statement.Text);
            Assert.Contains(said, explained, StringComparison.Ordinal);
        }

        Assert.Equal(elders == 0, !statement.Text.Contains("老人补贴 =", StringComparison.Ordinal));
        Assert.DoesNotContain(born, statement.Text + explained + rest.Text, StringComparison.Ordinal);
    }

    private static string Births(Answer household)
    {
        Assert.True(household.Status is 200 or 201, household.Text);
        return string.Join(' ', household.Json.GetProperty("persons").EnumerateArray()
            .Select(person => person.TryGetProperty("birthDate", out var date) ? date.GetString() : null).OfType<string>());
    }

    private static Task<Answer> PutAsync(CarriedWorld world, params object[] persons) => world.World.Service.SendAsync(
        HttpMethod.Put, Path + "/0001", JsonSerializer.Serialize(new { name = "甲一", persons, validFrom = "2020-01-01" }));

    private static async Task<string> StoredAsync(CarriedWorld world) => await world.World.Database.ReadAsync(async session =>
        (await HouseholdStore.HistoryAsync(session, CarriedWorld.Id, "0001"))[^1].Data);
}
