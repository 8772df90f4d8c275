using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Postgres;
using LinkageService.Storage.Sqlite;

namespace LinkageService.Configuration;

/// <summary>Where everything is kept: section <c>Storage</c> of the configuration.</summary>
/// <param name="Provider">Which database.</param>
/// <param name="Path">The file of SQLite, from where the service was started.</param>
/// <param name="ConnectionString">The connection of PostgreSQL, as Npgsql takes it.</param>
/// <param name="KeyFile">The key that private numbers are encrypted with; made at the first start.</param>
internal sealed record StorageSettings(StorageProvider Provider, string Path, string? ConnectionString, string KeyFile)
{
    /// <summary>Where the keys of the console's cookies lie. Whoever can read it could make cookies: its owner only.</summary>
    public string ConsoleKeys =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(KeyFile))!, "console-keys");

    /// <summary>The folder with the archives of closed years.</summary>
    public string Archives
    {
        get => field ?? System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(KeyFile))!, "archives");
        init;
    }

    /// <summary>What is in that folder.</summary>
    public ArchiveFiles ArchiveFiles => new(Archives, Missing);

    /// <summary>Reads the section.</summary>
    /// <exception cref="BadSettingException">A value cannot be used.</exception>
    public static StorageSettings Read(IConfiguration configuration)
    {
        var provider = Settings.OneOf(configuration, "Storage:Provider", StorageProvider.Sqlite);
        var path = configuration["Storage:Path"] ?? "data/linkage.db";
        var connectionString = configuration["Storage:ConnectionString"];
        if (provider == StorageProvider.Postgres && string.IsNullOrWhiteSpace(connectionString))
        {
            throw new BadSettingException("Storage:ConnectionString", connectionString,
                "连接，如 Host=127.0.0.1;Database=linkage;Username=linkage;Password=…，因为 Storage:Provider 是 postgres",
                "a connection such as Host=127.0.0.1;Database=linkage;Username=linkage;Password=…, because Storage:Provider is postgres");
        }

        var keyFile = configuration["Storage:KeyFile"]
            ?? System.IO.Path.ChangeExtension(provider == StorageProvider.Sqlite ? path : "data/linkage.db", ".key");
        return new StorageSettings(provider, path, connectionString, keyFile) { Archives = configuration["Storage:Archives"]! };
    }

    /// <summary>Opens the database.</summary>
    /// <exception cref="BadSettingException">It cannot be opened.</exception>
    public Database Open() => OpenAsync().GetAwaiter().GetResult();

    /// <summary>Opens the database.</summary>
    /// <param name="isAsItIs">Opens what is there and makes or changes no tables.</param>
    /// <param name="archives">Archives that are not in their folder.</param>
    /// <exception cref="BadSettingException">It cannot be opened.</exception>
    /// <exception cref="ArchiveException">One of the files is no archive.</exception>
    public async Task<Database> OpenAsync(bool isAsItIs = false, params string[] archives)
    {
        var files = await ArchiveFiles.AndAsync(archives);
        try
        {
            Database database = Provider == StorageProvider.Sqlite
                ? await SqliteDatabase.OpenAsync(Path, isAsItIs, keepsOld: true, files)
                : await PostgresDatabase.OpenAsync(ConnectionString!, isAsItIs, files);
            if (!isAsItIs)
            {
                await RequireWritableAsync(database);
            }

            return database;
        }
        catch (StorageUnavailableException exception)
        {
            // A connection string may hold a password: the message says what the database said, not the setting.
            throw Provider == StorageProvider.Sqlite
                ? new BadSettingException("Storage:Path", Path, "本服务写得了的文件：" + exception.Message,
                    "a file this service can write: " + exception.Message)
                : new BadSettingException("Storage:ConnectionString", "(…)", "连得上的数据库：" + exception.Message,
                    "a database that answers: " + exception.Message);
        }
    }

    private static RefusedException Missing(string file) => new(Failure.Of(ProblemCodes.ArchiveMissing,
        $"这一年的明细已归档到 {file}，归档文件夹（Storage:Archives）里现在没有这个文件：请管理员放回来",
        $"the statements of that year are archived in {file}, which is not in the folder of archives (Storage:Archives) now: "
        + "have it put there"));

    // A file that is read-only and a server that stands by open as any other.
    private static async Task RequireWritableAsync(Database database)
    {
        try
        {
            await database.ProbeAsync();
        }
        catch (StorageUnavailableException)
        {
            await database.DisposeAsync();
            throw;
        }
    }
}

/// <summary>The databases: <c>Storage:Provider</c>.</summary>
internal enum StorageProvider
{
    /// <summary>One file.</summary>
    Sqlite,

    /// <summary>A server, shared by several services.</summary>
    Postgres,
}
