using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>A zip file whose last entry lists the SHA-256 of every other, as <c>sha256sum -c</c> reads it.</summary>
/// <param name="zip">Where to.</param>
/// <param name="day">The day all entries are of, so that what is asked twice on a day is the same to the byte.</param>
internal sealed class BundleWriter(ZipArchive zip, DateOnly day)
{
    private readonly StringBuilder _sums = new();

    /// <summary>Adds a file.</summary>
    /// <param name="name">With its folder.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        await using (var entry = await Entry(name).OpenAsync(cancellation))
        {
            await using var hashed = new CryptoStream(entry, hash, CryptoStreamMode.Write);
            await write(hashed);
        }

        _sums.Append(Convert.ToHexStringLower(hash.Hash!)).Append("  ").Append(name).Append('\n');
    }

    /// <summary>Adds a text in UTF-8.</summary>
    public Task AddAsync(string name, string text, CancellationToken cancellation) =>
        AddAsync(name, to => to.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation).AsTask(), cancellation);

    /// <summary>Adds the list of sums: nothing can be added after it.</summary>
    public async Task CompleteAsync(CancellationToken cancellation)
    {
        await using var entry = await Entry(BundleFile.Sums).OpenAsync(cancellation);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(_sums.ToString()), cancellation);
    }

    private ZipArchiveEntry Entry(string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return entry;
    }
}
