using System.Text;
using System.Text.Unicode;
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

    /// <summary>The document, or null with why the text cannot be read.</summary>
    public static DocumentNode? Read(ReadOnlySpan<byte> utf8, bool isJson, out Problem? malformed) =>
        isJson ? ReadJson(utf8, out malformed) : ReadYaml(utf8, out malformed);

    private static DocumentNode? ReadYaml(ReadOnlySpan<byte> utf8, out Problem? malformed)
    {
        if (!Utf8.IsValid(utf8))
        {
            malformed = new Problem(ProblemCodes.MalformedYaml, "", new LocalizedText("文档不是有效的 UTF-8", "the document is not valid UTF-8"));
            return null;
        }

        return YamlDocument.Parse(Encoding.UTF8.GetString(JsonText.WithoutMark(utf8)), out malformed);
    }

    // Also read as { "document": … }, the way a calculation carries it.
    private static DocumentNode? ReadJson(ReadOnlySpan<byte> utf8, out Problem? malformed)
    {
        malformed = JsonText.Fault(utf8);
        if (malformed is not null)
        {
            return null;
        }

        var document = JsonDocumentTree.Parse(JsonText.WithoutMark(utf8), withPositions: true, out malformed);
        return document is DocumentMapping { Entries: [{ Key: "document", Value: DocumentMapping inner }] } ? inner : document;
    }
}
