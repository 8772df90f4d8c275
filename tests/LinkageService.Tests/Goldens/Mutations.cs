using System.Text.Json;
using System.Text.Json.Nodes;

namespace LinkageService.Tests.Goldens;

/// <summary>What callers get wrong in a body: every value at once, so that an answer lists all there is to say.</summary>
internal static class Mutations
{
    /// <summary>Longer than any text may be.</summary>
    public static string Long { get; } = new('x', 10_001);

    /// <summary>What no reader sees.</summary>
    public const string Hidden = "a\u0007\u202Eb";

    /// <summary>Bodies made of one that is right, by what is wrong with each; one that would be the same is left out.</summary>
    public static IEnumerable<(string Name, string Body)> Of(string right)
    {
        // Written as those made of it are, so that one that changes nothing is seen.
        var body = Changed(right, value => value.DeepClone());
        return All(body).Where(each => each.Body != body);
    }

    private static IEnumerable<(string Name, string Body)> All(string body)
    {
        yield return ("an empty object", "{}");
        yield return ("not an object", "[]");
        yield return ("cut off", body[..(body.Length / 2)]);
        yield return ("other types and an unknown field", Changed(body, OtherType, isTop: true));
        foreach (var (name, text) in new[] { ("long texts", Long), ("hidden characters", Hidden), ("nothing but blanks", "  ") })
        {
            yield return (name, Changed(body, value => value.GetValueKind() == JsonValueKind.String ? text : value.DeepClone()));
        }

        yield return ("numbers out of range", Changed(body, value =>
            value.GetValueKind() == JsonValueKind.Number ? -1 : value.DeepClone()));
    }

    private static string Changed(string body, Func<JsonNode, JsonNode> change, bool isTop = false)
    {
        var changed = Change(JsonNode.Parse(body)!, change)!;
        if (isTop && changed is JsonObject top)
        {
            top["surprise"] = 1;
        }

        return changed.ToJsonString();
    }

    private static JsonNode OtherType(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => new JsonArray(),
        JsonValueKind.Number => new JsonObject(),
        _ => "yes",
    };

    private static JsonNode? Change(JsonNode? node, Func<JsonNode, JsonNode> change) => node switch
    {
        null => null,
        JsonObject fields => new JsonObject(fields.Select(each => KeyValuePair.Create(each.Key, Change(each.Value, change)))),
        JsonArray items => new JsonArray(items.Select(each => Change(each, change)).ToArray()),
        _ => change(node),
    };
}
