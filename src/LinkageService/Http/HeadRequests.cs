using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Http;

/// <summary>
/// HEAD is served wherever GET is, by the same code (RFC 9110, 9.3.2). At the first byte of the body the headers are known, and no
/// more of it is made: what is written as it is read, such as all statements of a run, is not read to its end for nobody.
/// </summary>
internal static class HeadRequests
{
    private static readonly object IsHead = new();

    /// <summary>Outermost: everything behind it sees GET.</summary>
    public static async Task RespondAsGetAsync(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await next(http);
            return;
        }

        http.Request.Method = HttpMethods.Get;
        http.Items[IsHead] = true;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Method = HttpMethods.Head;
        }
    }

    /// <summary>Whether HEAD was asked: for what cannot be stopped at its first byte.</summary>
    public static bool Is(HttpContext http) => http.Items.ContainsKey(IsHead);

    /// <summary>Behind the responses to failures: stops a response at its first byte.</summary>
    public static async Task StopAtFirstByteAsync(HttpContext http, RequestDelegate next)
    {
        if (!Is(http))
        {
            await next(http);
            return;
        }

        var server = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new FirstByte()));
        try
        {
            await next(http);
        }
        catch (FirstByteException)
        {
            // The headers stand; there is nothing to be sent after them.
        }
        finally
        {
            http.Features.Set(server);
        }
    }

    /// <summary>Says that a byte was written.</summary>
    private sealed class FirstByteException : Exception;

    /// <summary>Takes no byte.</summary>
    private sealed class FirstByte : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new FirstByteException();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException(new FirstByteException());
    }
}
