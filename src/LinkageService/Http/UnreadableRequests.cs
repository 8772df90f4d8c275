using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LinkageService.Http;

/// <summary>
/// What Kestrel cannot read as a request of HTTP/1.x it answers itself, before anything of ours is asked: a bare status, then it closes the
/// connection. Here, where the connection is written, that status is given its words.
/// </summary>
internal static class UnreadableRequests
{
    /// <summary>Answers on the connections of the listener in words.</summary>
    public static void RespondInWords(this ListenOptions listener)
    {
        var answers = listener.ApplicationServices.GetRequiredService<ProblemResponse>();
        listener.Use(next => connection =>
        {
            connection.Transport = new Duplex(connection.Transport.Input, new WordedOutput(connection, answers));
            return next(connection);
        });
    }

    /// <summary>What Kestrel refuses, as a failure of ours.</summary>
    internal static Failure FailureOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => RequestFailures.TooSlow(),
        StatusCodes.Status414RequestUriTooLong => RequestFailures.Malformed("地址太长", "the address is too long"),
        StatusCodes.Status431RequestHeaderFieldsTooLarge =>
            RequestFailures.Malformed("请求头太多或太长", "the headers are too many or too long"),
        StatusCodes.Status505HttpVersionNotsupported =>
            RequestFailures.Malformed("HTTP 版本不是 1.0 或 1.1", "the version of HTTP is neither 1.0 nor 1.1"),
        _ => RequestFailures.Malformed(
            "请求行或请求头不是有效的 HTTP，例如地址里有 %00，请求头不是 UTF-8，Host 缺少或写了两次",
            "the request line or a header is not valid HTTP: an address with %00, a header that is not UTF-8, no Host or two"),
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class WordedOutput(ConnectionContext connection, ProblemResponse answers) : PipeWriter
    {
        private readonly PipeWriter _inner = connection.Transport.Output;
        private Memory<byte> _writing;

        public override bool CanGetUnflushedBytes => _inner.CanGetUnflushedBytes;

        public override long UnflushedBytes => _inner.UnflushedBytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _writing = _inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        // The head of a response is written in one piece; what is not advanced over was never written.
        public override void Advance(int bytes)
        {
            if (InWords(_writing.Span[..bytes]) is { } answer)
            {
                _inner.Write(answer);
            }
            else
            {
                _inner.Advance(bytes);
            }
        }

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
            _inner.WriteAsync(source, cancellationToken);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
            _inner.FlushAsync(cancellationToken);

        public override void CancelPendingFlush() => _inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => _inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => _inner.CompleteAsync(exception);

        // Only Kestrel writes a whole response that refuses, says nothing and ends the connection: ours have words.
        private byte[]? InWords(ReadOnlySpan<byte> head)
        {
            var empty = "Content-Length: 0\r\n"u8;
            if (!(head.StartsWith("HTTP/1.1 4"u8) || head.StartsWith("HTTP/1.1 5"u8)) || !head.EndsWith("\r\n\r\n"u8)
                || head.IndexOf("\r\nConnection: close\r\n"u8) < 0 || head.IndexOf(empty) is not (> 0 and var at)
                || !int.TryParse(head.Slice("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture, out var status))
            {
                return null;
            }

            var body = answers.Of(FailureOf(status), status, connection.ConnectionId);
            var headers = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"Content-Length: {body.Length}\r\nContent-Type: {ProblemResponse.ContentType}\r\nCache-Control: no-store\r\n"));
            return [.. head[..at], .. headers, .. head[(at + empty.Length)..], .. body];
        }
    }
}
