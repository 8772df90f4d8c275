using System.Security.Cryptography;
using LinkageService.Configuration;
using LinkageService.Storage;

namespace LinkageService.Privacy;

/// <summary>
/// The key that private numbers are encrypted with: 32 random bytes in base64, one line, beside the data, which the operator
/// keeps. Without it the numbers are lost; with it and the database they can be read.
/// </summary>
internal static class KeyFile
{
    private const string Setting = "Storage:KeyFile";
    private const int KeyBytes = 32;
    private const int MaxFileBytes = 1024;

    /// <summary>The key, or null when there is no file.</summary>
    /// <exception cref="BadSettingException">The file cannot be read or holds no key.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            var key = new byte[KeyBytes + 1];
            return new FileInfo(path).Length <= MaxFileBytes
                && Convert.TryFromBase64String(File.ReadAllText(path).Trim(), key, out var length) && length == KeyBytes
                    ? key[..KeyBytes]
                    : throw new BadSettingException(Setting, path, "a file with a key of 32 bytes in base64, as the service made it");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException(Setting, path, "a file this service can read: " + exception.Message);
        }
    }

    /// <summary>Makes a key that only this user can read.</summary>
    /// <exception cref="BadSettingException">The file cannot be written.</exception>
    public static byte[] Make(string path)
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        try
        {
            PrivateFiles.CreateFolderOf(path);

            // Whole under its own name, or not there: a half-written key would lock the data.
            var unfinished = path + "." + Guid.NewGuid().ToString("N");
            using (var file = PrivateFiles.Create(unfinished))
            {
                file.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + "\n"));
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
            return key;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another service that starts beside this one was first.
            return Read(path)!;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new BadSettingException(Setting, path, "a file this service can write: " + exception.Message);
        }
    }

    /// <summary>The key does not open this database.</summary>
    public static BadSettingException DoesNotFit(string path, bool isMissing) => new(Setting, path, isMissing
        ? "the key file this database was begun with, which is not there; put it back from where you keep it"
        : "the key file this database was begun with; this is another key");
}
