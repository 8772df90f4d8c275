using System.Text.Json;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// What is asked of an operation: first what goes wrong, made from its parameters and its first example that is right; then every
/// example of the document; then <see cref="RestRequests"/> to books with a past. A new operation is asked all but the last by itself.
/// </summary>
internal static class RestCalls
{
    private const string Nobody = "00000000000000000000000000000000";

    public static async IAsyncEnumerable<RestCall> OfAsync(GoldenVillage village, string path, JsonProperty operation)
    {
        var id = operation.Value.GetProperty("operationId").GetString()!;
        var examples = Examples(operation.Value).ToArray();
        var first = examples.FirstOrDefault(example => example.Status < 300) ?? new Example("asked", 200, null, "application/json");
        foreach (var call in Wrong(operation.Value, path, await ExampleAsync(village, id, path, operation, first)))
        {
            yield return call;
        }

        foreach (var example in examples.Length == 0 ? [first] : examples)
        {
            yield return await ExampleAsync(village, id, path, operation, example);
        }

        foreach (var request in RestRequests.Of(id))
        {
            yield return await RequestAsync(village, request);
        }
    }

    private static IEnumerable<Example> Examples(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            yield break;
        }

        foreach (var content in body.GetProperty("content").EnumerateObject())
        {
            foreach (var example in new[] { "examples", "x-mistakes" }.SelectMany(list =>
                content.Value.TryGetProperty(list, out var all) ? all.EnumerateObject() : default))
            {
                var value = example.Value.GetProperty("value");
                var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
                yield return new Example(example.Name, example.Value.GetProperty("x-status").GetInt32(), text, content.Name);
            }
        }
    }

    private static async Task<RestCall> ExampleAsync(
        GoldenVillage village, string id, string path, JsonProperty operation, Example example)
    {
        var asked = await ExampleData.ForAsync(village.Service, id, path);
        var (headers, query) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var (name, place, shown) in Parameters(operation.Value))
        {
            if ((shown is null ? null : asked.Parameters.GetValueOrDefault(name, shown)) is not { } value)
            {
                continue;
            }

            switch (place)
            {
                case "header": headers.Add(name, value); break;
                case "query": query.Add($"{name}={Uri.EscapeDataString(value)}"); break;
                default: path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal); break;
            }
        }

        path = query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
        return new RestCall("example " + example.Name, HttpMethod.Parse(operation.Name), path)
        {
            Headers = headers, Body = example.Body is null ? null : asked.Body(example.Body), ContentType = example.ContentType,
        };
    }

    private static IEnumerable<RestCall> Wrong(JsonElement operation, string template, RestCall right)
    {
        var parameters = Parameters(operation).ToArray();
        var bare = right.Path.Split('?')[0];
        var parts = bare.Split('/');
        foreach (var (part, at) in template.Split('/').Select((part, at) => (part, at)).Where(each => each.part.StartsWith('{')))
        {
            var name = part[..(part.IndexOf('}', StringComparison.Ordinal) + 1)];
            var unknown = parts.ToArray();
            unknown[at] = (name is "{run}" or "{id}" ? Nobody : "nowhere") + part[name.Length..];
            yield return right with { Name = "unknown " + name, Path = string.Join('/', unknown) + right.Path[bare.Length..] };
        }

        var query = parameters.Where(each => each.In == "query").Select(each => each.Name + "=%3F").ToArray();
        if (query.Length > 0 || right.Method == HttpMethod.Get)
        {
            yield return right with { Name = "another query", Path = $"{bare}?{string.Join('&', [.. query, "surprise=1"])}" };
        }

        foreach (var limit in parameters.Where(each => each.Name == "limit"))
        {
            yield return right with { Name = "a limit of 0", Path = $"{bare}?limit=0" };
        }

        if (parameters.Any(each => each.Name == "If-Match"))
        {
            yield return right.With("If-Match", "\"999\"") with { Name = "another ETag" };
            yield return right.With("If-Match", "?") with { Name = "no ETag" };
            yield return right.With("If-Match", null) with { Name = "without If-Match" };
        }

        if (parameters.Any(each => each.Name == "Idempotency-Key"))
        {
            yield return right.With("Idempotency-Key", null) with { Name = "without Idempotency-Key" };
            yield return right.With("Idempotency-Key", new string('x', 201)) with { Name = "a long Idempotency-Key" };
        }

        if (right.Body is not null)
        {
            yield return right with { Name = "another media type", ContentType = "text/plain" };
            foreach (var (name, body) in right.ContentType == "application/json" ? Mutations.Of(right.Body) : [])
            {
                yield return right with { Name = name, Body = body };
            }
        }
    }

    private static IEnumerable<(string Name, string In, string? Example)> Parameters(JsonElement operation) =>
        (operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToArray() : []).Select(parameter => (
            parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!,
            !parameter.TryGetProperty("example", out var example) ? null
                : example.ValueKind == JsonValueKind.String ? example.GetString() : example.GetRawText()));

    private static async Task<RestCall> RequestAsync(GoldenVillage village, string request)
    {
        var (head, rest) = Cut(await village.NameAsync(request), '\n');
        var words = head.Split(' ');
        var call = new RestCall(Cut(request, '\n').Before, HttpMethod.Parse(words[0]), words[1]) { ShowsBody = true };
        while (Cut(rest, '\n') is var (line, more) && line.Contains(": ", StringComparison.Ordinal) && !line.StartsWith('{'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            (call, rest) = (call.With(line[..colon], line[(colon + 2)..]), more);
        }

        return rest.Length == 0 ? call : call with { Body = rest, ContentType = rest.StartsWith('{') ? "application/json" : "text/csv" };
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at, StringComparison.Ordinal) is var index and >= 0 ? (text[..index], text[(index + 1)..]) : (text, "");

    private sealed record Example(string Name, int Status, string? Body, string ContentType);
}
