using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>A zip file whose last entry lists the SHA-256 of every other, as <c>sha256sum -c</c> reads it.</summary>
internal sealed class BundleWriter(ZipArchive zip)
{
    private readonly StringBuilder _sums = new();

    /// <summary>Adds a file.</summary>
    /// <param name="name">With its folder.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task AddAsync(string name, Func<Stream, Task> write, CancellationToken cancellation)
    {
        using var hash = SHA256.Create();
        await using (var entry = await zip.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellation))
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
        await using var entry = await zip.CreateEntry(BundleFile.Sums, CompressionLevel.Optimal).OpenAsync(cancellation);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(_sums.ToString()), cancellation);
    }
}
