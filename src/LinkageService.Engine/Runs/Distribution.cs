using System.Collections.Concurrent;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>The whole result of a run. Sources = households + funds + carried forward, to the fen.</summary>
public sealed class Distribution
{
    private static readonly Dictionary<string, long> NoPools = [];
    private readonly Lazy<string> _digest;
    private readonly Lazy<IReadOnlyList<LabelTotals>> _labels;
    private readonly ConcurrentDictionary<string, PastMoment> _moments = new(StringComparer.Ordinal);
    private readonly Run _run;

    internal Distribution(Run run)
    {
        _run = run;
        Scheme = run.Scheme;
        Terms = run.Terms;
        Roster = run.Roster;
        Steps = run.Results;
        Sources = run.Scheme.Inputs.Where(input => input.IsPool)
            .Select(input => new SourceAmount(input.Name, IsPayer: false, ToMoney(run.Terms.Inputs[input.Name])))
            .Concat(Accounts.Payers(run.Scheme).Select(payer =>
                new SourceAmount(payer, IsPayer: true, new Money(run.Payers.GetValueOrDefault(payer)))))
            .ToArray();
        Funds = Accounts.Funds(run.Scheme)
            .Select(fund => new FundAmount(fund.Name, new Money(run.Funds.GetValueOrDefault(fund)), fund.Kind == AccountKind.Carry))
            .ToArray();
        SourcesTotal = Sum(Sources.Select(source => source.Amount));
        FundsTotal = Sum(Funds.Where(fund => !fund.IsCarried).Select(fund => fund.Amount));
        CarriedForward = Sum(Funds.Where(fund => fund.IsCarried).Select(fund => fund.Amount));
        HouseholdsTotal = new Money((long)Steps.Where(step => step is { Amounts: not null, IsRecord: false })
            .Aggregate((Int128)0, (sum, step) => sum + FenSum.Of(step.Amounts)));
        Invariant.Holds(SourcesTotal == HouseholdsTotal + FundsTotal + CarriedForward, "sources = households + funds + carried forward");
        _labels = new Lazy<IReadOnlyList<LabelTotals>>(() => LabelTotals.Of(Scheme, Roster, Steps));
        _digest = new Lazy<string>(() => RunDigest.Of(this));
    }

    /// <summary>The scheme.</summary>
    public Scheme Scheme { get; }

    /// <summary>Year, parameters and inputs as used.</summary>
    public RunTerms Terms { get; }

    /// <summary>The households, by member number.</summary>
    public Roster Roster { get; }

    /// <summary>What each step did that applied, in order.</summary>
    public IReadOnlyList<StepResult> Steps { get; }

    /// <summary>Every money input that is a pool, then every payer.</summary>
    public IReadOnlyList<SourceAmount> Sources { get; }

    /// <summary>Every fund and carried account, empty ones too, in the order of the document.</summary>
    public IReadOnlyList<FundAmount> Funds { get; }

    /// <summary>The subtotals of every label the scheme has, in its order.</summary>
    public IReadOnlyList<LabelTotals> Labels => _labels.Value;

    /// <summary>Sum of <see cref="Sources"/>.</summary>
    public Money SourcesTotal { get; }

    /// <summary>Sum of all statements.</summary>
    public Money HouseholdsTotal { get; }

    /// <summary>Sum of the funds that are not carried.</summary>
    public Money FundsTotal { get; }

    /// <summary>Sum of the carried accounts.</summary>
    public Money CarriedForward { get; }

    /// <summary>SHA-256 over scheme, terms, roster and result, as <c>sha256:…</c>: see <c>docs/decisions/0004-digest.md</c>.</summary>
    public string Digest => _digest.Value;

    /// <summary>What somebody should know of the run, in the order of its steps.</summary>
    public IReadOnlyList<RunRemark> Remarks() => RunRemarks.Of(_run);

    /// <summary>What a household is owed in all.</summary>
    public Money Total(int household)
    {
        long total = 0;
        foreach (var step in Steps)
        {
            if (step is { Amounts: { } amounts, IsRecord: false })
            {
                total += amounts[household];
            }
        }

        return new Money(total);
    }

    /// <summary>The statement of a household.</summary>
    /// <param name="household">Its place in <see cref="Roster"/>.</param>
    public Statement Statement(int household) =>
        new(Roster.Id(household), Total(household), Lines(household, records: false), Lines(household, records: true));

