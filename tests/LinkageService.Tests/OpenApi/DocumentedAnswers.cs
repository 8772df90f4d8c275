using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.OpenApi;

/// <summary>
/// Holds every answer of the API that a test gets against <c>docs/openapi.v1.json</c>: its status, its content type, its headers, and its
/// body, which may have no field the document does not name. What is not as documented fails the test that asked.
/// </summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    // Larger ones have the same fields many times over.
    private const int LargestBytes = 256 << 10;

    private static readonly string[] Headers = ["ETag", "Location", "Idempotency-Replayed", "Retry-After", "WWW-Authenticate"];

    private static readonly Lazy<Contract> Document = new(Contract.Read);

    public DocumentedAnswers()
        : base(new SocketsHttpHandler())
    {
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/v1/", StringComparison.Ordinal) && response.Content.Headers.ContentEncoding.Count == 0)
        {
            var body = await BodyAsync(response, cancellationToken);
            var method = request.Method == HttpMethod.Head ? HttpMethod.Get : request.Method;
            var faults = Document.Value.Faults(method.Method, path, response, body);
            Assert.True(faults is null, $"{request.Method} {path} → {(int)response.StatusCode} is not as documented: {faults}");
        }

        return response;
    }

    private static async Task<JsonDocument?> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers is not { ContentLength: > 0 and <= LargestBytes, ContentType.MediaType: { } type }
            || !type.EndsWith("json", StringComparison.Ordinal) || response.RequestMessage!.Method == HttpMethod.Head)
        {
            return null;
        }

        await response.Content.LoadIntoBufferAsync(cancellation);
        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    /// <summary>The document, made ready to be asked.</summary>
    private sealed class Contract(JsonObject document)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

        private readonly ConcurrentDictionary<string, JsonSchema> _schemas = new(StringComparer.Ordinal);

        private readonly (Regex Address, JsonObject Path)[] _paths = document["paths"]!.AsObject()
            .OrderBy(path => path.Key.Count(letter => letter == '{')).ThenByDescending(path => path.Key.Length)
            .Select(path => (AddressOf(path.Key), path.Value!.AsObject())).ToArray();

        public static Contract Read()
        {
            var text = File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json"));
            var document = JsonNode.Parse(text)!.AsObject();
            foreach (var schema in document["components"]!["schemas"]!.AsObject())
            {
                // A client passes over fields it does not know; here none may be left out of the document.
                if (schema.Value!["properties"] is not null && schema.Value["additionalProperties"] is not JsonObject)
                {
                    schema.Value["additionalProperties"] = false;
                }
            }

            return new Contract(document);
        }

        /// <summary>What of an answer is not as documented, or null.</summary>
        public string? Faults(string method, string path, HttpResponseMessage response, JsonDocument? body)
        {
            var found = _paths.FirstOrDefault(each => each.Address.IsMatch(path)).Path;
            if (found?[method.ToLowerInvariant()] is not JsonObject operation)
            {
                return Problem(response, body);
            }

            var status = ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (operation["responses"]![status] is not JsonObject documented)
            {
                return "the status";
            }

            var undocumented = Headers.Where(name => response.Headers.Contains(name) && documented["headers"]?[name] is null).ToArray();
            if (undocumented.Length > 0)
            {
                return "the headers " + string.Join(", ", undocumented);
            }

            var type = response.Content.Headers.ContentType?.MediaType;
            if (type is not null && documented["content"]?[type] is null)
            {
                return "the content type " + type;
            }

            return body is null ? null : Faults(documented["content"]![type!]!["schema"]!, body);
        }

        // Nothing is there, or not by this method.
        private string? Problem(HttpResponseMessage response, JsonDocument? body) => (int)response.StatusCode is < 400 or >= 500
            ? "the operation"
            : body is null ? null : Faults(new JsonObject { ["$ref"] = "#/components/schemas/Problem" }, body);

        private string? Faults(JsonNode schema, JsonDocument body)
        {
            var built = _schemas.GetOrAdd(schema.ToJsonString(), Build);
            if (built.Evaluate(body.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.Flag }).IsValid)
            {
                return null;
            }

            var result = built.Evaluate(body.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
            var errors = result.Details!.Where(each => each.Errors is not null)
                .SelectMany(each => each.Errors!.Select(error => $"{each.InstanceLocation}: {error.Value}"));
            return string.Join("; ", errors.Distinct().Take(5));
        }

        private JsonSchema Build(string reference)
        {
            var schema = JsonNode.Parse(reference)!.AsObject();
            schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
            schema["$defs"] = document["components"]!["schemas"]!.DeepClone();
            return JsonSchema.FromText(
                schema.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
        }

        private static Regex AddressOf(string template) => new(
            "^" + Regex.Replace(Regex.Escape(template), @"\\{[^}]+}", "[^/]+", RegexOptions.None, Patience) + "/?$",
            RegexOptions.Compiled, Patience);
    }
}
