using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes.Linter;

namespace LinkageService.Engine.Schemes;

/// <summary>Makes a scheme of a document, or says everything that is wrong with it at once.</summary>
public static class SchemeCompiler
{
    /// <summary>Reads and checks a document.</summary>
    /// <param name="document">The tree of its text.</param>
    /// <param name="rules">Those of the stored run it is read for; the latest for anything new.</param>
    /// <returns>The scheme (null when there are errors) and all problems in the order of the text; warnings do not stop it.</returns>
    public static SchemeCompilation Compile(DocumentNode document, RuleVersion rules = RuleVersions.Latest) =>
        Compile(document, rules, withLinter: true);

    /// <summary>Reads and checks a document, with or without what it only warns of: what the difference costs is measured.</summary>
    internal static SchemeCompilation Compile(DocumentNode document, RuleVersion rules, bool withLinter)
    {
        var problems = new ProblemList(rules);
        var scheme = SchemeReader.Read(document, problems);
        if (scheme is not null && SchemeChecker.Check(scheme, problems) is { } scope && withLinter)
        {
            SchemeLinter.Check(scheme, scope, problems);
        }

        return new SchemeCompilation(problems.HasErrors ? null : scheme, problems.All);
    }
}
