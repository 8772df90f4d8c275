using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Upgrades;

/// <summary>The JSON columns: rows are hashed, so what is stored is read into its record and written again as the same bytes.</summary>
public sealed class StoredTextTests
{
    private const string Terms = """
        {"rules":2,"window":{"from":"2025-01-01","to":"2025-12-31"},"parameters":{"z_rate":"10%","a_wage":"90.00"},"inputs":{"income":
        "51000.00","cows":"12"},"counts":["cows"],"stated":{"parameters":{},"inputs":{"income":"51000.00","cows":"12"}}}
        """;

    private const string Result = """
        {"totals":{"sources":"7400.00","households":"-7200.00","funds":"200.00","carriedForward":"0.00"},"sources":[{"name":"income",
        "kind":"input","amount":"2000.00"},{"name":"cooperative","kind":"payer","amount":"5400.00"}],"funds":[{"name":"kept","amount":
        "200.00"},{"name":"next","amount":"0.00","carried":true}],"rounding":[{"step":"land","policy":"largest_remainder","residueFen":13,
        "largestErrorFen":"0.497594","unequalHolders":0}],"checks":[{"code":"some","severity":"warn","message":{"zh":"“甲”<乙>","en":
        "a & b"},"basis":"法 | law"}],"calculationDigest":"sha256:63","firstStep":1,"steps":[{"step":"land","benefit":"dividend","record":
        false},{"step":"wages","benefit":"wage","record":true}],"correction":{"corrects":"01","policy":"recompute_all","reason":"补登",
        "after":[{"run":"02","digest":"sha256:ce"}],"payable":"9053.13","arrears":"0.00","recoveries":"-1853.13"},"settled":{"households":
        3,"arrears":"0.00","recoveries":"-5.00","payable":"0.05"},"settlement":{"payer":"某账户","reason":"付清","claims":[
        {"household":"0003","correction":"c","year":2024,"amount":"5.00"}],"payees":[{"household":"0003","name":"农户0003","relation":
        "self"},{"household":"0004","name":"甲","relation":"heir","bank":"某行","number":"n","hint":"1234","evidence":"e",
        "evidenceHint":"****"}]}}
        """;

    private const string Progress = """
        {"submittedAt":"2026-11-28T18:19:31.389658Z","submittedBy":"制单","disclosedOn":"2026-10-01","noticeDays":15,"meeting":{"date":
        "2026-11-01","due":20,"present":18,"inFavour":17,"kind":"members"},"repeatReason":"又一次","approvedDigest":"sha256:68","paidOn":
        "2026-11-29","cancelledBy":"制单","reason":"不要了","checks":[{"code":"short","severity":"warn","message":{"zh":"短","en":
        "short"},"basis":"法"}]}
        """;

    private const string Household = """
        {"name":"农户0001","members":3,"tags":["registered"],"holdings":{"wage_days":"0","land":"1.50"},"account":{"holder":"农户0001",
        "bank":"某农商行","number":"v1:x","hint":"1234"},"persons":[{"name":"甲","idNumber":"v1:y","hint":"500113********0017","relation":
        "本人","head":true,"joined":"2020-01-01"},{"name":"乙","left":"2024-05-06","deceased":"2024-05-06"}]}
        """;

    [Fact]
    public void Text_ReadAndWrittenAgain_IsTheSameBytes()
    {
        Same(Terms, text => StoredRunTerms.Read(text).Text());
        Same(Result, text => StoredRunResult.Read(text).Text());
        Same(Progress, text => RunLife.Read(text).Text());
        Same(Progress, text => RunLife.Read(text) is var life ? life.WithFindings(life.Findings).Text() : "");
        Same(Household, text => HouseholdData.Parse(text).ToJson());
        Same("{}", text => HouseholdData.Parse(text).ToJson());
    }

    [Fact]
    public async Task Text_OfEveryRowOfAnEarlierVersion_IsTheSameBytes()
    {
        var old = await OldDatabase.OpenAsync("v0.1.0", "sqlite");
        const string setting = "--Storage:Path=";
        var path = old.Settings.Single(each => each.StartsWith(setting, StringComparison.Ordinal))[setting.Length..];
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        var rows = 0;
        foreach (var (query, again) in new (string, Func<string, string>)[]
        {
            ("SELECT terms FROM run", text => StoredRunTerms.Read(text).Text()),
            ("SELECT result FROM run", text => StoredRunResult.Read(text).Text()),
            ("SELECT progress FROM run", text => RunLife.Read(text).Text()),
            ("SELECT data FROM household_fact WHERE present = 1", text => HouseholdData.Parse(text).ToJson()),
        })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                Assert.Equal(reader.GetString(0), again(reader.GetString(0)));
                rows++;
            }
        }

        Assert.True(rows > 40, $"{rows} rows");
    }

    private static void Same(string text, Func<string, string> again)
    {
        var stored = text.ReplaceLineEndings("");
        Assert.Equal(stored, again(stored));
    }
}
