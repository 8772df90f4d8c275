using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Goldens;

/// <summary>A file of approved answers beside the tests: compared, or written anew where <c>RENEW_GOLDENS=1</c> is set.</summary>
internal static class GoldenFile
{
    private const int LinesAround = 3;
    private const int Width = 140;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Folder =
        Path.Combine(SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Goldens");

    private static readonly bool IsRenewing = Environment.GetEnvironmentVariable("RENEW_GOLDENS") == "1";

    /// <summary>Holds that a folder such as <c>Rest</c> has a file for each of these and no other.</summary>
    public static void CheckNames(string folder, TheoryData<string> names) => Assert.Equal(
        names.Select(row => row.Data).Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Folder, folder), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    /// <summary>The text of a file that is written by hand.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Compares what was answered with what is approved.</summary>
    /// <param name="name">Such as <c>Rest/GetRun</c>.</param>
    /// <param name="answers">What was answered; ids that differ from run to run become <c>{id1}</c>, <c>{id2}</c> ….</param>
    /// <param name="known">Other values that depend on such ids, with what stands for them.</param>
    public static void Check(string name, JsonNode answers, IReadOnlyDictionary<string, string>? known = null) => CheckText(
        Path.Combine(Folder, name + ".json"),
        new Placeholders(known ?? new Dictionary<string, string>(StringComparer.Ordinal)).Replace(Written(answers)));

    /// <summary>The readable text of JSON: what fits in a line is in a line.</summary>
    public static string Written(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, indent: 0);
        return text.Append('\n').ToString();
    }

    /// <summary>Compares a text with that of a file, or writes the file.</summary>
    public static void CheckText(string file, string now)
    {
        var name = Path.GetRelativePath(SchemeCases.RepositoryRoot(), file);
        if (IsRenewing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, now);
            return;
        }

        var approved = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.True(approved == now, $"""
            {name} is answered otherwise than approved. {FirstDifference(approved.Split('\n'), now.Split('\n'))}
            If that is meant, renew the approved answers, look at their difference and commit it:
              RENEW_GOLDENS=1 dotnet test tests/LinkageService.Tests --filter FullyQualifiedName~GoldenTests
              git diff {name}
            """);
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        var line = node?.ToJsonString(Readable) ?? "null";
        if (indent + line.Length <= Width || node is not (JsonObject or JsonArray))
        {
            text.Append(line);
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open);
        var parts = node is JsonObject fields
            ? fields.Select(field => (JsonSerializer.Serialize(field.Key, Readable) + ": ", field.Value))
            : ((JsonArray)node).Select(item => ("", item));
        foreach (var (at, (name, value)) in parts.Index())
        {
            text.Append(at == 0 ? "\n" : ",\n").Append(' ', indent + 1).Append(name);
            Write(text, value, indent + 1);
        }

        text.Append('\n').Append(' ', indent).Append(close);
    }

    private static string FirstDifference(string[] approved, string[] now)
    {
        var at = 0;
        while (at < Math.Min(approved.Length, now.Length) && approved[at] == now[at])
        {
            at++;
        }

        var from = Math.Max(0, at - LinesAround);
        return $"First difference in line {at + 1}:\n  "
            + string.Join("\n  ", approved[from..Math.Min(at, approved.Length)])
            + "\n- " + string.Join("\n- ", approved.Skip(at).Take(LinesAround))
            + "\n+ " + string.Join("\n+ ", now.Skip(at).Take(LinesAround));
    }
}
