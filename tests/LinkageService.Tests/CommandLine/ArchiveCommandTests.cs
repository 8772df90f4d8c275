using System.Text;
using Grpc.Core;
using LinkageService.CommandLine;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.CommandLine;

/// <summary>A year is archived beside a service that runs: its statements are read out of the file, and what needs them says so.</summary>
public sealed class ArchiveCommandTests
{
    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task Archive_OfAClosedYear_StatementsGoOnAndCorrectionsWait(string provider)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        var file = Path.Combine(storage.Folder, "archives", "linkage-2020.archive.db");
        string run;
        string[] paths, before;
        await using (var world = new RunWorld(await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"])))
        {
            await world.OrganizationAsync("tangwan", "rural_collective");
            (run, _, _) = await world.RunAsync("tangwan", "closed", year: 2020);
            var (draft, tag, _) = await world.RunAsync("tangwan", "draft", year: 2020);
            await world.RunAsync("tangwan", "closed");
            paths =
            [
                $"/v1/runs/{run}/statements", $"/v1/runs/{run}/statements/0002", $"/v1/runs/{run}/statements:stream",
                $"/v1/runs/{run}/exports/statements.csv", "/v1/organizations/tangwan/households/0002/statements",
                $"/v1/runs/{run}/verification", $"/v1/runs/{run}/proofs/0002",
            ];
            Assert.Contains($"tangwan/{draft} (draft)", await RefusedAsync(storage, "make", "--year", "2020"), StringComparison.Ordinal);
            Assert.Equal(200, (await world.StepAsync(draft, "cancel", tag, """{"reason":"重做"}""")).Status);
            before = await TextsAsync(world, paths);
            Assert.Contains("2 runs of 2020", await DoneAsync(storage, "archive", "make", "--year", "2020"), StringComparison.Ordinal);
            Assert.Equal(before, await TextsAsync(world, paths));
            Assert.Contains("\"archive.make\"", (await world.GetAsync("/v1/audit?limit=1000")).Text, StringComparison.Ordinal);
        }

        // Another service, which has nothing of it in memory.
        await using var again = new RunWorld(await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"]));
        Assert.Equal(before, await TextsAsync(again, paths));
        Assert.Equal("409 run_archived", await CorrectAsync(again, run));
        await ArchivedAsync(again, run, "linkage-2020.archive.db");
        Assert.Contains("there", await DoneAsync(storage, "archive", "list"), StringComparison.Ordinal);
        Assert.DoesNotContain("not here", await DoneAsync(storage, "verify"), StringComparison.Ordinal);

        var shelf = Path.Combine(storage.Folder, "shelf.db");
        File.Move(file, shelf);
        await using var bare = new RunWorld(await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=false"]));
        foreach (var path in paths)
        {
            var answer = await bare.Service.GetAsync(path);
            Assert.True($"{answer.Status} {answer.Code}" == "503 archive_missing", $"{path}: {answer.Status} {answer.Text}");
            Assert.Contains("linkage-2020.archive.db", answer.Text, StringComparison.Ordinal);
        }

        await ArchivedAsync(bare, run, "linkage-2020.archive.db");
        using var api = new GrpcApi(bare.Service.GrpcAddress);
        var refused = await api.CallAsync("linkage.v1.Runs/GetStatement", new GetStatementRequest { Run = run, Household = "0002" });
        Assert.Equal((StatusCode.Unavailable, "archive_missing"), (refused.Status, refused.Code));
        var verified = await DoneAsync(storage, "verify");
        Assert.Contains("the blocks of 2 runs were not looked at", verified, StringComparison.Ordinal);
        Assert.DoesNotContain("not here", await DoneAsync(storage, "verify", "--archive", shelf), StringComparison.Ordinal);
        Assert.Contains("linkage-2020.archive.db", await DoneAsync(storage, "backup", Path.Combine(storage.Folder, "b.db")),
            StringComparison.Ordinal);
        Assert.Contains("missing", await DoneAsync(storage, "archive", "list"), StringComparison.Ordinal);
        var (_, doctor, _) = await CommandLineChannel.RunAsync(["doctor", "-l", "en", .. storage.Settings]);
        Assert.Contains("put linkage-2020.archive.db into", Encoding.UTF8.GetString(doctor), StringComparison.Ordinal);

        await DoneAsync(storage, "archive", "put-back", shelf);
        Assert.Equal(before, await TextsAsync(bare, paths));
        Assert.Equal("200 ", await CorrectAsync(bare, run));
        await ArchivedAsync(bare, run, file: null);
        Assert.Contains("it was put back", await RefusedAsync(storage, "put-back", shelf), StringComparison.Ordinal);
        await DoneAsync(storage, "verify");
    }

    // The run itself says where its statements are, before anybody asks for them; runs of other years say nothing.
    private static async Task ArchivedAsync(RunWorld world, string run, string? file)
    {
        var one = (await world.GetAsync("/v1/runs/" + run)).Json;
        Assert.Equal(file, one.TryGetProperty("archive", out var archive) ? archive.GetProperty("file").GetString() : null);
        var listed = (await world.GetAsync("/v1/organizations/tangwan/runs")).Json.GetProperty("runs").EnumerateArray().ToArray();
        Assert.Equal(3, listed.Length);
        Assert.Equal(file is null ? 0 : 2, listed.Count(each => each.TryGetProperty("archive", out var _)));
        using var api = new GrpcApi(world.Service.GrpcAddress);
        var answer = await api.CallAsync("linkage.v1.Runs/GetRun", new GetRunRequest { Id = run });
        var message = GetRunResponse.Parser.ParseFrom(answer.Messages.Single()).Run;
        Assert.Equal(file, message.Archive?.File);
        Assert.Equal(file is null ? null : archive.GetProperty("since").GetString(), message.Archive?.Since);
    }

    private static async Task<string[]> TextsAsync(RunWorld world, IEnumerable<string> paths)
    {
        var texts = new List<string>();
        foreach (var path in paths)
        {
            texts.Add((await world.GetAsync(path)).Text);
        }

        return [.. texts];
    }

    // Looked at only: with another income there is a difference.
    private static async Task<string> CorrectAsync(RunWorld world, string run)
    {
        var answer = await world.StepAsync(run, "correct", etag: null, """
            { "policy": "recompute_all", "reason": "面积登记有误", "inputs": { "income": "120000.00" }, "preview": true }
            """);
        return $"{answer.Status} {answer.Code}";
    }

    private static async Task<string> DoneAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync([.. arguments, .. storage.Settings]);
        var text = Encoding.UTF8.GetString(output);
        Assert.True(code == ExitCode.Ok, string.Join(' ', arguments) + "\n" + text + errors);
        return text;
    }

    private static async Task<string> RefusedAsync(TestStorage storage, params string[] arguments)
    {
        var (code, _, errors) = await CommandLineChannel.RunAsync(["archive", .. arguments, .. storage.Settings]);
        Assert.Equal(ExitCode.Problems, code);
        return errors;
    }
}
