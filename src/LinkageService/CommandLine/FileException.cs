namespace LinkageService.CommandLine;

/// <summary>A file named on the command line cannot be read or written.</summary>
internal sealed class FileException(string message) : Exception(message)
{
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
            throw new FileException($"文件 {path} {what}失败 | file {path}: {exception.Message}");
        }
    }
}
