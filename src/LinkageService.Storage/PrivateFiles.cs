namespace LinkageService.Storage;

/// <summary>
/// Files and folders that hold names, holdings, account holders or keys: their owner's only, whatever the umask. What SQLite
/// puts beside a file (its log, its index) has the mode of the file.
/// </summary>
public static class PrivateFiles
{
    /// <summary>0600.</summary>
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0700.</summary>
    public const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    /// <summary>Makes the folder a file is to lie in, where it is not there yet; one that is there stays as it is.</summary>
    /// <returns>The folder.</returns>
    public static DirectoryInfo CreateFolderOf(string file) => CreateFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);

    /// <summary>Makes a folder where it is not there yet.</summary>
    public static DirectoryInfo CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderMode);

    /// <summary>Makes a file that is not there yet.</summary>
    /// <exception cref="IOException">It is there already, or cannot be made.</exception>
    public static FileStream Create(string path, long bytes = 0)
    {
        var options = new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }

    /// <summary>A file for a while: its owner's only, and gone when it is closed.</summary>
    public static FileStream OpenTemporary(int bufferSize = 4096)
    {
        var path = Path.Combine(Path.GetTempPath(), "linkage-" + Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = bufferSize,
            Options = FileOptions.Asynchronous,
        };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        // Nobody else may open it in the moment that it has a name.
        options.UnixCreateMode = FileMode;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }

    /// <summary>Makes an empty file for SQLite to fill, unless there is a file.</summary>
    public static void CreateUnlessThere(string path)
    {
        if (!File.Exists(path))
        {
            try
            {
                Create(path).Dispose();
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another service that starts beside this one was first.
            }
        }
    }

    /// <summary>Whether anybody but its owner may read or write a file or enter a folder; false where it is not there.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && Path.Exists(path) && (File.GetUnixFileMode(path) & ~FolderMode) != UnixFileMode.None;
}
