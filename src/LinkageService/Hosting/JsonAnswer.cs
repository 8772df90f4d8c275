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
        using var buffer = new AnswerBuffer();
        using (var json = new Utf8JsonWriter(buffer, CalculationJsonWriter.Options))
        {
            write(json);
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.Length;
        await buffer.MoveToAsync(http.Response.BodyWriter, cancellation);
    }
}
