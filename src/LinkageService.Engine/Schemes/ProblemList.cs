using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Collects everything that is wrong with a document, each where it stands in the text.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> All => _problems;

    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    public void Add(ProblemCode code, string field, DocumentNode? at, string zh, string en, LocalizedText? hint = null) =>
        _problems.Add(new Problem(code, field, new LocalizedText(zh, en))
        {
            Hint = hint,
            Line = at?.Line ?? 0,
            Column = at?.Column ?? 0,
            IsWarning = code.Kind == ProblemKind.Warning,
        });
}
