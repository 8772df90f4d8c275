using LinkageService.CommandLine;
using LinkageService.Storage;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Hosting;

/// <summary>Names, money and keys lie in files that only the user of the service can open.</summary>
public sealed class PrivateFilesTests
{
    [FullRunFact]
    public async Task Files_MadeByServiceAndCommandsUnderAnOpenUmask_AreTheirOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Absent: modes of files");
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (books, taken) = (Path.Combine(storage.Folder, "books"), Path.Combine(storage.Folder, "taken"));
        string[] settings = ["--Storage:Path=" + Path.Combine(books, "linkage.db")];
        var script = $"""
            umask 000; set -e
            service="dotnet {Path.Combine(AppContext.BaseDirectory, "LinkageService.dll")}"
            $service serve --Http:Port=0 --Grpc:Port=0 {settings[0]} > log & server=$!
            until grep -q Listening log; do sleep 0.2; done
            ls {books}/linkage.db-wal {books}/linkage.db-shm
            $service backup {taken}/backup.db {settings[0]}
            $service keys create --name 甲 --role viewer --out key {settings[0]}
            $service keys rotate "$(cut -c4-19 key)" --out key2 {settings[0]}
            kill -KILL $server; wait $server || true
            $service restore {taken}/backup.db --Storage:Path={taken}/deep/linkage.db
            """;
        var (code, output) = await Tool.RunAsync(script, storage.Folder);
        Assert.True(code == 0, output);
        var made = new[] { books, taken }.Concat(Directory.GetFileSystemEntries(storage.Folder, "key*"))
            .Concat(new[] { books, taken }.SelectMany(folder =>
                Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories))).ToArray();
        Assert.Contains(Path.Combine(books, "linkage.db-wal"), made);
        Assert.Contains(Path.Combine(taken, "deep", "linkage.db"), made);
        Assert.DoesNotContain(made, PrivateFiles.IsOpenToOthers);
        Assert.Equal(64, new FileInfo(Path.Combine(storage.Folder, "key")).Length);
    }

    [Fact]
    public async Task KeysCreate_FileIsThere_RefusedAndNoKeyMade()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var file = Path.Combine(storage.Folder, "mine");
        await File.WriteAllTextAsync(file, "mine");
        var (code, output) = await ServiceProcess.RunAsync(
            ["keys", "create", "--name", "甲", "--role", "viewer", "--out", file, .. storage.Settings]);
        Assert.True(code == ExitCode.File, output);
        Assert.Equal("mine", await File.ReadAllTextAsync(file));
        (_, output) = await ServiceProcess.RunAsync(["keys", "list", .. storage.Settings]);
        Assert.DoesNotContain("viewer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FilesOthersCanOpen_NamedAndNotChanged()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Absent: modes of files");
            return;
        }

        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (var first = await RunningService.StartAsync(storage.Settings))
        {
            Assert.DoesNotContain(first.Log.Messages, line => line.Contains("chmod", StringComparison.Ordinal));
        }

        const UnixFileMode Open = PrivateFiles.FileMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(storage.SqlitePath, Open);
        await using var again = await RunningService.StartAsync(storage.Settings);
        Assert.Single(again.Log.Messages, line =>
            line.Contains("chmod go-rwx", StringComparison.Ordinal) && line.Contains(storage.SqlitePath, StringComparison.Ordinal));
        Assert.Equal(Open, File.GetUnixFileMode(storage.SqlitePath));
    }
}
