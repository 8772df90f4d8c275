using System.IO.Compression;
using System.Text.Json;
using LinkageService.Storage.Tests.Support;
using Npgsql;

namespace LinkageService.Tests.Upgrades;

/// <summary>A copy of a database that an earlier version of the service wrote.</summary>
/// <param name="Settings">The settings of a service that works on the copy.</param>
/// <param name="Book">What <c>fill.py</c> wrote beside it: <c>runs</c> by name, and by path the <c>answers</c> of that version.</param>
internal sealed record OldDatabase(string[] Settings, JsonElement Book)
{
    /// <summary>The id of a run by the name <c>fill.py</c> gave it.</summary>
    public string Run(string name) => Book.GetProperty("runs").GetProperty(name).GetString()!;

    /// <summary>Unpacks a copy; PostgreSQL is skipped where it is absent.</summary>
    public static async Task<OldDatabase> OpenAsync(string version, string provider)
    {
        var files = Path.Combine(AppContext.BaseDirectory, "Upgrades", version);
        var folder = Directory.CreateTempSubdirectory("linkage-old-").FullName;
        var key = Path.Combine(folder, "linkage.key");
        File.Copy(Path.Combine(files, provider + ".key"), key);
        var settings = provider == "sqlite"
            ? await SqliteAsync(Path.Combine(files, "sqlite.db.gz"), folder)
            : await PostgresAsync(Path.Combine(files, "postgres.sql.gz"));
        await using var answers = Unpack(Path.Combine(files, provider + ".answers.json.gz"));
        using var book = await JsonDocument.ParseAsync(answers);
        return new OldDatabase([.. settings, "--Storage:KeyFile=" + key], book.RootElement.Clone());
    }

    private static async Task<string[]> SqliteAsync(string packed, string folder)
    {
        var path = Path.Combine(folder, "linkage.db");
        await using var source = Unpack(packed);
        await using var target = File.Create(path);
        await source.CopyToAsync(target);
        return ["--Storage:Path=" + path];
    }

    private static async Task<string[]> PostgresAsync(string packed)
    {
        var server = await PostgresServer.SharedAsync();
        var connectionString = await server.CreateDatabaseAsync();
        using var reader = new StreamReader(Unpack(packed));
        // Not pooled: the dump sets the search path of its session.
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(await reader.ReadToEndAsync(), connection);
        await command.ExecuteNonQueryAsync();
        return ["--Storage:Provider=postgres", "--Storage:ConnectionString=" + connectionString];
    }

    private static GZipStream Unpack(string file) => new(File.OpenRead(file), CompressionMode.Decompress);
}
