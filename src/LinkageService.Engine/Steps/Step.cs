using LinkageService.Engine.Flows;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>One step of a scheme: money moves from here to there, or households are chosen.</summary>
public abstract class Step
{
    private protected Step(StepHead head)
    {
        Head = head;
    }

    /// <summary>Stable id, part of the contract of a scheme.</summary>
    public string Id => Head.Id;

    /// <summary>Which kind, such as <c>allocate</c>.</summary>
    public string Kind => Head.Kind;

    /// <summary>Its name for people; the id where the scheme gives none.</summary>
    public LocalizedText Title => Head.Title;

    /// <summary>The words it implements, quoted; null where there are none.</summary>
    public string? Clause => Head.Clause;

    /// <summary>What the lines it gives are called in statements and reports.</summary>
    public string Benefit => Head.Benefit;

    /// <summary>Its place in the document, such as <c>steps[2]</c>.</summary>
    public string Field => Head.Field;

    /// <summary>Whether households get lines of it.</summary>
    public virtual bool GivesLines => false;

    /// <summary>Whether households get money of it: lines that are no deductions and not only noted.</summary>
    public virtual bool PaysHouseholds => false;

    /// <summary>The smallest amount the step pays out, in fen: 100 for whole yuan.</summary>
    public virtual long PayoutUnitFen => 1;

    /// <summary>The holdings, parameters and inputs that amounts go by, as the scheme names them.</summary>
    public virtual IEnumerable<string> Names => [];

    internal StepHead Head { get; }

    /// <summary>Accounts the step names, in the order written.</summary>
    internal abstract IEnumerable<Account> Accounts { get; }

    /// <summary>Those of <see cref="Accounts"/> that the step puts money into.</summary>
    internal virtual IEnumerable<Account> Destinations => [];

    /// <summary>Whether it does something for all together that is explained as a whole: it moves money, or chooses households.</summary>
    internal virtual bool IsOfAll => Accounts.Any();

    /// <summary>Groups the step names, null for everyone.</summary>
    internal virtual IEnumerable<string?> Groups => [];

    /// <summary>The group whose households get lines of it; null for everyone.</summary>
    internal virtual string? PaidGroup => null;

    /// <summary>Conditions written in the step itself.</summary>
    internal virtual IEnumerable<Condition> Conditions => [];

    /// <summary>Checks names, dimensions and pools where the step stands.</summary>
    internal abstract void Check(StepChecker checker);

    /// <summary>Moves the money; a problem stops the run.</summary>
    internal abstract Problem? Execute(Run run);

    /// <summary>What it moved when it was executed.</summary>
    internal virtual StepPostings Postings(StepResult result) => StepPostings.None;

    /// <summary>What somebody should know of what it did, beyond its lines.</summary>
    internal virtual IEnumerable<RunRemark> Remarks(StepResult result) => [];

    /// <summary>What one unit brought everyone it paid; null where that is not one price.</summary>
    internal virtual UnitPrice? PriceOf(StepResult result, PastMoment moment) => null;

    /// <summary>Says in one sentence what the step does, without its end mark.</summary>
    internal abstract void Describe(SentenceWriter writer);

    /// <summary>Says how one household's amount came about, up to the amount itself.</summary>
    internal virtual void Explain(StepResult result, ExplanationWriter writer) =>
        throw new InvariantBrokenException("only steps with lines are explained");

    /// <summary>Says how the money of the step as a whole moved, or whom it chose.</summary>
    internal virtual void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        throw new InvariantBrokenException("a step that is of all is explained as a whole");
}
