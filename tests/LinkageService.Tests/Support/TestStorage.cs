using LinkageService.Storage.Tests.Support;

namespace LinkageService.Tests.Support;

/// <summary>An empty database of either kind, as settings of a service or of a command.</summary>
internal sealed class TestStorage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("linkage-").FullName;

    private TestStorage(string[] settings) => Settings = [.. settings, "--Storage:KeyFile=" + Path.Combine(_folder, "linkage.key")];

    /// <summary>The databases a theory goes through; PostgreSQL in runs in full.</summary>
    public static TheoryData<string> Providers => ["sqlite", FullRun.Row("postgres")];

    /// <summary>Such as <c>--Storage:Path=…</c>.</summary>
    public string[] Settings { get; private set; }

    /// <summary>A folder of the test's own.</summary>
    public string Folder => _folder;

    /// <summary>The file, where it is SQLite.</summary>
    public string SqlitePath => Path.Combine(_folder, "linkage.db");

    public static async Task<TestStorage> CreateAsync(string provider)
    {
        if (provider == "postgres")
        {
            var server = await PostgresServer.SharedAsync();
            return new TestStorage(["--Storage:Provider=postgres", "--Storage:ConnectionString=" + await server.CreateDatabaseAsync()]);
        }

        var storage = new TestStorage([]);
        storage.Settings = ["--Storage:Path=" + storage.SqlitePath, .. storage.Settings];
        return storage;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
