using System.Globalization;
using System.Text;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Households;

/// <summary>The grid of a roster: the rows that pages by cursor give, by their place.</summary>
public sealed class RosterWindowTests
{
    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task ReadAsync_AnyWindowOfAnyDate_GivesTheRowsOfTheList(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var client = await new RosterClient(service).MakeAsync();
        await ImportAsync(client, "2024-01-01", Enumerable.Range(1, 300).Where(number => number % 3 != 0), digits: 1);
        await ImportAsync(client, "2025-01-01", Enumerable.Range(200, 250), digits: 1);
        foreach (var gone in new[] { "1", "250", "449" })
        {
            Assert.Equal(200, (await client.SendAsync(HttpMethod.Delete, $"households/{gone}?from=2025-06-01")).Status);
        }

        var window = service.Services.GetRequiredService<RosterWindow>();
        var list = service.Services.GetRequiredService<ListHouseholds>();
        var random = new Random(20251122);
        foreach (var date in new DateOnly[] { new(2023, 1, 1), new(2024, 6, 1), new(2025, 1, 1), new(2025, 6, 1) })
        {
            var moment = new RosterMoment(date);
            var all = (await list.HandleAsync(
                CorrectedVillage.Everybody, new ListHouseholdsRequest("tangwan", moment, new PageRequest(Limit: 1000)),
                CancellationToken.None)).Items;
            foreach (var query in new RosterQuery[]
            {
                new(), new("户001"), new("5"), new(" X"), new(Tag: "registered"), new("9", "monitored"),
            })
            {
                if (all.Count == 0 && query.Tag is not null)
                {
                    continue;
                }

                // The list goes by the letters of a number, the grid as a village counts.
                var wanted = all.Where(each => Fits(each, query))
                    .OrderBy(each => int.Parse(each.Fact.HouseholdId, CultureInfo.InvariantCulture)).Select(Show).ToArray();
                var found = await window.HandleAsync(CorrectedVillage.Everybody, "tangwan", moment, query, CancellationToken.None);

                Assert.Equal((all.Count, wanted.Length), (found.Households, found.Count));

                // Sums are of the whole roster, whatever is searched for.
                Assert.Equal((long?)all.Sum(each => each.Data.Members!.Value), found.Members);
                Assert.Equal(
                    all.SelectMany(each => each.Data.Holdings).GroupBy(holding => holding.Key, StringComparer.Ordinal).Select(holding =>
                        (holding.Key, holding.Sum(each => decimal.Parse(each.Value, CultureInfo.InvariantCulture)))),
                    found.Holdings.Select(holding => (holding.Name, holding.Sum)));
                foreach (var (first, count) in new[] { (0, 10), (0, 1000), (wanted.Length - 1, 5), (random.Next(500), random.Next(80)) })
                {
                    var rows = await window.ReadAsync(CorrectedVillage.Everybody, found, first, count, CancellationToken.None);
                    Assert.Equal(wanted.Skip(first).Take(count), rows.Select(Show));
                    Assert.All(rows, row => Assert.Null(row.Revealed));
                }
            }
        }
    }

    [Fact]
    public async Task ReadAsync_AfterTheRosterChanged_StillGivesTheRowsOfTheSelectionAndAskedAgainTheNewOnes()
    {
        await using var service = await RunningService.StartAsync();
        var client = await new RosterClient(service).MakeAsync();
        await ImportAsync(client, "2025-01-01", [1, 2, 3]);
        var window = service.Services.GetRequiredService<RosterWindow>();
        var moment = new RosterMoment(new DateOnly(2025, 12, 31));
        var before = await window.HandleAsync(CorrectedVillage.Everybody, "tangwan", moment, new(), CancellationToken.None);

        await client.SendAsync(HttpMethod.Delete, "households/0002?from=2025-01-01");
        await client.PutAsync("0003", """{ "name": "新名", "validFrom": "2025-01-01" }""");
        var after = await window.HandleAsync(CorrectedVillage.Everybody, "tangwan", moment, new("新名"), CancellationToken.None);

        Assert.Equal(["0001", "0002", "0003"], await IdsAsync(window, before));
        Assert.Equal((2, 1), (after.Households, after.Count));
        Assert.Equal(["0003"], await IdsAsync(window, after));
        foreach (var ask in new Func<Task>[]
        {
            () => window.HandleAsync(CorrectedVillage.Stranger, "tangwan", moment, new(), CancellationToken.None),
            () => window.ReadAsync(CorrectedVillage.Stranger, before, 0, 1, CancellationToken.None),
        })
        {
            Assert.Equal("unknown_organization", (await Assert.ThrowsAsync<RefusedException>(ask)).Failure.Code.Name);
        }
    }

