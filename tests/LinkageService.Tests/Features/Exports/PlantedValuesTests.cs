using System.Globalization;
using System.IO.Compression;
using System.Text;
using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Every byte of every export is looked through for values that were planted in every private field.</summary>
[Collection(Printing.Name)]
public sealed class PlantedValuesTests
{
    private static readonly string[] StatusWords =
    [
        "建档立卡", "建卡", "贫困", "脱贫", "监测", "困难", "全额返还", "二次分红", "registered", "monitored", "hardship", "full_return",
        "full return", "second",
    ];

    private static readonly (string Scheme, string Parameters, string Input)[] Schemes =
    [
        ("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income"),
        ("huangjinlin-land-cooperative", """{ "collective_rate": "10%", "day_wage": "90.00" }""", "income"),
    ];

    [FullRunTheory]
    [InlineData("statements.csv")]
    [InlineData("statements.xlsx")]
    [InlineData("notice.html")]
    [InlineData("notice.pdf")]
    [InlineData("payout-sheet.html")]
    [InlineData("payout-sheet.pdf")]
    [InlineData("household-statements.html")]
    [InlineData("household-statements.pdf")]
    [InlineData("papers.pdf")]
    public async Task Export_OfMarkedHouseholds_HoldsNoneOfTheirPrivateValues(string kind)
    {
        await RequireAsync(kind);
        await using var village = await ExportVillage.StartAsync();

        // A PDF is printed of the HTML, which is looked through in all: a language for each scheme is enough of those.
        var isPrinted = kind.EndsWith(".pdf", StringComparison.Ordinal);
        foreach (var (scheme, parameters, input) in Schemes.Take(isPrinted ? Thorough.Of(full: 2, quick: 1) : 2))
        {
            var run = await village.RunAsync(scheme, parameters, input);
            foreach (var language in isPrinted ? [scheme == Schemes[0].Scheme ? "zh" : "en"] : new[] { "zh", "en" })
            {
                var text = await TextOfAsync(kind, await village.ExportAsync(run, kind, "?lang=" + language));
                Assert.Contains("0002", text, StringComparison.Ordinal);

                // The review behind the papers, for the office, holds what was objected.
                Expect(text, ExportVillage.Private.Where(value => kind != "papers.pdf" || value != "唯一异议丁"));
                if (!kind.StartsWith("pa", StringComparison.Ordinal))
                {
                    Expect(text, ExportVillage.Banks);
                }

                if (kind.StartsWith("notice", StringComparison.Ordinal))
                {
                    Expect(text, ExportVillage.Masks);
                    Expect(text, StatusWords);
                    Assert.Contains("张三丰", text, StringComparison.Ordinal);
                    var masked = await TextOfAsync(kind, await village.ExportAsync(run, kind, $"?lang={language}&names=masked"));
                    Expect(masked, [.. ExportVillage.Private, .. ExportVillage.Masks, .. ExportVillage.Names, .. StatusWords]);
                    Assert.Contains("张**", masked, StringComparison.Ordinal);
                    Assert.Contains("欧阳**", masked, StringComparison.Ordinal);
                }
            }
        }
    }

    [FullRunTheory]
    [InlineData("payout-sheet.html")]
    [InlineData("payout-sheet.pdf")]
    public async Task PayoutSheet_WithAPurpose_ShowsTheNumbersAndTheLogNotesIt(string kind)
    {
        await RequireAsync(kind);
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var masked = await TextOfAsync(kind, await village.ExportAsync(run, kind));
        Assert.Contains(ExportVillage.Id(0, 0)[..6] + "********" + ExportVillage.Id(0, 0)[^4..], masked, StringComparison.Ordinal);
        Assert.Contains(ExportVillage.Account(0)[^4..], masked, StringComparison.Ordinal);
        Assert.Contains("银行标记0", masked, StringComparison.Ordinal);
        var shown = await TextOfAsync(
            kind, await village.ExportAsync(run, kind, "", ("X-Linkage-Purpose", Uri.EscapeDataString("发放")), ("X-Linkage-User", "clerk")));
        for (var household = 0; household < 6; household++)
        {
            Assert.Contains(ExportVillage.Id(household, 0), shown, StringComparison.Ordinal);
            Assert.Contains(ExportVillage.Account(household), shown, StringComparison.Ordinal);
            Assert.DoesNotContain(ExportVillage.Id(household, 1), shown, StringComparison.Ordinal);
        }

        // What is no payout sheet shows no number, whatever the purpose, and nothing is noted.
        var purpose = ("X-Linkage-Purpose", "x");
        Expect(Encoding.UTF8.GetString(await village.ExportAsync(run, "notice.html", "", purpose)), ExportVillage.Private);
        Expect(Encoding.UTF8.GetString(await village.ExportAsync(run, "household-statements.html", "", purpose)), ExportVillage.Private);
        var noted = await village.Service.Services.GetRequiredService<Database>().ReadAsync(session => session.ListAsync<string>(
            "SELECT actor || ' ' || subject || ' ' || details FROM audit WHERE action = 'household.reveal' ORDER BY seq"));
        Assert.Equal(["""clerk households/marked {"purpose":"发放","households":6}"""], noted);
    }

