using LinkageService.Access;
using LinkageService.CommandLine;
using LinkageService.Errors;
using LinkageService.Features.Backups;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Backups;

/// <summary>Backups that the console makes: whole while the service writes, noted, restorable, and never one over another.</summary>
public sealed class MakeBackupTests : IDisposable
{
    private static readonly Caller Administrator = new("管理员", Role.Administrator, Organization: null);
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 10, 2, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-backups-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task HandleAsync_WhileTheServiceWrites_RestoresAndVerifiesAndIsKnownAfterARestart()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        using var target = await TestStorage.CreateAsync("sqlite");
        BackupMade made;
        LastBackup? last;
        await using (var service = await StartAsync(storage))
        {
            await PutAsync(service, "/v1/organizations/first", """{ "name": "甲村", "legalForm": "rural_collective" }""");
            using var stop = new CancellationTokenSource();
            var writing = WriteAsync(service, stop.Token);
            made = await MakeAsync(service);
            await stop.CancelAsync();
            await writing;
            last = await LastAsync(service);
        }

        Assert.Equal((true, "linkage-20260306-180200.db"), (made.IsNoted, Path.GetFileName(made.Path)));
        Assert.Equal(new LastBackup(Now, "管理员"), last);
        await using (var again = await StartAsync(storage))
        {
            Assert.Equal(last, await LastAsync(again));
            var entry = (await again.GetAsync("/v1/audit?subject=backup")).Json.GetProperty("entries")[0];
            Assert.Equal(("backup.make", "管理员"), (entry.GetProperty("action").GetString(), entry.GetProperty("actor").GetString()));
        }

        await SucceedAsync(["restore", made.Path, .. target.Settings]);
        File.Copy(Path.Combine(storage.Folder, "linkage.key"), Path.Combine(target.Folder, "linkage.key"));
        await SucceedAsync(["verify", .. target.Settings]);
        await using var restored = await StartAsync(target);
        Assert.Equal("甲村", (await restored.GetAsync("/v1/organizations/first")).Json.GetProperty("name").GetString());
        Assert.Null(await LastAsync(restored));
    }

    [Fact]
    public async Task HandleAsync_TwiceInOneSecondOrAtOnce_NothingIsWrittenOver()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await StartAsync(storage);
        var path = (await MakeAsync(service)).Path;
        var bytes = await File.ReadAllBytesAsync(path);

        var refused = await Assert.ThrowsAsync<RefusedException>(() => MakeAsync(service));
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Record.ExceptionAsync(() => MakeAsync(service)).AsTask()));

        Assert.Equal("backup_not_made", refused.Failure.Code.Name);
        Assert.All(both, exception => Assert.Equal("backup_not_made", Assert.IsType<RefusedException>(exception).Failure.Code.Name));
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(path));
        Assert.Single((await service.GetAsync("/v1/audit?subject=backup")).Json.GetProperty("entries").EnumerateArray());
    }

    [Theory]
    [InlineData("sqlite", null, "Backup:Folder")]
    [InlineData("sqlite", "not-there", "not-there")]
    [InlineData("postgres", "", "pg_dump")]
    public async Task HandleAsync_NoFolderToMakeItIn_SaysWhatToDoAndMakesNothing(string provider, string? folder, string said)
    {
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(
            [.. storage.Settings, .. folder is null ? [] : new[] { "--Backup:Folder=" + Path.Combine(_folder, folder) }]);

        var problem = (await Assert.ThrowsAsync<RefusedException>(() => MakeAsync(service))).Failure.Problems.Single();

        Assert.Equal("backup_not_made", problem.Code.Name);
        Assert.Contains(said, problem.Message.Zh, StringComparison.Ordinal);
        Assert.Contains(said, problem.Message.En, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
        Assert.Null(await LastAsync(service));
    }

    [Fact]
    public async Task HandleAsync_KeyOfOneOrganization_NeitherMakesNorSeesOne()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await StartAsync(storage);
        var limited = Administrator with { Organization = "first" };

        var made = await Assert.ThrowsAsync<RefusedException>(() => MakeAsync(service, limited));
        var seen = await Assert.ThrowsAsync<RefusedException>(() => LastAsync(service, limited));

        Assert.Equal(("forbidden", "forbidden"), (made.Failure.Code.Name, seen.Failure.Code.Name));
        Assert.Equal([Role.Administrator], Role.All.Where(role => role.Permissions.HasFlag(Permission.BackUp)));
    }

    [Fact]
    public async Task Command_OfTheSameService_IsKnownToTheConsole()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await StartAsync(storage);

        await SucceedAsync(["backup", Path.Combine(_folder, "nightly.db"), .. storage.Settings]);

        Assert.Equal(DatabaseCommands.Actor, (await LastAsync(service))!.By);
    }

    // A household changes until it is told to stop.
    private static async Task WriteAsync(RunningService service, CancellationToken stop)
    {
        for (var at = 1; !stop.IsCancellationRequested; at++)
        {
            await PutAsync(service, "/v1/organizations/first/households/0001",
                $$"""{ "name": "农户0001", "holdings": { "land": "{{at}}.00" }, "validFrom": "2025-01-01" }""");
        }
    }

    private static async Task PutAsync(RunningService service, string path, string body)
    {
        var answer = await service.SendAsync(HttpMethod.Put, path, body);
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private Task<RunningService> StartAsync(TestStorage storage) => RunningService.StartAsync(
        [.. storage.Settings, "--Backup:Folder=" + _folder],
        configure: builder => builder.Services.AddSingleton<TimeProvider>(new SetClock(Now)));

    private static Task<BackupMade> MakeAsync(RunningService service, Caller? caller = null) =>
        service.Services.GetRequiredService<MakeBackup>().HandleAsync(caller ?? Administrator);

    private static Task<LastBackup?> LastAsync(RunningService service, Caller? caller = null) =>
        service.Services.GetRequiredService<FindLastBackup>().HandleAsync(caller ?? Administrator, CancellationToken.None);

    private static async Task SucceedAsync(string[] arguments)
    {
        var (code, _, errors) = await CommandLineChannel.RunAsync(arguments);
        Assert.True(code == ExitCode.Ok, errors);
    }
}
