using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Takes a fee, a tax or a set-off out of a household's amounts: a negative line.</summary>
internal sealed class WithholdStep : Step
{
    private WithholdStep(StepHead head)
        : base(head)
    {
    }

    /// <inheritdoc/>
    public override bool GivesLines => true;

    /// <summary>The steps a rate applies to.</summary>
    internal required IReadOnlyList<string> Of { get; init; }

    internal required Formula Amount { get; init; }

    internal required Account Into { get; init; }

    internal string? To { get; init; }

    internal bool AllowsNegativeTotal { get; init; }

    internal override IEnumerable<Account> Accounts => [Into];

    internal static WithholdStep? Read(FieldReader fields, StepHead head)
    {
        var of = fields.Texts("of", required: fields.Has("of"));
        var amount = fields.Formula("amount", required: true);
        var into = fields.Account("into", AccountKind.Pool, AccountKind.Fund, AccountKind.Carry);
        var to = fields.Text("to");
        var allows = fields.Flag("allowNegative", otherwise: false);
        var headed = head.WithBenefit(fields);
        return amount is null || into is null
            ? null
            : new WithholdStep(headed) { Of = of, Amount = amount, Into = into.Value, To = to, AllowsNegativeTotal = allows };
    }

    internal override void Check(StepChecker checker)
    {
        // A rate needs the steps it is a rate of; yuan stand for themselves.
        checker.Formula(Amount, Dimension.Yuan, mayBeColumn: true, orPlain: Of.Count > 0,
            new LocalizedText("按比例扣时用 of 写明是哪些步骤的比例", "A rate needs \"of\": the steps it is a rate of"));
        checker.PaidSteps(Of, Field + ".of");
        checker.Group(To, Field + ".to");
        checker.Feed(Into);
    }

    internal override Problem? Execute(Run run) => WithholdExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => StepPostings.Of(from: null, Into, result.PoolFen);

    internal override void Describe(SentenceWriter writer) => WithholdSentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => WithholdExplanation.Explain(this, result, writer);
}