    [FullRunFact]
    public async Task PayoutSheet_AccountChangedLater_ShowsTheOneOfThePayDay()
    {
        await using var village = await ExportVillage.StartAsync();
        var paid = (await village.DraftAsync("tangwan-four-tier", "{}", "income", 2024)).Json.GetProperty("id").GetString()!;
        await village.LiveAsync(paid);
        var open = (await village.DraftAsync("tangwan-four-tier", "{}", "income")).Json.GetProperty("id").GetString()!;
        var changed = await new RosterClient(village.Service, ExportVillage.Organization).PutAsync("0001",
            $$"""
              { "name": "张三丰的儿子", "members": 9, "holdings": { "land": "9.99" },
                "account": { "bank": "新开户行", "number": "{{PrivateExamples.Account(99)}}" } }
              """);
        Assert.True(changed.Status == 200, changed.Text);

        // Who it is and what it gets stay as the run read them; the money goes where it goes on the day it is paid.
        var before = PrintedRows.Of(await village.ExportAsync(paid, "payout-sheet.html"))[1];
        var after = PrintedRows.Of(await village.ExportAsync(open, "payout-sheet.html"))[1];
        Assert.Equal(["张三丰", "4"], before.Skip(2).Take(2));
        Assert.Equal(["张三丰", "4"], after.Skip(2).Take(2));
        Assert.Equal([ExportVillage.Account(0)[^4..], "银行标记0"], before.Skip(5).Take(2));
        Assert.Equal([PrivateExamples.Account(99)[^4..], "新开户行"], after.Skip(5).Take(2));
    }

    [FullRunFact]
    public async Task Notice_AmountsOfAStatus_StandInNoColumnOfTheirOwn()
    {
        await using var village = await ExportVillage.StartAsync();
        var run = await village.RunAsync();
        var rows = PrintedRows.Of(await village.ExportAsync(run, "notice.html")).Select(row => string.Join('|', row)).ToArray();

        // Land and its price, which everybody may redo; what 0002 and 0005 get back, and what anybody earned, is one sum.
        Assert.Contains("户编号|户主|人口|入股土地（亩）|第一层：土地分红（元）", rows);
        Assert.Contains("0001|张三丰|4|3.33|16,650.00", rows);
        Assert.Contains("0002|欧阳春晓|3|2.7|13,500.00", rows);
        Assert.Contains("0005|农户0005|1|0.95|4,750.00", rows);
        Assert.Contains("第一层：土地分红（6 户）|70,000.00", rows);
        var total = decimal.Parse((await village.Runs.GetAsync("/v1/runs/" + run)).Json.GetProperty("totals").GetProperty("households")
            .GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"其他项目（见说明）|{total - 70_000:N2}"), rows);
        var csv = Encoding.UTF8.GetString(await village.ExportAsync(run, "statements.csv"));
        Assert.Contains(",2035.71,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("2,035.71", string.Join('|', rows), StringComparison.Ordinal);
    }

    [FullRunFact]
    public async Task NoticeOfACorrection_BesideTheFirst_TellsNothingThatTheFirstKeepsApart()
    {
        await using var village = await ExportVillage.StartAsync();
        var draft = await village.DraftAsync("tangwan-four-tier", """{ "day_wage": "80.00" }""", "income");
        var run = draft.Json.GetProperty("id").GetString()!;
        await village.LiveAsync(run);
        var first = Rows(await village.ExportAsync(run, "notice.html"));

        // The land of one household changes what all get by land; wages and what is returned by status stay.
        await village.ChangeLandAsync("0003", "1.05");
        var second = Rows(await village.ExportAsync(await village.CorrectAsync(run), "notice.html"));

        Assert.Equal(6, first.Count);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.All(second, row => Assert.Equal(first[row.Key][^1], row.Value[^3]));
    }

    [FullRunTheory]
    [InlineData("notice")]
    [InlineData("payout-sheet")]
    public async Task Papers_OthersReadThem_NoRowDependsOnWhoHasAStatus(string document)
    {
        await using var village = await ExportVillage.StartAsync();
        var seen = new HashSet<string>();
        foreach (var (scheme, parameters, input) in Schemes)
        {
            var rows = new List<string>();
            for (var moved = 0; moved < 3; moved++)
            {
                await village.MoveTagsAsync(moved);
                var run = (await village.DraftAsync(scheme, parameters, input, 2025 + moved)).Json.GetProperty("id").GetString()!;
                var html = Encoding.UTF8.GetString(await village.ExportAsync(run, document + ".html"));
                rows.Add(string.Join('\n', PrintedRows.Of(Encoding.UTF8.GetBytes(html.Split("<div class=\"strips\">")[0]))
                    .Where(row => row.Any(cell => cell.Length == 4 && cell.StartsWith("000", StringComparison.Ordinal)))
                    .Select(row => string.Join('|', row))));

                // Whoever gets something apart signs for it, and only for it.
                if (html.Contains("<div class=\"strips\">", StringComparison.Ordinal))
                {
                    seen.Add(html.Split("<div class=\"strips\">")[1]);
                }
            }

            Assert.Equal(6, rows[0].Split('\n').Length);
            Assert.Single(rows.Distinct());
        }

        Assert.True((document == "payout-sheet") == (seen.Count > 1));
    }

