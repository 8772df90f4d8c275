using LinkageService.Storage.Archives;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Sqlite;

namespace LinkageService.Storage.Tests.Support;

/// <summary>An empty database of either kind, for one test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private TestDatabase(Database database, string? folder) => (Database, _folder) = (database, folder);

    /// <summary>The names a theory goes through.</summary>
    public static TheoryData<string> Providers => ["sqlite", "postgres"];

    public Database Database { get; }

    public static async Task<TestDatabase> OpenAsync(string provider, ArchiveFiles? archives = null)
    {
        if (provider == "postgres")
        {
            var server = await PostgresServer.SharedAsync();
            return new TestDatabase(await PostgresDatabase.OpenAsync(await server.CreateDatabaseAsync(), archives: archives), folder: null);
        }

        var folder = Directory.CreateTempSubdirectory("linkage-storage-").FullName;
        return new TestDatabase(await SqliteDatabase.OpenAsync(Path.Combine(folder, "linkage.db"), archives: archives), folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
