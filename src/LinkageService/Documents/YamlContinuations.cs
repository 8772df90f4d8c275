using System.Diagnostics;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Documents;

/// <summary>
/// Finds lines that YAML reads as more of the value above, because their colon is full-width or has no space behind it: the text can
/// be read, and the value above is what cannot be understood.
/// </summary>
internal static class YamlContinuations
{
    private static readonly LocalizedText Hint = new(
        "这一行被当成了上一行的续行；改好后，左边和上一行的名称对齐",
        "The line is read as more of the value above; once it is right, align it with the name above");

    /// <summary>The problems, those of a value that has swallowed such a line replaced by the slip in that line.</summary>
    public static IReadOnlyList<Problem> Explain(string text, DocumentNode document, IReadOnlyList<Problem> problems)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var starts = new SortedSet<int>(Lines(document));
        var (slips, explained) = (YamlLines.Slips(lines), problems.ToList());
        foreach (var slip in slips.Where(slip => !starts.Contains(slip.Line)))
        {
            var above = starts.GetViewBetween(0, slip.Line).Max;
            if (problems.Any(problem => !problem.IsWarning && problem.Line == above))
            {
                // What is said of such a colon in the first line of the value stays.
                explained.RemoveAll(problem => !problem.IsWarning && problem.Line == above
                    && !slips.Any(own => (own.Line, own.Column) == (problem.Line, problem.Column)));
                explained.Add(YamlMistakes.Problem(slip.Line, slip.Column, slip.Cure) with { Hint = Hint });
            }
        }

        return explained;
    }

    private static IEnumerable<int> Lines(DocumentNode node) => node switch
    {
        DocumentMapping mapping => mapping.Entries.SelectMany(entry => Lines(entry.Value).Prepend(entry.Line)),
        DocumentSequence sequence => sequence.Items.SelectMany(Lines).Prepend(sequence.Line),
        DocumentScalar scalar => [scalar.Line],
        _ => throw new UnreachableException(),
    };
}
