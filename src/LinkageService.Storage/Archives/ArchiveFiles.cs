using LinkageService.Storage.Backup;
using LinkageService.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LinkageService.Storage.Archives;

/// <summary>Finds the files of archives: in a folder, and those that were named one by one, whatever they are called now.</summary>
public sealed class ArchiveFiles
{
    private readonly string? _folder;
    private readonly IReadOnlyDictionary<string, string> _named;
    private readonly Func<string, Exception> _missing;

    /// <summary>A folder.</summary>
    /// <param name="folder">Looked into for files of the name they were made under; null for none.</param>
    /// <param name="missing">What is thrown for the name of a file that is needed and not there.</param>
    public ArchiveFiles(string? folder, Func<string, Exception> missing)
        : this(folder, new Dictionary<string, string>(StringComparer.Ordinal), missing)
    {
    }

    private ArchiveFiles(string? folder, IReadOnlyDictionary<string, string> named, Func<string, Exception> missing) =>
        (_folder, _named, _missing) = (folder, named, missing);

    /// <summary>None: of a copy that is looked at alone.</summary>
    public static ArchiveFiles None { get; } = new(folder: null, file => new ArchiveException(
        $"缺归档文件 {file}", $"the archive file {file} is missing"));

    /// <summary>The same, and files that are somewhere else.</summary>
    /// <exception cref="ArchiveException">One is not there, or is no archive.</exception>
    public async Task<ArchiveFiles> AndAsync(IEnumerable<string> paths)
    {
        var named = new Dictionary<string, string>(_named, StringComparer.Ordinal);
        foreach (var path in paths)
        {
            named[(await ReadAsync(path)).Id] = path;
        }

        return new ArchiveFiles(_folder, named, _missing);
    }

    /// <summary>Where an archive is; null where its file is not there, or is another one.</summary>
    public async Task<string?> FindAsync(ArchiveRow archive)
    {
        var path = _named.GetValueOrDefault(archive.Id) ?? (_folder is null ? null : Path.Combine(_folder, archive.FileName));
        try
        {
            return path is not null && File.Exists(path) && (await ReadAsync(path)).Id == archive.Id ? path : null;
        }
        catch (ArchiveException)
        {
            return null;
        }
    }

    /// <summary>What an archive file says of itself.</summary>
    /// <exception cref="ArchiveException">It is not there, or is no archive.</exception>
    public static async Task<ArchiveRow> ReadAsync(string path)
    {
        try
        {
            await using var file = await OpenAsync(path);
            return await ReadAsync(file.Session) ?? throw new ArchiveException($"{path} 不是归档文件", $"{path} is no archive");
        }
        catch (SqliteException exception)
        {
            var (zh, en) = SqliteFailure.Words(exception);
            throw new ArchiveException($"归档文件 {path} 读不了：{zh}", $"the archive {path} cannot be read: {en}", exception);
        }
    }

    /// <summary>Opens the archive that the blocks of a run are in; null where they are in no archive.</summary>
    internal async Task<OpenArchive?> OpenAsync(Session session, string run) =>
        await ArchiveStore.OfRunAsync(session, run) is { } archive
            ? await FindAsync(archive) is { } path ? await OpenAsync(path) : throw _missing(archive.FileName)
            : null;

    /// <summary>Opens a file to read it.</summary>
    internal static async Task<OpenArchive> OpenAsync(string path) =>
        new(new StoredConnection(await SqliteFile.OpenAsync(path, SqliteOpenMode.ReadOnly)));

    private static async Task<ArchiveRow?> ReadAsync(Session file) =>
        await file.FirstAsync<long>("PRAGMA user_version") == ArchiveFile.Form ? (await RowsAsync(file)).SingleOrDefault() : null;

    private static Task<IReadOnlyList<ArchiveRow>> RowsAsync(Session file) => file.ListAsync<ArchiveRow>(
        """
        SELECT id AS Id, year AS Year, file_name AS FileName, runs AS Runs, blocks AS Blocks, digest AS Digest, made_by AS MadeBy,
               made_at AS MadeAt, put_back_by AS PutBackBy, put_back_at AS PutBackAt
        FROM archive
        """);
}

/// <summary>An archive that is being read.</summary>
internal sealed class OpenArchive(StoredConnection connection) : IAsyncDisposable
{
    /// <summary>Its table of blocks is as that of the database.</summary>
    public Session Session { get; } = new(connection, isPostgres: false);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
