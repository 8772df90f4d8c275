using System.Text;
using System.Text.Unicode;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>Says everything that is wrong with a scheme document, in YAML or JSON: one handler for every transport.</summary>
internal sealed class ValidateScheme
{
    /// <summary>What compiling the document gave; null with <paramref name="malformed"/> when it cannot be read as text.</summary>
    public SchemeCompilation? Handle(ReadOnlySpan<byte> utf8, bool isJson, out Problem? malformed)
    {
        var document = Read(utf8, isJson, out malformed);
        return document is null ? null : SchemeCompiler.Compile(document);
    }

    /// <summary>The tree of a document's text, or null with what is wrong with it.</summary>
    public static DocumentNode? Read(ReadOnlySpan<byte> utf8, bool isJson, out Problem? malformed) =>
        isJson ? ReadJson(utf8, out malformed) : ReadYaml(utf8, out malformed);

    private static DocumentNode? ReadYaml(ReadOnlySpan<byte> utf8, out Problem? malformed)
    {
        if (!Utf8.IsValid(utf8))
        {
            malformed = new Problem(ProblemCodes.MalformedYaml, "", new LocalizedText("文档不是有效的 UTF-8", "the document is not valid UTF-8"));
            return null;
        }

        return YamlDocument.Parse(Encoding.UTF8.GetString(WithoutMark(utf8)), out malformed);
    }

    // Also read as { "document": … }, the way a calculation carries it.
    private static DocumentNode? ReadJson(ReadOnlySpan<byte> utf8, out Problem? malformed)
    {
        malformed = JsonText.Fault(utf8);
        if (malformed is not null)
        {
            return null;
        }

        var document = JsonDocumentTree.Parse(WithoutMark(utf8), withPositions: true, out malformed);
        return document is DocumentMapping { Entries: [{ Key: "document", Value: DocumentMapping inner }] } ? inner : document;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> utf8) =>
        utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
}
