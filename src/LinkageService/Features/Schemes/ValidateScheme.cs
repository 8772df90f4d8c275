using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>Says everything that is wrong with a scheme document, in YAML or JSON: one handler for every transport.</summary>
internal sealed class ValidateScheme
{
    /// <summary>What compiling the document gave; a text that cannot be read has problems like any other mistake.</summary>
    public SchemeCompilation Handle(ReadOnlySpan<byte> bytes, bool isJson)
    {
        if (SchemeFile.Read(bytes, isJson, out var malformed) is not { } document)
        {
            return new SchemeCompilation(Scheme: null, malformed);
        }

        var compilation = SchemeCompiler.Compile(document);
        if (UnseenInTitles.Find(document) is { Count: > 0 } unseen)
        {
            compilation = new SchemeCompilation(Scheme: null, [.. compilation.Problems, .. unseen]);
        }

        return isJson || compilation.Scheme is not null ? compilation : compilation with
        {
            Problems = YamlContinuations.Explain(Encoding.UTF8.GetString(bytes), document, compilation.Problems),
        };
    }
}
