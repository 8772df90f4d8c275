using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LinkageService.Configuration;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace LinkageService.Access.Issuers;

/// <summary>Asks the issuer, for a few seconds at most.</summary>
internal sealed class IssuerClient(IssuerSettings settings) : IDisposable
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The connection, which the console's sign-in uses too.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false,
    })
    {
        Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = MaxBytes,
    };

    /// <summary>Whether plain HTTP will do: on this machine.</summary>
    public bool MayBePlain => settings.Issuer.Scheme == Uri.UriSchemeHttp;

    /// <summary>The discovery document, with the keys it names.</summary>
    /// <returns>The document; or null, and why.</returns>
    public async Task<(OpenIdConnectConfiguration? Document, string Reason)> DocumentAsync(string address, CancellationToken cancellation)
    {
        try
        {
            var document = await OpenIdConnectConfigurationRetriever.GetAsync(
                address, new HttpDocumentRetriever(Http) { RequireHttps = !MayBePlain }, cancellation);
            return !string.Equals(document.Issuer?.TrimEnd('/'), settings.Issuer.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
                ? (null, $"the document is that of {document.Issuer}")
                : Array.Exists([document.AuthorizationEndpoint, document.TokenEndpoint, document.UserInfoEndpoint,
                    document.EndSessionEndpoint], endpoint => endpoint is { Length: > 0 } && !IsSafe(endpoint))
                ? (null, "the document has addresses without TLS")
                : document.SigningKeys.Count == 0 ? (null, "the document has no keys")
                : (document, "");
        }
        catch (Exception exception) when (IsOfNetwork(exception, cancellation))
        {
            return (null, exception.GetBaseException().Message);
        }
    }

    /// <summary>Tokens for a refresh token.</summary>
    public async Task<IssuerAnswer> RefreshAsync(string endpoint, string refreshToken, CancellationToken cancellation)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken, ["client_id"] = settings.ClientId!,
        };
        if (settings.ClientSecret is { } secret)
        {
            form["client_secret"] = secret;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new FormUrlEncodedContent(form) };
        return await AskAsync(request, cancellation);
    }

    /// <summary>What the issuer says of whose token it is.</summary>
    public async Task<IssuerAnswer> UserInfoAsync(string endpoint, string accessToken, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.Accept.ParseAdd("application/json");
        return await AskAsync(request, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private async Task<IssuerAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            using var response = await Http.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
            {
                using var document = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
                return new IssuerAnswer(IssuerWord.Yes, document.RootElement.Clone());
            }

            return new IssuerAnswer(
                response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? IssuerWord.No : IssuerWord.Silence, default);
        }
        catch (Exception exception) when (exception is JsonException || IsOfNetwork(exception, cancellation))
        {
            return new IssuerAnswer(IssuerWord.Silence, default);
        }
    }

    private bool IsSafe(string endpoint) => Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (MayBePlain && address.IsLoopback));

    private static bool IsOfNetwork(Exception exception, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && exception is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or ArgumentException;
}

/// <summary>What the issuer answered.</summary>
/// <param name="Word">Whether it did.</param>
/// <param name="Json">The answer, of a yes.</param>
internal readonly record struct IssuerAnswer(IssuerWord Word, JsonElement Json)
{
    /// <summary>A text of the answer; null where there is none.</summary>
    public string? Text(string name) =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString() : null;
}

/// <summary>Kinds of answers of the issuer.</summary>
internal enum IssuerWord
{
    /// <summary>It answered.</summary>
    Yes,

    /// <summary>It refused: whoever it was asked about has no rights any more.</summary>
    No,

    /// <summary>It did not answer, or not as it should.</summary>
    Silence,
}
