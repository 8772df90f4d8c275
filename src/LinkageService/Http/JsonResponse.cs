using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LinkageService.Documents;

namespace LinkageService.Http;

/// <summary>Writes a response of JSON in one piece.</summary>
internal static class JsonResponse
{
    /// <summary>Writes a contract, with its length.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">What the OpenAPI document says the endpoint answers with.</param>
    /// <param name="type">How it is serialised.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <param name="status">The status.</param>
    /// <exception cref="InvalidOperationException">The endpoint is documented to answer with something else.</exception>
    public static Task WriteAsync<T>(
        HttpContext http, T answer, JsonTypeInfo<T> type, CancellationToken cancellation, int status = StatusCodes.Status200OK) =>
        WriteAsync(http, Serialized(http, answer, type), cancellation, status);

    /// <summary>Answers GET with a contract that has an ETag: 304 without a body when the caller has it as it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="revision">Of what is shown; null for what no caller changes.</param>
    /// <param name="answer">What the OpenAPI document says the endpoint answers with.</param>
    /// <param name="type">How it is serialised.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="InvalidOperationException">The endpoint is documented to answer with something else.</exception>
    public static Task WriteTaggedAsync<T>(
        HttpContext http, long? revision, T answer, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        WriteTaggedAsync(http, revision, Serialized(http, answer, type), cancellation);

    /// <summary>Writes what <paramref name="write"/> gives, with its length.</summary>
    public static async Task WriteAsync(
        HttpContext http, Action<Utf8JsonWriter> write, CancellationToken cancellation, int status = StatusCodes.Status200OK)
    {
        using var buffer = Buffer(write);
        http.Response.StatusCode = status;
        await SendAsync(http, buffer, cancellation);
    }

    /// <summary>Answers GET with something that has an ETag: 304 without a body when the caller has it as it is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="revision">Of what is shown; null for what no caller changes.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task WriteTaggedAsync(
        HttpContext http, long? revision, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using var buffer = Buffer(write);
        await SendTaggedAsync(http, revision, buffer, cancellation);
    }

    /// <summary>The same with a response that is written already.</summary>
    public static async Task SendTaggedAsync(HttpContext http, long? revision, ResponseBuffer buffer, CancellationToken cancellation)
    {
        if (!EntityTag.IsKnown(http, EntityTag.Of(revision, buffer.Held)))
        {
            await SendAsync(http, buffer, cancellation);
        }
    }

    // What is documented is what is serialised.
    private static Action<Utf8JsonWriter> Serialized<T>(HttpContext http, T answer, JsonTypeInfo<T> type)
    {
        var documented = http.GetEndpoint()?.Metadata.GetMetadata<EndpointDocumentation>()?.Response;
        return documented == typeof(T)
            ? json => JsonSerializer.Serialize(json, answer, type)
            : throw new InvalidOperationException($"{typeof(T)} is serialised where {documented} is documented.");
    }

    private static ResponseBuffer Buffer(Action<Utf8JsonWriter> write)
    {
        var buffer = new ResponseBuffer();
        using var json = new Utf8JsonWriter(buffer, JsonText.Written);
        write(json);
        return buffer;
    }

    private static async Task SendAsync(HttpContext http, ResponseBuffer buffer, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.Length;
        await buffer.MoveToAsync(http.Response.BodyWriter, cancellation);
    }
}
