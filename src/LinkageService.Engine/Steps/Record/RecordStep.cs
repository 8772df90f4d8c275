using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Notes an income or cost outside the run; nothing is posted.</summary>
internal sealed class RecordStep : Step
{
    private RecordStep(StepHead head)
        : base(head)
    {
    }

    /// <summary>What is noted of each household; null where <see cref="Shared"/> says it.</summary>
    internal Formula? Amount { get; init; }

    /// <summary>What is noted of all together; null where <see cref="Amount"/> says it.</summary>
    internal SharedTotal? Shared { get; init; }

    internal string? To { get; init; }

    internal override IEnumerable<Account> Accounts => [];

    internal override IEnumerable<string?> Groups => [To];

    internal static RecordStep? Read(FieldReader fields, StepHead head)
    {
        var (amount, shared) = SharedTotal.Read(fields);
        var to = fields.Text("to");
        var headed = head.WithBenefit(fields);
        return amount is null && shared is null ? null : new RecordStep(headed) { Amount = amount, Shared = shared, To = to };
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(Amount, Dimension.Yuan, mayBeColumn: true);
        Shared?.Check(checker);
        checker.Group(To, Field + ".to");
    }

    internal override Problem? Execute(Run run) => RecordExecution.Execute(this, run);

    internal override void Describe(SentenceWriter writer) => RecordSentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => RecordExplanation.Explain(this, result, writer);
}
