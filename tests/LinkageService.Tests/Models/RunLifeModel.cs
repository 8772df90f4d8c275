namespace LinkageService.Tests.Models;

/// <summary>An act on a run: by whom, over which door, and whether with an entity tag that was read before the last change.</summary>
/// <param name="Act">The verb of the act.</param>
/// <param name="Run">Which of the village's runs, counted round.</param>
/// <param name="User">Who asks.</param>
/// <param name="IsRpc">Whether over gRPC.</param>
/// <param name="IsStale">Whether with an outdated entity tag.</param>
internal readonly record struct RunAct(string Act, int Run, string User, bool IsRpc, bool IsStale)
{
    /// <summary>Every verb, those that lead on more often.</summary>
    public static IReadOnlyList<string> Acts { get; } =
        ["submit", "submit", "disclose", "disclose", "approve", "approve", "approve", "pay", "pay", "close", "cancel"];

    /// <summary>Whoever may act.</summary>
    public static IReadOnlyList<string> Users { get; } = ["maker", "approver", "third"];
}

/// <summary>What is known of the life of runs, in as few words as it takes: docs/runs.md.</summary>
internal sealed class RunLifeModel
{
    private readonly List<ModelRun> _runs = [];

    public string Shown => string.Join(' ', _runs.Select(run => run.State));

    public void Create(string user) => _runs.Add(new ModelRun("draft", 1, user, null));

    /// <summary>Takes the act, or leaves everything as it was.</summary>
    public void Take(RunAct act)
    {
        if (_runs.Count == 0)
        {
            return;
        }

        var at = act.Run % _runs.Count;
        var run = _runs[at];
        var next = (run.State, act.Act) switch
        {
            ("draft", "submit") => "submitted",
            ("submitted", "disclose") => "disclosed",
            ("disclosed", "approve") => act.User == run.Maker || act.User == run.SubmittedBy ? null : "approved",
            ("approved", "pay") => "paid",
            ("paid", "close") => "closed",
            ("draft" or "submitted" or "disclosed" or "approved", "cancel") => "cancelled",
            _ => null,
        };
        if (next is not null && !(act.IsStale && run.Revision > 1))
        {
            _runs[at] = run with
            {
                State = next, Revision = run.Revision + 1, SubmittedBy = act.Act == "submit" ? act.User : run.SubmittedBy,
            };
        }
    }

    private sealed record ModelRun(string State, int Revision, string Maker, string? SubmittedBy);
}
