using System.IO.Compression;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace LinkageService.Grpc.Calls;

/// <summary>What every call of one method shares: its names, its options, and where it reports to.</summary>
internal sealed class ServedMethod(
    IMethod method, GrpcServiceOptions options, TimeProvider clock, ILogger logger, CallTelemetry telemetry)
{
    public IMethod Method { get; } = method;

    /// <summary>The name in telemetry: <c>package.Service/Method</c>.</summary>
    public string TelemetryName { get; } = $"{method.ServiceName}/{method.Name}";

    public TimeProvider Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    public CallTelemetry Telemetry { get; } = telemetry;

    public int MaxReceiveLength { get; } = options.MaxReceiveMessageSize ?? Array.MaxLength;

    public int MaxSendLength { get; } = options.MaxSendMessageSize ?? int.MaxValue;

    public bool DetailedErrors { get; } = options.EnableDetailedErrors ?? false;

    public bool CompressesResponses { get; } = options.ResponseCompressionAlgorithm == GzipCodec.Name;

    public CompressionLevel ResponseCompressionLevel { get; } =
        options.ResponseCompressionLevel ?? CompressionLevel.Fastest;

    public bool StreamsRequests => Method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;
}
