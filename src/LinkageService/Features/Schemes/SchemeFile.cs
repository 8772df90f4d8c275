using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>A scheme document as bytes, in YAML or JSON.</summary>
internal static class SchemeFile
{
    /// <summary>Whether a file of this name holds JSON.</summary>
    public static bool IsJson(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text is JSON where nothing says it: it starts with a brace, which a YAML document of ours never does.</summary>
    public static bool LooksLikeJson(string text) => text.AsSpan().TrimStart().StartsWith("{");

    /// <summary>The document, or null with everything that keeps the text from being read.</summary>
    public static DocumentNode? Read(ReadOnlySpan<byte> bytes, bool isJson, out IReadOnlyList<Problem> malformed)
    {
        if (SchemeFileEncoding.Fault(bytes) is { } fault)
        {
            malformed = [fault with { Code = isJson ? ProblemCodes.MalformedJson : ProblemCodes.MalformedYaml }];
            return null;
        }

        return isJson
            ? ReadJson(bytes, out malformed)
            : YamlDocument.Parse(Encoding.UTF8.GetString(JsonText.WithoutMark(bytes)), out malformed);
    }

    // Also read as { "document": … }, the way a calculation carries it.
    private static DocumentNode? ReadJson(ReadOnlySpan<byte> utf8, out IReadOnlyList<Problem> malformed)
    {
        var document = JsonDocumentTree.Parse(JsonText.WithoutMark(utf8), withPositions: true, out var problem);
        malformed = problem is null ? [] : [problem];
        return document is DocumentMapping { Entries: [{ Key: "document", Value: DocumentMapping inner }] } ? inner : document;
    }
}
