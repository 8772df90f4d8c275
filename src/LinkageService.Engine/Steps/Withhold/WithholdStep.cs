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

    /// <summary>What each household is withheld; null where <see cref="Shared"/> says it.</summary>
    internal Formula? Amount { get; init; }

    /// <summary>What all are withheld together; null where <see cref="Amount"/> says it.</summary>
    internal SharedTotal? Shared { get; init; }

    /// <summary>The most that is withheld, as a rate of what <see cref="Of"/> gave; null for no limit.</summary>
    internal Formula? Limit { get; init; }

    /// <summary>Whether the amount is a rate of what <see cref="Of"/> gave.</summary>
    internal bool IsRate => Of.Count > 0 && Amount is { Type.Dimension.IsPlain: true };

    internal required Account Into { get; init; }

    internal string? To { get; init; }

    internal bool AllowsNegativeTotal { get; init; }

    internal override IEnumerable<Account> Accounts => [Into];

    internal override IEnumerable<Account> Destinations => [Into];

    internal override IEnumerable<string?> Groups => [To];

    internal static WithholdStep? Read(FieldReader fields, StepHead head)
    {
        var of = fields.Texts("of", required: fields.Has("of"));
        var (amount, shared) = SharedTotal.Read(fields);
        var limit = fields.Formula("limit");
        var into = fields.Account("into", AccountKind.Pool, AccountKind.Fund, AccountKind.Carry);
        var to = fields.Text("to");
        var allows = fields.Flag("allowNegative", otherwise: false);
        if (limit is not null && shared is not null)
        {
            fields.Invalid("limit", "分摊的合计（total）要扣足，不能再限（limit）", "a total is withheld in full: leave limit out");
        }
        else if (limit is not null && of.Count == 0)
        {
            fields.Invalid("limit", "limit 是 of 所列步骤所得的几成：加上 of，如 of: [dividend]",
                "limit is a rate of what the steps in \"of\" gave: add of, such as of: [dividend]");
        }

        var headed = head.WithBenefit(fields);
        return (amount is null && shared is null) || into is null
            ? null
            : new WithholdStep(headed)
            {
                Of = of, Amount = amount, Shared = shared, Limit = limit, Into = into.Value, To = to, AllowsNegativeTotal = allows,
            };
    }

    internal override void Check(StepChecker checker)
    {
        // A rate needs the steps it is a rate of; yuan stand for themselves.
        checker.Formula(Amount, Dimension.Yuan, mayBeColumn: true, orPlain: Of.Count > 0,
            new LocalizedText("按比例扣时用 of 写明是哪些步骤的比例", "A rate needs \"of\": the steps it is a rate of"));
        Shared?.Check(checker);
        checker.Formula(Limit, Dimension.Plain, mayBeColumn: false, hint: new LocalizedText(
            "limit 是比例，如 50%", "limit is a rate, such as 50%"));
        checker.PaidSteps(Of, Field + ".of");
        checker.Group(To, Field + ".to");
        checker.Feed(Into);
    }

    internal override Problem? Execute(Run run) => WithholdExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => StepPostings.Of(from: null, Into, result.PoolFen);

    internal override IEnumerable<RunRemark> Remarks(StepResult result) => WithholdExecution.Remarks(this, result);

    internal override void Describe(SentenceWriter writer) => WithholdSentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => WithholdExplanation.Explain(this, result, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        MoneyExplanation.Explain(this, result, moves, writer);
}
