using Grpc.Core;
using Grpc.Net.Client;

namespace LinkageService.Client;

/// <summary>Where the service is, and as whom it is called.</summary>
public sealed record LinkageClientOptions
{
    /// <summary>The address of REST, such as <c>https://fenhong.example.cn</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The address of gRPC where it is another one; as <see cref="Address"/> unless stated.</summary>
    public Uri? GrpcAddress { get; init; }

    /// <summary>
    /// The key (<c>lk_…</c>) or token that calls bring, asked for at every call, so that a token can be a fresh one; null where the service asks for
    /// none (<c>Auth:Mode=Local</c>).
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? Token { get; init; }

    /// <summary>How often a request that may be sent again is.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The pause before the first of them, where the service does not say how long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest pause.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A key or token that stays the same.</summary>
    public static Func<CancellationToken, ValueTask<string>> Fixed(string token) => _ => ValueTask.FromResult(token);

    /// <summary>A channel for the stubs of gRPC in <c>LinkageService.Contracts.V1</c>. The caller disposes of it.</summary>
    public GrpcChannel OpenChannel()
    {
        var credentials = CallCredentials.FromInterceptor(async (context, metadata) =>
        {
            if (Token is { } token)
            {
                metadata.Add("Authorization", "Bearer " + await token(context.CancellationToken).ConfigureAwait(false));
            }
        });
        var address = GrpcAddress ?? Address;
        var isPlain = address.Scheme == Uri.UriSchemeHttp;
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            // In the clear on this machine or behind a proxy that has the TLS.
            UnsafeUseInsecureChannelCallCredentials = isPlain,
            Credentials = ChannelCredentials.Create(isPlain ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl, credentials),
        });
    }
}
