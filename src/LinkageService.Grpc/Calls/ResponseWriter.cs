using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Grpc.Core;

namespace LinkageService.Grpc.Calls;

/// <summary>Puts the messages of one call into its response body.</summary>
internal sealed class ResponseWriter(ServerCall call) : SerializationContext
{
    private PipeWriter body = null!;
    private ArrayBufferWriter<byte>? collected;
    private int announced;
    private bool compress;
    private bool completed;

    /// <summary>Writes one message without sending it yet: a unary response goes out together with its status.</summary>
    public async ValueTask WriteAsync<T>(T message, Action<T, SerializationContext> serialize, WriteOptions? options)
    {
        call.EnterWrite();
        try
        {
            await call.StartResponseAsync();
            body = call.Http.Response.BodyWriter;
            compress = call.CompressesResponse && (options is null || !options.Flags.HasFlag(WriteFlags.NoCompress));
            announced = -1;
            completed = false;
            serialize(message, this);
            if (!completed)
            {
                throw new InvalidOperationException("The marshaller did not complete the message.");
            }
        }
        finally
        {
            call.LeaveWrite();
        }
    }

    /// <summary>Sends what has been written and waits until the connection has room for more.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        var result = await body.FlushAsync(cancellationToken);
        if (result.IsCanceled || result.IsCompleted)
        {
            throw new CallAbortedException(null);
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckLength(payloadLength);
        announced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (announced >= 0 && !compress)
        {
            WritePrefix(compressed: false, announced);
            return body;
        }

        collected ??= new ArrayBufferWriter<byte>();
        collected.ResetWrittenCount();
        return collected;
    }

    public override void Complete()
    {
        if (announced < 0 || compress)
        {
            WritePayload(collected is null ? default : collected.WrittenSpan);
        }

        completed = true;
    }

    public override void Complete(byte[] payload)
    {
        WritePayload(payload);
        completed = true;
    }

    private void WritePayload(ReadOnlySpan<byte> payload)
    {
        CheckLength(payload.Length);
        var asCompressed = compress && !payload.IsEmpty;
        if (asCompressed)
        {
            payload = GzipCodec.Compress(payload, call.Served.ResponseCompressionLevel).Span;
        }

        WritePrefix(asCompressed, payload.Length);
        body.Write(payload);
    }

    private void WritePrefix(bool compressed, int length)
    {
        var prefix = body.GetSpan(RequestReader.PrefixLength);
        prefix[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)length);
        body.Advance(RequestReader.PrefixLength);
    }

    private void CheckLength(int length)
    {
        if (length > call.Served.MaxSendLength)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted,
                $"The response has {length} bytes, more than the limit of {call.Served.MaxSendLength}."));
        }
    }
}