    /// <summary>As a run counts them: those listed, else the number stated; no sum where one household says neither.</summary>
    [Fact]
    public async Task Members_OfHouseholdsWithPersons_AreCountedOnTheDate()
    {
        await using var service = await RunningService.StartAsync();
        var client = await new RosterClient(service).MakeAsync();
        foreach (var (id, body) in new[]
        {
            ("0001", """
                { "name": "甲", "validFrom": "2024-01-01", "persons": [ { "name": "甲", "head": true },
                  { "name": "乙", "joined": "2025-03-01" }, { "name": "丙", "left": "2024-06-01" },
                  { "name": "丁", "deceased": "2025-02-01" } ] }
                """),
            ("0002", """{ "name": "戊", "members": 4, "validFrom": "2024-01-01", "persons": [ { "name": "戊", "head": true } ] }"""),
            ("0003", """
                { "name": "己", "members": 5, "validFrom": "2024-01-01",
                  "persons": [ { "name": "己", "head": true }, { "name": "庚" } ] }
                """),
        })
        {
            Assert.True((await client.PutAsync(id, body)).Status is 200 or 201, id);
        }

        var window = service.Services.GetRequiredService<RosterWindow>();
        async Task<string> ShowAsync(int year, int month)
        {
            var found = await window.HandleAsync(
                CorrectedVillage.Everybody, "tangwan", new RosterMoment(new DateOnly(year, month, 1)), new(), CancellationToken.None);
            var rows = await window.ReadAsync(CorrectedVillage.Everybody, found, 0, 9, CancellationToken.None);
            return string.Join(' ', rows.Select(row => row.Data.MembersOn(found.Roster.AsOf))) + " = " + found.Members;
        }

        Assert.Equal("3 4 2 = 9", await ShowAsync(2024, 2));
        Assert.Equal("2 4 2 = 8", await ShowAsync(2025, 1));
        Assert.Equal("2 4 2 = 8", await ShowAsync(2025, 6));
        Assert.True((await client.PutAsync("0004", """{ "name": "辛", "validFrom": "2025-07-01" }""")).Status is 200 or 201);
        Assert.Equal("2 4 2 = 8", await ShowAsync(2025, 6));
        Assert.Equal("2 4 2  = ", await ShowAsync(2025, 8));
    }

    private static async Task<IEnumerable<string>> IdsAsync(RosterWindow window, RosterSelection selection) =>
        (await window.ReadAsync(CorrectedVillage.Everybody, selection, 0, 9, CancellationToken.None)).Select(row => row.Fact.HouseholdId);

    private static bool Fits(StoredHousehold each, RosterQuery query) =>
        (query.Tag is null || each.Data.Tags.Contains(query.Tag))
        && (query.Search?.Trim() is not { } search
            || each.Fact.HouseholdId.Contains(search, StringComparison.OrdinalIgnoreCase)
            || each.Data.Name?.Contains(search, StringComparison.OrdinalIgnoreCase) == true);

    private static string Show(StoredHousehold each) => each.Fact.ToString();

    private static async Task ImportAsync(RosterClient client, string validFrom, IEnumerable<int> numbers, int digits = 4)
    {
        var table = new StringBuilder("户编号,户主,成员数,标签,land\n");
        foreach (var number in numbers)
        {
            var tags = (number % 10, number % 7) switch
            {
                (3, 0) => "registered monitored",
                (3, _) => "registered",
                (_, 0) => "monitored",
                _ => "",
            };
            var name = number % 5 == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"户{number:D4}{(number % 4 == 0 ? "x" : "")}");
            var id = number.ToString("D" + digits, CultureInfo.InvariantCulture);
            table.Append(CultureInfo.InvariantCulture, $"{id},{name},{number % 6},{tags},{number % 100}.0{number % 10}\n");
        }

        var answer = await client.ImportAsync(table.ToString(), "?validFrom=" + validFrom);
        Assert.True(answer.Status == 200, answer.Text);
    }
}
