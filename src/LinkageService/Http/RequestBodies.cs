using LinkageService.Errors;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>Which content types an endpoint reads.</summary>
internal static class RequestBodies
{
    /// <summary>JSON.</summary>
    public const string Json = "application/json";

    /// <summary>Reads a body of JSON that may be left out, and then comes without its type.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The bytes allowed.</param>
    /// <param name="tooLarge">The response when there are more.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">It is longer, or of another type.</exception>
    public static async ValueTask<BufferedBody> ReadOptionalJsonAsync(
        HttpRequest request, int maxBytes, Failure tooLarge, CancellationToken cancellation)
    {
        var body = await BufferedBody.ReadAsync(request, maxBytes, tooLarge, cancellation);
        try
        {
            if (!body.Bytes.IsEmpty)
            {
                MediaType(request, Json);
            }

            return body;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>The media type of the body, one of those wanted.</summary>
    /// <exception cref="RefusedException">It is another, or text in another encoding than UTF-8.</exception>
    public static string MediaType(HttpRequest request, params string[] wanted)
    {
        var got = request.ContentType;
        if (MediaTypeHeaderValue.TryParse(got, out var type)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var known in wanted)
            {
                if (type.MediaType.Equals(known, StringComparison.OrdinalIgnoreCase))
                {
                    return known;
                }
            }
        }

        throw new RefusedException(RequestFailures.UnsupportedMediaType(got, wanted));
    }
}
