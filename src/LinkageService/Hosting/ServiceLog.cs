namespace LinkageService.Hosting;

/// <summary>Every message of the host's log.</summary>
internal static partial class ServiceLog
{
    [LoggerMessage(1, LogLevel.Information,
        "联结服务已启动：REST {Rest}，接口说明 {Rest}/swagger，gRPC {Grpc} | Listening: REST {Rest}, API pages {Rest}/swagger, gRPC {Grpc}")]
    public static partial void Listening(this ILogger log, string rest, string grpc);

    [LoggerMessage(2, LogLevel.Error, "请求出错 | {Method} {Path} failed ({TraceId})")]
    public static partial void RequestFailed(this ILogger log, Exception exception, string method, string path, string traceId);
}
