using LinkageService.Configuration;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace LinkageService.Http;

/// <summary>A response that holds nothing private: it may be kept, if it is asked each time whether it still holds.</summary>
internal sealed class PublicResponse;

/// <summary>
/// A response that may be compressed: a public one, or one made of nothing but what its caller sent. Whoever sees the length of a
/// compressed answer and can put text into it learns, try by try, what else is in it (BREACH); so what holds other people's data is
/// not compressed.
/// </summary>
internal sealed class CompressibleResponse;

/// <summary>What responses are, said where their routes are mapped. What says nothing is private.</summary>
internal static class ResponseTraits
{
    private const int SmallestCompressedBytes = 1024;

    /// <summary>Declares answers public.</summary>
    public static TBuilder RespondsInPublic<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new PublicResponse(), new CompressibleResponse());

    /// <summary>Declares answers to be of nothing but what the caller sent.</summary>
    public static TBuilder RespondsWithWhatWasSent<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new CompressibleResponse());

    /// <summary>The <c>Cache-Control</c> of a response that has none of its own; null where the API does not decide.</summary>
    public static string? CacheControlOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<PublicResponse>() is not null ? "no-cache"
        : http.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase) ? "no-store"
        : null;

    /// <summary>gzip and Brotli for responses that may be compressed, gzip for request bodies.</summary>
    public static void AddCompression(IServiceCollection services, Limits limits)
    {
        services.AddSingleton<IResponseCompressionProvider, LargeResponses>();
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddRequestDecompression(options =>
        {
            options.DecompressionProviders.Clear();
            options.DecompressionProviders.Add(GzipBodies.Encoding, new GzipBodies(limits));
            options.DecompressionProviders.Add(GzipBodies.OldName, new GzipBodies(limits));
        });
    }

    /// <summary>Stands behind routing, which knows the response.</summary>
    public static void UseCompression(WebApplication app)
    {
        app.UseWhen(
            http => http.GetEndpoint()?.Metadata.GetMetadata<CompressibleResponse>() is not null,
            branch => branch.UseResponseCompression());
        app.UseRequestDecompression();
    }

    // A small response costs more to compress than it saves.
    private sealed class LargeResponses(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
        : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) =>
            context.Response.ContentLength is not < SmallestCompressedBytes && base.ShouldCompressResponse(context);
    }
}
