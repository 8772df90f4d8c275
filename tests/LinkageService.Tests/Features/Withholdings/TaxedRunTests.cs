using System.Globalization;
using System.Text;
using System.Text.Json;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;
using LinkageService.Tests.Features.Books;
using LinkageService.Tests.Features.Exports;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Withholdings;

/// <summary>A year whose dividends are taxed, with a debt set off, from the draft to the books.</summary>
public sealed class TaxedRunTests
{
    private const string Village = "shuicun";

    private const string Taxes = """
        { "validFrom": "2025-01-01", "taxes": { "benefits": [
            { "benefit": "land_dividend", "mode": "withhold" }, { "benefit": "shared_benefit", "mode": "organization_bears" },
            { "benefit": "full_return", "mode": "none" } ] } }
        """;

    private static readonly decimal Fifth = 0.2m;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Run_TaxedAndWithADebt_PaysWhatIsLeftEverywhere(string provider)
    {
        await using var service = await ServiceDatabases.StartAsync(provider);
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        await StateAsync(service, Taxes);
        var (run, etag) = await world.RunAsync(Village, "draft");
        var untaxed = await world.GetAsync($"/v1/runs/{run}/statements/0001");
        Assert.False(untaxed.TryGetProperty("withheld", out _));

        // A debt: with its consent, not before its day, and no more than there is.
        Assert.Equal("missing_field", (await DebtAsync(service, run, "0001", "100.00", consentedBy: "")).Code);
        Assert.Equal("invalid_value", (await DebtAsync(service, run, "0001", "100.00", on: "2999-01-01")).Code);
        Assert.Equal("unknown_household", (await DebtAsync(service, run, "0099", "100.00")).Code);
        var free = Left(Lines(untaxed));
        var beyond = await DebtAsync(service, run, "0001", Yuan(free + 0.01m));
        Assert.Equal((422, "withheld_beyond_payable"), (beyond.Status, beyond.Code));
        var all = await DebtAsync(service, run, "0001", Yuan(free));
        Assert.True(all.Status == 201, all.Text);
        var taken = await service.SendAsync(HttpMethod.Delete, $"/v1/runs/{run}/set-offs/{Text(all.Json, "id")}");
        Assert.Equal("local", Text(taken.Json, "removedBy"));
        Assert.Equal("unknown_set_off", (await service.SendAsync(
            HttpMethod.Delete, $"/v1/runs/{run}/set-offs/{Text(all.Json, "id")}")).Code);
        Assert.True((await DebtAsync(service, run, "0001", "100.00")).Status == 201);

        var at = await PaidAsync(world, run, etag);
        Assert.Equal("run_state", (await DebtAsync(service, run, "0002", "1.00")).Code);

        // Every household by its lines alone, counted in another way.
        var (tax, borne, paid) = (0m, 0m, 0m);
        await world.ActedAsync(run, "prepare");
        foreach (var household in new[] { "0001", "0002", "0003", "0004", "0005" })
        {
            var statement = await world.GetAsync($"/v1/runs/{run}/statements/{household}");
            var (lines, debt) = (Lines(statement), household == "0001" ? 100m : 0m);
            Assert.Equal(Yuan(Left(lines) - debt), Text(statement, "payable"));
            Assert.Equal((Yuan(Tax(lines)), Yuan(debt)), (
                Text(statement.GetProperty("withheld"), "tax"), Text(statement.GetProperty("withheld"), "setOff")));
            Assert.Equal(Text(statement, "payable"), Text(await world.PaymentAsync(run, household), "amount"));
            (tax, borne, paid) = (tax + Tax(lines), borne + Borne(lines), paid + Left(lines) - debt);
        }

        var withholding = at.GetProperty("withholding");
        Assert.Equal((Yuan(tax), Yuan(borne), "100.00", Yuan(paid)), (
            Text(withholding, "tax"), Text(withholding, "borne"), Text(withholding, "setOff"), Text(withholding, "paid")));
        Assert.True(tax > 0);
        Assert.Equal(Yuan(paid), Text((await world.SummaryAsync(run)).GetProperty("envelope"), "amount"));
        await PapersAsync(service, run, tax, paid);
        await DeclarationAsync(service, tax, borne);
        await VerificationAsync(service, world, run);
    }

