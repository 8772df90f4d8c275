using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Shares a pool out to households by weight.</summary>
internal sealed class AllocateStep : Step
{
    private static readonly (string, RoundingPolicy)[] Roundings =
    [
        (RoundingPolicy.LargestRemainder.Name(), RoundingPolicy.LargestRemainder),
        (RoundingPolicy.PerUnitRate.Name(), RoundingPolicy.PerUnitRate),
        (RoundingPolicy.FloorAndKeep.Name(), RoundingPolicy.FloorAndKeep),
    ];

    private AllocateStep(StepHead head)
        : base(head)
    {
    }

    /// <inheritdoc/>
    public override bool GivesLines => true;

    /// <inheritdoc/>
    public override bool PaysHouseholds => true;

    /// <inheritdoc/>
    public override IEnumerable<string> Names => By is null ? [] : UnitPrices.NamesOf(By);

    internal required Account From { get; init; }

    /// <summary>The weight; null for one each.</summary>
    internal Formula? By { get; init; }

    /// <summary>What the weight is multiplied by, per group: the first that fits, 1 for who is in none.</summary>
    internal IReadOnlyList<GroupFactor> Factors { get; init; } = [];

    /// <summary>The label within whose values what the pool keeps for each is shared; null for none.</summary>
    internal string? Within { get; init; }

    /// <summary>Who is paid; null for everyone.</summary>
    internal string? To { get; init; }

    /// <summary>Who counts in the apportionment; null for those who are paid.</summary>
    internal string? Over { get; init; }

    internal RoundingPolicy RoundingPolicy { get; init; }

    /// <summary>The most one holder may get: a rate of the pool, or yuan.</summary>
    internal Formula? Cap { get; init; }

    /// <summary>The least one holder gets: a rate of the pool, or yuan.</summary>
    internal Formula? Floor { get; init; }

    /// <summary>Every amount is a whole multiple of it, in fen.</summary>
    internal long UnitFen { get; init; } = 1;

    /// <summary>Whether what a cap frees is shared over the rest.</summary>
    internal bool Redistributes { get; init; }

    /// <summary>Whether a total weight of zero leaves the pool as it is.</summary>
    internal bool KeepsIfEmpty { get; init; }

    /// <summary>Whether the document says what then is to be done.</summary>
    internal bool SaysIfEmpty { get; init; }

    internal string? Base => Over ?? To;

