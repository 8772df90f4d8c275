using System.IO.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>Options of every service, or with <see cref="GrpcServiceOptions{TService}"/> of one.</summary>
public class GrpcServiceOptions
{
    private const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>The longest response in bytes, before compression; null for no limit.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>
    /// The longest request message in bytes, as sent and again as decompressed; 4 MiB unless set, null for no limit.
    /// </summary>
    public int? MaxReceiveMessageSize { get; set; } = DefaultMaxReceiveMessageSize;

    /// <summary>Whether the status of a call whose service threw tells the caller what was thrown.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>Whether calls of unknown services are left to the rest of the application instead of answered.</summary>
    public bool? IgnoreUnknownServices { get; set; }

    /// <summary>The compression of responses, for callers that accept it: <c>gzip</c>, or null for none.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How hard responses are compressed; fastest unless set.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>The interceptors around each call, the first outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}
