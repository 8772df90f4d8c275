using System.Net.Mime;
using System.Text;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace LinkageService.Client;

/// <summary>Reads what the service sends to a webhook: only what it signed (Standard Webhooks), and as the CloudEvent it is.</summary>
/// <param name="secret">The secret of the webhook, <c>whsec_…</c>, which the answer that made it holds.</param>
public sealed class WebhookReader(string secret)
{
    private const int MaxBytes = 1 << 20;

    private static readonly ContentType Structured = new("application/cloudevents+json");
    private static readonly JsonEventFormatter Format = new();
    private readonly StandardWebhook _signed = new(secret);

    /// <summary>Reads a request of the service.</summary>
    /// <returns>The event; null for one that the service did not sign, or not within the last five minutes: answer it 401.</returns>
    public async Task<CloudEvent?> ReadAsync(HttpRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ContentLength is not (> 0 and <= MaxBytes) and not null)
        {
            return null;
        }

        using var reader = new StreamReader(request.Body, Encoding.UTF8, leaveOpen: true);
        return Read(request.Headers, await reader.ReadToEndAsync(cancellation).ConfigureAwait(false));
    }

    /// <summary>The same, of a body that was read already, as it came.</summary>
    public CloudEvent? Read(IHeaderDictionary headers, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        try
        {
            _signed.Verify(body, headers);
        }
        catch (WebhookVerificationException)
        {
            return null;
        }

        return Format.DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(body), Structured, extensionAttributes: []);
    }
}
