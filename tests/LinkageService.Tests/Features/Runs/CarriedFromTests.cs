using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using LinkageService.Tests.Tables;

namespace LinkageService.Tests.Features.Runs;

/// <summary>Whatever shows a figure that went on says from which run it came, in words and as a field.</summary>
public sealed class CarriedFromTests
{
    private const string Id = "preference-and-rest";

    /// <summary>6% of the capital first, what a year lacks is owed on; so does what is left over.</summary>
    private const string Scheme = """
        id: preference-and-rest
        version: 1
        title: { zh: 累积优先股息, en: Cumulative preference }
        inputs:
          profit: { type: money }
          opening: { type: money, default: 0.00, carried: closing, title: { zh: 年初结余（元）, en: Opening balance (yuan) } }
        holdings:
          capital: { unit: 元 }
          arrears: { unit: 元, default: 0.00, carried: arrears_out, title: { zh: 历年欠付, en: Arrears } }
        steps:
          - { id: preference, kind: pay, from: profit, amount: capital * 6% + arrears, onShortfall: prorate }
          - { id: arrears_out, title: 结转欠付, kind: record, amount: capital * 6% + arrears - received(preference) }
          - { id: rest, kind: split, from: [profit, opening], into: { carry:closing: remaining } }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_ThatWentOn_SaysFromWhichRunEverywhere(string provider)
    {
        await using var years = await StartAsync(provider);
        var first = await years.RunAsync(Id, 2023, "paid", ("profit", "1200.00"));
        Assert.False(first.Json.TryGetProperty("carriedFrom", out _));
        var source = CarriedWorld.IdOf(first);

        // 1,800.00 were due, 400.00 and 800.00 were paid: 200.00 and 400.00 are owed on. Corrected to 1,500.00 it is half of that.
        var correction = CarriedWorld.IdOf(await years.CorrectAsync(source, "paid", ("profit", "1500.00")));
        var preview = await years.CreateAsync(Id, 2024, new Dictionary<string, string> { ["profit"] = "9.00" }, preview: true);
        var run = await years.RunAsync(Id, 2024, "draft", ("profit", "9.00"));
        const string words = "接自 2023 年核算（含 1 次更正）：年初结余 0.00 元；历年欠付 2 户共 300.00 元（更正前 600.00 元）";
        foreach (var answer in new[] { preview, run, await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(run)) })
        {
            var from = answer.Json.GetProperty("carriedFrom");
            Assert.Equal((source, 2023, words), (Text(from, "run"), from.GetProperty("year").GetInt32(), Zh(from)));
            Assert.Equal([correction], from.GetProperty("corrections").EnumerateArray().Select(each => each.GetString()!));
            Assert.Equal("""[{"name":"opening","account":"closing","amount":"0.00"}]""", from.GetProperty("inputs").GetRawText());
            Assert.Equal("""[{"name":"arrears","step":"arrears_out","amount":"300.00","uncorrected":"600.00","households":2}]""",
                from.GetProperty("holdings").GetRawText());
            Assert.EndsWith("，更正前是 600.00 元", LastSaid(answer), StringComparison.Ordinal);
        }

        await ExpectStatementsAsync(years, CarriedWorld.IdOf(run), preview, source);
        await ExpectPapersAsync(years, CarriedWorld.IdOf(run));
        await ExpectGrpcAsync(years, CarriedWorld.IdOf(run), source, correction, words);
        await years.VerifyAsync(source, correction, CarriedWorld.IdOf(run));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approve_WhatWasCarriedChangedMeanwhile_IsRefusedUntilItIsMadeAgainOrStated(string provider)
    {
        await using var years = await StartAsync(provider);
        var early = await years.RunAsync(Id, 2024, "disclosed", ("profit", "9.00"));
        var first = await years.RunAsync(Id, 2023, "paid", ("profit", "1900.00"));
        var refused = await ApproveAsync(years, early);
        Assert.Equal((422, "carried_outdated"), (refused.Status, refused.Code));
        Assert.Contains("“opening”接的是 0.00 元", refused.Text, StringComparison.Ordinal);
        Assert.Contains("现在的结转是 100.00 元：请作废重做", refused.Text, StringComparison.Ordinal);
        Assert.Equal("disclosed", Text((await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(early))).Json, "state"));
        await years.BringAsync(early, "cancelled");

        // Made again it takes what stands; a correction of the year before, approved while it is on notice, outdates it once more.
        var again = await years.RunAsync(Id, 2024, "disclosed", ("profit", "9.00"));
        Assert.Equal("100.00", CarriedWorld.InputOf(again, "opening"));
        await years.CorrectAsync(CarriedWorld.IdOf(first), "paid", ("profit", "1950.00"));
        Assert.Equal("carried_outdated", (await ApproveAsync(years, again)).Code);
        await years.BringAsync(again, "cancelled");

        // What is stated counts, and is nobody's mistake to be stopped.
        var stated = await years.RunAsync(Id, 2024, "approved", ("profit", "9.00"), ("opening", "100.00"));
        Assert.Contains(("carried_otherwise", "warn"), CarriedWorld.Checks(stated));
        await years.VerifyAsync(CarriedWorld.IdOf(first), CarriedWorld.IdOf(stated));
    }

    private static async Task ExpectStatementsAsync(CarriedWorld years, string run, Answer preview, string source)
    {
        var page = (await years.World.GetAsync($"/v1/runs/{run}/statements")).Json.GetProperty("statements");
        var alone = (await years.World.GetAsync($"/v1/runs/{run}/statements/0002")).Json;
        JsonElement[] all =
        [
            page[1], alone, preview.Json.GetProperty("statements")[1],
            (await years.World.GetAsync($"/v1/runs/{run}/statements/0002?explain=true")).Json,
            (await years.World.GetAsync($"/v1/organizations/{CarriedWorld.Id}/households/0002/statements")).Json
                .GetProperty("statements")[0],
        ];
        foreach (var statement in all)
        {
            var from = statement.GetProperty("carriedFrom");
            Assert.Equal((source, "接自 2023 年核算（含 1 次更正）：历年欠付 200.00 元"), (Text(from, "run"), Zh(from)));
            Assert.Equal("""[{"name":"arrears","step":"arrears_out","amount":"200.00"}]""", from.GetProperty("holdings").GetRawText());
        }

        // Who was owed nothing has no such line.
        Assert.False(page[2].TryGetProperty("carriedFrom", out _));
    }

    private static async Task ExpectPapersAsync(CarriedWorld years, string run)
    {
        var table = await years.World.Service.Client.GetByteArrayAsync(
            $"/v1/runs/{run}/exports/statements.csv", TestContext.Current.CancellationToken);
        var rows = await TableFiles.ReadAsync(table);
        Assert.Equal(("历年欠付（接自 2023 年核算（含 1 次更正））", "200.00"), (rows[0].Cells[^1], rows[2].Cells[^1]));
        var slips = (await years.World.GetAsync($"/v1/runs/{run}/exports/household-statements.html")).Text;
        Assert.Contains("接自 2023 年核算（含 1 次更正）：历年欠付 100.00 元。", slips, StringComparison.Ordinal);
    }

    private static async Task ExpectGrpcAsync(CarriedWorld years, string run, string source, string correction, string words)
    {
        using var api = new GrpcApi(years.World.Service.GrpcAddress);
        var answer = await api.CallAsync("linkage.v1.Runs/GetRun", new GetRunRequest { Id = run });
        var from = GetRunResponse.Parser.ParseFrom(answer.Messages[0]).Run.CarriedFrom;
        Assert.Equal((source, 2023, words), (from.Run, from.Year, from.Text.Zh));
        Assert.Equal([correction], from.Corrections);
        var (input, holding) = (from.Inputs.Single(), from.Holdings.Single());
        Assert.Equal(("closing", 0L, null), (input.Account, input.AmountFen, input.UncorrectedFen));
        Assert.Equal((30_000L, 60_000L, 2), (holding.AmountFen, holding.UncorrectedFen, holding.Households));
        foreach (var explain in new[] { false, true })
        {
            var one = await api.CallAsync(
                "linkage.v1.Runs/GetStatement", new GetStatementRequest { Run = run, Household = "0002", Explain = explain });
            var statement = GetStatementResponse.Parser.ParseFrom(one.Messages[0]).Statement;
            Assert.Equal((source, 20_000L), (statement.CarriedFrom.Run, statement.CarriedFrom.Holdings.Single().AmountFen));
        }
    }

    private static Task<Answer> ApproveAsync(CarriedWorld years, Answer run) => years.World.StepAsync(
        CarriedWorld.IdOf(run), "approve", run.Headers["ETag"],
        RunWorld.Approval(run.Json.GetProperty("digest").GetString()!), "approver");

    private static string LastSaid(Answer run) => run.Json.GetProperty("checks").EnumerateArray()
        .Last(check => Text(check, "code") == "carried_from_last_run").GetProperty("message").GetProperty("zh").GetString()!;

    private static string Zh(JsonElement from) => Text(from.GetProperty("text"), "zh");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static async Task<CarriedWorld> StartAsync(string provider)
    {
        var years = await CarriedWorld.StartAsync(provider, Scheme);
        await years.HouseholdAsync("0001", "2000-01-01", ("capital", "10000.00"));
        await years.HouseholdAsync("0002", "2000-01-01", ("capital", "20000.00"));
        await years.HouseholdAsync("0003", "2000-01-01", ("capital", "0.00"));
        return years;
    }
}
