using LinkageService.Storage.Tests.Support;

namespace LinkageService.Tests.Support;

/// <summary>The databases a service is tested on; PostgreSQL is skipped where it is absent.</summary>
internal static class ServiceDatabases
{
    /// <summary>The names a theory goes through; PostgreSQL in runs in full.</summary>
    public static TheoryData<string> Providers => ["sqlite", FullRun.Row("postgres")];

    /// <summary>A service with an empty database of the kind.</summary>
    public static async Task<RunningService> StartAsync(string provider, params string[] settings)
    {
        if (provider == "sqlite")
        {
            return await RunningService.StartAsync(settings);
        }

        var server = await PostgresServer.SharedAsync();
        var key = Path.Combine(Directory.CreateTempSubdirectory("linkage-key-").FullName, "linkage.key");
        return await RunningService.StartAsync(
        [
            "--Storage:Provider=postgres", "--Storage:ConnectionString=" + await server.CreateDatabaseAsync(), "--Storage:KeyFile=" + key,
            .. settings,
        ]);
    }
}
