using System.Text.Json.Nodes;

namespace LinkageService.Tests.Goldens;

/// <summary>Puts answers into a golden.</summary>
internal static class Answers
{
    private static readonly string[] Asked = ["request", "sent"];

    /// <summary>Adds an answer; one that equals an earlier one says so in a word.</summary>
    public static void Add(JsonObject answers, string name, JsonObject answer)
    {
        var same = answers.FirstOrDefault(other => Is(other.Value!.AsObject(), answer)).Key;
        if (same is not null)
        {
            foreach (var field in answer.Select(field => field.Key).Except(Asked, StringComparer.Ordinal).ToArray())
            {
                answer.Remove(field);
            }

            answer["answer"] = $"as \"{same}\"";
        }

        answers.Add(Unique(answers, name), answer);
    }

    private static bool Is(JsonObject one, JsonObject other) => one.Where(IsAnswer).Count() == other.Where(IsAnswer).Count()
        && one.Where(IsAnswer).All(field => other.TryGetPropertyValue(field.Key, out var value) && JsonNode.DeepEquals(value, field.Value));

    private static bool IsAnswer(KeyValuePair<string, JsonNode?> field) => !Asked.Contains(field.Key, StringComparer.Ordinal);

    private static string Unique(JsonObject answers, string name) => answers.ContainsKey(name) ? Unique(answers, name + " again") : name;
}
