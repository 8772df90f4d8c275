using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Pays every household of a group by a formula, half up, from a pool or a payer.</summary>
internal sealed class PayStep : Step
{
    private PayStep(StepHead head)
        : base(head)
    {
    }

    /// <inheritdoc/>
    public override bool GivesLines => true;

    /// <inheritdoc/>
    public override bool PaysHouseholds => true;

    /// <inheritdoc/>
    public override IEnumerable<string> Names => UnitPrices.NamesOf(Amount);

    internal required OrderedSources From { get; init; }

    internal required Formula Amount { get; init; }

    /// <summary>What the amount is multiplied by, per group: the first that fits, 1 for who is in none.</summary>
    internal IReadOnlyList<GroupFactor> Factors { get; init; } = [];

    internal string? To { get; init; }

    /// <summary>On a shortfall, shares what there is by the amounts asked.</summary>
    internal bool Prorates { get; init; }

    /// <summary>Every amount is a whole multiple of it, in fen.</summary>
    internal long UnitFen { get; init; } = 1;

    /// <inheritdoc/>
    public override long PayoutUnitFen => UnitFen;

    internal override IEnumerable<Account> Accounts => From.Accounts;

    internal override IEnumerable<string?> Groups => [To, .. Factors.Select(factor => factor.Group)];

    internal override string? PaidGroup => To;

    internal static PayStep? Read(FieldReader fields, StepHead head)
    {
        var from = OrderedSources.Read(fields);
        var amount = fields.Formula("amount", required: true);
        var factors = GroupFactors.Read(fields);
        var to = fields.Text("to");
        var prorates = fields.Choice("onShortfall", [("fail", false), ("prorate", true)], otherwise: false);
        fields.RefuseWithPayer("onShortfall", from);
        var unit = PayoutUnit.Read(fields);
        var headed = head.WithBenefit(fields);
        return from is null || amount is null
            ? null
            : new PayStep(headed)
            {
                From = from, Amount = amount, Factors = factors, To = to, Prorates = prorates, UnitFen = unit,
            };
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(Amount, Dimension.Yuan, mayBeColumn: true);
        GroupFactors.Check(Factors, checker);
        checker.Group(To, Field + ".to");
        From.Check(checker, Field + ".from");
    }

    internal override Problem? Execute(Run run) => PayExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => From.Postings(result, into: null, (long)FenSum.Of(result.Amounts));

    internal override IEnumerable<RunRemark> Remarks(StepResult result) => RunRemarks.Prorated(result);

    // Only a holding times a price, or a price alone: whatever else is no price one could name.
    internal override UnitPrice? PriceOf(StepResult result, PastMoment moment)
    {
        if (Factors.Count > 0 || result.Working is not PayWorking)
        {
            return null;
        }

        foreach (var (units, price) in UnitPrices.Readings(Amount.Expression))
        {
            if (UnitPrices.HoldingOf(moment, units) is { } holding
                && moment.Figure(FormulaText.AsWritten.Show(price), Amount with { Expression = price }) is { Column: null } yuan)
            {
                return holding with { Yuan = yuan.Single };
            }
        }

        return null;
    }

    internal override void Describe(SentenceWriter writer) => PaySentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => PayExplanation.Explain(this, result, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        MoneyExplanation.ExplainPaid(result, moves, writer);
}