    [FullRunFact]
    public async Task Notice_NobodyPaidButByStatus_ShowsSumsAndNoHousehold()
    {
        await using var village = await ExportVillage.StartAsync();
        var stored = await village.Service.PostAsync("/v1/schemes", """
            id: status-only
            version: 1
            title: { zh: 帮扶资金分配, en: Relief }
            inputs: { income: { type: money, title: { zh: 收入, en: Income } } }
            groups: { registered: { tag: registered } }
            steps:
              - { id: relief, kind: allocate, from: income, to: registered, title: { zh: 分红, en: Dividend } }
            """, "application/yaml");
        Assert.True(stored.Status == 201, stored.Text);
        var run = (await village.DraftAsync("status-only", "{}", "income")).Json.GetProperty("id").GetString()!;
        var page = Encoding.UTF8.GetString(await village.ExportAsync(run, "notice.html"));
        Assert.Contains("受益户数", page, StringComparison.Ordinal);
        Assert.Contains("草稿", page, StringComparison.Ordinal);
        foreach (var told in new[] { "0002", "欧阳", "50,000.00", "帮扶", "0001" })
        {
            Assert.DoesNotContain(told, page, StringComparison.Ordinal);
        }
    }

    /// <summary>Where no household may stand in a row, the sheet still says what all of it comes to.</summary>
    [FullRunFact]
    public async Task PayoutSheet_SignedForHouseholdByHousehold_BeginsWithItsTotals()
    {
        await using var village = await ExportVillage.StartAsync();
        var stated = await village.Service.SendAsync(HttpMethod.Put, $"/v1/organizations/{ExportVillage.Organization}/facts/taxes",
            """{ "validFrom": "2025-01-01", "taxes": { "benefits": [ { "benefit": "land_dividend", "mode": "withhold" } ] } }""");
        Assert.Equal(201, stated.Status);
        var run = await village.RunAsync();
        var at = (await village.Runs.GetAsync("/v1/runs/" + run)).Json;
        var (due, withheld) = (at.GetProperty("totals").GetProperty("households").GetString()!, at.GetProperty("withholding"));
        string Shown(string yuan) => decimal.Parse(yuan, CultureInfo.InvariantCulture).ToString("#,##0.00", CultureInfo.InvariantCulture);
        var html = await village.ExportAsync(run, "payout-sheet.html");
        Assert.Equal(
            ["合计（6 户）", Shown(due), Shown(withheld.GetProperty("tax").GetString()!), Shown(withheld.GetProperty("paid").GetString()!)],
            PrintedRows.Of(html).Single(row => row[0].StartsWith("合计（", StringComparison.Ordinal)));
        var text = System.Net.WebUtility.HtmlDecode(Encoding.UTF8.GetString(html));
        Assert.Equal(2, text.Split("<section class=\"sheet").Length - 1);
        Assert.Contains("第 2 页　共 2 页", text, StringComparison.Ordinal);
        Assert.DoesNotContain("0002", text.Split("<div class=\"strips\">")[0], StringComparison.Ordinal);
    }

    private static Dictionary<string, IReadOnlyList<string>> Rows(byte[] html) => PrintedRows.Of(html)
        .Where(row => row.Count > 3 && row[0].Length == 4 && row[0].StartsWith("000", StringComparison.Ordinal))
        .ToDictionary(row => row[0], StringComparer.Ordinal);

    private static void Expect(string text, IEnumerable<string> forbidden) =>
        Assert.Equal([], forbidden.Where(value => text.Contains(value, StringComparison.OrdinalIgnoreCase)));

    private static Task RequireAsync(string kind) => kind.EndsWith(".pdf", StringComparison.Ordinal)
        ? Tool.RequireAsync(Tool.Chromium + " && command -v pdftotext")
        : Task.CompletedTask;

    // All there is to read: the bytes as they are, and whatever they hold unpacked.
    private static async Task<string> TextOfAsync(string kind, byte[] file)
    {
        var text = new StringBuilder(Encoding.UTF8.GetString(file)).Append(Encoding.BigEndianUnicode.GetString(file));
        if (kind.EndsWith(".xlsx", StringComparison.Ordinal))
        {
            using var zip = new ZipArchive(new MemoryStream(file));
            foreach (var entry in zip.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                text.Append(entry.FullName).Append(await reader.ReadToEndAsync());
            }
        }
        else if (kind.EndsWith(".pdf", StringComparison.Ordinal))
        {
            // Line breaks within a cell would hide a value.
            var read = await PrintedPdf.TextAsync(file);
            text.Append(read).Append(string.Concat(read.Where(letter => !char.IsWhiteSpace(letter))));
        }

        return text.ToString();
    }
}
