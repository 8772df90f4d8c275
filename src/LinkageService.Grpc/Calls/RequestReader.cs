using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace LinkageService.Grpc.Calls;

/// <summary>Takes the messages of one call out of its request body.</summary>
internal sealed class RequestReader(ServerCall call, PipeReader body) : DeserializationContext
{
    /// <summary>One byte that says whether the message is compressed, four of its length.</summary>
    public const int PrefixLength = 5;

    private ReadOnlySequence<byte> payload;

    /// <summary>Whether the caller has said that nothing follows.</summary>
    public bool AtEnd { get; private set; }

    public override int PayloadLength => (int)payload.Length;

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => payload;

    public override byte[] PayloadAsNewBuffer() => payload.ToArray();

    /// <summary>Reads the only message of a call that takes exactly one.</summary>
    public async ValueTask<T> ReadSingleAsync<T>(Func<DeserializationContext, T> deserialize)
        where T : class
    {
        while (true)
        {
            var result = await ReadBodyAsync(call.DeadlineToken);
            if (TryTake(result, single: true, deserialize, out var message))
            {
                return message ?? throw Cardinality("The call takes one message and got none.");
            }
        }
    }

    /// <summary>Reads the next message of a stream; null after the last.</summary>
    public async ValueTask<T?> ReadNextAsync<T>(
        Func<DeserializationContext, T> deserialize, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var result = await ReadBodyAsync(cancellationToken);
            if (TryTake(result, single: false, deserialize, out var message))
            {
                return message;
            }
        }
    }

    private async ValueTask<ReadResult> ReadBodyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(cancellationToken);
        }
        catch (BadHttpRequestException e)
        {
            var code = e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? StatusCode.ResourceExhausted
                : StatusCode.Cancelled;
            throw new RpcException(new Status(code, e.Message, e));
        }
        catch (IOException e)
        {
            throw new CallAbortedException(e);
        }
    }

    // True with a message; true without one at the end of the body; false when more must be read.
    private bool TryTake<T>(
        in ReadResult result, bool single, Func<DeserializationContext, T> deserialize, out T? message)
        where T : class
    {
        var buffer = result.Buffer;
        var consumed = buffer.Start;
        var examined = buffer.End;
        AtEnd = result.IsCompleted;
        message = null;
        try
        {
            if (!TryFrame(buffer, out var compressed, out var length))
            {
                return AtEnd && (buffer.IsEmpty ? true : throw Broken("The body ends within a message."));
            }

            if (single && buffer.Length > PrefixLength + length)
            {
                throw Cardinality("The call takes one message and got more.");
            }

            // The only message is taken with the end of the body, in one step.
            if (single && !AtEnd)
            {
                return false;
            }

            payload = buffer.Slice(PrefixLength, length);
            message = Deserialize(compressed, deserialize);
            consumed = examined = buffer.GetPosition(PrefixLength + length);
            return true;
        }
        finally
        {
            payload = default;
            Advance(consumed, examined);
        }
    }

    // A reset that came since the read is told of here.
    private void Advance(SequencePosition consumed, SequencePosition examined)
    {
        try
        {
            body.AdvanceTo(consumed, examined);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new CallAbortedException(e);
        }
    }

    private bool TryFrame(in ReadOnlySequence<byte> buffer, out bool compressed, out int length)
    {
        compressed = false;
        length = 0;
        if (buffer.Length < PrefixLength)
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixLength];
        buffer.Slice(0, PrefixLength).CopyTo(prefix);
        if (prefix[0] > 1)
        {
            throw Broken($"The compressed flag is {prefix[0]}; it must be 0 or 1.");
        }

        compressed = prefix[0] == 1;
        var announced = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        var limit = call.Served.MaxReceiveLength;
        if (announced > (uint)limit)
        {
            throw new RpcException(new Status(
                StatusCode.ResourceExhausted, $"The message has {announced} bytes, more than the limit of {limit}."));
        }

        length = (int)announced;
        return buffer.Length - PrefixLength >= length;
    }

    private T Deserialize<T>(bool compressed, Func<DeserializationContext, T> deserialize)
        where T : class
    {
        byte[]? rented = null;
        try
        {
            if (compressed)
            {
                CheckEncoding();
                rented = GzipCodec.Decompress(payload, call.Served.MaxReceiveLength, out var length);
                payload = new ReadOnlySequence<byte>(rented, 0, length);
            }

            return deserialize(this);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The request message cannot be parsed.", e));
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private void CheckEncoding()
    {
        var encoding = call.Http.Request.Headers.GrpcEncoding.ToString();
        if (encoding is "" or "identity")
        {
            throw Broken("The message is compressed and grpc-encoding names no compression.");
        }

        if (encoding != GzipCodec.Name)
        {
            call.OfferEncodings();
            throw new RpcException(new Status(
                StatusCode.Unimplemented, $"Unsupported grpc-encoding \"{encoding}\". Supported: identity, gzip."));
        }
    }

    private static RpcException Broken(string detail) => new(new Status(StatusCode.Internal, detail));

    // The table of status codes gives this one for a wrong number of messages.
    private static RpcException Cardinality(string detail) => new(new Status(StatusCode.Unimplemented, detail));
}
