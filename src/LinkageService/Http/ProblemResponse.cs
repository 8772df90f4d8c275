using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Telemetry;
using Microsoft.Net.Http.Headers;

namespace LinkageService.Http;

/// <summary>Writes a failure as RFC 9457 <c>application/problem+json</c>.</summary>
internal sealed class ProblemResponse(ErrorCatalogue catalogue)
{
    /// <summary>The content type.</summary>
    public const string ContentType = "application/problem+json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the codes mean.</summary>
    public ErrorCatalogue Catalogue => catalogue;

    /// <summary>Answers with the failure; the status is that of its code.</summary>
    public async Task WriteAsync(HttpContext http, Failure failure)
    {
        var status = ProblemStatus.Http(failure.Code);
        http.Response.StatusCode = status;
        http.Response.ContentType = ContentType;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        if (ProblemStatus.RetryAfterSeconds(failure.Code) is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        using var buffer = new ResponseBuffer();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, http, failure, status);
        }

        http.Response.ContentLength = buffer.Length;
        await buffer.MoveToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    /// <summary>Ends a response of JSON lines that was begun: the failure is its last line.</summary>
    public async Task WriteLineAsync(HttpContext http, Failure failure)
    {
        using var buffer = new ResponseBuffer();
        await using var json = new Utf8JsonWriter(buffer, Options);
        JsonLines.Write(buffer, json, "problem", problem => Write(problem, http, failure, ProblemStatus.Http(failure.Code)));
        await buffer.MoveToAsync(http.Response.BodyWriter, http.RequestAborted);
    }

    /// <summary>The response to what could not be read as a request: no address is known, and no language.</summary>
    /// <param name="failure">What is wrong.</param>
    /// <param name="status">The status it is answered with, which may be another than that of the code.</param>
    /// <param name="traceId">By which the log knows it.</param>
    public byte[] Of(Failure failure, int status, string traceId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            Write(json, failure, status, instance: "", english: false, traceId);
        }

        return buffer.ToArray();
    }

    private void Write(Utf8JsonWriter json, HttpContext http, Failure failure, int status) => Write(
        json, failure, status, http.Request.Path.ToUriComponent(), PrefersEnglish(http.Request),
        Activity.Current?.Id ?? http.TraceIdentifier);

    private void Write(Utf8JsonWriter json, Failure failure, int status, string instance, bool english, string traceId)
    {
        ServiceTelemetry.Refused(failure.Code, "rest");
        var problem = new ProblemContract(
            "/errors#" + failure.Code.Name, In(english, catalogue.Title(failure.Code)), status,
            Printable(In(english, failure.Problems[0].Message)), instance, failure.Code.Name, failure.Count,
            [.. failure.Problems.Select(ProblemEntryContract.Of)], traceId);
        JsonSerializer.Serialize(json, problem, ProblemContracts.Default.ProblemContract);
    }

    private static string In(bool english, LocalizedText words) => english ? words.En : words.Zh;

    // The first language named decides; Chinese when none is.
    private static bool PrefersEnglish(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .FirstOrDefault()?.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>The text as it can be sent: cut in the middle of a character beyond the basic plane it would not be Unicode.</summary>
    public static string Printable(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return new string(text.Select(letter => char.IsSurrogate(letter) ? '·' : letter).ToArray());
            }
        }

        return text;
    }
}
