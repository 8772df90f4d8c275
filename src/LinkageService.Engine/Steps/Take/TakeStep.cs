using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Takes an amount out of a pool, or from a payer, into a pool or fund.</summary>
internal sealed class TakeStep : Step
{
    private static readonly (string, RoundingPolicy)[] Bounds =
    [
        ("exact", RoundingPolicy.HalfUp), ("at_most", RoundingPolicy.AtMost), ("at_least", RoundingPolicy.AtLeast),
    ];

    private TakeStep(StepHead head)
        : base(head)
    {
    }

    internal required OrderedSources From { get; init; }

    internal required Account Into { get; init; }

    internal required Formula Amount { get; init; }

    internal RoundingPolicy Bound { get; init; }

    /// <summary>Takes no more than the pool holds.</summary>
    internal bool UpToAvailable { get; init; }

    internal override IEnumerable<Account> Accounts => From.Accounts.Append(Into);

    internal override IEnumerable<Account> Destinations => [Into];

    internal static TakeStep? Read(FieldReader fields, StepHead head)
    {
        var from = OrderedSources.Read(fields);
        var into = fields.Account("into", AccountKind.Pool, AccountKind.Fund, AccountKind.Carry);
        var amount = fields.Formula("amount", required: true);
        var bound = fields.Choice("bound", Bounds, RoundingPolicy.HalfUp);
        var available = fields.Choice("limit", [("available", true)], otherwise: false);
        fields.RefuseWithPayer("limit", from);
        return from is null || into is null || amount is null
            ? null
            : new TakeStep(head) { From = from, Into = into.Value, Amount = amount, Bound = bound, UpToAvailable = available };
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(Amount, Dimension.Yuan, mayBeColumn: false);
        From.Check(checker, Field + ".from");
        checker.Feed(Into);
    }

    internal override Problem? Execute(Run run) => TakeExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => From.Postings(result, Into, result.PoolFen);

    internal override void Describe(SentenceWriter writer) => TakeSentence.Describe(this, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        TakeExplanation.Explain(this, result, moves, writer);
}
