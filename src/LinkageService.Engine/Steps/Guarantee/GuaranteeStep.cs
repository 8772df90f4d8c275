using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Tops up what named steps gave a household to a floor.</summary>
internal sealed class GuaranteeStep : Step
{
    private GuaranteeStep(StepHead head)
        : base(head)
    {
    }

    /// <inheritdoc/>
    public override bool GivesLines => true;

    /// <inheritdoc/>
    public override bool PaysHouseholds => true;

    internal required OrderedSources From { get; init; }

    internal required Formula Floor { get; init; }

    internal required IReadOnlyList<string> Counting { get; init; }

    internal string? To { get; init; }

    internal bool Prorates { get; init; }

    /// <summary>Every amount is a whole multiple of it, in fen.</summary>
    internal long UnitFen { get; init; } = 1;

    /// <inheritdoc/>
    public override long PayoutUnitFen => UnitFen;

    internal override IEnumerable<Account> Accounts => From.Accounts;

    internal override IEnumerable<string?> Groups => [To];

    internal override string? PaidGroup => To;

    internal static GuaranteeStep? Read(FieldReader fields, StepHead head)
    {
        var from = OrderedSources.Read(fields);
        var floor = fields.Formula("floor", required: true);
        var counting = fields.Texts("counting", required: true);
        var to = fields.Text("to");
        var prorates = fields.Choice("onShortfall", [("fail", false), ("prorate", true)], otherwise: false);
        fields.RefuseWithPayer("onShortfall", from);
        var unit = PayoutUnit.Read(fields);
        var headed = head.WithBenefit(fields);
        return from is null || floor is null
            ? null
            : new GuaranteeStep(headed)
            {
                From = from, Floor = floor, Counting = counting, To = to, Prorates = prorates, UnitFen = unit,
            };
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(Floor, Dimension.Yuan, mayBeColumn: true);
        checker.PaidSteps(Counting, Field + ".counting");
        checker.Group(To, Field + ".to");
        From.Check(checker, Field + ".from");
    }

    internal override Problem? Execute(Run run) => GuaranteeExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => From.Postings(result, into: null, (long)FenSum.Of(result.Amounts));

    internal override IEnumerable<RunRemark> Remarks(StepResult result) => RunRemarks.Prorated(result);

    internal override void Describe(SentenceWriter writer) => GuaranteeSentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => GuaranteeExplanation.Explain(this, result, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        MoneyExplanation.ExplainPaid(result, moves, writer);
}
