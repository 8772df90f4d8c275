using System.Globalization;
using System.Security.Cryptography;
using LinkageService.Privacy;
using LinkageService.Storage.Webhooks;

namespace LinkageService.Features.Webhooks;

/// <summary>
/// What bodies are signed with (Standard Webhooks 1.0.0): 32 random bytes, which people see once, as <c>whsec_</c> and base64. At rest they
/// are sealed with the key file of the service.
/// </summary>
internal sealed class WebhookSecrets(PrivateNumbers numbers)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    // No organisation is called that.
    private const string Owner = "/webhooks";

    /// <summary>A new secret.</summary>
    /// <param name="webhook">The address.</param>
    /// <returns>As people see it, and as a line of what is stored.</returns>
    public (string Shown, string Stored) New(string webhook)
    {
        var shown = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));
        return (shown, Line(numbers.Encrypt(shown, Owner, webhook), until: 0));
    }

    /// <summary>Adds a secret; those before sign until a moment.</summary>
    public static string Added(string stored, string line, long now, long until) => string.Join('\n', Lines(stored)
        .Select(each => (each.Sealed, Until: each.Until == 0 ? until : Math.Min(each.Until, until)))
        .Where(each => each.Until > now).Select(each => Line(each.Sealed, each.Until)).Prepend(line));

    /// <summary>The same secrets, sealed with the newest key.</summary>
    public string Renewed(WebhookRow webhook) => string.Join('\n', Lines(webhook.Secrets)
        .Select(each => Line(numbers.Renew(each.Sealed, Owner, webhook.Id), each.Until)));

    /// <summary>How many sign at a moment.</summary>
    public static int Count(WebhookRow webhook, long now) => Lines(webhook.Secrets).Count(each => Signs(each.Until, now));

    /// <summary>The signature of a message, by every secret that signs at a moment, as the header carries it.</summary>
    /// <param name="webhook">The address.</param>
    /// <param name="now">The moment, in microseconds.</param>
    /// <param name="signed">Id, time and body.</param>
    public string Signature(WebhookRow webhook, long now, ReadOnlySpan<byte> signed)
    {
        var signatures = new List<string>();
        foreach (var (text, until) in Lines(webhook.Secrets))
        {
            if (Signs(until, now))
            {
                var key = Convert.FromBase64String(numbers.Decrypt(text, Owner, webhook.Id)[Prefix.Length..]);
                signatures.Add("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
            }
        }

        // StandardWebhooks 1.1.2 for .NET passes over the last of several, so that a receiver that has yet to change its secret would
        // find none of its own.
        return string.Join(' ', signatures.Count > 1 ? signatures.Append(signatures[^1]) : signatures);
    }

    private static bool Signs(long until, long now) => until == 0 || until > now;

    private static string Line(string text, long until) => string.Create(CultureInfo.InvariantCulture, $"{text} {until}");

    private static IEnumerable<(string Sealed, long Until)> Lines(string stored) => stored
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
        .Select(parts => (parts[0], long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture)));
}
