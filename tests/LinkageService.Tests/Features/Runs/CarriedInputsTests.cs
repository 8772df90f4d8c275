using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Runs;

/// <summary>An input that names a carried account goes on from the last approved run, and every run says from which.</summary>
public sealed class CarriedInputsTests
{
    /// <summary>Whole yuan a share; what is left goes on.</summary>
    private const string Scheme = """
        id: whole-yuan-a-share
        version: 1
        title: { zh: 每股整元分红, en: Whole yuan a share }
        inputs:
          income: { type: money, title: { zh: 当年收益（元）, en: Income of the year (yuan) } }
          opening: { type: money, default: 0.00, carried: closing, title: { zh: 年初结余（元）, en: Opening balance (yuan) } }
        holdings:
          shares: { unit: 股, decimals: 0 }
        steps:
          - { id: distributable, kind: split, from: [income, opening], into: { distributable: remaining } }
          - { id: dividend, kind: allocate, from: distributable, by: shares, rounding: per_unit_rate, unit: 1.00 }
          - { id: closing, title: 年末结余, kind: split, from: distributable, into: { carry:closing: remaining } }
        """;

    private const string Id = "whole-yuan-a-share";

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_InputNotStated_TakesWhatTheLastApprovedRunCarried(string provider)
    {
        await using var years = await StartAsync(provider);

        // Nothing is there: the default, and that is said.
        var first = await years.RunAsync(Id, 2023, "draft", ("income", "100.50"));
        Assert.Equal("0.00", CarriedWorld.InputOf(first, "opening"));
        Assert.Contains(("nothing_carried", "info"), CarriedWorld.Checks(first));
        Assert.Contains("2023 年以前没有批准过的同方案核算，按默认值 0.00 元算", CarriedWorld.Said(first, "nothing_carried"), StringComparison.Ordinal);

        // A run that is not approved carries nothing on; once approved it does, in a preview too.
        var early = await years.RunAsync(Id, 2024, "draft", ("income", "99.99"));
        Assert.Equal("0.00", CarriedWorld.InputOf(early, "opening"));
        var paid = await years.BringAsync(first, "paid");
        Assert.Equal("0.50", CarriedWorld.CarriedOf(paid, "closing"));
        foreach (var preview in new[] { true, false })
        {
            var next = await years.CreateAsync(Id, 2024, new Dictionary<string, string> { ["income"] = "99.98" }, preview);
            Assert.Equal("0.50", CarriedWorld.InputOf(next, "opening"));
            Assert.Contains(("carried_from_last_run", "info"), CarriedWorld.Checks(next));
            Assert.Equal($"“年初结余”0.50 元，接自 2023 年核算（编号 {CarriedWorld.IdOf(first)}，已发放）的结转“年末结余”",
                CarriedWorld.Said(next, "carried_from_last_run"));
            Assert.Contains($"the run of 2023 (id {CarriedWorld.IdOf(first)}, paid)",
                CarriedWorld.Said(next, "carried_from_last_run", "en"), StringComparison.Ordinal);
        }

        // The draft that was made too early says at every look that it is not what would be taken now.
        var seen = await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(early));
        Assert.Contains($"“opening”接的是 0.00 元，2023 年核算（编号 {CarriedWorld.IdOf(first)}，已发放）现在的结转是 0.50 元：请作废重做",
            CarriedWorld.Said(seen, "carried_outdated"), StringComparison.Ordinal);
        await years.VerifyAsync(CarriedWorld.IdOf(first), CarriedWorld.IdOf(early));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_InputStated_CountsAndTheDifferenceIsSaid(string provider)
    {
        await using var years = await StartAsync(provider);
        await years.RunAsync(Id, 2023, "approved", ("income", "100.50"));
        var other = await years.RunAsync(Id, 2024, "draft", ("income", "5.00"), ("opening", "0.49"));
        Assert.Equal("0.49", CarriedWorld.InputOf(other, "opening"));
        Assert.Contains(("carried_otherwise", "warn"), CarriedWorld.Checks(other));
        Assert.Contains("写的是 0.49 元，2023 年核算（编号", CarriedWorld.Said(other, "carried_otherwise"), StringComparison.Ordinal);
        Assert.Contains("的结转是 0.50 元", CarriedWorld.Said(other, "carried_otherwise"), StringComparison.Ordinal);
        var same = await years.RunAsync(Id, 2025, "draft", ("income", "5.00"), ("opening", "0.50"));
        Assert.DoesNotContain(CarriedWorld.Checks(same), check => check.Code.Contains("carried", StringComparison.Ordinal));
        await years.VerifyAsync(CarriedWorld.IdOf(other), CarriedWorld.IdOf(same));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_NoDefaultAndNothingBefore_AsksForTheInput(string provider)
    {
        await using var years = await CarriedWorld.StartAsync(provider, Scheme.Replace("default: 0.00, ", "", StringComparison.Ordinal));
        await years.HouseholdAsync("0001", "2020-01-01", ("shares", "3"));
        var refused = await years.CreateAsync(Id, 2023, new Dictionary<string, string> { ["income"] = "1.00" });
        Assert.Equal((400, "missing_input"), (refused.Status, refused.Code));
        Assert.Contains("没有上一次核算的结转可接", refused.Text, StringComparison.Ordinal);
        await years.RunAsync(Id, 2023, "approved", ("income", "1.00"), ("opening", "2.50"));
        Assert.Equal("0.50", CarriedWorld.InputOf(await years.RunAsync(Id, 2024, "draft", ("income", "1.00")), "opening"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Correct_YearThatCarried_SaysWhoTookTheOldFigureAndTheLaterYearTakesTheNew(string provider)
    {
        await using var years = await StartAsync(provider);
        var first = await years.RunAsync(Id, 2023, "paid", ("income", "100.50"));
        var second = await years.RunAsync(Id, 2024, "paid", ("income", "100.00"));
        Assert.Equal("0.50", CarriedWorld.InputOf(second, "opening"));

        var corrected = await years.CorrectAsync(CarriedWorld.IdOf(first), "paid", ("income", "103.50"));
        Assert.Contains($"2024 年核算（编号 {CarriedWorld.IdOf(second)}，已发放）接的结转是 0.50 元，更正后是 3.50 元",
            CarriedWorld.Said(corrected, "carried_by_later_run"), StringComparison.Ordinal);

        // Neither changed; the later one is corrected by what it should have taken, and the year after takes all of it.
        await years.VerifyAsync(CarriedWorld.IdOf(first), CarriedWorld.IdOf(second), CarriedWorld.IdOf(corrected));
        var outdated = await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(second));
        Assert.Contains("现在的结转是 3.50 元：请更正本核算", CarriedWorld.Said(outdated, "carried_outdated"), StringComparison.Ordinal);
        var moved = await years.CorrectAsync(CarriedWorld.IdOf(second), "paid");
        Assert.DoesNotContain("carried_outdated", (await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(second))).Text,
            StringComparison.Ordinal);
        Assert.Contains(", paid, with 1 correction)", CarriedWorld.Said(moved, "carried_from_last_run", "en"), StringComparison.Ordinal);
        Assert.Equal("3.50", CarriedWorld.InputOf(moved, "opening"));
        var third = await years.RunAsync(Id, 2025, "draft", ("income", "1.00"));
        Assert.Equal("3.50", CarriedWorld.InputOf(third, "opening"));
        await years.VerifyAsync(new[] { first, second, corrected, moved, third }.Select(CarriedWorld.IdOf));
    }

    [Fact]
    public async Task Approve_YearsAfterOneThatIsOutdated_IsRefusedUntilTheYearsArePutRightInOrder()
    {
        await using var years = await StartAsync("sqlite");
        var runs = new List<Answer>();
        foreach (var year in new[] { 2021, 2022, 2023 })
        {
            runs.Add(await years.RunAsync(Id, year, "paid", ("income", "100.50")));
        }

        // 2021 leaves 3.50 instead of 0.50: 2022 took the old figure, 2023 and 2024 what 2022 made of it.
        var corrected = await years.CorrectAsync(CarriedWorld.IdOf(runs[0]), "paid", ("income", "103.50"));
        Assert.Equal(2, CarriedWorld.Checks(corrected).Count(check => check.Code == "carried_by_later_run"));
        Assert.Contains($"编号 {CarriedWorld.IdOf(runs[2])}", corrected.Text, StringComparison.Ordinal);
        var latest = await years.RunAsync(Id, 2024, "disclosed", ("income", "100.00"));
        foreach (var stands in new[] { CarriedWorld.IdOf(runs[2]), CarriedWorld.IdOf(latest) })
        {
            var said = CarriedWorld.Said(await years.World.GetAsync("/v1/runs/" + stands), "carried_outdated");
            Assert.Contains($"2022 年核算（编号 {CarriedWorld.IdOf(runs[1])}，已发放）接的数已经不是现在的数：从 2022 年起逐年更正", said,
                StringComparison.Ordinal);
        }

        var refused = await years.World.StepAsync(CarriedWorld.IdOf(latest), "approve", latest.Headers["ETag"],
            RunWorld.Approval(latest.Json.GetProperty("digest").GetString()!), "approver");
        Assert.Equal((422, "carried_outdated"), (refused.Status, refused.Code));

        // Year by year; what the drafts took in between is outdated by itself.
        await years.CorrectAsync(CarriedWorld.IdOf(runs[1]), "paid");
        await years.CorrectAsync(CarriedWorld.IdOf(runs[2]), "paid");
        Assert.DoesNotContain("carried_outdated", (await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(runs[2]))).Text,
            StringComparison.Ordinal);
        var again = await years.RunAsync(Id, 2024, "approved", ("income", "100.00"));
        Assert.DoesNotContain("carried_outdated", again.Text, StringComparison.Ordinal);
        Assert.Equal("4.50", CarriedWorld.InputOf(again, "opening"));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Create_SecondRunOfTheYear_GoesOnFromTheFirst(string provider)
    {
        await using var years = await StartAsync(provider);
        await years.RunAsync(Id, 2023, "approved", ("income", "100.50"));
        Task<Answer> MadeAsync(string date, string income) =>
            years.CreateAsync(Id, 2024, new Dictionary<string, string> { ["income"] = income }, recordDate: date);
        var early = await MadeAsync("2024-12-31", "1.00");
        Assert.Equal("0.50", CarriedWorld.InputOf(early, "opening"));

        var first = await years.BringAsync(await MadeAsync("2024-06-30", "100.20"), "approved");
        Assert.Equal("0.50", CarriedWorld.InputOf(first, "opening"));
        Assert.Contains("现在的结转是 0.70 元：请作废重做",
            CarriedWorld.Said(await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(early)), "carried_outdated"),
            StringComparison.Ordinal);

        // The second half, an instalment of the same day, and the year after: none of them takes a figure that another took.
        var second = await years.BringAsync(await MadeAsync("2024-12-31", "100.10"), "approved");
        Assert.Equal("0.70", CarriedWorld.InputOf(second, "opening"));
        var instalment = await years.BringAsync(await MadeAsync("2024-12-31", "100.05"), "approved");
        Assert.Equal("0.80", CarriedWorld.InputOf(instalment, "opening"));
        Assert.Equal("0.85", CarriedWorld.InputOf(await years.RunAsync(Id, 2025, "draft", ("income", "1.00")), "opening"));
        await years.VerifyAsync(new[] { first, second, instalment }.Select(CarriedWorld.IdOf));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Approve_RunThatWasTakenFromIsCancelled_IsRefused(string provider)
    {
        await using var years = await StartAsync(provider);
        var first = await years.RunAsync(Id, 2023, "approved", ("income", "100.50"));
        var next = await years.RunAsync(Id, 2024, "disclosed", ("income", "100.00"));
        await years.World.StepAsync(CarriedWorld.IdOf(first), "cancel", first.Headers["ETag"], """{"reason":"重做"}""", "approver");
        var gone = await years.World.GetAsync("/v1/runs/" + CarriedWorld.IdOf(first));
        Assert.Equal("cancelled", gone.Json.GetProperty("state").GetString());

        var refused = await years.World.StepAsync(CarriedWorld.IdOf(next), "approve", next.Headers["ETag"],
            RunWorld.Approval(next.Json.GetProperty("digest").GetString()!), "approver");

        Assert.Equal((422, "carried_outdated"), (refused.Status, refused.Code));
        Assert.Contains($"“opening”接的是 0.50 元，所接的核算（编号 {CarriedWorld.IdOf(first)}）已经作废", refused.Text, StringComparison.Ordinal);
    }

    /// <summary>Random years: drafts given up, incomes corrected before and after the next year was made, openings stated.</summary>
    [FullRunTheory]
    [MemberData(nameof(Providers))]
    public async Task Years_OfRandomIncomesAndCorrections_GoOnAsAPlainLedgerSays(string provider)
    {
        var seed = TestSeed.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"TEST_SEED={seed}");
        var random = new Random(seed);
        await using var years = await StartAsync(provider);
        var ledger = new List<(string Run, long Income, long Opening)>();
        for (var year = 2010; year < 2022; year++)
        {
            var (income, expected) = (random.Next(0, 5000), ledger.Count == 0 ? 0 : Left(ledger[^1]));
            if (random.Next(3) == 0)
            {
                await years.RunAsync(Id, year, random.Next(2) == 0 ? "cancelled" : "draft", ("income", Yuan(income + 1)));
            }

            var run = await years.RunAsync(Id, year, random.Next(2) == 0 ? "paid" : "closed", ("income", Yuan(income)));
            Assert.True(Yuan(expected) == CarriedWorld.InputOf(run, "opening"), $"TEST_SEED={seed}, year {year}: {run.Text}");
            ledger.Add((CarriedWorld.IdOf(run), income, expected));
            if (random.Next(2) == 0)
            {
                var at = random.Next(ledger.Count);
                var right = random.Next(0, 5000);
                var opening = at == 0 ? 0 : Left(ledger[at - 1]);
                if ((right, opening) != (ledger[at].Income, ledger[at].Opening))
                {
                    ledger[at] = (ledger[at].Run, right, opening);
                    var correction = await years.CorrectAsync(ledger[at].Run, "paid", ("income", Yuan(right)));
                    Assert.Equal(Yuan(opening), CarriedWorld.InputOf(correction, "opening"));
                    for (var later = at + 1; later < ledger.Count && ledger[later].Opening != Left(ledger[later - 1]); later++)
                    {
                        ledger[later] = ledger[later] with { Opening = Left(ledger[later - 1]) };
                        var moved = await years.CorrectAsync(ledger[later].Run, "paid", ("income", Yuan(ledger[later].Income)));
                        Assert.Equal(Yuan(ledger[later].Opening), CarriedWorld.InputOf(moved, "opening"));
                    }
                }
            }
        }

        await years.VerifyAsync(ledger.Select(row => row.Run));

        // Ten shares, whole yuan each.
        static long Left((string Run, long Income, long Opening) year) => (year.Income + year.Opening) % 1000;
    }

    private static string Yuan(long fen) => new Money(fen).ToString();

    private static async Task<CarriedWorld> StartAsync(string provider)
    {
        var years = await CarriedWorld.StartAsync(provider, Scheme);
        await years.HouseholdAsync("0001", "2000-01-01", ("shares", "3"));
        await years.HouseholdAsync("0002", "2000-01-01", ("shares", "7"));
        return years;
    }
}