    /// <summary>Explains one line. Worked out on demand from what the run read; never stored.</summary>
    /// <param name="household">Its place in <see cref="Roster"/>.</param>
    /// <param name="step">A step of <see cref="Steps"/> that gave the household an amount.</param>
    /// <param name="pieces">
    /// What the share-days of the household are made of, by time-weighted holding, where that is known: they are said where the
    /// line goes by such a holding.
    /// </param>
    public Explanation Explain(int household, StepResult step, IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? pieces = null)
    {
        var writer = new ExplanationWriter(step, MomentOf(step), household) { Pieces = pieces };
        step.Step.Explain(step, writer);
        return writer.Done(step.Amounts![household]);
    }

    /// <summary>The steps that pay households and gave this one nothing, in the order of the scheme.</summary>
    /// <param name="household">Its place in <see cref="Roster"/>.</param>
    public IEnumerable<Step> StepsWithout(int household) => Scheme.Steps.Where(step =>
        step.PaysHouseholds && (ResultOf(step)?.Amounts is not { } amounts || amounts[household] == 0));

    /// <summary>Explains why a household gets nothing of a step.</summary>
    /// <param name="household">Its place in <see cref="Roster"/>.</param>
    /// <param name="step">One of <see cref="StepsWithout"/>.</param>
    public Explanation ExplainNothing(int household, Step step)
    {
        var result = ResultOf(step);
        var writer = new ExplanationWriter(
            result ?? new StepResult(step), result is null ? new PastMoment(_run, NoPools) : MomentOf(result), household);
        NothingExplanation.Explain(step, result, MembershipIn(step.PaidGroup, household), writer);
        return writer.Done(0);
    }

    /// <summary>
    /// Explains every step that moves money or chooses households, in the order of the scheme: what was in its pools, what it moved and
    /// what was left, or how many were chosen and in what order. A step that only notes amounts is left out.
    /// </summary>
    public IEnumerable<MoneyStep> ExplainMoney() => Scheme.Steps.Where(step => step.IsOfAll).Select(ExplainMoney);

    /// <summary>The same for the steps by which the money came together that a step of the scheme draws on.</summary>
    /// <param name="step">A step of the scheme, itself left out.</param>
    public IEnumerable<MoneyStep> ExplainMoneyBefore(Step step) => MoneySteps.Before(Scheme, step).Select(ExplainMoney);

    private MoneyStep ExplainMoney(Step step)
    {
        if (ResultOf(step) is not { } result)
        {
            // No step in between did anything, so it was as the next one found it; at the end every pool is empty.
            var after = Scheme.Steps.SkipWhile(each => !ReferenceEquals(each, step)).Select(ResultOf).OfType<StepResult>().FirstOrDefault();
            result = new StepResult(step) { PoolsBefore = after?.PoolsBefore ?? Empty() };
            var idle = new ExplanationWriter(result, new PastMoment(_run, result.PoolsBefore));
            MoneyExplanation.ExplainNotDone(step, idle);
            return new MoneyStep(step, IsDone: false, idle.DoneMoney(0));
        }

        var writer = new ExplanationWriter(result, MomentOf(result));
        var moves = new MoneyMoves(result, writer);
        step.ExplainMoney(result, moves, writer);
        moves.Figures();
        return new MoneyStep(step, IsDone: true, writer.DoneMoney(moves.MovedFen));
    }

    private Dictionary<string, long> Empty() => _run.Pools.Keys.ToDictionary(pool => pool, _ => 0L, StringComparer.Ordinal);

    private (string Name, bool IsMember)? MembershipIn(string? group, int household)
    {
        if (group is null)
        {
            return null;
        }

        // A group that no step came to is worked out now.
        lock (_moments)
        {
            return (group, _run.Group(group).Contains(household));
        }
    }

    private StepResult? ResultOf(Step step) => Steps.FirstOrDefault(result => ReferenceEquals(result.Step, step));

    /// <summary>What one unit of a step brought everyone it paid; null where that is not one price.</summary>
    /// <param name="step">A step of <see cref="Steps"/>.</param>
    public UnitPrice? PriceOf(StepResult step) => step.Amounts is null ? null : step.Step.PriceOf(step, MomentOf(step));

    private PastMoment MomentOf(StepResult step) =>
        _moments.GetOrAdd(step.Step.Id, _ => new PastMoment(_run, step.PoolsBefore));

    private Line[] Lines(int household, bool records) => Steps
        .Where(step => step.IsRecord == records && step.Amounts is not null && step.Amounts[household] != 0)
        .Select(step => new Line(step.Step, new Money(step.Amounts![household]))).ToArray();

    private static Money ToMoney(Fraction yuan) => new((long)(yuan * 100).Numerator);

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);
}