    [Fact]
    public async Task Correction_OfATaxedRun_CarriesTheTaxAfterLessTheTaxBefore()
    {
        await using var service = await RunningService.StartAsync();
        var (world, run) = await TaxedAsync(service);
        var before = await LinesOfAllAsync(world, run);
        var income = (await world.GetAsync("/v1/runs/" + run)).GetProperty("inputs").GetProperty("income").GetString()!;
        var right = Yuan(decimal.Parse(income, CultureInfo.InvariantCulture) + 1_234.56m);
        await StateAsync(service, """
            { "validFrom": "2025-01-02", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "none" } ] } }
            """);
        var correction = await CorrectAsync(service, world, run, $$"""{ "income": "{{right}}" }""");
        var changes = await LinesOfAllAsync(world, correction);
        var change = 0m;
        foreach (var (household, lines) in changes)
        {
            var after = before[household].ToDictionary();
            foreach (var (benefit, amount) in lines)
            {
                after[benefit] = after.GetValueOrDefault(benefit) + amount;
            }

            var tax = Tax(after) - Tax(before[household]);
            var statement = await world.GetAsync($"/v1/runs/{correction}/statements/{household}");
            Assert.Equal(Yuan(tax), Text(statement.GetProperty("withheld"), "tax"));
            Assert.Equal(Yuan(Math.Max(0, lines.Values.Sum() - tax)), Text(statement, "payable"));
            change += tax;
        }

        var row = await world.GetAsync("/v1/runs/" + correction);
        Assert.Equal(Yuan(change), Text(row.GetProperty("withholding"), "tax"));
        Assert.Equal(Text(row.GetProperty("withholding"), "paid"), Text(row.GetProperty("correction"), "payable"));
        Assert.True(change != 0);
        Assert.True((await world.GetAsync($"/v1/runs/{correction}/verification")).GetProperty("matches").GetBoolean());
        await BooksAsync(service, world, run, correction);
    }

    [Fact]
    public async Task Run_WhoseTaxTheOrganizationBears_PaysInFullAndDeclaresTheGross()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        await StateAsync(service, """
            { "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "organization_bears" } ] } }
            """);
        var (run, etag) = await world.RunAsync(Village, "draft");
        var at = await PaidAsync(world, run, etag);
        var (income, borne) = (0m, 0m);
        foreach (var lines in (await LinesOfAllAsync(world, run)).Values)
        {
            var gross = Math.Round(lines.GetValueOrDefault("land_dividend") / (1 - Fifth), 2, MidpointRounding.AwayFromZero);
            (income, borne) = (income + gross, borne + gross - lines.GetValueOrDefault("land_dividend"));
        }

