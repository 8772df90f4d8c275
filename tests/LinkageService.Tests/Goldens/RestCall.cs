using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tables;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Goldens;

/// <summary>A request to one operation of REST, and its answer as JSON.</summary>
/// <param name="Name">What it is a case of.</param>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">With its query.</param>
internal sealed record RestCall(string Name, HttpMethod Method, string Path)
{
    // What differs from call to call, or says no more than the body.
    private static readonly string[] HeadersLeftOut = ["Date", "Content-Length", "Transfer-Encoding"];

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The body; null for none.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Without its body, where the name says what was done to it.</summary>
    public bool ShowsBody { get; init; }

    public RestCall With(string header, string? value)
    {
        var headers = new Dictionary<string, string>(Headers, StringComparer.Ordinal);
        headers.Remove(header);
        if (value is not null)
        {
            headers.Add(header, value);
        }

        return this with { Headers = headers };
    }

    /// <summary>Sends it.</summary>
    /// <returns>The request line and all that matters of the answer.</returns>
    public async Task<JsonObject> SendAsync(RunningService service)
    {
        using var request = new HttpRequestMessage(Method, new Uri(Path, UriKind.Relative));
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        using var response = await service.Client.SendAsync(request);
        var headers = new JsonObject();
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            if (!HeadersLeftOut.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                headers[name] = string.Join(", ", values);
            }
        }

        var answer = new JsonObject { ["request"] = $"{Method} {Path}" };
        if (ShowsBody && Body is not null)
        {
            answer["sent"] = IsJson(ContentType) ? JsonNode.Parse(Body) : Body;
        }

        answer["status"] = (int)response.StatusCode;
        answer["headers"] = headers;
        answer["body"] = await BodyAsync(response);
        if (answer["body"] is JsonObject problem && problem.ContainsKey("traceId"))
        {
            problem["traceId"] = "{trace}";
        }

        return answer;
    }

    private static async Task<JsonNode?> BodyAsync(HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var type = response.Content.Headers.ContentType?.MediaType ?? "";
        return type switch
        {
            _ when bytes.Length == 0 => null,
            _ when IsJson(type) => JsonNode.Parse(bytes),
            // Lines of JSON are lines.
            _ when type.StartsWith("text/", StringComparison.Ordinal) || type.Contains("json", StringComparison.Ordinal) =>
                Lines(Encoding.UTF8.GetString(bytes)),
            "application/zip" => Entries(bytes),
            "application/pdf" => Lines(Encoding.Latin1.GetString(bytes)),
            _ => await RowsAsync(bytes),
        };
    }

    /// <summary>The names of what is zipped: the packed bytes are the machine's.</summary>
    public static JsonArray Entries(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return new JsonArray(zip.Entries.Select(entry => (JsonNode)entry.FullName).ToArray());
    }

    private static bool IsJson(string type) => type is "application/json" or "application/problem+json";

    private static JsonArray Lines(string text) => new(text.ReplaceLineEndings("\n").Split('\n').Select(line => (JsonNode)line).ToArray());

    // A workbook is zipped: its rows are what a reader can compare.
    private static async Task<JsonNode> RowsAsync(byte[] workbook)
    {
        using var file = new MemoryStream(workbook);
        using var table = await TableReader.OpenAsync(file, sheet: null, new TableLimits(), CancellationToken.None);
        var rows = new JsonArray { Row(table.Headings) };
        while (table.Read() is { } row)
        {
            rows.Add(Row(row));
        }

        return rows;
    }

    private static JsonNode Row(TableRow row) => string.Join(" | ", row.Cells);
}
