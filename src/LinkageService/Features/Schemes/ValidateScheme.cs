using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>Says everything that is wrong with a scheme document, in YAML or JSON: one handler for every transport.</summary>
internal sealed class ValidateScheme
{
    /// <summary>What compiling the document gave; null with <paramref name="malformed"/> when it cannot be read as text.</summary>
    public SchemeCompilation? Handle(ReadOnlySpan<byte> utf8, bool isJson, out Problem? malformed)
    {
        var document = SchemeFile.Read(utf8, isJson, out malformed);
        return document is null ? null : SchemeCompiler.Compile(document);
    }
}
