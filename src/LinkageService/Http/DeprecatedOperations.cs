using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>An operation that will be gone; said where its route is mapped. Nothing is deprecated now.</summary>
/// <param name="Since">The day it was deprecated.</param>
/// <param name="Sunset">The first day it may be gone, at least twelve months later.</param>
/// <param name="Successor">The address of what takes its place; null for nothing.</param>
internal sealed record DeprecatedOperation(DateOnly Since, DateOnly Sunset, string? Successor);

/// <summary>
/// Says of a deprecated operation that it is one: in the OpenAPI document, and with every response (RFC 9745, RFC 8594), as
/// <c>docs/api-policy.md</c> promises.
/// </summary>
internal static class DeprecatedOperations
{
    private const string Deprecation = "Deprecation";
    private const string Sunset = "Sunset";
    private const int MinMonths = 12;

    /// <summary>Declares the operation deprecated.</summary>
    /// <param name="route">The route.</param>
    /// <param name="since">The day it was deprecated.</param>
    /// <param name="sunset">The first day it may be gone.</param>
    /// <param name="successor">The address of what takes its place; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The sunset is less than twelve months later.</exception>
    public static TBuilder Deprecated<TBuilder>(this TBuilder route, DateOnly since, DateOnly sunset, string? successor = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sunset, since.AddMonths(MinMonths));
        return route.WithMetadata(new DeprecatedOperation(since, sunset, successor));
    }

    /// <summary>Stands behind routing, which knows the operation.</summary>
    public static Task AnnounceAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<DeprecatedOperation>() is { } deprecated)
        {
            // With what is sent in the end, a failure too.
            http.Response.OnStarting(() =>
            {
                Announce(http.Response.Headers, deprecated);
                return Task.CompletedTask;
            });
        }

        return next(http);
    }

    private static void Announce(IHeaderDictionary headers, DeprecatedOperation deprecated)
    {
        headers[Deprecation] = string.Create(CultureInfo.InvariantCulture, $"@{Moment(deprecated.Since).ToUnixTimeSeconds()}");
        headers[Sunset] = HeaderUtilities.FormatDate(Moment(deprecated.Sunset));
        if (deprecated.Successor is { } successor)
        {
            headers.Append(HeaderNames.Link, $"<{successor}>; rel=\"successor-version\"");
        }
    }

    private static DateTimeOffset Moment(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
