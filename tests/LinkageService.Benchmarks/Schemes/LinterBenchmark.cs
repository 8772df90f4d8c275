using System.Globalization;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Benchmarks.Schemes;

/// <summary>
/// What the linter adds to the compilation of a document: of every scheme that is shipped, and of the largest document of bands, in which
/// every group is held against every other.
/// </summary>
internal static class LinterBenchmark
{
    private const int LargestDocument = 64;

    public static void Run(AlternatingRun run)
    {
        Measure(run, "every shipped scheme", SchemeLibrary.Load().Latest.Select(scheme => scheme.Document).ToArray());
        Measure(run, $"{LargestDocument} payments to {LargestDocument} groups", [Bands()]);
    }

    private static void Measure(AlternatingRun run, string what, DocumentNode[] documents)
    {
        var measured = run.Measure(documents.Length, BenchmarkClock.Processor,
            new Contender("compiled without the linter", () => Compile(documents, withLinter: false)),
            new Contender("compiled with it", () => Compile(documents, withLinter: true)));
        MarkdownTable.Print("Compilation of " + what, "document", measured);
    }

    private static void Compile(DocumentNode[] documents, bool withLinter)
    {
        foreach (var document in documents)
        {
            if (SchemeCompiler.Compile(document, RuleVersions.Latest, withLinter).Scheme is null)
            {
                throw new InvalidOperationException("the documents of a benchmark have no error");
            }
        }
    }

    // As many groups, steps and conditions as a document may have.
    private static DocumentNode Bands()
    {
        var numbers = Enumerable.Range(0, LargestDocument).ToArray();
        string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
        var groups = numbers.Select(number => $"  g{Number(number)}: {{ all: [{{ tag: t{Number(number)} }}, "
            + $"{{ holding: age, atLeast: {Number(number)} }}, {{ holding: age, below: {Number(number + 1)} }}] }}");
        var steps = numbers.Select(number =>
            $"  - {{ id: s{Number(number)}, kind: pay, from: payer:x, amount: {Number(number + 1)} yuan, to: g{Number(number)} }}");
        var text = string.Join('\n', ["id: bands", "version: 1", "title: bands", "holdings: { age: { unit: 岁 } }", "groups:", .. groups,
            "steps:", .. steps, ""]);
        return YamlDocument.Parse(text, out _) ?? throw new InvalidOperationException("the document of a benchmark is YAML");
    }
}
