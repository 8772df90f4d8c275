using System.Security.Cryptography;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Storage;

namespace LinkageService.Privacy;

/// <summary>
/// The keys that private numbers are encrypted with: 32 random bytes in base64, one key a line, the oldest first, beside the data, which
/// the operator keeps. Without them the numbers are lost; with them and the database they can be read.
/// </summary>
internal static class KeyFile
{
    /// <summary>Keys in one file.</summary>
    /// <value>8.</value>
    public const int MaxKeys = 8;

    private const string Setting = "Storage:KeyFile";
    private const string FormZh = "服务自己做的文件，里面一到八把密钥，每行一把，32 字节的 Base64";
    private const string Form = "a file with one to eight keys of 32 bytes in base64, each on its line, as the service made it";
    private const int KeyBytes = 32;
    private const int MaxFileBytes = 1024;

    /// <summary>The keys, the oldest first; none when there is no file.</summary>
    /// <exception cref="BadSettingException">The file cannot be read or holds something else.</exception>
    public static IReadOnlyList<byte[]> Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return [];
            }

            var keys = new FileInfo(path).Length <= MaxFileBytes
                ? File.ReadAllText(path).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(KeyOf).ToArray()
                : [];
            return keys.Length is > 0 and <= MaxKeys && Array.TrueForAll(keys, key => key is not null)
                ? keys.OfType<byte[]>().ToArray()
                : throw new BadSettingException(Setting, path, FormZh, Form);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException(Setting, path, "本服务读得了的文件：" + exception.Message,
                "a file this service can read: " + exception.Message);
        }
    }

    /// <summary>A new key.</summary>
    public static byte[] New() => RandomNumberGenerator.GetBytes(KeyBytes);

    /// <summary>Makes the file with one key, for this user alone.</summary>
    /// <returns>The keys it has: another service that starts beside this one may have been first.</returns>
    /// <exception cref="BadSettingException">The file cannot be written.</exception>
    public static IReadOnlyList<byte[]> Make(string path)
    {
        var key = New();
        try
        {
            Write(path, [key], isNew: true);
            return [key];
        }
        catch (BadSettingException) when (File.Exists(path))
        {
            return Read(path);
        }
    }

    /// <summary>
    /// Writes the file, for this user alone: whole under its own name, or as it was, for a half-written key would lock the data.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The keys, the oldest first.</param>
    /// <param name="isNew">Whether it may not be there yet.</param>
    /// <exception cref="BadSettingException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<byte[]> keys, bool isNew = false)
    {
        var unfinished = path + "." + Guid.NewGuid().ToString("N");
        try
        {
            PrivateFiles.CreateFolderOf(path);
            using (var file = PrivateFiles.Create(unfinished))
            {
                file.Write(Encoding.ASCII.GetBytes(string.Concat(keys.Select(key => Convert.ToBase64String(key) + "\n"))));
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: !isNew);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new BadSettingException(Setting, path, "本服务写得了的文件：" + exception.Message,
                "a file this service can write: " + exception.Message);
        }
    }

    /// <summary>The file lacks a key that this database needs.</summary>
    public static BadSettingException DoesNotFit(string path, bool isMissing) => new(Setting, path, isMissing
        ? "这个数据库原来的密钥文件，它不在这里：请从保管处放回来"
        : "这个数据库的密钥文件，要有它用的每一把密钥：这是另一把，或缺了一把", isMissing
        ? "the key file this database was begun with, which is not there; put it back from where you keep it"
        : "the key file of this database, with every key it needs; this is another key, or one is missing");

    private static byte[]? KeyOf(string line)
    {
        var key = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(line, key, out var length) && length == KeyBytes ? key[..KeyBytes] : null;
    }
}
