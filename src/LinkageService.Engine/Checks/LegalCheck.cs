using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary>One legal check. What law asks for it, of whom and since when, is in the rule packs.</summary>
public abstract class LegalCheck
{
    /// <summary>Its stable code.</summary>
    public abstract string Code { get; }

    /// <summary>What a finding does at most.</summary>
    public abstract CheckSeverity Severity { get; }

    /// <summary>Its name.</summary>
    public abstract LocalizedText Title { get; }

    /// <summary>What it asks, in a sentence or two.</summary>
    public abstract LocalizedText Asks { get; }

    /// <summary>Holds a run against it.</summary>
    public CheckOutcome Run(CheckedRun run) => run.Rules.BasisOf(Code) is not null
        ? Based(run, WithOthers(run, Decide(run)))
        : NotApplicable("没有对该类组织、该日期生效的规定", "no rule in force asks for it of such an organisation on that date");

    /// <summary>Whether it may set a limit to what members are paid, given the facts.</summary>
    public virtual bool MayLimit => false;

    /// <summary>
    /// The most that members may be paid out of the organisation's own money by this check alone; null where it sets no limit or
    /// cannot tell. One fen more and <see cref="Run"/> finds.
    /// </summary>
    public virtual Money? Limit(CheckedRun run) => null;

    /// <summary>What it lacks to say a limit, of a run that it was decided for all the same.</summary>
    public virtual IReadOnlyList<MissingFact> LimitLacks(CheckedRun run) => [];

    /// <summary>Whether it holds the whole year against what the year brought, with the distributions that were approved before.</summary>
    public virtual bool CountsYear => false;

    // How sure its rule is decides what a finding does: it is looked at with the rule, and never before.
    private CheckOutcome Based(CheckedRun run, CheckOutcome outcome) =>
        outcome.Basis is null ? outcome with { Basis = run.Rules.BasisOf(Code) } : outcome;

    private CheckOutcome WithOthers(CheckedRun run, CheckOutcome outcome) =>
        CountsYear && run.CountsOthers && outcome.Status is (CheckStatus.Found or CheckStatus.Passed)
            ? outcome with
            {
                Message = new LocalizedText(
                    $"{outcome.Message.Zh}（连同本年已批准的另外 {run.Others.Count} 次分配）",
                    $"{outcome.Message.En} (with {run.Others.Count} other distributions of the year that were approved)"),
            }
            : outcome;

    /// <summary>Decides, given that some rule asks for it.</summary>
    private protected abstract CheckOutcome Decide(CheckedRun run);

    private protected CheckOutcome Passed(string zh, string en) => new(this, CheckStatus.Passed, new LocalizedText(zh, en));

    private protected CheckOutcome Found(string zh, string en, RuleRow? basis = null) =>
        new(this, CheckStatus.Found, new LocalizedText(zh, en)) { Basis = basis };

    private protected CheckOutcome Unknown(params MissingFact[] missing) =>
        new(this, CheckStatus.Unknown, new LocalizedText(
            "缺少：" + string.Join('、', missing.Select(fact => fact.Title.Zh)),
            "not stated: " + string.Join(", ", missing.Select(fact => fact.Title.En)))) { Missing = missing };

    /// <summary>
    /// Several outcomes of one run as one: the strictest finding decides, and all of them and what is lacking are told; without a
    /// finding it is unknown as long as one of them is.
    /// </summary>
    private protected CheckOutcome Joined(CheckedRun run, IReadOnlyList<CheckOutcome> outcomes)
    {
        var found = outcomes.Where(outcome => outcome.Status == CheckStatus.Found).Select(outcome => Based(run, outcome))
            .OrderByDescending(outcome => outcome.Severity == CheckSeverity.Block).ToArray();
        var missing = outcomes.SelectMany(outcome => outcome.Missing).Distinct().ToArray();
        if (found.Length == 0)
        {
            return missing.Length > 0 ? Unknown(missing)
                : outcomes.FirstOrDefault(outcome => outcome.Status == CheckStatus.Passed) ?? outcomes[0];
        }

        var told = found.Select(outcome => outcome.Message)
            .Concat(missing.Length > 0 ? [Unknown(missing).Message] : Array.Empty<LocalizedText>()).Distinct().ToArray();
        return found[0] with
        {
            Message = new LocalizedText(
                string.Join("；", told.Select(message => message.Zh)), string.Join("; ", told.Select(message => message.En))),
        };
    }

    /// <summary>What is lacking, as an outcome.</summary>
    internal CheckOutcome Lacking(IReadOnlyList<MissingFact> missing) => Unknown([.. missing]);

    private protected CheckOutcome NotApplicable(string zh, string en) =>
        new(this, CheckStatus.NotApplicable, new LocalizedText(zh, en));

    /// <summary>What the service looked for by its own means; where it found nothing, by what it could have found.</summary>
    private protected CheckOutcome CheckedByService(CheckedRun run, string zh, string en, MissingFact? missing = null) =>
        run.ServiceFindings is null || run.Persons is null ? Unknown(MissingFacts.Persons)
        : run.ServiceFindings.FirstOrDefault(finding => finding.Code == Code) is { } found ? Found(found.Message.Zh, found.Message.En)
        : missing is not null ? Unknown(missing)
        : Passed(zh, en);
}
