using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>Finds rates that lost their per cent sign, floors above their caps, and factors that no household comes to.</summary>
internal static class RateLinter
{
    // 优秀户按 2 倍计 is meant; nobody counts tenfold.
    private static readonly Fraction LeastOdd = new(10, 1);

    /// <summary>120 for 120%, and a group that lies within one before it: the first that fits counts.</summary>
    public static void CheckFactors(Scheme scheme, Step step, ProblemList problems)
    {
        var factors = step switch
        {
            AllocateStep allocate => allocate.Factors,
            PayStep pay => pay.Factors,
            _ => [],
        };
        var groups = new GroupLinter(scheme);
        foreach (var (at, (group, factor)) in factors.Index())
        {
            if (factor.Expression is Literal { IsPercent: false, Unit: null, Value: var times } && times >= LeastOdd)
            {
                problems.Add(ProblemCodes.ImplausibleFigure, factor.Field, factor.At,
                    $"系数 {times} 是 {times} 倍：“{group}”的一户顶 {times} 户",
                    $"a factor of {times} counts {times} times: one household of \"{group}\" weighs as much as {times}",
                    new LocalizedText($"{times}% 要写百分号", $"{times} per cent has its sign: {times}%"));
            }

            var before = factors.Take(at).FirstOrDefault(earlier => groups.IsWithin(group, earlier.Group));
            if (before is not null && groups.CanHold(new GroupCondition(At: null, "", group)))
            {
                problems.Add(ProblemCodes.GroupNeverHolds, factor.Field, factor.At,
                    $"系数按写的先后取第一个符合的：“{group}”的户都先算作“{before.Group}”，这个系数一户也用不上",
                    $"the first factor that fits counts: who is of \"{group}\" is of \"{before.Group}\" first, so this one never applies",
                    new LocalizedText($"把“{group}”写到“{before.Group}”前面", $"Put \"{group}\" before \"{before.Group}\""));
            }
        }
    }

    /// <summary>More than all of what is given.</summary>
    public static void CheckWithheld(WithholdStep step, ProblemList problems)
    {
        if (step.IsRate)
        {
            Check(step.Amount!, new LocalizedText("要扣的比发的还多", "more would be withheld than is given"));
        }

        if (step.Limit is { } limit)
        {
            Check(limit, new LocalizedText("上限超过了所得的全部，每次核算都会停下", "a limit above all that is given stops every run"));
        }

        void Check(Formula formula, LocalizedText what)
        {
            if (formula.Expression is Literal { Unit: null, Value: var rate } literal && rate > Fraction.One)
            {
                problems.Add(ProblemCodes.ImplausibleFigure, formula.Field, formula.At,
                    $"{literal.Text} 是所得的 {literal.Text}{(literal.IsPercent ? "" : " 倍")}：{what.Zh}",
                    $"{literal.Text} is {literal.Text}{(literal.IsPercent ? "" : " times")} of what is given: {what.En}",
                    literal.IsPercent ? null : new LocalizedText($"{rate}% 要写百分号", $"{rate} per cent has its sign: {rate}%"));
            }
        }
    }

    /// <summary>Nobody can get 500 yuan at least and 300 at most.</summary>
    public static void CheckFloor(Scheme scheme, FormulaScope scope, AllocateStep step, ProblemList problems)
    {
        if (step is not { Floor: { } floor, Cap: { } cap } || floor.Type.Dimension.IsPlain != cap.Type.Dimension.IsPlain)
        {
            return;
        }

        var bounds = new FormulaBounds(scheme, scope.Years.Count == 0 ? int.MinValue : scope.Years[0]);
        if (bounds.Of(floor.Expression).Constant is { } least && bounds.Of(cap.Expression).Constant is { } most && least > most)
        {
            problems.Add(ProblemCodes.ImplausibleFigure, floor.Field, floor.At,
                $"每户至少 {floor.Text}，又至多 {cap.Text}：做不到，每次核算都会停下",
                $"{floor.Text} at least and {cap.Text} at most: no amount is both, and every run stops");
        }
    }
}
