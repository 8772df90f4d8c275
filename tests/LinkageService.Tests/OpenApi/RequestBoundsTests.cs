using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary>
/// What the OpenAPI document says of requests is what the service holds them to: just outside of a length, a range, a pattern or a closed
/// list a request is refused at that field, just inside it is not.
/// </summary>
[Collection(SharedService.Name)]
public sealed class RequestBoundsTests(ServiceFixture fixture)
{
    // Not bounded by the document; each says by what.
    private static readonly HashSet<string> Otherwise =
    [
        "Household.tags[]", // tags that the scheme does not read are passed over
        "Household.labels.*", // as tags
        "FieldChanges.fields.*", // as the field it is for
        "If-Match", "If-None-Match", // entity tags, as RFC 9110 has them
        "sheet", // looked up in the file
        "MakePaymentFile.creditCode", // 18 characters, two of which check the others
    ];

    // Looked up: another form is as good as another id. Names and rows go with some papers only.
    private static readonly HashSet<string> LookedUp = ["with", "organization", "household", "tag", "names", "rows", "formulas"];

    [Fact]
    public async Task Document_EveryFieldOfARequest_HasItsBound()
    {
        var document = JsonNode.Parse((await fixture.Service.GetAsync("/openapi/v1.json")).Text)!;
        var schemas = Sent(document);
        var parameters = Operations(document).SelectMany(operation => operation["parameters"]?.AsArray() ?? [])
            .Select(parameter => (Name: parameter!["name"]!.GetValue<string>(), Schema: parameter["schema"]!.AsObject()));
        var unbounded = schemas.SelectMany(schema => Fields(document, schema)).Concat(parameters)
            .Where(field => !Otherwise.Contains(field.Name) && !IsBounded(field.Schema)).Select(field => field.Name).ToArray();
        Assert.True(unbounded.Length == 0, "give them a rule in their validator: " + string.Join(", ", unbounded));
        Assert.True(schemas.Count > 20, $"{schemas.Count} schemas");
    }

