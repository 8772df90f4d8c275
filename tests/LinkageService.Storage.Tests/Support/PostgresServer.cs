using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LinkageService.Storage.Tests.Support;

/// <summary>
/// A real PostgreSQL in a temporary folder, on loopback only, with fsync on. A guard process of its own waits for the end
/// of this process, however it comes, then stops the server and deletes the folder.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const int SocketPathLimit = 90;
    private static readonly TimeSpan GuardPatience = TimeSpan.FromSeconds(30);
    private static readonly Lazy<Task<PostgresServer>> Shared = new(StartAsync);
    private static readonly ConcurrentDictionary<PostgresServer, bool> Alive = new();

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly Process _guard;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private int _databases;

    static PostgresServer() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var server in Alive.Keys)
        {
            server.Release();
            server._guard.WaitForExit(GuardPatience);
        }
    };

    private PostgresServer(PostgresBinaries binaries, string folder)
    {
        _binaries = binaries;
        _folder = folder;
        _guard = StartGuard();
        Alive.TryAdd(this, true);
    }

    /// <summary>The port on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; private set; }

    /// <summary>The cluster's data folder.</summary>
    public string DataFolder => Path.Combine(_folder, "data");

    /// <summary>A server for all tests of this process, started when first asked for; never stop it.</summary>
    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    /// <summary>Starts a server of one's own; skips the test where PostgreSQL is absent, unless REQUIRE_ALL=1.</summary>
    public static async Task<PostgresServer> StartAsync()
    {
        var binaries = PostgresBinaries.Find();
        if (binaries is null)
        {
            Assert.False(Environment.GetEnvironmentVariable("REQUIRE_ALL") == "1", "REQUIRE_ALL=1 and PostgreSQL is absent");
            Assert.Skip("Absent: PostgreSQL");
        }

        var server = new PostgresServer(binaries, Directory.CreateTempSubdirectory("linkage-postgres-").FullName);
        try
        {
            await server.InitializeAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a new empty database and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = "test_" + Interlocked.Increment(ref _databases).ToString(CultureInfo.InvariantCulture);
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", pooling: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE " + name, connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name, pooling: true);
    }

    /// <summary>Stops the server as a crash would: no checkpoint, connections cut.</summary>
    public async Task StopImmediatelyAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var (exitCode, output) = await _binaries.RunAsync(
                "pg_ctl", _folder, "stop", "-w", "-m", "immediate", "-D", DataFolder);
            Assert.True(exitCode == 0, output);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Starts the stopped server on its old port; returns when it has recovered and takes connections.</summary>
    public async Task StartAgainAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            var (started, output) = await TryStartAsync();
            Assert.True(started, output);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Stops the server and deletes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Alive.TryRemove(this, out _))
        {
            Release();
            using var patience = new CancellationTokenSource(GuardPatience);
            await _guard.WaitForExitAsync(patience.Token);
            _guard.Dispose();
            _oneAtATime.Dispose();
        }
    }

    private async Task InitializeAsync()
    {
        await _binaries.GiveAsync(_folder);
        var (exitCode, output) = await InitializeClusterAsync("C.UTF-8");
        if (exitCode != 0)
        {
            (exitCode, output) = await InitializeClusterAsync("C");
        }

        Assert.True(exitCode == 0, output);

        // Another process may take a port between the look and the start.
        const int Tries = 5;
        for (var turn = 1; turn <= Tries; turn++)
        {
            Port = FreePort();
            var (started, failure) = await TryStartAsync();
            if (started)
            {
                return;
            }

            Assert.True(turn < Tries, failure);
        }
    }

    private Task<(int ExitCode, string Output)> InitializeClusterAsync(string locale) => _binaries.RunAsync(
        "initdb", _folder, "-D", DataFolder, "-U", "postgres",
        "--auth=trust", "--encoding=UTF8", "--locale=" + locale, "--no-sync");

    private async Task<(bool Started, string Output)> TryStartAsync()
    {
        var log = Path.Combine(_folder, "server.log");
        var sockets = _folder.Length < SocketPathLimit ? _folder : "";
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='{sockets}' -c max_connections=100 -c fsync=on");
        var (exitCode, output) = await _binaries.RunAsync(
            "pg_ctl", _folder, "start", "-w", "-t", "60", "-D", DataFolder, "-l", log, "-o", options);
        return exitCode == 0 ? (true, output) : (false, output + (File.Exists(log) ? await File.ReadAllTextAsync(log) : ""));
    }

    // Many databases share 100 connections: an idle one is given back within seconds.
    private string ConnectionString(string database, bool pooling) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        IncludeErrorDetail = true,
        Pooling = pooling,
        MaxPoolSize = 30,
        ConnectionIdleLifetime = 4,
        ConnectionPruningInterval = 2,
    }.ConnectionString;

    /// <summary>
    /// Waits in a session of its own until the pipe from this process closes, then clears up; again while a program that was
    /// under way still writes into the folder.
    /// </summary>
    private Process StartGuard()
    {
        var stop = _binaries.Command("pg_ctl", "stop", "-s", "-w", "-t", "20", "-m", "immediate", "-D", DataFolder);
        var script = """
            folder=$1; shift
            read -r _
            for turn in $(seq 100); do
              if [ -f "$folder/data/postmaster.pid" ]; then "$@"; fi
              rm -rf -- "$folder" 2>/dev/null && break
              sleep 0.2
            done
            """;
        var start = new ProcessStartInfo("setsid", ["bash", "-c", script, "postgres-guard", _folder, .. stop])
        {
            WorkingDirectory = Path.GetTempPath(),
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        return Process.Start(start)!;
    }

    private void Release() => _guard.StandardInput.Close();

    // Below the range from which the system takes ports for outgoing connections, so that a restart finds it free.
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
