using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Schemes;

/// <summary>Collects everything that is wrong with a document, each where it stands in the text.</summary>
/// <param name="rules">The rules the document is read by.</param>
internal sealed class ProblemList(RuleVersion rules)
{
    /// <summary>Problems kept; nobody reads on after so many.</summary>
    /// <value>200.</value>
    public const int MaxProblems = 200;

    private readonly List<Problem> _problems = [];

    /// <summary>The rules the document is read by.</summary>
    public RuleVersion Rules { get; } = rules;

    public IReadOnlyList<Problem> All => _problems;

    public bool HasErrors => _problems.Exists(problem => !problem.IsWarning);

    /// <summary>Names whose declaration could not be read: who refers to them has made no second mistake.</summary>
    public LostNames Lost { get; } = new();

    /// <summary>The columns of members that formulas name.</summary>
    public MemberColumns Members { get; } = new();

    public bool Has(ProblemCode code) => _problems.Exists(problem => problem.Code == code);

    /// <summary>Takes back what a closer look has said better, or said the opposite of.</summary>
    public void Withdraw(ProblemCode code, string field) =>
        _problems.RemoveAll(problem => problem.Code == code && string.Equals(problem.Field, field, StringComparison.Ordinal));

    public void Add(ProblemCode code, string field, DocumentNode? at, string zh, string en, LocalizedText? hint = null)
    {
        if (_problems.Count >= MaxProblems)
        {
            return;
        }

        _problems.Add(new Problem(code, field, new LocalizedText(zh, en))
        {
            Hint = hint,
            Line = at?.Line ?? 0,
            Column = at?.Column ?? 0,
            IsWarning = code.Kind == ProblemKind.Warning,
        });
    }
}
