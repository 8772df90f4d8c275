namespace LinkageService.CommandLine;

/// <summary>A file named on the command line cannot be read or written.</summary>
internal sealed class FileException(string message) : Exception(message)
{
    /// <summary>Holds that a file can be read.</summary>
    public static void RequireReadable(string path) => Naming(path, "读取", () =>
    {
        using var file = File.OpenRead(path);
        return true;
    });

    /// <summary>Holds that a file is not there yet.</summary>
    public static void RequireNew(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new FileException($"{path} 已经存在，不覆盖 | {path} is there already and is not written over");
        }
    }

    /// <summary>Does the work, naming the file when it fails.</summary>
    public static T Naming<T>(string path, string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var why = exception switch
            {
                FileNotFoundException => "：没有这个文件",
                DirectoryNotFoundException => "：没有这个文件夹",
                UnauthorizedAccessException => "：没有权限，或者它是文件夹",
                _ => "",
            };
            throw new FileException($"文件 {path} {what}失败{why} | file {path}: {exception.Message}");
        }
    }
}
