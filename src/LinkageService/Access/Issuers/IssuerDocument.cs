using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LinkageService.Access.Issuers;

/// <summary>
/// What the issuer says of itself: its addresses, and the keys that it signs with. Read at the first need, kept, and read anew every hour
/// and when a token names a key that is not known. What was read last goes on to be taken while the issuer cannot be reached.
/// </summary>
internal sealed class IssuerDocument(
    IssuerSettings settings, IssuerClient client, TimeProvider time, ILogger<IssuerDocument> log)
    : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>Seconds between two tries, whoever asks.</summary>
    public const int PauseSeconds = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(PauseSeconds);
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _reading = new(1);
    private volatile Known? _known;
    private volatile Try? _last;

    /// <summary>Where it stands.</summary>
    public static string AddressOf(IssuerSettings settings) =>
        settings.Issuer.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration";

    /// <summary>As it is known.</summary>
    /// <exception cref="RefusedException"><c>issuer_unavailable</c>: it was never read, and cannot be now.</exception>
    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel)
    {
        if (_known is not { } known)
        {
            return await ReadAsync(than: null, cancel) ?? throw Unavailable();
        }

        if (time.GetUtcNow() - known.At > Fresh && MayTry())
        {
            // Nobody waits for what is only older than it should be.
            _ = ReadAsync(known.Document, CancellationToken.None);
        }

        return known.Document;
    }

    /// <summary>One that was read later than the one that did not do; null where the issuer has no other.</summary>
    /// <exception cref="RefusedException"><c>issuer_unavailable</c>: whether there is one cannot be found out now.</exception>
    public async Task<OpenIdConnectConfiguration?> LaterAsync(OpenIdConnectConfiguration than, CancellationToken cancellation)
    {
        var later = await ReadAsync(than, cancellation);
        return later is not null || _last is { IsDone: true } ? later : throw Unavailable();
    }

    /// <inheritdoc/>
    public void RequestRefresh()
    {
        // Unknown keys are asked for where tokens are read, which waits for the answer.
    }

    /// <inheritdoc/>
    public void Dispose() => _reading.Dispose();

    /// <summary>The issuer cannot be asked.</summary>
    public static RefusedException Unavailable() => new(Failure.Of(ProblemCodes.IssuerUnavailable,
        "现在连不上登录服务，没法核对令牌；什么都没有改动，可以原样重试",
        "the issuer of tokens cannot be reached, so the token cannot be checked; nothing was changed, and it can be sent again as it is"));

    private bool MayTry() => _last is not { } last || time.GetUtcNow() - last.At >= Pause;

    // One at a time, and whoever waited takes what the one before read.
    private async Task<OpenIdConnectConfiguration?> ReadAsync(OpenIdConnectConfiguration? than, CancellationToken cancellation)
    {
        await _reading.WaitAsync(cancellation);
        try
        {
            if (_known is { } known && known.Document != than)
            {
                return known.Document;
            }

            if (!MayTry())
            {
                return null;
            }

            var (document, reason) = await client.DocumentAsync(AddressOf(settings), cancellation);
            var isNews = _last?.IsDone != (document is not null);
            _last = new Try(time.GetUtcNow(), document is not null);
            if (document is null)
            {
                if (isNews)
                {
                    log.IssuerUnavailable(settings.Issuer, reason);
                }

                return null;
            }

            _known = new Known(document, time.GetUtcNow());
            if (isNews)
            {
                log.IssuerRead(settings.Issuer, document.SigningKeys.Count);
            }

            return document;
        }
        finally
        {
            _reading.Release();
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Document, DateTimeOffset At);

    private sealed record Try(DateTimeOffset At, bool IsDone);
}
