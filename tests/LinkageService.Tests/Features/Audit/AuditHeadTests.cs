using System.Text;
using LinkageService.CommandLine;
using LinkageService.Storage;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Audit;

/// <summary>What is kept of the audit log elsewhere, day by day, and what it shows later.</summary>
public sealed class AuditHeadTests
{
    private static readonly DateTimeOffset FirstDay = new(2026, 6, 15, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Head_OfADayThatIsOver_StaysTheSameAndProvesEveryOrganization(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var clock = new SetClock(FirstDay);
        await using var service = await RunningService.StartAsync(
            storage.Settings, configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await PutAsync(service, "a", "b", "c");
        var evening = await service.GetAsync("/v1/audit/head");
        clock.Now = FirstDay.AddDays(1);
        await PutAsync(service, "c", "d");
        var first = await service.GetAsync("/v1/audit/head?on=2026-06-15");
        Assert.Equal(evening.Text, first.Text);
        Assert.NotEqual(evening.Text, (await service.GetAsync("/v1/audit/head")).Text);
        var checkpoint = (await service.GetAsync("/v1/audit/head:export?on=2026-06-15")).Text;
        Assert.Equal(first.Json.GetProperty("checkpoint").GetString(), checkpoint);
        Assert.Equal(0, (await service.GetAsync("/v1/audit/head?on=2026-06-14")).Json.GetProperty("seq").GetInt64());
        Assert.Equal((409, "no_proof"), Problem(await service.GetAsync("/v1/audit/proofs/d?on=2026-06-15")));
        Assert.Equal((404, "unknown_organization"), Problem(await service.GetAsync("/v1/audit/proofs/e")));
        Assert.Equal((400, "invalid_value"), Problem(await service.GetAsync("/v1/audit/proofs/a?on=yesterday")));

        await Tool.RequireAsync("python3 --version");
        var (entries, kept) = (Path.Combine(storage.Folder, "entries.json"), Path.Combine(storage.Folder, "kept"));
        await File.WriteAllTextAsync(entries, (await service.GetAsync("/v1/audit?limit=1000")).Text);
        var script = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "proofs", "audit.py");
        foreach (var (path, day) in new[] { ("a", "?on=2026-06-15"), ("c", "?on=2026-06-15"), ("c", ""), ("d", "") })
        {
            var proof = await service.GetAsync("/v1/audit/proofs/" + path + day);
            await File.WriteAllTextAsync(kept, proof.Text);
            var (exitCode, output) = await Tool.RunAsync($"python3 '{script}' '{entries}' '{kept}'", storage.Folder);
            Assert.True(exitCode == 0, path + day + ": " + output);
            var forged = proof.Text.Replace($"\"index\":{proof.Json.GetProperty("index")}", "\"index\":0", StringComparison.Ordinal);
            await File.WriteAllTextAsync(kept, forged);
            (exitCode, output) = await Tool.RunAsync($"python3 '{script}' '{entries}' '{kept}'", storage.Folder);
            Assert.True(exitCode == 1 && output.Contains("the path", StringComparison.Ordinal), output);
        }
    }

    [Fact]
    public async Task Verify_KeptHeadCheckpointAndProof_FindWhatTheDatabaseAloneDoesNotShow()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        string[] paths = ["/v1/audit/head", "/v1/audit/head:export", "/v1/audit/proofs/b"];
        string[] before = ["/v1/audit/head?on=2000-01-01", "/v1/audit/head:export?on=2000-01-01"];
        await using (var service = await RunningService.StartAsync(storage.Settings))
        {
            await PutAsync(service, "a", "b");
            foreach (var (at, path) in paths.Index())
            {
                await File.WriteAllTextAsync(Kept(at), (await service.GetAsync(path)).Text);
            }

            foreach (var (at, path) in before.Index())
            {
                await File.WriteAllTextAsync(Kept(10 + at), (await service.GetAsync(path)).Text);
            }

            await PutAsync(service, "c");
        }

        Assert.Equal((ExitCode.Ok, ""), await VerifyAsync(Kept(10)));
        Assert.Equal((ExitCode.Ok, ""), await VerifyAsync(Kept(11)));
        for (var at = 0; at < paths.Length; at++)
        {
            Assert.Equal((ExitCode.Ok, ""), await VerifyAsync(Kept(at)));
        }

        // Nothing is the beginning of every log; another hash of nothing is of none.
        var nothing = $$"""{ "seq": 0, "hash": "sha256:{{new string('0', 64)}}" }""";
        await File.WriteAllTextAsync(Kept(8), nothing);
        Assert.Equal((ExitCode.Ok, ""), await VerifyAsync(Kept(8)));
        await File.WriteAllTextAsync(Kept(8), nothing.Replace(":00", ":01", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Problems, (await VerifyAsync(Kept(8))).Code);

        // A proof whose path is another's.
        await File.WriteAllTextAsync(Kept(9), (await File.ReadAllTextAsync(Kept(2)))
            .Replace("\"path\":[", $"\"path\":[\"sha256:{new string('0', 64)}\",", StringComparison.Ordinal));
        Assert.Contains("head: ", (await VerifyAsync(Kept(9))).Errors, StringComparison.Ordinal);

        // The last two changes never happened, and the chain ends before them in good order.
        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = """
                DELETE FROM audit WHERE subject IN ('organization/b', 'organization/c');
                DELETE FROM organization WHERE id IN ('b', 'c');
                UPDATE audit_head SET seq = (SELECT MAX(seq) FROM audit), hash = (SELECT hash FROM audit ORDER BY seq DESC LIMIT 1);
                """;
            await command.ExecuteNonQueryAsync();
        }

        Assert.Equal((ExitCode.Ok, ""), await VerifyAsync(head: null));
        for (var at = 0; at < paths.Length; at++)
        {
            var (code, errors) = await VerifyAsync(Kept(at));
            Assert.Equal(ExitCode.Problems, code);
            Assert.StartsWith("audit/", errors, StringComparison.Ordinal);
        }

        string Kept(int at) => Path.Combine(storage.Folder, $"kept-{at}");

        async Task<(int Code, string Errors)> VerifyAsync(string? head)
        {
            var (code, _, errors) = await CommandLineChannel.RunAsync(
                ["verify", .. head is null ? [] : (string[])["--head", head], .. storage.Settings]);
            return (code, errors);
        }
    }

    private static (int Status, string? Code) Problem(Answer answer) => (answer.Status, answer.Code);

    private static async Task PutAsync(RunningService service, params string[] ids)
    {
        foreach (var id in ids)
        {
            using var content = new StringContent(
                $$"""{ "name": "村 {{service.NextNumber()}}", "legalForm": "rural_collective" }""", Encoding.UTF8, "application/json");
            using var response = await service.Client.PutAsync("/v1/organizations/" + id, content);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
