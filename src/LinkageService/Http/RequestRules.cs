using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>
/// What every request to the API keeps, whatever it asks for: one value where one is meant, no query where none is read, a response
/// the caller can read, a body in an encoding that is read.
/// </summary>
internal static class RequestRules
{
    // With two of them, which is meant could only be guessed.
    private static readonly string[] SingleHeaders =
    [
        HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.ContentEncoding, HeaderNames.IfMatch, HeaderNames.IfNoneMatch,
        IdempotencyHeaders.Key, Gate.UserHeader, Gate.PurposeHeader,
    ];

    // Names of encodings are read without regard to capitals (RFC 9110, 8.4.1).
    private static readonly string[] Encodings = [GzipBodies.Encoding, GzipBodies.OldName, "identity"];

    /// <exception cref="RefusedException">The request does not keep them.</exception>
    public static Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<EndpointDocumentation>() is { } documented)
        {
            CheckHeaders(http.Request);
            CheckQuery(http.Request, documented);
            AcceptHeader.Require(http.Request, documented.ResponseTypes);
            CheckEncoding(http);
            if (documented.Parameters.Contains(StoredParameters.Cursor))
            {
                PagedList.Begin(http.Request);
            }
        }

        return next(http);
    }

    private static void CheckHeaders(HttpRequest request)
    {
        List<Problem>? repeated = null;
        foreach (var name in SingleHeaders)
        {
            if (request.Headers[name].Count > 1)
            {
                (repeated ??= []).Add(JsonText.DuplicateField(name));
            }
        }

        if (repeated is not null)
        {
            throw new RefusedException(Failure.Of([.. repeated]));
        }
    }

    // Endpoints that read a query refuse what they do not know themselves, beside all else that is wrong with it.
    private static void CheckQuery(HttpRequest request, EndpointDocumentation documented)
    {
        if (request.Query.Count > 0 && documented.Parameters.All(parameter => parameter.IsHeader))
        {
            throw new RefusedException(Failure.Of(request.Query.Keys.Select(Unknown).ToArray()));
        }
    }

    private static Problem Unknown(string name)
    {
        var shown = NumberProblems.Shorten(name);
        return new Problem(ProblemCodes.UnknownField, shown, new LocalizedText(
            $"这个地址不带查询参数，得到“{shown}”", $"no query is read at this address, got \"{shown}\""));
    }

    private static void CheckEncoding(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase))
        {
            http.Response.Headers.AcceptEncoding = GzipBodies.Encoding;
            throw new RefusedException(RequestFailures.UnsupportedEncoding(encoding));
        }
    }
}
