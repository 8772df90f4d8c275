using System.Text;
using LinkageService.CommandLine;
using LinkageService.Configuration;
using LinkageService.Features.Sealing;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Sealing;

/// <summary>
/// A key is added while services run: what was sealed before is read all the time, is sealed anew in the background, and then the earlier
/// key is taken out. A backup made before needs it.
/// </summary>
public sealed class KeyRotationTests
{
    private const string Village = OwedVillage.Id;
    private const string HeirAccount = "6228480000005678";
    private static readonly string Id = PrivateExamples.IdNumber(7);
    private static readonly string Account = PrivateExamples.Account(7);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Rotate_WhileServicesRun_AllIsReadAsBeforeAndVerifies(string provider)
    {
        using var seeded = await SeededAsync();
        var backup = Path.Combine(seeded.Folder, "before.db");
        await OkAsync(seeded, "backup", backup);
        using var other = await TestStorage.CreateAsync(provider);
        var storage = provider == "sqlite" ? seeded : other;
        if (provider != "sqlite")
        {
            await OkAsync(storage, "restore", backup);
            File.Copy(KeyFileOf(seeded), KeyFileOf(storage));
        }

        var kept = Path.Combine(storage.Folder, "kept.key");
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            // SQLite has one service.
            await using var second = provider == "sqlite" ? null : await RunningService.StartAsync(storage.Settings);
            var before = await ReadAsync(service);
            await OkAsync(storage, "key-file", "rotate");
            await new RosterClient(service, "later").MakeAsync();
            await PutAsync(service, "later");
            Assert.Contains(Account, (await new RosterClient(second ?? service, "later").GetAsync("households/0007", Purpose)).Text,
                StringComparison.Ordinal);
            await UntilRenewedAsync(service);
            await OkAsync(storage, "verify");
            Assert.Equal(before, await ReadAsync(service));
            Assert.Equal(before, await ReadAsync(second ?? service));

            var retired = await OkAsync(storage, "key-file", "retire", "--out", kept);
            Assert.Contains(kept, retired, StringComparison.Ordinal);
            Assert.Equal(before, await ReadAsync(second ?? service));
            Assert.Single(await File.ReadAllLinesAsync(KeyFileOf(storage)));
            var newest = service.Services.GetRequiredService<PrivateNumbers>().Ring.Newest;
            var hashes = await service.Services.GetRequiredService<Database>().ReadAsync(session =>
                session.ListAsync<byte[]>("SELECT hash FROM household_lookup"));
            Assert.NotEmpty(hashes);
            Assert.All(hashes, hash => Assert.Equal(newest.IdValue, hash[..SealingKey.IdBytes]));
        }

