using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>No text may break the compiler, and nothing that compiles may break a run.</summary>
public sealed class SchemeFuzzTests
{
    private const int Mutations = 20_000;

    [Fact]
    public void Compile_MutatedDocuments_OnlyProblems()
    {
        var library = SchemeText.Library().Select(scheme => DocumentMutation.Pieces(WithoutProse(scheme.Yaml))).ToArray();
        var compiled = 0;
        Parallel.For(0, Mutations, seed =>
        {
            var random = new Random(seed);
            var yaml = DocumentMutation.Of(library[seed % library.Length], random);
            try
            {
                if (YamlDocument.Parse(yaml, out _) is { } document && SchemeCompiler.Compile(document) is { } compilation)
                {
                    Assert.True(compilation.Scheme is not null || compilation.Problems.Count > 0);
                    if (compilation.Scheme is { } scheme)
                    {
                        Interlocked.Increment(ref compiled);
                        RandomRun.Of(scheme, random);
                    }
                }
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {exception}\n{yaml}");
            }
        });
        Assert.InRange(compiled, Mutations / 20, Mutations);
    }

    // Summary, reading and sources are words only: edits there would prove little.
    private static string WithoutProse(string yaml)
    {
        var (from, to) = (yaml.IndexOf("summary:", StringComparison.Ordinal), yaml.IndexOf("legalForms:", StringComparison.Ordinal));
        return from < 0 || to < from ? yaml : yaml.Remove(from, to - from);
    }
}
