using System.Text.Json;
using LinkageService.Configuration;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace LinkageService.Access.Issuers;

/// <summary>Whether a token is one of the issuer, for whom it was made, and still good.</summary>
internal sealed class IssuerTokens(IssuerSettings settings, IssuerDocument issuer, TimeProvider time)
{
    /// <summary>Clocks of the issuer and this machine may differ by so much.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    // A key shared with the issuer could make tokens, and none makes them all: only pairs of keys.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    // Of access tokens (RFC 9068), and of those that do not say. Tokens made for something else, such as a logout, are none.
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    private readonly JsonWebTokenHandler _handler = new();

    /// <summary>Looks at the token of a call.</summary>
    /// <exception cref="Errors.RefusedException"><c>issuer_unavailable</c>: it cannot be looked at now.</exception>
    public Task<CheckedToken> CheckAsync(string text, CancellationToken cancellation) => CheckAsync(text, settings.Audience, cancellation);

    /// <summary>Looks at what the issuer says of somebody who signs in to the console.</summary>
    /// <exception cref="Errors.RefusedException"><c>issuer_unavailable</c>.</exception>
    public Task<CheckedToken> CheckIdentityAsync(string text, CancellationToken cancellation) =>
        CheckAsync(text, settings.ClientId!, cancellation);

    private async Task<CheckedToken> CheckAsync(string text, string audience, CancellationToken cancellation)
    {
        if (!_handler.CanReadToken(text) || text.Split('.').Length != 3)
        {
            return CheckedToken.Bad("not a token");
        }

        var document = await issuer.GetConfigurationAsync(cancellation);
        var found = await ValidateAsync(text, audience, document);
        if (found.Exception is SecurityTokenSignatureKeyNotFoundException
            && await issuer.LaterAsync(document, cancellation) is { } later)
        {
            found = await ValidateAsync(text, audience, later);
        }

        if (!found.IsValid)
        {
            return CheckedToken.Bad(ReasonOf(found.Exception));
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(((JsonWebToken)found.SecurityToken).EncodedPayload));
        return Lifetime(payload.RootElement);
    }

    private CheckedToken Lifetime(JsonElement claims)
    {
        var now = time.GetUtcNow();
        return MomentOf(claims, "exp") is not { } ends ? CheckedToken.Bad("no expiry")
            : now - Skew >= ends ? CheckedToken.Bad("expired") with { IsExpired = true }
            : MomentOf(claims, "nbf") is { } begins && now + Skew < begins ? CheckedToken.Bad("not valid yet")
            : new CheckedToken(claims.Clone(), Fault: null);
    }

    private static DateTimeOffset? MomentOf(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind == JsonValueKind.Number
        && claim.TryGetDouble(out var seconds) && seconds is > 0 and < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;

    private Task<TokenValidationResult> ValidateAsync(string text, string audience, OpenIdConnectConfiguration document) =>
        _handler.ValidateTokenAsync(text, new TokenValidationParameters
        {
            ValidIssuer = document.Issuer,
            ValidAudience = audience,
            IssuerSigningKeys = document.SigningKeys,
            ValidAlgorithms = Algorithms,
            TypeValidator = (type, _, _) => string.IsNullOrEmpty(type) || Types.Contains(type, StringComparer.OrdinalIgnoreCase)
                ? type
                : throw new SecurityTokenInvalidTypeException("another type") { InvalidType = type },
            ValidateLifetime = false,
            TryAllIssuerSigningKeys = true,
        });

    // For the log of whoever runs the service: nothing of the token, which its sender made.
    private static string ReasonOf(Exception fault) => fault switch
    {
        SecurityTokenInvalidAudienceException => "made for another audience",
        SecurityTokenInvalidIssuerException => "another issuer",
        SecurityTokenInvalidAlgorithmException => "an algorithm that is not taken",
        SecurityTokenSignatureKeyNotFoundException => "a key the issuer does not have",
        SecurityTokenInvalidTypeException => "another kind of token",
        SecurityTokenInvalidSignatureException => "not signed by the issuer",
        _ => "not a token that can be read",
    };
}

/// <summary>What came of looking at a token.</summary>
/// <param name="Claims">Its claims, of a good one.</param>
/// <param name="Fault">What is wrong with it, for the log; null for a good one.</param>
internal readonly record struct CheckedToken(JsonElement Claims, string? Fault)
{
    /// <summary>Whether it was good until a moment ago: everybody's are, again and again.</summary>
    public bool IsExpired { get; init; }

    /// <summary>One that is not taken.</summary>
    public static CheckedToken Bad(string fault) => new(default, fault);
}
