using LinkageService.Documents;
using LinkageService.Errors;

namespace LinkageService.Access;

/// <summary>Headers that have one value.</summary>
internal static class RequestHeaders
{
    /// <summary>The value; empty when the header is missing.</summary>
    /// <exception cref="RefusedException">It is there twice, and which is meant cannot be known.</exception>
    public static string One(HttpRequest request, string name) => request.Headers[name] switch
    {
        [] => "",
        [var value] => value ?? "",
        _ => throw new RefusedException(Failure.Of(JsonText.DuplicateField(name))),
    };
}
