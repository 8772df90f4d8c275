using System.IO.Compression;
using LinkageService.Configuration;
using LinkageService.Errors;
using Microsoft.AspNetCore.RequestDecompression;

namespace LinkageService.Http;

/// <summary>
/// Request bodies in gzip. The limit of a body holds for what comes out, so that a small body that grows is refused where it passes it,
/// and for what goes in, because a stream may go on for ever without giving a byte.
/// </summary>
internal sealed class GzipBodies(Limits limits) : IDecompressionProvider
{
    /// <summary>The one encoding that is read.</summary>
    public const string Encoding = "gzip";

    /// <summary>Its old name, which RFC 9110 (8.4.1.3) takes for the same.</summary>
    public const string OldName = "x-gzip";

    private readonly Failure _tooLarge = RequestFailures.BodyTooLarge(limits.MaxBodyBytes);

    /// <inheritdoc/>
    public Stream GetDecompressionStream(Stream stream) =>
        Bounded(new GZipStream(Bounded(stream), CompressionMode.Decompress));

    private BoundedBody Bounded(Stream body) => new(body, limits.MaxBodyBytes, _tooLarge);
}
