using System.Globalization;
using System.Text;
using LinkageService.CommandLine;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.CommandLine;

/// <summary><c>doctor</c>: what is as it should be, and every kind of thing that is not, with its cure.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class DoctorTests
{
    // It prints two pages.
    private const string NoPrinting = "--Print:Chromium=/nix/chromium";

    [Theory]
    [MemberData(nameof(TestStorage.Providers), MemberType = typeof(TestStorage))]
    public async Task SoundService_LookedAtWhileItRuns_NothingToBeMended(string provider)
    {
        await Tool.RequireAsync(Tool.Chromium);
        using var storage = await TestStorage.CreateAsync(provider);
        await using var service = await RunningService.StartAsync(storage.Settings);
        var (_, _, failure) = await CommandLineChannel.RunAsync(["backup", Path.Combine(storage.Folder, "backup.db"), .. storage.Settings]);
        var (code, text) = await RunAsync(storage, "--language", "en");
        Assert.True(code == ExitCode.Ok, failure + text);
        Assert.DoesNotContain("BAD", text, StringComparison.Ordinal);
        var good = text.Split('\n').Where(line => line.StartsWith("good", StringComparison.Ordinal)).ToArray();
        Assert.All(
            [
                "versions: LinkageService", "computing: ", "settings: all known", "clock: ", "is that of this database",
                provider == "sqlite" ? "storage: SQLite 3." : "storage: PostgreSQL 1", "sound, tables at version", "it takes changes",
                "system: enough files", "PDF files are made, with Chinese letters", "backup: the last is of",
            ],
            wanted => Assert.Contains(good, line => line.Contains(wanted, StringComparison.Ordinal)));
        var (_, chinese) = await RunAsync(storage, NoPrinting);
        Assert.Contains("正常  数据库：现在能存", chinese, StringComparison.Ordinal);
        Assert.Contains(
            "不行  打印：现在生成不了 PDF：没有 Print:Chromium 写的 /nix/chromium\n      怎么办：apt install chromium", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issuer_ThereThenGoneThenNotOurs_EachSaid()
    {
        await using var issuer = await TestIssuer.PrepareAsync();
        using var storage = await TestStorage.CreateAsync("sqlite");
        await issuer.StartAsync();
        var (_, there) = await RunAsync(storage, [NoPrinting, "-l", "en", .. issuer.Settings]);
        Assert.Contains($"good  issuer: {issuer.Address}/, 1 public keys", there, StringComparison.Ordinal);
        Assert.Contains("good  issuer: its clock agrees", there, StringComparison.Ordinal);

        // The address is compared with what the issuer itself says.
        var other = issuer.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        var (code, wrong) = await RunAsync(storage, [NoPrinting, "-l", "en", .. issuer.Settings, "--Auth:Issuer=" + other]);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Contains("the document is that of " + issuer.Address, wrong, StringComparison.Ordinal);
        await issuer.StopAsync();
        var (_, gone) = await RunAsync(storage, [NoPrinting, "-l", "en", .. issuer.Settings]);
        AssertLines(gone, ($"BAD   issuer: nothing is read from {issuer.Address}/", "check Auth:Issuer"));
        var (_, unread) = await RunAsync(storage, [NoPrinting, "-l", "en", .. issuer.Settings, "--Auth:Mode=ApiKey"]);
        AssertLines(unread, ("note  settings: Auth:Roles is set and does nothing", "Auth:Mode=Jwt"));
    }

    [Fact]
    public async Task ManyFaults_AtOnce_EachWithItsCure()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var clock = new SetClock(new DateTimeOffset(2999, 5, 6, 0, 0, 0, TimeSpan.Zero));
        await using (await RunningService.StartAsync(
            storage.Settings, configure: builder => builder.Services.AddSingleton<TimeProvider>(clock)))
        {
            // Its first entry is made under a clock that is far ahead.
        }

        var key = Path.Combine(storage.Folder, "linkage.key");
        var was = await File.ReadAllTextAsync(key);
        await File.WriteAllTextAsync(key, (was[0] == 'B' ? 'C' : 'B') + was[1..]);
        File.SetUnixFileMode(storage.SqlitePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var (code, text) = await RunAsync(
            storage, "-l", "en", NoPrinting, "--Storrage:Path=x", "--Backup:Folder=/nix", "--Auth:Mode=ApiKey", "--Http:Port=5090",
            "--Grpc:Port=5090", "--Https:Certificate=x", "--Storage:ConnectionString=y", "--Http:Address=0.0.0.0");
        Assert.Equal(ExitCode.Problems, code);
        AssertLines(
            text,
            ("BAD   settings: there is no section Storrage", "is Storage meant?"),
            ("BAD   settings: Http:Port and Grpc:Port are both 5090", "change one"),
            ("BAD   files: other users can open " + storage.SqlitePath, "chmod go-rwx " + storage.SqlitePath),
            ("BAD   clock: it is ", "timedatectl"),
            ("BAD   key file: ", "copy it back"),
            ("BAD   sign-in: there is no valid key", "keys create"),
            ("BAD   backup: the folder /nix is not there", "attach its disk"),
            ("BAD   printing: a PDF cannot be made now: Print:Chromium names /nix/chromium", "apt install chromium"),
            ("note  settings: Https:Certificate is set and does nothing", "Https:Port"),
            ("note  settings: Storage:ConnectionString is set and does nothing", "Storage:Provider=postgres"),
            ("note  settings: it listens to others without TLS", "Http:TrustedProxies"),
            ("note  backup: none is known", "LinkageService backup"));
        Assert.Equal(8, text.Split('\n').Count(line => line.StartsWith("BAD", StringComparison.Ordinal)));
        Assert.Contains("\n8 to be mended, ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("all known", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatStopTheStart_SaidAndTheDatabaseIsLookedAtAllTheSame()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (code, text) = await RunAsync(storage, "-l", "en", "--Http:Prot=1");
        Assert.Equal(ExitCode.Problems, code);
        AssertLines(text, ("BAD   settings: Http:Prot is \"1\"", "change that setting"));
        Assert.Contains("is not there yet, the first start makes it", text, StringComparison.Ordinal);
        Assert.False(File.Exists(storage.SqlitePath), "the command makes nothing");
    }

    [Fact]
    public async Task Database_DamagedOrNewerOrAway_SaidWithItsCure()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using (await RunningService.StartAsync([.. storage.Settings, "--Demo:Enabled=true"]))
        {
            // The demo fills some pages.
        }

        await ExecuteAsync(storage, "INSERT INTO schema_version (version, name) VALUES (9999, 'later')");
        AssertLines(
            (await RunAsync(storage, "-l", "en", NoPrinting)).Text, ("BAD   storage: its tables are at version 9999", "the newer program"));
        await ExecuteAsync(storage, "DELETE FROM schema_version WHERE version = 9999; PRAGMA wal_checkpoint(TRUNCATE)");
        await using (var file = File.OpenWrite(storage.SqlitePath))
        {
            file.Seek(file.Length / 2, SeekOrigin.Begin);
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 100_000).ToArray());
        }

        var (code, text) = await RunAsync(storage, "-l", "en", NoPrinting);
        Assert.Equal(ExitCode.Problems, code);
        Assert.Matches("BAD   storage: (SQLite [0-9.]+, the file is damaged|it cannot be opened or written): ", text);
        var (_, away) = await RunAsync(
            storage, "-l", "en", NoPrinting, "--Storage:Provider=postgres",
            "--Storage:ConnectionString=Host=127.0.0.1;Port=1;Username=u;Password=very-secret;Timeout=2");
        AssertLines(away, ("BAD   storage: it cannot be opened or written", "see that PostgreSQL runs"));
        Assert.DoesNotContain("very-secret", away, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chromium_WithoutAChineseFont_SaidBeforeAPaperShowsBoxes()
    {
        await Tool.RequireAsync(Tool.Chromium);
        using var storage = await TestStorage.CreateAsync("sqlite");
        var (_, program) = await Tool.RunAsync(Tool.Chromium, storage.Folder);
        var (fonts, chromium) = (Path.Combine(storage.Folder, "fonts.conf"), Path.Combine(storage.Folder, "chromium"));
        await File.WriteAllTextAsync(fonts, $"""
            <?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{storage.Folder}/cache</cachedir></fontconfig>
            """);
        await File.WriteAllTextAsync(chromium, $"#!/bin/sh\nFONTCONFIG_FILE={fonts} exec {program.Trim()} \"$@\"\n");
        File.SetUnixFileMode(chromium, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var (code, text) = await RunAsync(storage, "-l", "en", "--Print:Chromium=" + chromium);
        Assert.Equal(ExitCode.Problems, code);
        AssertLines(text, ("BAD   printing: no font has Chinese letters", "fonts-noto-cjk"));
    }

    private static void AssertLines(string text, params (string What, string Cure)[] wanted)
    {
        var lines = text.Split('\n');
        Assert.All(wanted, each =>
        {
            var at = Array.FindIndex(lines, line => line.StartsWith(each.What, StringComparison.Ordinal));
            Assert.True(at >= 0, each.What + "\n" + text);
            Assert.StartsWith("      cure: ", lines[at + 1], StringComparison.Ordinal);
            Assert.Contains(each.Cure, lines[at + 1], StringComparison.Ordinal);
        });
    }

    private static async Task ExecuteAsync(TestStorage storage, string sql)
    {
        await using var connection = new SqliteConnection(
            string.Create(CultureInfo.InvariantCulture, $"Data Source={storage.SqlitePath};Pooling=false"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(int Code, string Text)> RunAsync(TestStorage storage, params string[] arguments)
    {
        var (code, output, errors) = await CommandLineChannel.RunAsync(["doctor", .. storage.Settings, .. arguments]);
        Assert.Equal("", errors);
        return (code, Encoding.UTF8.GetString(output));
    }
}
