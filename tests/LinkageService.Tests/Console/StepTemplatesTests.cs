using System.Text;
using LinkageService.Console.Pages.Schemes;
using LinkageService.Console.Pages.Schemes.Form;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Console;

/// <summary>New steps of the form: each kind has a template that can be used as it is.</summary>
public class StepTemplatesTests
{
    private static readonly ValidateScheme Validate = new();

    [Fact]
    public void Of_EveryKind_SomewhereInTheEmptySchemeItCanBeUsedAsItIs()
    {
        var document = (DocumentMapping)Read(EmptyScheme.Text)!;
        foreach (var kind in StepKinds.Kinds)
        {
            var problems = Enumerable.Range(0, 3).Select(place => Problems(Added(EmptyScheme.Text, document, kind, place))).ToArray();

            // These two take all there is: whoever adds one says next which of the two has which money.
            Assert.True(problems.Any(found => kind is "split" or "allocate" ? found.All(IsEmptyPool) : found.Length == 0),
                $"{kind}: {string.Join('\n', problems.SelectMany(found => found))}");
            Assert.NotEqual(kind, FormWords.About(kind).Zh);
        }
    }

    [Fact]
    public void Of_EveryKindInEveryScheme_IsAStepOfItsKindWithAnIdOfItsOwn()
    {
        string[] folders = [SchemeCases.Folder, Path.Combine(SchemeCases.RepositoryRoot(), "tests", "arrangements")];
        foreach (var file in folders.SelectMany(folder => Directory.GetFiles(folder, "scheme.yaml", SearchOption.AllDirectories)))
        {
            var text = File.ReadAllText(file).ReplaceLineEndings("\n");
            var document = (DocumentMapping)Read(text)!;
            var steps = ((DocumentSequence)document.Find("steps")!).Items.Count;
            var known = Problems(text);
            var hasPool = new SchemeFormNames(document).Pools.Count > 0;
            foreach (var kind in StepKinds.Kinds.Where(kind => hasPool || kind is not ("split" or "take" or "allocate")))
            {
                // Where it stands the money may be gone or nobody paid yet: the person moves it. Its own words are right.
                var wrong = Problems(Added(text, document, kind, steps)).Except(known, StringComparer.Ordinal).Where(problem =>
                    problem.StartsWith("unknown_", StringComparison.Ordinal) || problem.StartsWith("duplicate_", StringComparison.Ordinal));
                Assert.Empty(wrong);
            }
        }
    }

    private static bool IsEmptyPool(string problem) => problem.StartsWith("unreachable_step", StringComparison.Ordinal);

    private static string Added(string text, DocumentMapping document, string kind, int place) => DocumentText.After(
        text, new InsertItem(DocumentPath.Of("steps"), place, StepTemplates.Of(kind, new SchemeFormNames(document), place)), Read)!;

    private static string[] Problems(string text) => Validate.Handle(Encoding.UTF8.GetBytes(text), isJson: false).Problems
        .Where(problem => !problem.IsWarning).Select(problem => $"{problem.Code.Name} {problem.Field}: {problem.Message.En}").ToArray();

    private static DocumentNode? Read(string text) => SchemeFile.Read(Encoding.UTF8.GetBytes(text), isJson: false, out _);
}
