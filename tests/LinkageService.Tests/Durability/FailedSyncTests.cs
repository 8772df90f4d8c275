using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Durability;

/// <summary>
/// A disk that does not confirm a commit: what was refused as not stored is not there after a power cut either, and where that
/// cannot be promised the answer says so.
/// </summary>
public class FailedSyncTests
{
    // Syncs of the log fail while the file of the variable exists; with "once" in it, one time.
    private const string Shim = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        static int fails(int fd) {
          char link[64], path[4096], word[8] = "";
          const char *trigger = getenv("FAIL_SYNC");
          snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
          ssize_t n = readlink(link, path, sizeof path - 1);
          if (trigger == NULL || n < 4 || strncmp(path + n - 4, "-wal", 4) != 0) return 0;
          FILE *f = fopen(trigger, "r");
          if (f == NULL) return 0;
          if (fgets(word, sizeof word, f) == NULL) word[0] = 0;
          fclose(f);
          if (strncmp(word, "once", 4) == 0) unlink(trigger);
          errno = EIO;
          return 1;
        }
        int fdatasync(int fd) { return fails(fd) ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd); }
        int fsync(int fd) { return fails(fd) ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd); }
        """;

    [FullRunTheory]
    [InlineData("once", "storage_unavailable")]
    [InlineData("always", "outcome_unknown")]
    public async Task Write_SyncOfTheLogFails_RefusedRunIsNotThereAfterAPowerCutOrNotPromised(string mode, string code)
    {
        await Tool.RequireAsync("gcc --version && test -d /proc/self/fd");
        using var storage = await TestStorage.CreateAsync("sqlite");
        await File.WriteAllTextAsync(Path.Combine(storage.Folder, "shim.c"), Shim);
        var (built, output) = await Tool.RunAsync("gcc -shared -fPIC -o shim.so shim.c -ldl", storage.Folder);
        Assert.True(built == 0, output);
        var trigger = Path.Combine(storage.Folder, "trigger");
        await using var service = await ServiceProcess.StartAsync(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LD_PRELOAD"] = Path.Combine(storage.Folder, "shim.so"), ["FAIL_SYNC"] = trigger,
            },
            storage.Settings);
        var client = new RunClient(service.Client);
        await client.MakeOrganizationAsync();
        Assert.Equal(201, (await client.MakeAsync(1)).Status);
        await File.WriteAllTextAsync(trigger, mode);
        var answer = await client.MakeAsync(2);
        Assert.Equal((503, code), (answer.Status, answer.Code));

        // As the disk would be found after a power cut: file and log, without the index that this process shares.
        var copy = Path.Combine(storage.Folder, "copy.db");
        File.Copy(storage.SqlitePath, copy);
        File.Copy(storage.SqlitePath + "-wal", copy + "-wal");
        await using (var connection = new SqliteConnection($"Data Source={copy};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM run";
            Assert.Equal(1L, await command.ExecuteScalarAsync());
        }

        File.Delete(trigger);
        Assert.Equal(201, (await client.MakeAsync(2)).Status);
        Assert.Equal(2, (await client.ListAsync()).Count);
        await service.KillAsync();
        var (verified, findings) = await ServiceProcess.RunAsync(["verify", .. storage.Settings]);
        Assert.True(verified == 0, findings);
    }
}
