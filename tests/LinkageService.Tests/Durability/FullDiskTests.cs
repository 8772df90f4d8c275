using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>A disk that is full: the request is refused with nothing stored, and works again once there is room.</summary>
public class FullDiskTests
{
    [FullRunFact]
    public async Task Write_DiskFullAndFreedAgain_RefusedThenMade()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-full-").FullName;
        await Tool.RequireAsync($"mount -t tmpfs -o size=12m tmpfs {folder}");
        try
        {
            var ballast = Path.Combine(folder, "ballast");
            await File.WriteAllBytesAsync(ballast, new byte[4 << 20]);
            await using (var service = await RunningService.StartAsync(["--Storage:Path=" + Path.Combine(folder, "linkage.db")]))
            {
                var client = new RunClient(service.Client);
                await client.MakeOrganizationAsync();
                var made = new List<string>();
                var answer = await client.MakeAsync(0);
                for (var key = 1; answer.Status == 201; key++)
                {
                    made.Add(answer.Json.GetProperty("id").GetString()!);
                    Assert.True(key < 5000, "the disk does not fill");
                    answer = await client.MakeAsync(key);
                }

                Assert.Equal((503, "storage_unavailable"), (answer.Status, answer.Code));
                await BecomesAsync(service, ready: false);
                Assert.Equal(made.Order(StringComparer.Ordinal), (await client.ListAsync()).Order(StringComparer.Ordinal));
                File.Delete(ballast);
                await BecomesAsync(service, ready: true);
                Assert.Equal(201, (await client.MakeAsync(made.Count)).Status);
                foreach (var run in await client.ListAsync())
                {
                    await client.CheckWholeAsync(run);
                }
            }
        }
        finally
        {
            await Tool.RunAsync($"umount {folder} && rmdir {folder}", Path.GetTempPath());
        }
    }

    [FullRunFact]
    public async Task Start_DiskReadOnlyOrFull_OneLineAndExitCode1()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-full-").FullName;
        await Tool.RequireAsync($"mount -t tmpfs -o size=4m tmpfs {folder}");
        var path = "--Storage:Path=" + Path.Combine(folder, "linkage.db");
        try
        {
            await (await RunningService.StartAsync([path])).DisposeAsync();

            // Busy for a moment when another test starts a process just now: until that one runs, it has this one's files.
            await Tool.RequireAsync($"for i in $(seq 100); do mount -o remount,ro {folder} && exit 0; sleep 0.1; done; exit 1");
            await StopsInOneLineAsync(path, "read-only");
            await Tool.RequireAsync(
                $"mount -o remount,rw {folder} && rm {folder}/linkage.db* && (cat /dev/zero > {folder}/ballast || true)");
            await StopsInOneLineAsync(path, "full");
        }
        finally
        {
            await Tool.RunAsync($"umount {folder} && rmdir {folder}", Path.GetTempPath());
        }
    }

    [FullRunFact]
    public async Task Backup_DiskFull_SaysSoInBothLanguagesAndLeavesNothing()
    {
        var folder = Directory.CreateTempSubdirectory("linkage-full-").FullName;
        await Tool.RequireAsync($"mount -t tmpfs -o size=200k tmpfs {folder}");
        try
        {
            using var storage = await TestStorage.CreateAsync("sqlite");
            await using var service = await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]);
            var backup = Path.Combine(folder, "backup.db");
            var (code, output) = await ServiceProcess.RunAsync(["backup", backup, .. storage.Settings]);
            Assert.Equal((3, $"{backup} 写不了：磁盘满了 | {backup} cannot be written: the disk is full\n"), (code, output));
            Assert.Empty(Directory.GetFiles(folder));
        }
        finally
        {
            await Tool.RunAsync($"umount {folder} && rmdir {folder}", Path.GetTempPath());
        }
    }

    private static async Task StopsInOneLineAsync(string path, string why)
    {
        var (code, output) = await ServiceProcess.RunAsync("serve", "--Http:Port=0", "--Grpc:Port=0", "--Demo:Enabled=false", path);
        Assert.True(code == 1, output);

        // After what the log says on the way.
        var line = output.TrimEnd().Split('\n')[^1];
        Assert.Contains(" | Storage:Path is ", line, StringComparison.Ordinal);
        Assert.Contains(why, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", output, StringComparison.Ordinal);
    }

    // The answer is a few seconds old at most.
    private static async Task BecomesAsync(RunningService service, bool ready)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            if ((await service.GetAsync("/readyz")).Status == (ready ? 200 : 503))
            {
                return;
            }

            await Task.Delay(500);
        }

        Assert.Fail($"/readyz did not become {(ready ? 200 : 503)}");
    }
}
