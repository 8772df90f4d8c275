using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>Says everything that is wrong with a scheme document, in YAML or JSON: one handler for every transport.</summary>
internal sealed class ValidateScheme
{
    /// <summary>What compiling the document gave; a text that cannot be read has problems like any other mistake.</summary>
    public SchemeCompilation Handle(ReadOnlySpan<byte> bytes, bool isJson) =>
        SchemeFile.Read(bytes, isJson, out var malformed) is { } document
            ? SchemeCompiler.Compile(document)
            : new SchemeCompilation(Scheme: null, malformed);
}
