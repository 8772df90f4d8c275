using System.Text;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.CommandLine;

/// <summary><c>verify</c>, <c>backup</c> and <c>restore</c> over the demo's runs.</summary>
public sealed class OperationsTests
{
    [FullRunTheory]
    [InlineData("run_block", "payload = X'00' || substr(payload, 2)", "run/")]
    [InlineData("run_benefit", "amount_fen = amount_fen + 1", "run/")]
    [InlineData("run_benefit", "registered_households = registered_households + 1", "run/")]
    [InlineData("run", "result = replace(result, '0', '1')", "run/")]
    [InlineData("run", "state = 'paid'", "run/")]
    [InlineData("scheme_document", "document = replace(document, 'e', 'f')", "scheme/")]
    [InlineData("household_fact", "data = data || ' '", "import/")]
    [InlineData("organization", "notice_days = 1", "organization/")]
    [InlineData("objection", "content = content || '。'", "objection/")]
    [InlineData("audit", "actor = actor || '。'", "audit/")]
    public async Task Verify_OneRowChanged_ExitCode1AndNamed(string table, string change, string prefix)
    {
        using var storage = await StartedOnceAsync();
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "verify")).Code);
        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE {table} SET {change} WHERE rowid = (SELECT rowid FROM {table} ORDER BY rowid LIMIT 1 OFFSET 1)";
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        var (code, _, errors) = await RunAsync(storage, "verify");
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains(errors.Split('\n'), line => line.StartsWith(prefix, StringComparison.Ordinal));
    }

    [Fact]
    public async Task BackupAndRestore_WhileServing_SameAnswersFromTheRestored()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        using var target = await TestStorage.CreateAsync("sqlite");
        var (backup, head) = (Path.Combine(storage.Folder, "backup.db"), Path.Combine(storage.Folder, "head.json"));
        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
        await File.WriteAllTextAsync(head, (await service.GetAsync("/v1/audit/head")).Text);
        string[] paths = ["/v1/organizations", "/v1/organizations/qinglong/runs", "/v1/audit?limit=1000"];
        var before = await Task.WhenAll(paths.Select(service.GetAsync));
        var (code, output, errors) = await RunAsync(storage, "backup", backup);
        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("linkage.key", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.File, (await RunAsync(storage, "backup", backup)).Code);
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "verify", "--head", head)).Code);

        Assert.Equal(ExitCode.Ok, (await RunAsync(target, "restore", backup)).Code);
        Assert.Equal(ExitCode.Problems, (await RunAsync(target, "restore", backup)).Code);
        File.Copy(Path.Combine(storage.Folder, "linkage.key"), Path.Combine(target.Folder, "linkage.key"));
        await using var restored = await RunningService.StartAsync([.. target.Settings, "--Demo:Enabled=true"]);
        foreach (var (path, answer) in paths.Zip(before))
        {
            Assert.Equal(answer.Text, (await restored.GetAsync(path)).Text);
        }

        Assert.Equal(ExitCode.Ok, (await RunAsync(target, "verify", "--head", head)).Code);
        await File.WriteAllTextAsync(head, $$"""{ "seq": 5, "hash": "sha256:{{new string('0', 64)}}" }""");
        var (other, _, finding) = await RunAsync(target, "verify", "--head", head);
        Assert.Equal(ExitCode.Problems, other);
        Assert.StartsWith("audit/5: ", finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_AgesCountedAndNoKeyFile_SaysWhatWasNotCompared()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]))
        {
            const string village = "/v1/organizations/counted";
            foreach (var (method, path, body) in new[]
            {
                (HttpMethod.Post, "/v1/schemes", """{"id":"aged","version":1,"title":"老人","inputs":{"income":{"type":"money"}},"""
                    + """ "steps":[{"id":"all","kind":"allocate","from":"income","by":"members(age >= 70)"}]}"""),
                (HttpMethod.Put, village, """{"name":"数人村","legalForm":"farmer_cooperative"}"""),
                (HttpMethod.Put, village + "/households/0001",
                    """{"name":"农户0001","persons":[{"name":"甲","birthDate":"1950-01-01"}],"validFrom":"2020-01-01"}"""),
                (HttpMethod.Post, village + "/runs", """{"scheme":"aged","year":2025,"inputs":{"income":"10.00"}}"""),
            })
            {
                var answer = await service.SendAsync(method, path, body, ("Idempotency-Key", "key"));
                Assert.True(answer.Status is 200 or 201, path + ": " + answer.Text);
            }
        }

        Assert.DoesNotContain("没有这个数据库的密钥文件", (await RunAsync(storage, "verify")).Output, StringComparison.Ordinal);
        File.Move(Path.Combine(storage.Folder, "linkage.key"), Path.Combine(storage.Folder, "kept.key"));
        var (code, output, errors) = await RunAsync(storage, "verify");
        Assert.True(code == ExitCode.Ok, errors);
        Assert.Contains("没有这个数据库的密钥文件，1 笔数了人口的核算没有和登记核对 | "
            + "without the key file, 1 runs that count members were not compared with the facts", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SchemesAdd_WhileServing_TheServiceComputesWithIt()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(storage.Settings);
        var file = Path.Combine(storage.Folder, "orchard.yaml");
        await File.WriteAllTextAsync(file, """
            id: orchard
            version: 1
            title: 果园分红
            inputs: { profit: { type: money } }
            holdings: { land: { unit: 亩 } }
            steps:
              - { id: dividend, kind: allocate, from: profit, by: land }
            """);
        var (code, output, errors) = await RunAsync(storage, "schemes", "add", file);
        Assert.True(code == ExitCode.Ok, errors);
        Assert.EndsWith("已收录\n", output, StringComparison.Ordinal);
        Assert.EndsWith("已有同样的内容\n", (await RunAsync(storage, "schemes", "add", file)).Output, StringComparison.Ordinal);
        var answer = await CalculateAsync(service);
        for (var tries = 0; answer.Code == "unknown_scheme" && tries < 100; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            answer = await CalculateAsync(service);
        }

        Assert.Equal(200, answer.Status);
        Assert.Contains("\"100.00\"", answer.Text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("果园", "柑橘园", StringComparison.Ordinal));
        (code, _, errors) = await RunAsync(storage, "schemes", "add", file);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("scheme_version_exists", errors, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "id: orchard\nversion: 2\n");
        (code, output, _) = await RunAsync(storage, "schemes", "add", file);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("处错误", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "verify")).Code);
    }

    [Fact]
    public async Task Commands_NothingThere_OneLineAndExitCode()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var nowhere = Path.Combine(storage.Folder, "nowhere");
        foreach (var (code, arguments) in new (int, string[])[]
        {
            (ExitCode.Problems, ["verify"]), (ExitCode.Problems, ["backup", nowhere]), (ExitCode.File, ["restore", nowhere]),
            (ExitCode.File, ["verify", "--head", nowhere]), (ExitCode.Usage, ["backup"]),
        })
        {
            var (got, output, errors) = await RunAsync(storage, arguments);
            Assert.Equal((code, ""), (got, output));
            Assert.NotEmpty(errors);
        }

        Assert.False(File.Exists(storage.SqlitePath));
    }

    [Fact]
    public async Task Commands_FileThatCannotBeReadOrWritten_ExitCode3AndWhatIsInItElse()
    {
        using var storage = await StartedOnceAsync();
        var (nowhere, there, cut) = (Named("nowhere.db"), Named("there.db"), Named("cut.db"));
        await File.WriteAllTextAsync(there, "a text and no database, of some length, so that there is something to read");
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, "backup", cut)).Code);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..600]);
        foreach (var arguments in new string[][]
        {
            ["restore", nowhere], ["restore", there], ["restore", cut], ["backup", there], ["archive", "put-back", nowhere],
            ["archive", "put-back", there], ["verify", "--archive", nowhere], ["verify-bundle", nowhere], ["schemes", "add", nowhere],
            ["roster", "import", nowhere, "--organization", "tangwan"], ["facts", "import", nowhere, "--kind", "cash"],
        })
        {
            var (code, _, errors) = await RunAsync(storage, arguments);
            Assert.True(code == ExitCode.File, $"{string.Join(' ', arguments)}: {code} {errors}");
            Assert.DoesNotContain("SQLite Error 14", errors, StringComparison.Ordinal);
        }

        // A file that can be read and is another.
        Assert.Equal(ExitCode.Problems, (await RunAsync(storage, "archive", "put-back", storage.SqlitePath)).Code);

        string Named(string name) => Path.Combine(storage.Folder, name);
    }

    [Theory]
    [InlineData("没有组织", "there is no organisation", "keys", "create", "--name", "a", "--role", "viewer", "--organization", "nowhere")]
    [InlineData("没有组织", "there is no organisation", "accounts", "add", "--name", "a", "--role", "viewer", "--organization", "nowhere")]
    [InlineData("年度写作", "a year is written", "archive", "make", "--year", "20x")]
    [InlineData("不认识", "Unrecognized", "archive", "nix")]
    [InlineData("没有不符", "nothing found", "verify")]
    public async Task Commands_EveryOneTakesALanguage_SaidInIt(string zh, string en, params string[] arguments)
    {
        using var storage = await StartedOnceAsync();
        var (_, output, errors) = await RunAsync(storage, arguments);
        Assert.Contains(zh, output + errors, StringComparison.Ordinal);
        (_, output, errors) = await RunAsync(storage, [.. arguments, "-l", "en"]);
        Assert.Contains(en, output + errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", output + errors, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, (await RunAsync(storage, [arguments[0], "--help", "--language", "en"])).Code);
    }

    private static async Task<TestStorage> StartedOnceAsync()
    {
        var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
        return storage;
    }

    private static Task<Answer> CalculateAsync(RunningService service) => service.PostAsync("/v1/calculations", """
        { "scheme": "orchard", "year": 2025, "inputs": { "profit": "100.00" }, "households": [{ "id": "1", "holdings": { "land": "1" } }] }
        """);

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync([.. arguments, .. storage.Settings]);
        return (code, Encoding.UTF8.GetString(output), errors);
    }
}
