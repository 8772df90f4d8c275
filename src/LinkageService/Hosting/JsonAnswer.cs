using System.Text.Json;
using LinkageService.Features.Calculations;

namespace LinkageService.Hosting;

/// <summary>Writes an answer of JSON in one piece.</summary>
internal static class JsonAnswer
{
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

    /// <summary>The same with an answer that is written already.</summary>
    public static async Task SendTaggedAsync(HttpContext http, long? revision, AnswerBuffer buffer, CancellationToken cancellation)
    {
        if (!EntityTag.IsKnown(http, EntityTag.Of(revision, buffer.Held)))
        {
            await SendAsync(http, buffer, cancellation);
        }
    }

    private static AnswerBuffer Buffer(Action<Utf8JsonWriter> write)
    {
        var buffer = new AnswerBuffer();
        using var json = new Utf8JsonWriter(buffer, CalculationJsonWriter.Options);
        write(json);
        return buffer;
    }

    private static async Task SendAsync(HttpContext http, AnswerBuffer buffer, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.Length;
        await buffer.MoveToAsync(http.Response.BodyWriter, cancellation);
    }
}