        Assert.True(borne > 0);
        Assert.Equal(("0.00", Yuan(borne), Text(at.GetProperty("totals"), "households")), (
            Text(at.GetProperty("withholding"), "tax"), Text(at.GetProperty("withholding"), "borne"),
            Text(at.GetProperty("withholding"), "paid")));
        var declared = (await service.SendAsync(
            HttpMethod.Get, $"/v1/organizations/{Village}/tax-declaration?year=2026&month=3")).Json;
        Assert.Equal((Yuan(income), Yuan(borne), "0.00", Yuan(borne)), (
            Text(declared, "income"), Text(declared, "tax"), Text(declared, "withheld"), Text(declared, "borne")));
        var slips = await TextAsync(service, $"/v1/runs/{run}/exports/household-statements.html");
        Assert.Contains("由本组织承担", slips, StringComparison.Ordinal);
    }

    /// <summary>Nobody stated anything, or none: the run is what it was, to the byte of its life.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("""{ "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "none" } ] } }""")]
    [InlineData("""{ "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "another_dividend", "mode": "withhold" } ] } }""")]
    public async Task Run_OfWhichNothingIsTaxed_IsAsItWas(string? taxes)
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        if (taxes is not null)
        {
            await StateAsync(service, taxes);
        }

        var (run, _) = await world.RunAsync(Village, "submitted");
        var row = await service.Services.GetRequiredService<Database>().ReadAsync(
            session => RunStore.FindAsync(session, run), CancellationToken.None);
        Assert.DoesNotContain("withholding", row!.Progress, StringComparison.Ordinal);
        Assert.False((await world.GetAsync("/v1/runs/" + run)).TryGetProperty("withholding", out _));
        Assert.False((await world.GetAsync($"/v1/runs/{run}/statements/0001")).TryGetProperty("payable", out _));
    }

    [Theory]
    [InlineData("""[ { "benefit": "wage", "mode": "withhold" }, { "benefit": "land_dividend", "mode": "withhold", "rate": "100%" } ]""", 2)]
    public async Task Submit_WithTermsNobodyCanGoBy_IsRefusedAndSaidBefore(string benefits, int problems)
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        await StateAsync(service, $$"""{ "validFrom": "2025-01-01", "taxes": { "benefits": {{benefits}} } }""");
        var (run, etag) = await world.RunAsync(Village, "draft");
        var blockers = (await world.GetAsync($"/v1/runs/{run}/blockers")).GetProperty("blockers").EnumerateArray()
            .Count(blocker => Text(blocker, "code") == "tax_terms_unclear");
        Assert.Equal(problems, blockers);
        var refused = await world.StepAsync(run, "submit", etag);
        Assert.Equal((422, "tax_terms_unclear"), (refused.Status, refused.Code));
    }

    private static async Task<(PaymentWorld World, string Run)> TaxedAsync(RunningService service)
    {
        var world = new PaymentWorld(service);
        await world.VillageAsync(Village);
        await StateAsync(service, Taxes);
        var (run, etag) = await world.RunAsync(Village, "draft");
        Assert.True((await DebtAsync(service, run, "0001", "100.00")).Status == 201);
        await PaidAsync(world, run, etag);
        await world.ActedAsync(run, "prepare");
        await world.ActedAsync(run, "fund", """{ "on": "2026-03-05", "reference": "对账单" }""");
        await world.ActedAsync(run, "send", """{ "on": "2026-03-05" }""");
        await world.ActedAsync(run, "record", """
            { "results": [ { "household": "0001", "outcome": "paid" }, { "household": "0002", "outcome": "paid" },
              { "household": "0003", "outcome": "paid" }, { "household": "0004", "outcome": "paid" } ] }
            """);
        await world.ActedAsync(run, "sign", """{ "household": "0005", "on": "2026-03-06" }""");
        return (world, run);
    }

    private static async Task<JsonElement> PaidAsync(PaymentWorld world, string run, string etag)
    {
        var (digest, at) = (Text(await world.GetAsync("/v1/runs/" + run), "digest"), default(Answer));
        foreach (var (step, body, user) in new (string, string?, string)[]
        {
            ("submit", null, "maker"), ("disclose", """{"from":"2026-01-05","noticeDays":20}""", "maker"),
            ("approve", RunWorld.Approval(digest, repeatReason: "分期发放"), "approver"), ("pay", """{"on":"2026-03-05"}""", "maker"),
        })
        {
            at = await world.StepAsync(run, step, at?.Headers["ETag"] ?? etag, body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        return at!.Json;
    }

    private static async Task PapersAsync(RunningService service, string run, decimal tax, decimal paid)
    {
        var csv = await TextAsync(service, $"/v1/runs/{run}/exports/statements.csv");
        var rows = csv.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split(',')).ToArray();
        Assert.Equal(["代扣个税", "抵扣欠款", "实发"], rows[0][^3..]);
        decimal Sum(int at) => rows.Skip(1).Sum(row => decimal.Parse(row[^at], CultureInfo.InvariantCulture));
        Assert.Equal((tax, 100m, paid), (Sum(3), Sum(2), Sum(1)));
        var sheet = await TextAsync(service, $"/v1/runs/{run}/exports/payout-sheet.html");
        Assert.Contains("代扣个税", sheet, StringComparison.Ordinal);
        Assert.Contains(Grouped(paid), sheet, StringComparison.Ordinal);
        var slips = await TextAsync(service, $"/v1/runs/{run}/exports/household-statements.html");
        Assert.Contains("由本组织代扣代缴", slips, StringComparison.Ordinal);
        Assert.Contains("抵扣欠款 100.00 元：赊购化肥款；农户0001 2026年1月3日同意（同意书 1 号）", slips, StringComparison.Ordinal);
        var notice = await TextAsync(service, $"/v1/runs/{run}/exports/notice.html");
        Assert.Contains("代扣个税", notice, StringComparison.Ordinal);
        Assert.DoesNotContain("抵扣", notice, StringComparison.Ordinal);
        var book = await service.Client.GetByteArrayAsync($"/v1/runs/{run}/exports/statements.xlsx");
        await LibreOfficeTests.ExpectRecomputedAsync(book);
    }

    private static async Task DeclarationAsync(RunningService service, decimal tax, decimal borne)
    {
        var path = $"/v1/organizations/{Village}/tax-declaration";
        var march = (await service.SendAsync(HttpMethod.Get, path + "?year=2026&month=3")).Json;
        Assert.Equal((Yuan(tax + borne), Yuan(tax), Yuan(borne), "2026-04-15"), (
            Text(march, "tax"), Text(march, "withheld"), Text(march, "borne"), Text(march, "dueOn")));
        Assert.Equal(march.GetProperty("entries").EnumerateArray().Sum(entry => Number(entry, "income")), Number(march, "income"));
        Assert.Contains("农户0001", march.GetRawText(), StringComparison.Ordinal);
        var land = (await service.SendAsync(HttpMethod.Get, path + "?year=2026&benefit=land_dividend")).Json;
        Assert.Equal(Yuan(tax), Text(land, "tax"));
        var april = (await service.SendAsync(HttpMethod.Get, path + "?year=2026&month=4")).Json;
        Assert.Equal(0, april.GetProperty("entries").GetArrayLength());
        var csv = await TextAsync(service, path + ":export?year=2026&month=3&format=csv");
        Assert.Equal(march.GetProperty("entries").GetArrayLength() + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("利息、股息、红利所得", csv, StringComparison.Ordinal);
    }

    // A fen moved from one household's tax is found by the run's own verification and by that of the whole database.
    private static async Task VerificationAsync(RunningService service, PaymentWorld world, string run)
    {
        var database = service.Services.GetRequiredService<Database>();
        Assert.True((await world.GetAsync($"/v1/runs/{run}/verification")).GetProperty("matches").GetBoolean());
        Assert.Empty(await FindingsAsync());
        await database.WriteAsync(new Change("local", DateTimeOffset.UnixEpoch), async session =>
        {
            var row = (await WithholdingStore.OfAsync(session, run)).First(each => each.Kind == WithholdingKinds.Tax);
            await session.UpsertAsync(LinkageService.Storage.Tables.RunWithholding, row.RunId, row.HouseholdId, row.Kind, row.Item,
                row.DueFen, row.IncomeFen, row.TaxFen - 1, row.WithheldFen);
            session.Audit(new LinkageService.Storage.Audit.AuditDraft("test", "test/1", Village) { Details = "{}" });
            return true;
        });
        Assert.Equal(["withholding/" + run], await FindingsAsync());
        Assert.False((await world.GetAsync($"/v1/runs/{run}/verification")).GetProperty("matches").GetBoolean());

        async Task<string[]> FindingsAsync()
        {
            var findings = new FindingList();
            await database.SnapshotAsync(session => DatabaseVerification.RunAsync(session, kept: null, findings), CancellationToken.None);
            return [.. findings.Kept.Select(finding => finding.Subject)];
        }
    }

    private static async Task BooksAsync(RunningService service, PaymentWorld world, string run, string correction)
    {
        await BookTools.RequireAsync();
        await StateAsync(service, """
            { "validFrom": "2026-04-01", "taxes": { "benefits": [
                { "benefit": "land_dividend", "mode": "withhold", "withheld": "12.34", "remittedOn": "2026-04-10" } ] } }
            """);
        var (tax, debts) = (0m, 0m);
        foreach (var id in new[] { run, correction })
        {
            var withholding = (await world.GetAsync("/v1/runs/" + id)).GetProperty("withholding");
            (tax, debts) = (tax + Number(withholding, "tax") + Number(withholding, "borne"), debts + Number(withholding, "setOff"));
        }

        await BookTools.InFolderAsync(async folder =>
        {
            foreach (var format in new[] { "journal", "beancount" })
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, "year." + format), await service.Client.GetByteArrayAsync(
                    $"/v1/organizations/{Village}/vouchers:export?year=2026&format={format}"));
            }

            await BookTools.CheckAsync(folder);
            var balances = await BookTools.BalancesAsync(folder, "year.journal");
            Assert.Equal(-Fen(tax - 12.34m), balances["214 应交税费"]);
            Assert.Equal(-Fen(debts), balances["112 应收款"]);

            // Everybody was paid, and the correction, whose payments nobody follows here, on the day of its payment.
            Assert.Equal(0, balances.GetValueOrDefault("113 内部往来") + balances.GetValueOrDefault("213 应付劳务费"));
        });
    }

    private static async Task<string> CorrectAsync(RunningService service, PaymentWorld world, string run, string inputs)
    {
        var etag = (await service.SendAsync(HttpMethod.Get, "/v1/runs/" + run)).Headers["ETag"];
        Task<Answer> AskAsync(bool preview) => service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}:correct",
            $$"""{ "policy": "recompute_all", "reason": "收入少记", "inputs": {{inputs}}, "preview": {{(preview ? "true" : "false")}} }""",
            ("X-Linkage-User", "maker"), ("If-Match", etag), ("Idempotency-Key", Guid.NewGuid().ToString("N")));
        var (previewed, made) = (await AskAsync(preview: true), await AskAsync(preview: false));
        Assert.True(made.Status == 201, made.Text);
        var (id, at) = (Text(made.Json, "id"), made);
        var statement = (await world.GetAsync($"/v1/runs/{id}/statements/0001")).GetRawText();
        foreach (var (step, body, user) in new (string, string?, string)[]
        {
            ("submit", null, "maker"), ("disclose", """{"from":"2026-03-10","noticeDays":20}""", "maker"),
            ("approve", RunWorld.Approval(Text(made.Json, "digest"), date: "2026-04-20"), "approver"),
            ("pay", """{"on":"2026-05-05"}""", "maker"),
        })
        {
            at = await world.StepAsync(id, step, at.Headers["ETag"], body, user);
            Assert.True(at.Status == 200, step + ": " + at.Text);
        }

        // What is seen before anybody decides is what is paid: the terms of the tax are those of the run.
        foreach (var early in new[] { previewed, made })
        {
            Assert.Equal(at.Json.GetProperty("correction").GetRawText(), early.Json.GetProperty("correction").GetRawText());
            foreach (var part in new[] { "tax", "borne", "paid" })
            {
                Assert.Equal(Text(at.Json.GetProperty("withholding"), part), Text(early.Json.GetProperty("withholding"), part));
            }
        }

        Assert.Equal((await world.GetAsync($"/v1/runs/{id}/statements/0001")).GetRawText(), statement);
        return id;
    }

    private static async Task<Dictionary<string, Dictionary<string, decimal>>> LinesOfAllAsync(PaymentWorld world, string run) =>
        (await world.GetAsync($"/v1/runs/{run}/statements")).GetProperty("statements").EnumerateArray()
            .ToDictionary(statement => Text(statement, "household"), Lines);

    private static async Task StateAsync(RunningService service, string fact)
    {
        var answer = await service.SendAsync(HttpMethod.Put, $"/v1/organizations/{Village}/facts/taxes", fact);
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private static Task<Answer> DebtAsync(
        RunningService service, string run, string household, string amount, string on = "2026-01-03", string consentedBy = "农户0001") =>
        service.SendAsync(HttpMethod.Post, $"/v1/runs/{run}/set-offs", $$"""
            { "household": "{{household}}", "amount": "{{amount}}", "reason": "赊购化肥款", "consentedOn": "{{on}}",
              "consentedBy": "{{consentedBy}}", "document": "同意书 1 号" }
            """);

    private static Dictionary<string, decimal> Lines(JsonElement statement) => statement.GetProperty("lines").EnumerateArray()
        .GroupBy(line => Text(line, "benefit")).ToDictionary(same => same.Key, same => same.Sum(line => Number(line, "amount")));

    // Decimal fractions, and not the integers of the engine.
    private static decimal Tax(Dictionary<string, decimal> lines) =>
        Math.Round(Math.Max(0, lines.GetValueOrDefault("land_dividend")) * Fifth, 2, MidpointRounding.AwayFromZero);

    private static decimal Borne(Dictionary<string, decimal> lines)
    {
        var net = Math.Max(0, lines.GetValueOrDefault("shared_benefit"));
        return Math.Round(net / (1 - Fifth), 2, MidpointRounding.AwayFromZero) - net;
    }

    private static decimal Left(Dictionary<string, decimal> lines) => lines.Values.Sum() - Tax(lines);

    private static async Task<string> TextAsync(RunningService service, string path) =>
        Encoding.UTF8.GetString(await service.Client.GetByteArrayAsync(path));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static decimal Number(JsonElement element, string name) => decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);

    private static long Fen(decimal yuan) => (long)(yuan * 100);

    private static string Yuan(decimal yuan) => yuan.ToString("F2", CultureInfo.InvariantCulture);

    private static string Grouped(decimal yuan) => yuan.ToString("N2", CultureInfo.InvariantCulture);
}
