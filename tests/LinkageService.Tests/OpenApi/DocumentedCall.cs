using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>A call as the OpenAPI document shows it: an operation, with one of its examples where it takes a body.</summary>
/// <param name="Operation">Its id.</param>
/// <param name="Method">As HTTP writes it.</param>
/// <param name="Documented">The operation in the document.</param>
internal sealed record DocumentedCall(string Operation, HttpMethod Method, JsonElement Documented)
{
    private string _address = "";
    private Dictionary<string, string> _headers = [];
    private (byte[] Bytes, string Type)? _body;

    /// <summary>The example in the document; null for an operation without a body.</summary>
    public JsonElement? Example { get; private init; }

    /// <summary>The name of the example.</summary>
    public string ExampleName { get; private init; } = "";

    /// <summary>Every operation with every example, against a service that <see cref="ExampleData"/> filled.</summary>
    public static async IAsyncEnumerable<DocumentedCall> AllAsync(RunningService service, Func<HttpMethod, bool>? wanted = null)
    {
        var document = (await service.GetAsync("/openapi/v1.json")).Json;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject().Where(each => wanted?.Invoke(HttpMethod.Parse(each.Name)) ?? true))
            {
                var id = operation.Value.GetProperty("operationId").GetString()!;
                foreach (var call in Examples(new DocumentedCall(id, HttpMethod.Parse(operation.Name), operation.Value)))
                {
                    yield return call.Filled(path.Name, await ExampleData.ForAsync(service, id, path.Name));
                }
            }
        }
    }

    /// <summary>The request; each time another, because one can be sent once only.</summary>
    public HttpRequestMessage Request(HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? Method, _address);
        foreach (var (name, value) in _headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (_body is { } body)
        {
            request.Content = new ByteArrayContent(body.Bytes);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", body.Type);
        }

        return request;
    }

    /// <summary>Its body, where that is JSON.</summary>
    public JsonNode? Body => _body is { Type: "application/json" } body ? JsonNode.Parse(body.Bytes) : null;

    /// <summary>The same with another body.</summary>
    public DocumentedCall With(JsonNode body) => this with { _body = (Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json") };

    /// <inheritdoc/>
    public override string ToString() => ExampleName.Length == 0 ? Operation : $"{Operation}, {ExampleName}";

    private static IEnumerable<DocumentedCall> Examples(DocumentedCall call)
    {
        if (!call.Documented.TryGetProperty("requestBody", out var body))
        {
            yield return call;
            yield break;
        }

        foreach (var content in body.GetProperty("content").EnumerateObject())
        {
            foreach (var example in new[] { "examples", "x-mistakes" }.SelectMany(list =>
                content.Value.TryGetProperty(list, out var all) ? all.EnumerateObject() : default))
            {
                var value = example.Value.GetProperty("value");
                var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                yield return call with
                {
                    Example = example.Value, ExampleName = example.Name, _body = (Encoding.UTF8.GetBytes(text), content.Name),
                };
            }
        }
    }

    // What the document shows, but for what the service gave another name.
    private DocumentedCall Filled(string path, ExampleCall call)
    {
        var (headers, query) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var parameter in Documented.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var name = parameter.GetProperty("name").GetString()!;
            var shown = !parameter.TryGetProperty("example", out var example) ? null
                : example.ValueKind == JsonValueKind.String ? example.GetString() : example.GetRawText();
            if ((shown is null ? null : call.Parameters.GetValueOrDefault(name, shown)) is not { } value)
            {
                continue;
            }

            switch (parameter.GetProperty("in").GetString())
            {
                case "header":
                    headers.Add(name, value);
                    break;
                case "query":
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
                    break;
            }
        }

        return this with
        {
            _address = query.Count == 0 ? path : path + "?" + string.Join('&', query),
            _headers = headers,
            _body = _body is { } body ? (Encoding.UTF8.GetBytes(call.Body(Encoding.UTF8.GetString(body.Bytes))), body.Type) : null,
        };
    }
}
