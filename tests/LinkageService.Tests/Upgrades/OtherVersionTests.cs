using LinkageService.Storage;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Upgrades;

/// <summary>Databases and backups of another version: a newer one is refused in one line, an older one is brought up to date.</summary>
public sealed class OtherVersionTests
{
    [FullRunFact]
    public async Task Everything_OnADatabaseOfANewerVersion_RefusedInALineAndUntouched()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await (await RunningService.StartAsync(storage.Settings)).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO schema_version (version, name) VALUES (9001, 'newer'); PRAGMA wal_checkpoint(TRUNCATE)";
            await command.ExecuteNonQueryAsync();
        }

        var bytes = await File.ReadAllBytesAsync(storage.SqlitePath);
        var elsewhere = "--Storage:Path=" + Path.Combine(storage.Folder, "restored.db");
        foreach (var arguments in new string[][]
        {
            ["serve", "--Http:Port=0", "--Grpc:Port=0", .. storage.Settings], ["keys", "list", .. storage.Settings],
            ["verify", .. storage.Settings], ["restore", storage.SqlitePath, elsewhere],
        })
        {
            var (code, output) = await ServiceProcess.RunAsync(arguments);
            Assert.True(code == 1, $"{arguments[0]}: {output}");
            Assert.Contains("9001", output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
            Assert.True(output.AsSpan().Count('\n') <= 3, output);
        }

        Assert.Equal(bytes, await File.ReadAllBytesAsync(storage.SqlitePath));
        Assert.False(File.Exists(Path.Combine(storage.Folder, "restored.db")));
    }

    [FullRunFact]
    public async Task Upgrade_OfAnEarlierVersion_KeepsItAsItWasAndGoesBackToIt()
    {
        var old = await OldDatabase.OpenAsync("v0.1.0", "sqlite");
        var path = old.Settings[0]["--Storage:Path=".Length..];
        var (before, copy) = (await VersionAsync(path), path + ".v1");
        await using (var service = await RunningService.StartAsync(old.Settings))
        {
            Assert.Contains(service.Log.Messages, line => line.Contains(copy, StringComparison.Ordinal));
            var added = await service.SendAsync(HttpMethod.Put, "/v1/organizations/after", """{ "name": "村", "legalForm": "company" }""");
            Assert.Equal(201, added.Status);
        }

        Assert.Equal((1, 1, false), (before, await VersionAsync(copy), PrivateFiles.IsOpenToOthers(copy)));

        // Back to it, and on: the same copy is made anew, of what is there now.
        File.Move(copy, path, overwrite: true);
        File.Delete(path + "-wal");
        File.Delete(path + "-shm");
        await using (var service = await RunningService.StartAsync(old.Settings))
        {
            Assert.Equal(404, (await service.GetAsync("/v1/organizations/after")).Status);
            Assert.Equal(200, (await service.GetAsync("/v1/organizations/old-village/households?limit=1000")).Status);
        }

        Assert.True(File.Exists(copy));
        File.Delete(copy);
        await using (var service = await RunningService.StartAsync(old.Settings))
        {
            Assert.DoesNotContain(service.Log.Messages, line => line.Contains(copy, StringComparison.Ordinal));
        }

        Assert.False(File.Exists(copy));
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static async Task<long> VersionAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=false;Mode=ReadOnly");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT MAX(version) FROM schema_version";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [FullRunFact]
    public async Task Restore_BackupOfAnEarlierVersion_BroughtUpToDateAndVerified()
    {
        var old = await OldDatabase.OpenAsync("v0.1.0", "sqlite");
        var backup = old.Settings[0]["--Storage:Path=".Length..];
        var folder = Path.GetDirectoryName(backup)!;
        string[] restored = ["--Storage:Path=" + Path.Combine(folder, "restored", "linkage.db"), old.Settings[^1]];
        var (code, output) = await ServiceProcess.RunAsync(["restore", backup, .. restored]);
        Assert.True(code == 0, output);
        Assert.Contains(Path.Combine(folder, "linkage.key"), output, StringComparison.Ordinal);
        (code, output) = await ServiceProcess.RunAsync(["verify", .. restored]);
        Assert.True(code == 0, output);
        await using var service = await RunningService.StartAsync(restored);
        Assert.Equal(200, (await service.GetAsync("/v1/organizations/old-village/households?limit=1000")).Status);
        Assert.Equal(200, (await service.GetAsync("/readyz")).Status);
        Directory.Delete(folder, recursive: true);
    }
}
