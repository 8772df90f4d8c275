using System.Text;
using System.Text.Json;
using LinkageService.Console.Pages.Schemes.Completion;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Tests.Console;

/// <summary>The completion knows all that the JSON Schema knows: every field at its place, and every word it may have.</summary>
public class SchemaCompletionTests
{
    private static readonly JsonElement Root = JsonDocument.Parse(SchemeSchema.Bytes).RootElement;

    [Fact]
    public void At_EveryPlaceOfTheSchema_EveryFieldAndEveryWordIsOffered()
    {
        var (fields, words, bare) = (0, 0, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var place in Places(Root, new Place([]), depth: 0))
        {
            var offered = At(place.Text + place.Indent + "|");
            var expected = place.Fields.Where(field => !place.Last.ContainsKey(field.Name)).ToArray();
            foreach (var field in expected)
            {
                fields++;
                var found = offered.FirstOrDefault(word => word.Word == field.Name);
                Assert.True(found is not null, $"{field.Name} is not offered:\n{place.Text}");
                if (found.About.Zh.Length == 0)
                {
                    bare.Add($"{field.Name} in\n{place.Text}");
                }

                foreach (var value in Words(field.Value))
                {
                    words++;
                    Assert.True(At(place.Text + place.Indent + field.Name + ": |").Any(word => word.Word == value),
                        $"{value} of {field.Name} is not offered:\n{place.Text}");
                }
            }
        }

        Assert.True(bare.Count == 0, $"without a word of what it is: {string.Join('\n', bare)}");
        Assert.True(fields > 1000 && words > 40, $"{fields} fields, {words} words");
    }

    private static IReadOnlyList<CompletionWord> At(string text)
    {
        var caret = text.IndexOf('|', StringComparison.Ordinal);
        return SchemeCompletion.At(text.Remove(caret, 1), caret, new DocumentMapping([]), isAsked: true).Words;
    }

    // Every mapping there can be, with what decides which it is written above the caret.
    private static IEnumerable<Mapping> Places(JsonElement schema, Place place, int depth)
    {
        if (depth > 7)
        {
            yield break;
        }

        foreach (var form in Forms(schema))
        {
            if (form.TryGetProperty("items", out var items))
            {
                foreach (var below in Places(items, place.Below(null), depth + 1))
                {
                    yield return below;
                }
            }

            var decided = Decided(form);
            var here = place with { Beside = decided };
            if (form.TryGetProperty("properties", out var properties))
            {
                yield return new Mapping(here.Text(), here.Indent(), properties.EnumerateObject().ToArray(), decided);
                foreach (var field in properties.EnumerateObject().Where(field => !decided.ContainsKey(field.Name)))
                {
                    foreach (var below in Places(field.Value, here.Below(field.Name), depth + 1))
                    {
                        yield return below;
                    }
                }
            }

            foreach (var kind in new[] { "additionalProperties", "patternProperties" })
            {
                if (form.TryGetProperty(kind, out var any) && any.ValueKind == JsonValueKind.Object)
                {
                    var (name, value) = kind == "patternProperties" ? ("2026", any.EnumerateObject().First().Value) : ("甲", any);
                    foreach (var below in Places(value, here.Below(name), depth + 1))
                    {
                        yield return below;
                    }
                }
            }
        }
    }

    private static Dictionary<string, string> Decided(JsonElement form) => !form.TryGetProperty("properties", out var properties) ? []
        : properties.EnumerateObject().Where(field => field.Value.TryGetProperty("const", out _))
            .ToDictionary(field => field.Name, field => field.Value.GetProperty("const").GetString()!);

    private static IEnumerable<JsonElement> Forms(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Forms(Root.GetProperty("definitions").GetProperty(reference.GetString()!["#/definitions/".Length..]));
        }

        foreach (var many in new[] { "oneOf", "anyOf", "allOf" })
        {
            if (schema.TryGetProperty(many, out var forms))
            {
                return forms.EnumerateArray().SelectMany(Forms);
            }
        }

        return [schema];
    }

    private static IEnumerable<string> Words(JsonElement schema) => Forms(schema).SelectMany(form =>
        form.TryGetProperty("enum", out var words) ? words.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String)
            .Select(word => word.GetString()!)
        : form.TryGetProperty("const", out var only) ? [only.GetString()!] : Array.Empty<string>());

    private sealed record Mapping(string Text, string Indent, JsonProperty[] Fields, Dictionary<string, string> Last);

    /// <summary>A way into the document; null is an item of a list.</summary>
    private sealed record Place((string? Key, Dictionary<string, string> Beside)[] Way)
    {
        public Dictionary<string, string> Beside { get; init; } = [];

        public Place Below(string? key) => new([.. Way, (key, Beside)]);

        public string Text()
        {
            var (text, indent, isFirst) = (new StringBuilder(), 0, false);
            foreach (var (key, beside) in Way)
            {
                Write(text, beside, indent, ref isFirst);
                if (key is null)
                {
                    text.Append(' ', isFirst ? 0 : indent).Append("- ");
                    isFirst = true;
                }
                else
                {
                    text.Append(' ', isFirst ? 0 : indent).Append(key).Append(":\n");
                    isFirst = false;
                }

                indent += 2;
            }

            Write(text, Beside, indent, ref isFirst);
            return text.ToString();
        }

        public string Indent()
        {
            var isItem = Way is [.., (null, _)] && Beside.Count == 0;
            return isItem ? "" : new string(' ', Way.Length * 2);
        }

        private static void Write(StringBuilder text, Dictionary<string, string> beside, int indent, ref bool isFirst)
        {
            foreach (var (name, value) in beside)
            {
                text.Append(' ', isFirst ? 0 : indent).Append(name).Append(": ").Append(value).Append('\n');
                isFirst = false;
            }
        }
    }
}
