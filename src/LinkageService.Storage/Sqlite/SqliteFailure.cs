using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LinkageService.Storage.Sqlite;

/// <summary>What SQLite said, in words for whoever keeps the machine.</summary>
internal static class SqliteFailure
{
    /// <summary>In Chinese and English on one line.</summary>
    public static string Line(Exception exception)
    {
        var (zh, en) = Words(exception);
        return $"{zh} | {en}";
    }

    /// <summary>In Chinese and in English.</summary>
    public static (string Zh, string En) Words(Exception exception) => Root(exception) is SqliteException failure
        ? failure.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => ("磁盘满了", "the disk is full"),
            raw.SQLITE_READONLY => ("文件或文件夹只读，不能写入", "the file or its folder is read-only"),
            raw.SQLITE_CANTOPEN => ("文件打不开，或旁边的文件建不了：请检查文件夹是否存在、是否只读、是否有权限",
                "the file cannot be opened, or those beside it cannot be made: is its folder there, read-only, or closed to this user?"),
            raw.SQLITE_IOERR => ($"磁盘读写出错（{failure.SqliteExtendedErrorCode}）", $"the disk failed ({failure.Message})"),
            raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => ("文件已损坏，或不是数据库", $"the file is damaged or no database ({failure.Message})"),
            _ => (failure.Message, failure.Message),
        }
        : IsFullDisk(exception) ? ("磁盘满了", "the disk is full") : (exception.Message, exception.Message);

    /// <summary>
    /// Whether a commit that failed so may still be found by whoever opens the file after a power cut: its pages are written,
    /// only that they are on the disk was not confirmed. A full disk took not all of them.
    /// </summary>
    public static bool MayHaveCommitted(SqliteException exception) => exception.SqliteErrorCode == raw.SQLITE_IOERR;

    private static Exception Root(Exception exception) =>
        exception is StorageUnavailableException { InnerException: { } inner } ? inner : exception;

    private static bool IsFullDisk(Exception exception)
    {
        const int NoSpace = 28, DiskFull = unchecked((int)0x80070070);
        return exception is IOException && exception.HResult is NoSpace or DiskFull;
    }
}
