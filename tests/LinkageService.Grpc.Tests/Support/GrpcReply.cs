using System.Globalization;
using System.Net;
using Grpc.Core;

namespace LinkageService.Grpc.Tests.Support;

/// <summary>What came back of a call, as it was on the wire.</summary>
/// <param name="HttpStatus">The HTTP status.</param>
/// <param name="Headers">The response headers.</param>
/// <param name="Trailers">The trailers; empty when the status came in the headers.</param>
/// <param name="Frames">The messages with their compressed flags.</param>
public sealed record GrpcReply(
    HttpStatusCode HttpStatus,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Trailers,
    IReadOnlyList<(byte Flag, byte[] Message)> Frames)
{
    /// <summary>The status, or null when none came.</summary>
    public StatusCode? Status =>
        Find("grpc-status") is { } text ? (StatusCode)int.Parse(text, CultureInfo.InvariantCulture) : null;

    public string Detail => Uri.UnescapeDataString(Find("grpc-message") ?? "");

    public bool IsTrailersOnly => Headers.ContainsKey("grpc-status");

    public EchoReply Reply => EchoReply.Parser.ParseFrom(Assert.Single(Frames).Message);

    private string? Find(string name) => Trailers.GetValueOrDefault(name) ?? Headers.GetValueOrDefault(name);
}
