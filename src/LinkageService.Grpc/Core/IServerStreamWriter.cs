namespace Grpc.Core;

/// <summary>Responses of a server or duplex streaming call.</summary>
/// <typeparam name="T">The response message.</typeparam>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;
