using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller writes one message.</summary>
public abstract class SerializationContext
{
    /// <summary>Ends with a message that is already bytes.</summary>
    /// <param name="payload">The whole message.</param>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException();

    /// <summary>The buffer to write into; call <see cref="Complete()"/> after the last byte.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException();

    /// <summary>Announces the length of the message, which then goes to the connection without a copy.</summary>
    /// <param name="payloadLength">The exact number of bytes that will be written.</param>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message written into the buffer.</summary>
    public virtual void Complete() => throw new NotSupportedException();
}
