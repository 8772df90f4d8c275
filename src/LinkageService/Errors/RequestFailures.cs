using LinkageService.Engine.Problems;

namespace LinkageService.Errors;

/// <summary>Failures of a request as HTTP, before anything in it is understood.</summary>
internal static class RequestFailures
{
    public static Failure BodyTooLarge(int maxBytes) => Failure.Of(
        ProblemCodes.BodyTooLarge, $"请求正文超过 {maxBytes} 字节的上限", $"the body is over the limit of {maxBytes} bytes");

    public static Failure SchemeTooLarge(int maxBytes) => Failure.Of(
        ProblemCodes.SchemeTooLarge, $"方案文档超过 {maxBytes} 字节的上限", $"the scheme document is over the limit of {maxBytes} bytes");

    public static Failure UnsupportedMediaType(string? got, params string[] wanted)
    {
        var (shown, list) = (NumberProblems.Shorten(got ?? ""), string.Join(", ", wanted));
        return Failure.Of(ProblemCodes.UnsupportedMediaType,
            $"这里读 Content-Type {list}（UTF-8，不压缩），得到“{shown}”",
            $"Content-Type {list} (UTF-8, not compressed) is read here, got \"{shown}\"");
    }

    public static Failure Malformed(string zh, string en) => Failure.Of(
        ProblemCodes.MalformedRequest, $"请求读不下去：{zh}", $"the request cannot be read: {en}");

    public static Failure TooSlow() => Failure.Of(ProblemCodes.RequestTimeout,
        "请求发得太慢，没有等到它结束；什么都没有存下，可以原样重试",
        "the request came too slowly and its end was not waited for; nothing is stored, and it can be sent again as it is");

    public static Failure OtherHost(string host, string known) => Malformed(
        $"没有设登录（Auth:Mode=Local），这里只答复主机名 {known}，得到“{NumberProblems.Shorten(host)}”",
        $"nobody signs in (Auth:Mode=Local), so only the host names {known} are answered, got \"{NumberProblems.Shorten(host)}\"");

    public static Failure OtherSite(string origin) => Failure.Of(ProblemCodes.Forbidden,
        $"这个请求是别的网站（{NumberProblems.Shorten(origin)}）发来的，网页只答复自己的地址",
        $"another site ({NumberProblems.Shorten(origin)}) sent this request; the console answers its own address only");

    public static Failure NotFound(string path) => Failure.Of(
        ProblemCodes.NotFound, $"没有地址 {NumberProblems.Shorten(path)}", $"there is nothing at {NumberProblems.Shorten(path)}");

    public static Failure MethodNotAllowed(string method, string path, string allowed) => Failure.Of(
        ProblemCodes.MethodNotAllowed,
        $"{NumberProblems.Shorten(path)} 不接受 {NumberProblems.Shorten(method)}，接受 {allowed}",
        $"{NumberProblems.Shorten(path)} does not take {NumberProblems.Shorten(method)}, it takes {allowed}");

    public static Failure Internal() => Failure.Of(
        ProblemCodes.InternalError, "服务内部出错；请把 traceId 交给维护人员", "the service failed; give the traceId to whoever runs it");

    // What the database said may name hosts and files: that is for the log.
    public static Failure StorageUnavailable() => Failure.Of(
        ProblemCodes.StorageUnavailable,
        "数据库暂时不能用，什么都没有存下，可以原样重试", "the database is not available; nothing is stored, and it can be sent again as it is");
}
