using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.AspNetCore.Http.Features;

namespace LinkageService.Http;

/// <summary>
/// A body where none is read is refused: whoever sends one means something by it, such as a date from which on, and it would be lost.
/// An empty one and <c>{}</c>, which many clients send with every POST, say nothing.
/// </summary>
internal static class UnreadBodies
{
    // Blanks besides; what is longer says something.
    private const int MaxBytes = 256;

    /// <exception cref="RefusedException"><c>unknown_field</c>: the request has a body.</exception>
    public static async Task RefuseAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointDocumentation>() is { BodyTypes.Count: 0 }
            && http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            await RequireNothingAsync(http);
        }

        await next(http);
    }

    private static async Task RequireNothingAsync(HttpContext http)
    {
        var refusal = Failure.Of(new Problem(ProblemCodes.UnknownField, "", new LocalizedText(
            "这个地址不读正文：不要发正文，或者只发 {}", "no body is read at this address: send none, or {}")));
        using var body = await BufferedBody.ReadAsync(http.Request, MaxBytes, refusal, http.RequestAborted);
        if (body.Bytes.Span.Trim(" \t\r\n"u8) is { IsEmpty: false } text && !IsEmptyObject(text))
        {
            throw new RefusedException(refusal);
        }
    }

    private static bool IsEmptyObject(ReadOnlySpan<byte> text) =>
        text is [(byte)'{', .. var inside, (byte)'}'] && inside.Trim(" \t\r\n"u8).IsEmpty;
}