    internal bool PaysAll => Over is null || string.Equals(Over, To ?? "everyone", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override long PayoutUnitFen => UnitFen;

    internal override IEnumerable<Account> Accounts => [From];

    internal override IEnumerable<string?> Groups => [To, Over, .. Factors.Select(factor => factor.Group)];

    internal override string? PaidGroup => To;

    internal static AllocateStep? Read(FieldReader fields, StepHead head)
    {
        var from = fields.Account("from", AccountKind.Pool);
        var step = new AllocateStep(head.WithBenefit(fields))
        {
            From = from ?? default,
            By = fields.Formula("by"),
            Factors = GroupFactors.Read(fields),
            Within = fields.Text("within"),
            To = fields.Text("to"),
            Over = fields.Text("over"),
            RoundingPolicy = fields.Choice("rounding", Roundings, RoundingPolicy.LargestRemainder, wanted: Shapes.Rounding),
            Cap = fields.Formula("cap"),
            Floor = fields.Formula("floor"),
            UnitFen = PayoutUnit.Read(fields),
            Redistributes = fields.Choice("excess", [("redistribute", true), ("keep", false)], otherwise: true),
            KeepsIfEmpty = fields.Choice("ifEmpty", [("fail", false), ("keep", true)], otherwise: false),
            SaysIfEmpty = fields.Has("ifEmpty"),
        };
        if (step.Cap is not null && step.RoundingPolicy != RoundingPolicy.LargestRemainder)
        {
            fields.Invalid("cap", "有上限（cap）时只能用 largest_remainder", "a cap goes with largest_remainder only");
        }

        CheckFloor(fields, step);

        return from is null ? null : step;
    }

    // A floor is a promise kept out of this pool: nothing of it may stay, and nobody may be reckoned with who is not paid.
    private static void CheckFloor(FieldReader fields, AllocateStep step)
    {
        if (step.Floor is null)
        {
            return;
        }

        if (step.RoundingPolicy != RoundingPolicy.LargestRemainder)
        {
            fields.Invalid("floor", "有保底（floor）时只能用 largest_remainder", "a floor goes with largest_remainder only");
        }

        if (!step.Redistributes)
        {
            fields.Invalid("excess", "有保底（floor）时超过上限的部分由其余各户再分，去掉 excess: keep",
                "beside a floor the excess is shared among the others: leave excess: keep out");
        }

        if (!step.PaysAll)
        {
            fields.Invalid("floor", "保底（floor）只管发给的户，不和 over 一起用；先用 allocate、over 分出一个资金池，再保底分",
                "a floor is for those who are paid and does not go with over");
        }
    }

    internal override void Check(StepChecker checker)
    {
        checker.Formula(By, wanted: null, mayBeColumn: true);
        GroupFactors.Check(Factors, checker);
        checker.Formula(Cap, Dimension.Yuan, mayBeColumn: true, orPlain: true);
        checker.Formula(Floor, Dimension.Yuan, mayBeColumn: true, orPlain: true);
        checker.Group(To, Field + ".to");
        checker.Group(Over, Field + ".over");
        var empties = PaysAll && RoundingPolicy == RoundingPolicy.LargestRemainder && Cap is null && !KeepsIfEmpty && UnitFen == 1
            && !checker.Scope.Lost.HasStep(Head.At); // what could not be read may have been what leaves something
        checker.Draw(From, Field + ".from", empties, Within is null ? KeptPools.Refused : KeptPools.Taken);
        checker.Within(Within, [From], mayDivide: false, Field + ".within");
    }

    internal override Problem? Execute(Run run) => AllocateExecution.Execute(this, run);

    internal override StepPostings Postings(StepResult result) => StepPostings.Of(From, into: null, (long)FenSum.Of(result.Amounts));

    internal override IEnumerable<RunRemark> Remarks(StepResult result)
    {
        // A value of a label none of whose households is entitled keeps its part whatever the unit is.
        var sharedFen = result.Working is AllocateWithinWorking within
            ? within.Shares.Sum(share => share.Working is null ? 0 : share.PoolFen) : result.PoolFen;
        var keptFen = result.Amounts is null ? 0 : sharedFen - result.Figures.AllocatedFen;
        return UnitFen > 1 && keptFen > 0 ? [RunRemarks.KeptBelowUnit(this, UnitFen, new Money(keptFen))] : [];
    }

    // A factor, a bound, a label or days make it several prices, and so does a formula that counts no one quantity.
    internal override UnitPrice? PriceOf(StepResult result, PastMoment moment)
    {
        if (Factors.Count > 0 || result.Working is not AllocateWorking { CapsFen: null, FloorsFen: null } working
            || (UnitPrices.HoldingOf(moment, By?.Expression)
                ?? UnitPrices.CountedBy(moment, By!, working.Weights, working.Over)) is not { } units)
        {
            return null;
        }

        var isCut = RoundingPolicy == RoundingPolicy.PerUnitRate;
        return units with
        {
            Yuan = Fraction.FromMoney(new Money(isCut ? result.Figures.RateFen : result.PoolFen))
                / (isCut ? Fraction.One : working.TotalWeight),
            Pool = new Money(result.PoolFen),
            Units = working.TotalWeight,
            IsCut = isCut,
            UnitFen = working.UnitFen,
        };
    }

    internal override void Describe(SentenceWriter writer) => AllocateSentence.Describe(this, writer);

    internal override void Explain(StepResult result, ExplanationWriter writer) => AllocateExplanation.Explain(this, result, writer);

    internal override void ExplainMoney(StepResult result, MoneyMoves moves, ExplanationWriter writer) =>
        MoneyExplanation.Explain(this, result, moves, writer);
}
