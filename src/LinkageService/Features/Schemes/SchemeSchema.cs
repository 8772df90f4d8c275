using System.Text.Json;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Schemes;

/// <summary>A field, or a word that may stand in one, with what the schema says of it.</summary>
internal sealed record SchemaWord(string Word, LocalizedText About);

/// <summary>
/// The JSON Schema of scheme documents, as <c>/v1/schemes/schema.json</c> gives it, and what it says of a place in a document:
/// the one list of fields that editors outside and the console's own complete from.
/// </summary>
internal static class SchemeSchema
{
    /// <summary>The schema as it is sent.</summary>
    public static byte[] Bytes { get; } = Read();

    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private static readonly JsonElement Root = JsonDocument.Parse(Bytes).RootElement;

    /// <summary>The fields a mapping may have.</summary>
    /// <param name="path">The keys and items that lead there; null is an item.</param>
    /// <param name="siblings">What stands beside each of them and in the mapping itself: decides which kind it is.</param>
    public static IReadOnlyList<SchemaWord> Fields(
        IReadOnlyList<string?> path, IReadOnlyList<IReadOnlyDictionary<string, string>> siblings) =>
        Places(path, siblings)
            .SelectMany(place => place.Value.TryGetProperty("properties", out var fields) ? fields.EnumerateObject().ToArray() : [])
            .DistinctBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => new SchemaWord(field.Name, About(field.Value))).ToArray();

    /// <summary>The words that may stand as a value: kinds, types, choices, units; none where any text may.</summary>
    /// <param name="path">The keys and items that lead to the value.</param>
    /// <param name="siblings">What stands beside each of them: one more than there are keys.</param>
    public static IReadOnlyList<SchemaWord> Values(
        IReadOnlyList<string?> path, IReadOnlyList<IReadOnlyDictionary<string, string>> siblings)
    {
        if (path is not [.., { } key])
        {
            return [];
        }

        // The value itself does not decide what it may be.
        var others = siblings.ToArray();
        others[^2] = others[^2].Where(pair => pair.Key != key).ToDictionary();
        return Places(path, others).SelectMany(place => Words(place.Value, place.Owner))
            .DistinctBy(word => word.Word, StringComparer.Ordinal).ToArray();
    }

    private static IEnumerable<SchemaWord> Words(JsonElement value, JsonElement owner)
    {
        // A kind of step is described where its fields are.
        if (value.TryGetProperty("const", out var only))
        {
            yield return new SchemaWord(only.GetString()!, About(owner));
        }

        foreach (var list in new[] { "enum", "examples" })
        {
            if (value.TryGetProperty(list, out var words))
            {
                foreach (var word in words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String))
                {
                    yield return new SchemaWord(word.GetString()!, LocalizedText.Empty);
                }
            }
        }
    }

    // Every form the place may have, each with the mapping it stands in.
    private static IEnumerable<(JsonElement Value, JsonElement Owner)> Places(
        IReadOnlyList<string?> path, IReadOnlyList<IReadOnlyDictionary<string, string>> siblings)
    {
        IEnumerable<(JsonElement Value, JsonElement Owner)> places = Forms(Root, siblings.Count > 0 ? siblings[0] : Nothing)
            .Select(form => (form, form));
        for (var depth = 0; depth < path.Count; depth++)
        {
            var (key, beside) = (path[depth], depth + 1 < siblings.Count ? siblings[depth + 1] : Nothing);
            places = places.SelectMany(place => Below(place.Value, key).SelectMany(below => Forms(below, beside)
                .Select(form => (form, place.Value)))).ToArray();
        }

        return places;
    }

    private static IEnumerable<JsonElement> Below(JsonElement place, string? key)
    {
        if (key is null)
        {
            return place.TryGetProperty("items", out var items) ? [items] : [];
        }

        if (place.TryGetProperty("properties", out var fields) && fields.TryGetProperty(key, out var field))
        {
            return [field];
        }

        return new[] { "patternProperties", "additionalProperties" }
            .Where(kind => place.TryGetProperty(kind, out var any) && any.ValueKind == JsonValueKind.Object)
            .Select(kind => kind == "patternProperties"
                ? place.GetProperty(kind).EnumerateObject().First().Value
                : place.GetProperty(kind));
    }

    // What is written out behind references and choices; of the choices, those the words beside do not rule out.
    private static IEnumerable<JsonElement> Forms(JsonElement place, IReadOnlyDictionary<string, string> beside)
    {
        if (place.TryGetProperty("$ref", out var reference))
        {
            return Forms(Root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]), beside);
        }

        foreach (var many in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (place.TryGetProperty(many, out var forms))
            {
                return forms.EnumerateArray().SelectMany(form => Forms(form, beside));
            }
        }

        return IsRuledOut(place, beside) ? [] : [place];
    }

    private static bool IsRuledOut(JsonElement place, IReadOnlyDictionary<string, string> beside) =>
        place.TryGetProperty("properties", out var fields) && fields.EnumerateObject().Any(field =>
            field.Value.TryGetProperty("const", out var only) && beside.TryGetValue(field.Name, out var word)
            && word.Length > 0 && !string.Equals(only.GetString(), word, StringComparison.Ordinal));

    // 名称 · name
    private static LocalizedText About(JsonElement place)
    {
        if (!place.TryGetProperty("description", out var words))
        {
            return LocalizedText.Empty;
        }

        var parts = words.GetString()!.Split(" · ", 2);
        return new LocalizedText(parts[0], parts[^1]);
    }

    private static byte[] Read()
    {
        const string name = "docs/scheme.schema.json";
        using var stream = typeof(SchemeSchema).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
