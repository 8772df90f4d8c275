using LinkageService.Engine.Problems;
using LinkageService.Storage;

namespace LinkageService.Errors;

/// <summary>Failures of a request as HTTP, before anything in it is understood.</summary>
internal static class RequestFailures
{
    public static Failure BodyTooLarge(int maxBytes) => Failure.Of(
        ProblemCodes.BodyTooLarge, $"请求正文超过 {maxBytes} 字节的上限", $"the body is over the limit of {maxBytes} bytes");

    public static Failure LineTooLong(int maxBytes) => Failure.Of(
        ProblemCodes.BodyTooLarge, $"有一行超过 {maxBytes} 字节的上限", $"a line is over the limit of {maxBytes} bytes");

    public static Failure SchemeTooLarge(int maxBytes) => Failure.Of(
        ProblemCodes.SchemeTooLarge, $"方案文档超过 {maxBytes} 字节的上限", $"the scheme document is over the limit of {maxBytes} bytes");

    public static Failure UnsupportedMediaType(string? got, params string[] wanted)
    {
        var (shown, list) = (NumberProblems.Shorten(got ?? ""), string.Join(", ", wanted));
        return Failure.Of(ProblemCodes.UnsupportedMediaType,
            $"这里读 Content-Type {list}（UTF-8），得到“{shown}”", $"Content-Type {list} (UTF-8) is read here, got \"{shown}\"");
    }

    public static Failure UnsupportedEncoding(string got) => Failure.Of(ProblemCodes.UnsupportedMediaType,
        $"这里读 Content-Encoding gzip 或不压缩的正文，得到“{NumberProblems.Shorten(got)}”",
        $"a body in Content-Encoding gzip, or in none, is read here, got \"{NumberProblems.Shorten(got)}\"", "Content-Encoding");

    public static Failure Malformed(string zh, string en) => Failure.Of(
        ProblemCodes.MalformedRequest, $"请求读不下去：{zh}", $"the request cannot be read: {en}");

    public static Failure TooSlow() => Failure.Of(ProblemCodes.RequestTimeout,
        "请求发得太慢，没有等到它结束；什么都没有存下，可以原样重试",
        "the request came too slowly and its end was not waited for; nothing is stored, and it can be sent again as it is");

    public static Failure TookTooLong(double seconds) => Failure.Of(ProblemCodes.TookTooLong,
        $"{seconds} 秒还没有办完，已经停下。查询和计算请缩小范围再试；会改动数据的，带同一个 Idempotency-Key 原样重发，没有这个键的先查看现状",
        $"not done after {seconds} seconds, and given up. Ask for less where it reads or computes; send a change again with the same "
        + "Idempotency-Key, or look how things stand first where it has none");

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
    public static Failure StorageUnavailable(StorageUnavailableException exception) => exception is OutcomeUnknownException unknown
        ? OutcomeUnknown(unknown.Change)
        : Failure.Of(ProblemCodes.StorageUnavailable,
            "数据库暂时不能用，什么都没有存下，可以原样重试", "the database is not available; nothing is stored, and it can be sent again as it is");

    private static Failure OutcomeUnknown(Change change) => Failure.Of(new Problem(ProblemCodes.OutcomeUnknown, "", new LocalizedText(
        "提交时与数据库断开，还不知道存下了没有：不是全部存下，就是什么都没有。带 Idempotency-Key 的请求用同一个键原样重发；其他的先查看现状再决定是否重发。"
        + $"审计日志里有变更 {change.Id}，就是存下了",
        "the database was lost at the commit, and whether it is stored is not known yet: all of it is, or nothing. Send a request with "
        + "an Idempotency-Key again with the same key; look how things stand before any other is sent again. It is stored if the "
        + $"audit log has the change {change.Id}"))
    {
        Figures = new Dictionary<string, string>(StringComparer.Ordinal) { ["change"] = change.Id },
    });
}
