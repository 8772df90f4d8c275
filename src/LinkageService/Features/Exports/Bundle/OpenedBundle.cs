using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>The files of a bundle, held against its list of sums.</summary>
internal sealed class OpenedBundle
{
    private const long MaxFile = 1L << 30;

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>How many there are, the list of sums not counted.</summary>
    public int Count => _files.Count - 1;

    /// <summary>The names of the scans.</summary>
    public IEnumerable<string> Scans => _files.Keys.Where(name => name.StartsWith(BundleFile.Scans, StringComparison.Ordinal));

    /// <summary>Reads a bundle; what is missing, more, twice or changed becomes a finding.</summary>
    /// <exception cref="InvalidDataException">It is no zip file, or holds one of over 1 GiB.</exception>
    public static OpenedBundle Read(Stream stream, FindingList findings)
    {
        var bundle = new OpenedBundle();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            if (entry.Length > MaxFile)
            {
                throw new InvalidDataException($"{entry.FullName}: {entry.Length} bytes");
            }

            using var content = new MemoryStream();
            using (var from = entry.Open())
            {
                from.CopyTo(content);
            }

            if (!bundle._files.TryAdd(entry.FullName, content.ToArray()))
            {
                findings.Add(entry.FullName, "在包里有两份", "is in the bundle twice");
            }
        }

        bundle.CheckSums(findings);
        return bundle;
    }

    /// <summary>The bytes of a file; null where it is missing.</summary>
    public byte[]? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>A file of JSON; nothing where it is missing, or is none.</summary>
    public T? Read<T>(string name, JsonTypeInfo<T> type, FindingList findings)
    {
        try
        {
            return Find(name) is { } bytes ? JsonSerializer.Deserialize(bytes, type) : default;
        }
        catch (JsonException)
        {
            findings.Add(name, "读不出来", "cannot be read");
            return default;
        }
    }

    private void CheckSums(FindingList findings)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal) { BundleFile.Sums };
        var lines = System.Text.Encoding.UTF8.GetString(Find(BundleFile.Sums) ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var line in lines)
        {
            var (sum, name) = line.Split("  ", 2) is [var first, var second] ? (first, second) : ("", line);
            listed.Add(name);
            if (Find(name) is not { } bytes)
            {
                findings.Add(name, "缺少这个文件", "is missing");
            }
            else if (!string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sum, StringComparison.Ordinal))
            {
                findings.Add(name, "和 SHA256SUMS 里的不一样", "is not what SHA256SUMS says");
            }
        }

        foreach (var name in _files.Keys.Where(name => !listed.Contains(name)))
        {
            findings.Add(name, "不在 SHA256SUMS 里", "is not in SHA256SUMS");
        }
    }
}
