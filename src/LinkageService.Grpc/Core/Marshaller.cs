namespace Grpc.Core;

/// <summary>Writes and reads one type of message.</summary>
/// <typeparam name="T">The message.</typeparam>
public class Marshaller<T>
{
    /// <summary>From a pair of functions over byte arrays.</summary>
    /// <param name="serializer">Writes a message.</param>
    /// <param name="deserializer">Reads a message.</param>
    public Marshaller(Func<T, byte[]> serializer, Func<byte[], T> deserializer)
    {
        Serializer = serializer;
        Deserializer = deserializer;
        ContextualSerializer = (message, context) => context.Complete(serializer(message));
        ContextualDeserializer = context => deserializer(context.PayloadAsNewBuffer());
    }

    /// <summary>From a pair of functions that write into, and read from, the call's own buffers.</summary>
    /// <param name="serializer">Writes a message.</param>
    /// <param name="deserializer">Reads a message.</param>
    public Marshaller(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
    {
        ContextualSerializer = serializer;
        ContextualDeserializer = deserializer;
        Serializer = _ => throw new NotSupportedException("This marshaller writes into a SerializationContext.");
        Deserializer = _ => throw new NotSupportedException("This marshaller reads a DeserializationContext.");
    }

    /// <summary>Writes a message to bytes; only of a marshaller made from such functions.</summary>
    public Func<T, byte[]> Serializer { get; }

    /// <summary>Reads a message from bytes; only of a marshaller made from such functions.</summary>
    public Func<byte[], T> Deserializer { get; }

    /// <summary>Writes a message into a context; of every marshaller.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; }

    /// <summary>Reads a message from a context; of every marshaller.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; }
}