        // Anew, with the one key that is left.
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            Assert.Contains(Account, await ReadAsync(service), StringComparison.Ordinal);
            await OkAsync(storage, "verify");
        }

        using var restored = await TestStorage.CreateAsync("sqlite");
        await OkAsync(restored, "restore", backup);
        File.Copy(KeyFileOf(storage), KeyFileOf(restored));
        var refused = await Assert.ThrowsAsync<BadSettingException>(() => RunningService.StartAsync(restored.Settings));
        Assert.Contains("Storage:KeyFile", refused.Message, StringComparison.Ordinal);
        File.Copy(kept, KeyFileOf(restored), overwrite: true);
        await using var old = await RunningService.StartAsync(restored.Settings);
        Assert.Contains(Account, await ReadAsync(old), StringComparison.Ordinal);

        // And the earlier key is none of the database it was retired from.
        File.Copy(kept, KeyFileOf(storage), overwrite: true);
        await Assert.ThrowsAsync<BadSettingException>(() => RunningService.StartAsync(storage.Settings));
    }

    [FullRunFact]
    public async Task Retire_WhileSomethingIsSealedWithTheKey_RefusesAndSaysHowMuch()
    {
        using var storage = await SeededAsync();
        Assert.Equal(ExitCode.Problems, (await RunAsync(storage, "key-file", "retire", "--out", "kept.key")).Code);
        await OkAsync(storage, "key-file", "rotate");
        var (code, _, errors) = await RunAsync(storage, "key-file", "retire", "--out", "kept.key");
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("still sealed with an earlier key", errors, StringComparison.Ordinal);
        Assert.Contains("不要拿掉旧密钥", (await RunAsync(storage, "doctor")).Output, StringComparison.Ordinal);
        Assert.Contains("renewing: 0 numbers", await OkAsync(storage, "key-file", "status"), StringComparison.Ordinal);
        await OkAsync(storage, "key-file", "renew");
        Assert.Contains("none is left", await OkAsync(storage, "key-file", "status"), StringComparison.Ordinal);
        Assert.Contains("停用旧密钥", (await RunAsync(storage, "doctor")).Output, StringComparison.Ordinal);
        await OkAsync(storage, "verify");

        // A second time: what was sealed twice is read, and what approvals are bound to is the same.
        await OkAsync(storage, "key-file", "rotate");
        await OkAsync(storage, "key-file", "renew");
        await OkAsync(storage, "key-file", "retire", "--out", Path.Combine(storage.Folder, "kept.key"));
        await OkAsync(storage, "verify");
        await using var service = await RunningService.StartAsync(storage.Settings);
        Assert.Contains(Account, await ReadAsync(service), StringComparison.Ordinal);
    }

    [FullRunFact]
    public async Task Kill_InTheMiddle_TheNextServiceGoesOn()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        const int villages = 120;
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            var table = string.Concat(Enumerable.Range(1, 40).Select(at => $"{at:0000},{PrivateExamples.Account(at)}\n"));
            for (var at = 0; at < villages; at++)
            {
                var roster = await new RosterClient(service, $"v{at:000}").MakeAsync();
                Assert.Equal(200, (await roster.ImportAsync("户编号,账号\n" + table)).Status);
            }
        }

        await OkAsync(storage, "key-file", "rotate");
        RenewalProgress? progress = null;
        await using (var killed = await ServiceProcess.StartAsync(storage.Settings))
        {
            var settings = new StorageSettings(StorageProvider.Sqlite, storage.SqlitePath, null, KeyFileOf(storage));
            await using var database = await settings.OpenAsync(isAsItIs: true);
            using var patience = new CancellationTokenSource(Patience);
            while (progress is null or { Values: 0 })
            {
                progress = await database.ReadAsync(RenewSeals.ProgressAsync, patience.Token);
            }

            await killed.KillAsync();
            progress = await database.ReadAsync(RenewSeals.ProgressAsync, patience.Token);
        }

        Assert.False(progress!.IsDone);
        Assert.InRange(progress.Values, 1, (villages * 40) - 1);
        await OkAsync(storage, "verify");
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            await UntilRenewedAsync(service);
            progress = await service.Services.GetRequiredService<Database>().ReadAsync(RenewSeals.ProgressAsync);
            Assert.Equal(villages * 40, progress!.Values);
        }

        await OkAsync(storage, "verify");
        await OkAsync(storage, "key-file", "retire", "--out", Path.Combine(storage.Folder, "kept.key"));
    }

    private static (string, string) Purpose => ("X-Linkage-Purpose", "test");

    private static string KeyFileOf(TestStorage storage) => Path.Combine(storage.Folder, "linkage.key");

    // The demo, and a village with a settlement to an heir, a webhook and its own account.
    private static async Task<TestStorage> SeededAsync()
    {
        var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
        var api = new RestRunsApi(service);
        var (correction, owed, _) = await OwedVillage.MakeAsync(service, api);
        await api.SettleAsync(
            Village, "s1", new Claim(OwedVillage.Gone, correction, owed, new Heir("农户0003之子", HeirAccount, "（2026）示证民字第0012号")));
        await PutAsync(service, Village);
        foreach (var (path, body) in new[]
        {
            ("/v1/webhooks", """{ "url": "https://example.com/events" }"""),
            ("/v1/statement-checks?keep=true", "户编号,户主,入股土地（亩）,土地分红（元）\n"
                + string.Concat(Enumerable.Range(1, 12).Select(at => $"{at:D4},农户{at:D4},{at},{at}00.00\n")) + "合计,,78,7800.00\n"),
        })
        {
            var isJson = body.StartsWith('{');
            var made = await service.PostAsync(path, body, isJson ? "application/json" : "text/csv");
            Assert.True(made.Status is 200 or 201, path + made.Text);
        }

        return storage;
    }

    private static async Task PutAsync(RunningService service, string organization) => Assert.Equal(
        201, (await new RosterClient(service, organization).PutAsync("0007", $$"""
            { "account": { "holder": "持卡人", "number": "{{Account}}" }, "phone": "0771-7654321",
              "persons": [ { "name": "村民甲", "idNumber": "{{Id}}" }, { "name": "村民乙", "birthDate": "1999-01-02" } ] }
            """)).Status);

    // What needs the keys: numbers in full, the search, the histories of households whose numbers did not change, an heir's account.
    private static async Task<string> ReadAsync(RunningService service)
    {
        var text = new StringBuilder();
        foreach (var organization in new[] { Village, "tangwan", "qinglong" })
        {
            var roster = new RosterClient(service, organization);
            text.AppendLine((await roster.GetAsync("households?limit=1000", Purpose)).Text);
            var found = await roster.SendAsync(HttpMethod.Post, "households:find", $$"""{ "account": "{{OwedVillage.Account}}" }""");
            Assert.Equal(200, found.Status);
            text.AppendLine(found.Text);
        }

        var village = new RosterClient(service, Village);
        text.AppendLine((await village.SendAsync(HttpMethod.Post, "households:find", $$"""{ "idNumber": "{{Id}}" }""")).Json
            .GetProperty("households")[0].GetProperty("id").GetString());
        text.AppendLine((await village.GetAsync($"households/{OwedVillage.Gone}/history")).Text);
        text.AppendLine((await village.GetAsync("runs")).Text);
        return text.ToString();
    }

    private static async Task UntilRenewedAsync(RunningService service)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await service.Services.GetRequiredService<Database>().ReadAsync(RenewSeals.ProgressAsync, patience.Token)
            is not { IsDone: true })
        {
            await Task.Delay(100, patience.Token);
        }
    }

    private static async Task<string> OkAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(storage, arguments);
        Assert.True(code == ExitCode.Ok, string.Join(' ', arguments) + ": " + output + errors);
        return output;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync([.. arguments, .. storage.Settings]);
        return (code, Encoding.UTF8.GetString(output), errors);
    }
}
