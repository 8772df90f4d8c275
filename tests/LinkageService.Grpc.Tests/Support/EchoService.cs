using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Grpc.Tests.Support;

/// <summary>Does what each request asks for, and counts the calls whose work goes on.</summary>
public sealed class EchoService(EchoService.Tally tally) : Echo.EchoBase
{
    public override async Task<EchoReply> Say(EchoRequest request, ServerCallContext context)
    {
        using var working = tally.Begin();
        await DoAsync(request, context);
        return request.Deed == "return nothing" ? null! : Answer(request);
    }

    public override async Task<EchoReply> Collect(
        IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        using var working = tally.Begin();
        var reply = new EchoReply();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await DoAsync(request, context);
            reply.Text += request.Text;
            reply.Length += request.Payload.Length;
        }

        return reply;
    }

    public override async Task Repeat(
        EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        using var working = tally.Begin();
        for (var i = 0; i < request.Times; i++)
        {
            await DoAsync(request, context);
            await responseStream.WriteAsync(Answer(request));
            tally.Written();
        }
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context)
    {
        using var working = tally.Begin();
        while (await requestStream.MoveNext())
        {
            await DoAsync(requestStream.Current, context);
            await responseStream.WriteAsync(Answer(requestStream.Current));
        }
    }

    private static EchoReply Answer(EchoRequest request) => new()
    {
        Text = request.Text,
        Payload = request.Payload,
        Length = request.Payload.Length,
    };

    private static async Task DoAsync(EchoRequest request, ServerCallContext context)
    {
        if (request.DelayMs > 0)
        {
            await Task.Delay(request.DelayMs, context.CancellationToken);
        }

        switch (request.Deed)
        {
            case "send metadata":
                await context.WriteResponseHeadersAsync(
                    new Metadata { { "x-seen", context.RequestHeaders.GetValue("x-text") ?? "none" } });
                foreach (var entry in context.RequestHeaders.GetAll("x-bytes-bin"))
                {
                    context.ResponseTrailers.Add(entry);
                }

                break;
            case "describe":
                throw new RpcException(new Status(StatusCode.OK, string.Join(
                    '|',
                    context.Method,
                    context.Host,
                    context.Peer,
                    context.Deadline.ToString("O", CultureInfo.InvariantCulture),
                    context.AuthContext.IsPeerAuthenticated,
                    context.GetHttpContext().Request.Protocol,
                    string.Join(',', context.RequestHeaders.Select(entry => entry.Key)))));
            case "throw":
                throw new InvalidOperationException("the secret cause");
            case "send a bad trailer":
                context.ResponseTrailers.Add("x-text", "农户");
                break;
            case "set status":
                context.Status = new Status((StatusCode)request.Status, request.Detail);
                return;
            case "do not compress":
                context.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
                break;
            case "ignore the deadline":
                await Task.Delay(200, CancellationToken.None);
                break;
            default:
                break;
        }

        if (request.Status != 0)
        {
            var trailers = new Metadata { { "grpc-status-details-bin", ByteString.CopyFromUtf8("why").ToByteArray() } };
            throw new RpcException(new Status((StatusCode)request.Status, request.Detail), trailers);
        }
    }

    /// <summary>How many calls work now and how many messages were written.</summary>
    public sealed class Tally
    {
        private int working;
        private int written;

        public int WorkingNow => Volatile.Read(ref working);

        public int WrittenSoFar => Volatile.Read(ref written);

        public IDisposable Begin()
        {
            Interlocked.Increment(ref working);
            return new Work(this);
        }

        public void Written() => Interlocked.Increment(ref written);

        private sealed class Work(Tally tally) : IDisposable
        {
            public void Dispose() => Interlocked.Decrement(ref tally.working);
        }
    }
}
