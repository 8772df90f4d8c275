using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Errors;
using LinkageService.Features.Statements;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Runs;

/// <summary>The grid of a run's statements, against filters and sums over the statements as REST gives them.</summary>
public sealed class FindStatementsTests
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "Li", "陈"];

    [Fact]
    public async Task HandleAsync_RandomQueries_GiveWhatANaiveFilterOfTheStatementsGives()
    {
        await using var service = await RunningService.StartAsync();
        var roster = await new RosterClient(service).MakeAsync();
        var households = Enumerable.Range(1, 1300).Select(number => new Naive(
            string.Create(CultureInfo.InvariantCulture, $"{number}{(number % 7 == 0 ? "x" : "")}"),
            number % 11 == 0 ? null : Surnames[number % 6] + number.ToString(CultureInfo.InvariantCulture), number % 10 == 3)).ToArray();
        await ImportAsync(roster, households);
        var run = await MakeAsync(roster);
        await ReadStatementsAsync(service, run, households);
        await roster.PutAsync("1", """{ "name": "改名", "holdings": { "land": "1.00" }, "validFrom": "2025-01-01" }""");

        var find = service.Services.GetRequiredService<FindStatements>();
        var random = new Random(20251122);
        for (var round = 0; round < 300; round++)
        {
            var query = Query(random);
            var wanted = Sorted(households.Where(household => Fits(household, query)), query).ToArray();
            var found = await find.HandleAsync(CorrectedVillage.Everybody, run, query, CancellationToken.None);

            Assert.Equal((wanted.Length, wanted.Sum(each => each.TotalFen)), (found.Count, found.Sum.TotalFen));
            Assert.Equal(found.Sum.TotalFen, found.Sum.PaidFen);
            Assert.Equal(wanted.Count(each => each.TotalFen > 0), found.Paid);
            Assert.Equal(
                found.Columns.Select(column => wanted.Sum(each => each.Fen.GetValueOrDefault(column.Step))), found.AmountsFen);
            var first = random.Next(0, found.Count + 2);
            var window = await find.WindowAsync(CorrectedVillage.Everybody, found, first, 40, CancellationToken.None);
            Assert.Equal(
                wanted.Skip(first).Take(40).Select(each => (each.Id, each.Name, each.TotalFen)),
                window.Select(line => (line.Household, line.Name, line.Payable.TotalFen)));
            Assert.All(window, line => Assert.Equal(line.Payable.TotalFen, line.AmountsFen.Sum()));
        }
    }

    [Theory]
    [InlineData("recompute_all", "sqlite")]
    [InlineData("settle_next_year", "sqlite")]
    [FullRunData("recompute_all", "postgres")]
    public async Task HandleAsync_CorrectionAndTheRunThatSettlesIt_PayWhatTheStatementsSay(string policy, string provider)
    {
        await using var village = await CorrectedVillage.StartAsync(policy, provider);
        var find = village.Service.Services.GetRequiredService<FindStatements>();
        foreach (var run in new[] { village.Paid, village.Correction, village.Settling })
        {
            var wanted = await village.Api.StatementsAsync(run.Id);
            var found = await find.HandleAsync(CorrectedVillage.Everybody, run.Id, new StatementQuery(), CancellationToken.None);
            var lines = await find.WindowAsync(CorrectedVillage.Everybody, found, 0, 100, CancellationToken.None);

            Assert.Equal(
                wanted.Select(each => (each.Household, "农户" + each.Household, each.TotalFen, each.PaidFen, each.CarriedFen ?? 0,
                    each.Settlements.Sum(settled => settled.Fen))),
                lines.Select(line => (
                    line.Household, line.Name!, line.Payable.TotalFen, line.Payable.PaidFen, line.Payable.CarriedFen,
                    line.Payable.SettledFen)));
            Assert.Equal(lines.Sum(line => line.Payable.PaidFen), found.Sum.PaidFen);
            Assert.Equal(lines.Sum(line => line.Payable.CarriedFen), found.Sum.CarriedFen);
            Assert.Equal(lines.Sum(line => line.Payable.SettledFen), found.Sum.SettledFen);
            Assert.Equal(lines.Count(line => line.Payable.PaidFen > 0), found.Paid);
            Assert.Equal((run == village.Correction, run == village.Settling), (found.IsCorrection, found.Settles));
            var registered = await find.HandleAsync(
                CorrectedVillage.Everybody, run.Id, new StatementQuery { Tag = "registered" }, CancellationToken.None);
            Assert.Equal(run == village.Paid ? 2 : run == village.Correction ? 3 : 2, registered.Count);
        }

        var settled = await find.HandleAsync(
            CorrectedVillage.Everybody, village.Settling.Id, new StatementQuery(), CancellationToken.None);
        Assert.NotEqual(0, settled.Sum.SettledFen);
        Assert.Equal(village.Settling.PayableFen, settled.Sum.PaidFen);
    }

    [Fact]
    public async Task HandleAsync_HouseholdsSentWithTheRequest_HaveNoNames()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft");
        var find = world.Service.Services.GetRequiredService<FindStatements>();

        var found = await find.HandleAsync(
            CorrectedVillage.Everybody, run, new StatementQuery { SortBy = "full_return", Descending = true }, CancellationToken.None);
        var lines = await find.WindowAsync(CorrectedVillage.Everybody, found, 0, 2, CancellationToken.None);

        Assert.False(found.HasNames);
        Assert.Equal([("0002", null), ("0005", (string?)null)], lines.Select(line => (line.Household, line.Name)));
        Assert.Equal("第二层：全额返还", found.Columns.Single(column => column.Step == "full_return").Title.Zh);
    }

    [Fact]
    public async Task HandleAsync_WhatIsNotThereOrNotTheCallers_IsRefused()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.OrganizationAsync("tangwan", "rural_collective");
        var (run, _, _) = await world.RunAsync("tangwan", "draft");
        var find = world.Service.Services.GetRequiredService<FindStatements>();
        var found = await find.HandleAsync(CorrectedVillage.Everybody, run, new StatementQuery(), CancellationToken.None);

        await RefusedAsync("unknown_run", () => find.HandleAsync(CorrectedVillage.Stranger, run, new(), CancellationToken.None));
        await RefusedAsync("unknown_run", () => find.WindowAsync(CorrectedVillage.Stranger, found, 0, 1, CancellationToken.None));
        foreach (var query in new StatementQuery[] { new() { SortBy = "none" }, new() { Tag = "none" }, new() { Step = "none" } })
        {
            await RefusedAsync("invalid_value", () => find.HandleAsync(CorrectedVillage.Everybody, run, query, CancellationToken.None));
        }
    }

    private static async Task RefusedAsync(string code, Func<Task> ask) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<RefusedException>(ask)).Failure.Code.Name);

    private static StatementQuery Query(Random random) => new()
    {
        Search = random.Next(3) == 0 ? new[] { "李", "LI", "x", "00", "王1", "9X", "没有" }[random.Next(7)] : null,
        Step = random.Next(5) == 0 ? "full_return" : null,
        Benefit = random.Next(5) == 0 ? "wage" : null,
        MinTotalFen = random.Next(4) == 0 ? random.Next(0, 20_000) : null,
        MaxTotalFen = random.Next(4) == 0 ? random.Next(0, 20_000) : null,
        Tag = random.Next(5) == 0 ? "registered" : null,
        SortBy = new[] { "household", "name", "total", "payable", "land_dividend", "job_wages" }[random.Next(6)],
        Descending = random.Next(2) == 0,
    };

    private static bool Fits(Naive household, StatementQuery query) =>
        (query.Search is null || household.Id.Contains(query.Search, StringComparison.OrdinalIgnoreCase)
            || household.Name?.Contains(query.Search, StringComparison.OrdinalIgnoreCase) == true)
        && (query.Step is null || household.Fen.ContainsKey(query.Step))
        && (query.Benefit is null || household.Fen.ContainsKey("job_wages"))
        && household.TotalFen >= (query.MinTotalFen ?? long.MinValue) && household.TotalFen <= (query.MaxTotalFen ?? long.MaxValue)
        && (query.Tag is null || household.IsRegistered);

    private static IEnumerable<Naive> Sorted(IEnumerable<Naive> households, StatementQuery query)
    {
        // They come as they are counted: 9, 10, 11.
        var byId = households.ToArray();
        return query.SortBy switch
        {
            "household" => query.Descending ? byId.AsEnumerable().Reverse() : byId,
            "name" => query.Descending
                ? byId.OrderByDescending(household => Pinyin(household.Name), StringComparer.Ordinal)
                : byId.OrderBy(household => Pinyin(household.Name), StringComparer.Ordinal),
            _ => query.Descending ? byId.OrderByDescending(Fen) : byId.OrderBy(Fen),
        };

        long Fen(Naive household) =>
            query.SortBy is "total" or "payable" ? household.TotalFen : household.Fen.GetValueOrDefault(query.SortBy);
    }

    // Latin letters, then 陈 chen, 李 li, 刘 liu, 王 wang, 张 zhang.
    private static string Pinyin(string? name) => name is null ? "" : name[0] switch
    {
        '陈' => "b" + name[1..],
        '李' => "c" + name[1..],
        '刘' => "d" + name[1..],
        '王' => "e" + name[1..],
        '张' => "f" + name[1..],
        _ => "a" + name[2..],
    };

    private static async Task ImportAsync(RosterClient roster, IEnumerable<Naive> households)
    {
        var random = new Random(7);
        var table = new StringBuilder("户编号,户主,标签,land,wage_days\n");
        foreach (var household in households)
        {
            var tag = household.IsRegistered ? "registered" : "";
            table.Append(CultureInfo.InvariantCulture,
                $"{household.Id},{household.Name},{tag},{random.Next(0, 9)}.{random.Next(0, 9)}1,{(random.Next(4) == 0 ? 3 : 0)}\n");
        }

        var answer = await roster.ImportAsync(table.ToString(), "?validFrom=2025-01-01");
        Assert.True(answer.Status == 200, answer.Text);
    }

    private static async Task<string> MakeAsync(RosterClient roster)
    {
        var made = await roster.SendAsync(HttpMethod.Post, "runs", """
            { "scheme": "tangwan-four-tier", "year": 2025, "parameters": { "day_wage": "80.00" }, "inputs": { "income": "100000.00" } }
            """, ("Idempotency-Key", "k"));
        Assert.True(made.Status == 201, made.Text);
        return made.Json.GetProperty("id").GetString()!;
    }

    private static async Task ReadStatementsAsync(RunningService service, string run, Naive[] households)
    {
        var byId = households.ToDictionary(household => household.Id);
        for (var cursor = ""; ;)
        {
            var page = (await service.GetAsync($"/v1/runs/{run}/statements?limit=1000&cursor={cursor}")).Json;
            foreach (var statement in page.GetProperty("statements").EnumerateArray())
            {
                var household = byId[statement.GetProperty("household").GetString()!];
                household.TotalFen = Fen(statement, "total");
                foreach (var line in statement.GetProperty("lines").EnumerateArray())
                {
                    household.Fen.Add(line.GetProperty("step").GetString()!, Fen(line, "amount"));
                }
            }

            if (page.GetProperty("next").GetString() is not { } next)
            {
                return;
            }

            cursor = next;
        }
    }

    private static long Fen(JsonElement of, string name) =>
        long.Parse(of.GetProperty(name).GetString()!.Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    private sealed record Naive(string Id, string? Name, bool IsRegistered)
    {
        public long TotalFen { get; set; }

        public Dictionary<string, long> Fen { get; } = new(StringComparer.Ordinal);
    }
}
