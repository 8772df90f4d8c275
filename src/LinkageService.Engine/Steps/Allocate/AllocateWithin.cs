using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Runs an allocation within a label: what the pool keeps for each value is shared among the households of that value.</summary>
internal static class AllocateWithin
{
    public static Problem? Execute(AllocateStep step, Run run)
    {
        var label = run.Label(step.Within!);
        var kept = run.Kept(step.From.Name, label).ToArray();
        var result = new StepResult(step) { PoolFen = run.Balance(step.From.Name).Fen, Policy = step.RoundingPolicy };
        if (result.PoolFen == 0 && step.Floor is null)
        {
            run.Add(result);
            return null;
        }

        var over = run.Group(step.Base);
        if (AllocateExecution.Weights(step, run, over, out var weights, out var factors) is { } problem)
        {
            return problem;
        }

        var all = new AllocateWorking(weights, over, Fraction.Zero) { Factors = factors };
        if (AllocateBounds.Read(step, run, (Fraction.Zero, PoolOfEach(label, kept)), all, out all) is { } fault)
        {
            return fault;
        }

        var (amounts, shares) = (new long[run.Roster.Count], new ValueShare[kept.Length]);
        var (figures, members) = (default(ApportionmentFigures), label.Members());
        for (var value = 0; value < kept.Length; value++)
        {
            var counted = Array.FindAll(members[value], over.Contains);
            if (Share(step, run, (label.Values[value], kept[value]), counted, all, amounts, out shares[value]) is { } stopped)
            {
                return stopped;
            }

            figures = SplitWithin.Merged(figures, shares[value].Figures);
        }

        if (result.PoolFen == 0)
        {
            run.Add(result);
            return null;
        }

        Pay(step, run, label, amounts);
        run.Add(result with { Amounts = amounts, Figures = figures, Working = new AllocateWithinWorking(label, shares) });
        return null;
    }

    private static Problem? Share(
        AllocateStep step, Run run, (string Value, long Fen) pool, int[] members, AllocateWorking all, long[] amounts, out ValueShare share)
    {
        share = new ValueShare(pool.Fen, default, Working: null);
        var (small, wide) = Gathered(all.Weights, members);
        var total = AllocateExecution.Total(small, wide);
        if (total.IsZero)
        {
            return pool.Fen == 0 || step.KeepsIfEmpty ? null : Stopped(Run.ZeroWeight(step, pool.Fen), step, pool.Value);
        }

        var whole = new Fraction(total, all.Weights.Denominator);
        if (step.RoundingPolicy == RoundingPolicy.PerUnitRate && new Fraction(pool.Fen, 1) / whole > (Fraction)Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "by");
        }

        var (floors, caps) = (Gathered(all.FloorsFen, members), Gathered(all.CapsFen, members));
        if (floors is not null && AllocateBounds.Unmeetable(step, run, pool.Fen, floors, caps, members) is { } unmeetable)
        {
            return Stopped(unmeetable, step, pool.Value);
        }

        if (pool.Fen == 0)
        {
            return null;
        }

        var working = all with { Over = GroupMask.Only(run.Roster.Count, members), TotalWeight = whole };
        var parts = new long[members.Length];
        var weights = (small, wide, all.Weights.Denominator);
        var figures = step.UnitFen == 1 && step.Floor is null
            ? AllocateExecution.Share(step, pool.Fen, weights, caps, parts)
            : AllocateBounds.Share(step, pool.Fen, weights, (floors, caps), parts);
        for (var at = 0; at < members.Length; at++)
        {
            amounts[members[at]] = parts[at];
        }

        share = new ValueShare(pool.Fen, figures, working);
        return null;
    }

    // Only who is entitled is paid; each value's pool covers its own households.
    private static void Pay(AllocateStep step, Run run, LabelColumn label, long[] amounts)
    {
        run.Group(step.To).Clear(amounts);
        var paid = new long[label.Values.Count];
        for (var household = 0; household < amounts.Length; household++)
        {
            paid[label.Codes[household]] += amounts[household];
        }

        run.TakeKept(step.From.Name, label, paid);
    }

    private static Column PoolOfEach(LabelColumn label, long[] kept)
    {
        var fen = new long[label.Codes.Count];
        for (var household = 0; household < fen.Length; household++)
        {
            fen[household] = kept[label.Codes[household]];
        }

        return Column.Of(fen, 100, kept.Max());
    }

    private static (long[]? Small, BigInteger[]? Wide) Gathered(Column weights, int[] members) => weights.IsSmall
        ? (Array.ConvertAll(members, member => weights.Small[member]), null)
        : (null, Array.ConvertAll(members, member => weights.Wide[member]));

    private static long[]? Gathered(long[]? fen, int[] members) => fen is null ? null : Array.ConvertAll(members, member => fen[member]);

    private static Problem Stopped(Problem problem, AllocateStep step, string value) => problem with
    {
        Message = new LocalizedText($"{value}：{problem.Message.Zh}", $"{step.Within} \"{value}\": {problem.Message.En}"),
    };
}
