using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace LinkageService.Grpc.Calls;

/// <summary>Everything the runtime logs. What a caller can cause is never an error.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Call {Method} begins.")]
    public static partial void CallBegins(ILogger logger, string method);

    [LoggerMessage(2, LogLevel.Debug, "Call {Method} ends with {StatusCode}.")]
    public static partial void CallEnds(ILogger logger, string method, StatusCode statusCode);

    [LoggerMessage(3, LogLevel.Information, "Call {Method} fails with {StatusCode}: {Detail}")]
    public static partial void CallFails(
        ILogger logger, Exception? exception, string method, StatusCode statusCode, string detail);

    [LoggerMessage(4, LogLevel.Information, "The caller of {Method} went away.")]
    public static partial void CallerGone(ILogger logger, string method);

    [LoggerMessage(5, LogLevel.Error, "The service threw in {Method}.")]
    public static partial void ServiceThrew(ILogger logger, Exception exception, string method);

    [LoggerMessage(6, LogLevel.Debug, "Call {Method} went on past its deadline and threw.")]
    public static partial void ExpiredCallThrew(ILogger logger, Exception exception, string method);

    [LoggerMessage(7, LogLevel.Information, "{Path} is not a method of any service here.")]
    public static partial void UnknownMethod(ILogger logger, string path);

    [LoggerMessage(8, LogLevel.Information, "A request for {Path} is refused: {Reason}")]
    public static partial void RequestRefused(ILogger logger, string path, string reason);
}
