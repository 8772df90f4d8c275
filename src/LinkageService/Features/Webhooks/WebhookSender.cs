using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using LinkageService.Configuration;
using LinkageService.Features.Events;
using LinkageService.Storage;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>What came of sending an event.</summary>
/// <param name="Status">The HTTP status; null where there was no answer.</param>
/// <param name="Error">One of <see cref="DeliveryErrors"/>; empty when the receiver took it.</param>
/// <param name="RetryAfter">How long the receiver wants to be left alone; null where it did not say.</param>
internal sealed record SendOutcome(int? Status, string Error, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether the receiver took it.</summary>
    public bool IsTaken => Error.Length == 0;
}

/// <summary>Sends an event to an address once: signed, without following redirects, and nowhere the operator does not allow.</summary>
internal sealed class WebhookSender : IDisposable
{
    /// <summary>How long a receiver may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly AllowedHosts _allowed;
    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    public WebhookSender(Settings settings, WebhookSecrets secrets, TimeProvider time)
    {
        (_allowed, _secrets, _time) = (settings.WebhookHosts, secrets, time);
        _client = new HttpClient(new SocketsHttpHandler
        {
            // A redirect would lead past what was looked at, and a proxy would look the name up itself.
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), MaxResponseHeadersLength = 16,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends it.</summary>
    /// <param name="webhook">Where to.</param>
    /// <param name="sent">What.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SendOutcome> SendAsync(WebhookRow webhook, EventContract sent, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using var request = Request(webhook, sent);

            // What the receiver writes is not read.
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            return new SendOutcome(status, DeliveryErrors.Of(response.StatusCode), RetryAfter(response));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new SendOutcome(null, DeliveryErrors.Timeout);
        }
        catch (HttpRequestException exception)
        {
            return new SendOutcome(null, ErrorOf(exception));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private HttpRequestMessage Request(WebhookRow webhook, EventContract sent)
    {
        var now = _time.GetUtcNow();
        var body = JsonSerializer.SerializeToUtf8Bytes(sent, EventContracts.Default.EventContract);
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{sent.Id}.{timestamp}."), .. body];
        return new HttpRequestMessage(HttpMethod.Post, new Uri(webhook.Url))
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8") },
            },
            Headers =
            {
                { "webhook-id", sent.Id },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", _secrets.Signature(webhook, Moment.Of(now), signed) },
                { "User-Agent", "LinkageService" },
            },
        };
    }

    // Looked at here, with the address that is called: one looked at before may be another by now.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttp;
        var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = Array.FindAll(addresses, address => _allowed.MayConnect(host, address, isPlain));
        if (allowed.Length == 0)
        {
            throw new RefusedAddressException(host);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter is { } said
        ? said.Delta ?? (said.Date - _time.GetUtcNow())
        : null;

    private static string ErrorOf(HttpRequestException exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RefusedAddressException)
            {
                return DeliveryErrors.AddressRefused;
            }

            if (inner is AuthenticationException)
            {
                return DeliveryErrors.Tls;
            }
        }

        return DeliveryErrors.NoConnection;
    }

    private sealed class RefusedAddressException(string host) : IOException(host + " leads to an address that is not allowed");
}