    [FullRunFact]
    public async Task Requests_OnBothSidesOfEveryBound_AreRefusedOrNotAtThatField()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var faults = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var call in DocumentedCall.AllAsync(service, method => method != HttpMethod.Get))
        {
            if (call.Example is null || call.Body is not JsonObject body || call.Documented.GetProperty("requestBody") is var described
                && !described.GetProperty("content").GetProperty("application/json").GetProperty("schema").TryGetProperty("$ref", out _))
            {
                continue;
            }

            var reference = described.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref");
            var document = JsonNode.Parse((await service.GetAsync("/openapi/v1.json")).Text)!;
            foreach (var (path, change, isFine) in Changes(document, reference.GetString()!.Split('/')[^1], body, ""))
            {
                // Where there are two ways to ask, one of the examples has the field.
                var key = $"{call.Operation}: {path} {change.Name}";
                if (!faults.TryGetValue(key, out var fault) || fault is not null)
                {
                    faults[key] = await FaultAsync(service, call, path, change, isFine);
                }
            }
        }

        faults.Remove("CalculateDistribution: scheme left out, as it may be"); // where there is a document
        faults.Remove("CheckCalculation: scheme left out, as it may be"); // as there
        faults.Remove("CheckCalculation: legalForm left out, as it may be"); // where there is an organisation
        faults.Remove("CheckCalculation: facts[0].charter left out, as it may be"); // as those of PutFact
        faults.Remove("CheckCalculation: facts[0].validFrom left out, as it may be");
        faults.Remove("CheckCalculation: facts[0].year as large as it may be");
        faults.Remove("CheckCalculation: facts[0].year as small as it may be");
        faults.Remove("PutFact: charter left out, as it may be"); // of another kind
        faults.Remove("PutFact: validFrom left out, as it may be"); // of a kind that is stated by year
        faults.Remove("SavePaymentTemplate: columns[0].text as long as it may be"); // of a column of text only
        faults.Remove("SavePaymentTemplate: columns[0].text as long as it may be, of rare characters");
        faults.Remove("PutFact: year as large as it may be"); // as the one before
        faults.Remove("PutFact: year as small as it may be");
        var wrong = faults.Where(each => each.Value is not null).Select(each => $"{each.Key} → {each.Value}").ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(faults.Count > 200, $"{faults.Count} bounds");
    }

    [FullRunFact]
    public async Task Parameters_OnBothSidesOfEveryBound_AreRefusedOrNotThere()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var faults = new SortedDictionary<string, string?>(StringComparer.Ordinal);
        await foreach (var call in DocumentedCall.AllAsync(service))
        {
            foreach (var parameter in call.Documented.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
            {
                var (name, isHeader) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString() == "header");
                if (parameter.GetProperty("in").GetString() == "path" || LookedUp.Contains(name))
                {
                    continue;
                }

                foreach (var (what, value, isFine) in Values(JsonNode.Parse(parameter.GetProperty("schema").GetRawText())!.AsObject()))
                {
                    var key = $"{call.Operation}: {name} {what}";
                    if ((isHeader && isFine) || (faults.TryGetValue(key, out var fault) && fault is null))
                    {
                        continue;
                    }

                    var text = value is JsonValue written && written.TryGetValue<string>(out var words) ? words : value.ToJsonString();
                    faults[key] = await FaultAsync(service, Kept(call), name, request =>
                    {
                        if (isHeader)
                        {
                            request.Headers.Remove(name);
                            request.Headers.TryAddWithoutValidation(name, text.All(char.IsAscii) ? text : Uri.EscapeDataString(text));
                        }
                        else
                        {
                            request.RequestUri = With(request.RequestUri!.OriginalString, name, text);
                        }
                    }, isFine);
                }
            }
        }

        foreach (var key in faults.Keys.Where(key => key.Contains(": printed as long", StringComparison.Ordinal)
            || key == "ListEvents: after as large as it may be").ToArray())
        {
            faults.Remove(key); // a rate, which letters are not; an entry past the last
        }

        var wrong = faults.Where(each => each.Value is not null).Select(each => $"{each.Key} → {each.Value}").ToArray();
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.True(faults.Count > 50, $"{faults.Count} bounds");
    }

    // A preview needs no key, and so none is looked at.
    private static DocumentedCall Kept(DocumentedCall call) =>
        call.Body is JsonObject body && body.Remove("preview") ? call.With(body) : call;

    private static Uri With(string address, string name, string value)
    {
        var (path, query) = address.Split('?') is [var before, var after] ? (before, after) : (address, "");
        var left = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => !part.StartsWith(name + "=", StringComparison.Ordinal)).Append($"{name}={Uri.EscapeDataString(value)}");
        return new Uri($"{path}?{string.Join('&', left)}", UriKind.Relative);
    }

    private static async Task<string?> FaultAsync(
        RunningService service, DocumentedCall call, string name, Action<HttpRequestMessage> change, bool isFine)
    {
        using var request = call.Request();
        change(request);
        using var response = await service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        var isRefused = answer.Status == 400 && answer.Errors.Any(error => error.Field == name);
        return isRefused == !isFine ? null : $"{answer.Status} {answer.Text}";
    }

    private static async Task<string?> FaultAsync(RunningService service, DocumentedCall call, string path, Change change, bool isFine)
    {
        var body = call.Body!;
        change.Make(body);
        using var request = call.With(body).Request();
        if (request.Headers.Remove("Idempotency-Key"))
        {
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        }

        using var response = await service.Client.SendAsync(request);
        var answer = await Answer.OfAsync(response);
        var isRefused = answer.Status == 400 && answer.Errors.Any(error => error.Field == path);
        return isRefused == !isFine ? null : $"{answer.Status} {answer.Text}";
    }

    // A value on each side of each bound, for every field of every object that the example has.
    private static IEnumerable<(string Path, Change Change, bool IsFine)> Changes(
        JsonNode document, string schema, JsonObject example, string path)
    {
        var described = document["components"]!["schemas"]![schema]!;
        var required = described["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (name, field) in described["properties"]?.AsObject() ?? [])
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            yield return (at, new Change(required.Contains(name) ? "left out" : "left out, as it may be", at, Value: null),
                !required.Contains(name));
            if (field!["$ref"] is { } reference)
            {
                foreach (var change in example[name] is JsonObject inner
                    ? Changes(document, reference.GetValue<string>().Split('/')[^1], inner, at) : [])
                {
                    yield return change;
                }
            }
            else if (field["items"]?["$ref"] is { } entry && name != "households")
            {
                if (field["maxItems"]?.GetValue<int>() is { } most && example[name]?[0] is { } one)
                {
                    yield return (at, new Change("too many", at, new JsonArray(
                        Enumerable.Range(0, most + 1).Select(_ => one.DeepClone()).ToArray())), false);
                }

                foreach (var change in example[name] is JsonArray { Count: > 0 } list
                    ? Changes(document, entry.GetValue<string>().Split('/')[^1], list[0]!.AsObject(), at + "[0]") : [])
                {
                    yield return change;
                }
            }
            else
            {
                foreach (var (what, value, isFine) in Values(field.AsObject()))
                {
                    yield return (at, new Change(what, at, value), isFine);
                }

                foreach (var (what, value, isFine) in field["items"] is JsonObject items ? Values(items) : [])
                {
                    yield return ($"{at}[0]", new Change(what, at, new JsonArray(value)), isFine);
                }
            }
        }
    }

    private static IEnumerable<(string What, JsonNode Value, bool IsFine)> Values(JsonObject field)
    {
        if (field["maxLength"]?.GetValue<int>() is { } longest && field["pattern"] is null)
        {
            yield return ("too long", new string('长', longest + 1), false);
            yield return ("as long as it may be", new string('长', longest), true);
            yield return ("as long as it may be, of rare characters", string.Concat(Enumerable.Repeat("𬭬", longest)), true);
        }

        if (field["minimum"]?.GetValue<decimal>() is { } least)
        {
            yield return ("too small", least - 1, false);
            yield return ("as small as it may be", least, true);
            yield return ("too large", field["maximum"]!.GetValue<decimal>() + 1, false);
            yield return ("as large as it may be", field["maximum"]!.GetValue<decimal>(), true);
        }

        if (field["enum"] is JsonArray words)
        {
            yield return ("of no word", "no-such-word", false);
            foreach (var word in words)
            {
                yield return ("of the word " + word, word!.DeepClone(), true);
            }
        }
        else if (field["pattern"] is not null || field["format"]?.GetValue<string>() is "date" or "date-time")
        {
            var other = new[] { "!", "a b" }.First(text => field["pattern"]?.GetValue<string>() is not { } pattern
                || !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
            yield return ("of another form", other, false);
        }

        if (field["maxProperties"]?.GetValue<int>() is { } fields)
        {
            yield return ("of too many", new JsonObject(Enumerable.Range(0, fields + 1)
                .Select(number => KeyValuePair.Create<string, JsonNode?>($"x{number}", "1"))), false);
            yield return ("of as many as it may be", new JsonObject(Enumerable.Range(0, fields)
                .Select(number => KeyValuePair.Create<string, JsonNode?>($"x{number}", "1"))), true);
        }
    }

    private static HashSet<string> Sent(JsonNode document)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var bodies = Operations(document).Select(operation => operation["requestBody"]?["content"]).Where(content => content is not null);
        var left = new Queue<string>(bodies.SelectMany(References!));
        while (left.TryDequeue(out var name))
        {
            if (found.Add(name))
            {
                References(document["components"]!["schemas"]![name]!).ToList().ForEach(left.Enqueue);
            }
        }

        return found;
    }

    private static IEnumerable<JsonNode> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!);

    // Of schemas, not of examples.
    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject one => one.Where(field => field.Key is not ("examples" or "x-mistakes")).SelectMany(field =>
            field is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>().Split('/')[^1]]
            : field.Value is null ? [] : References(field.Value)),
        JsonArray list => list.SelectMany(entry => References(entry!)),
        _ => [],
    };

    private static IEnumerable<(string Name, JsonObject Schema)> Fields(JsonNode document, string schema)
    {
        foreach (var (name, field) in document["components"]!["schemas"]![schema]!["properties"]?.AsObject() ?? [])
        {
            var at = $"{schema}.{name}";
            yield return (at, field!.AsObject());
            if (field["items"] is JsonObject items)
            {
                yield return (at + "[]", items);
            }

            if (field["additionalProperties"] is JsonObject values)
            {
                yield return (at + ".*", values);
            }
        }
    }

    /// <summary>Whether a value of the type cannot be anything at all.</summary>
    private static bool IsBounded(JsonObject schema) => schema["type"]?.GetValue<string>() switch
    {
        "string" => schema["maxLength"] is not null || schema["pattern"] is not null || schema["enum"] is not null
            || schema["format"]?.GetValue<string>() is "date" or "date-time" or "binary",
        "integer" => schema["minimum"] is not null && schema["maximum"] is not null,
        _ => true,
    };

    /// <summary>Another value of a field, or none.</summary>
    private sealed record Change(string Name, string Path, JsonNode? Value)
    {
        public void Make(JsonNode body)
        {
            var parts = Path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
            var on = parts[..^1].Aggregate(body, (node, part) => node is JsonArray list ? list[0]! : node[part]!);
            if (Value is null)
            {
                on.AsObject().Remove(parts[^1]);
            }
            else
            {
                on[parts[^1]] = Value.DeepClone();
            }
        }
    }
}
