using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>How the floor and the cap of a household came about, and in which round it came to one of them.</summary>
internal static partial class AllocateExplanation
{
    private static void ExplainBounds(AllocateStep step, StepResult result, Shared share, ExplanationWriter writer)
    {
        var (household, working) = (writer.Household, share.Working);
        if (share.Weight.Sign == 0)
        {
            // Who holds nothing is not one of those who share, whatever the floor.
            ExplainShare(result, share, result.PoolFen, working.Residues(result.PoolFen), writer);
            return;
        }

        if (working.FloorsFen is { } floors)
        {
            SayBound(step.Floor!, isCap: false, floors[household], result.PoolFen, working.UnitFen, writer);
        }

        if (working.CapsFen is { } caps)
        {
            SayBound(step.Cap!, isCap: true, caps[household], result.PoolFen, working.UnitFen, writer);
            if (working.FloorsFen?[household] == caps[household])
            {
                writer.Say("，两个数相同，照此发", ", both are the same and it is paid");
                return;
            }
        }

        SayRounds(step, result, share, writer);
    }

    // ；本户最多 429.50 × 50% = 214.75 元，舍到元为 214.00 元
    private static void SayBound(Formula bound, bool isCap, long boundFen, long poolFen, long unitFen, ExplanationWriter writer)
    {
        var (pool, value) = (Fraction.FromMoney(new Money(poolFen)), writer.ValueOf(bound));
        var (isRate, name) = (bound.Type.Dimension.IsPlain, isCap ? "capFormula" : "floorFormula");
        var exact = isRate ? value * pool : value;
        writer.Figure(isCap ? "cap" : "floor", new Money(boundFen).ToString());

        // A number stands apart from the word before it.
        var gap = (isRate && bound.Expression is Literal) || char.IsAscii(writer.TitlesOf(bound)[0]) ? " " : "";
        writer.Say((isCap ? "；本户最多" : "；本户至少") + gap, isCap ? "; at most " : "; at least ");
        if (isRate)
        {
            SayRate(bound, name, value, poolFen, writer);
        }
        else
        {
            var yuan = ExplanationWriter.Number(ExplanationWriter.Exact(exact));
            writer.SayFormula(bound, yuan, new LocalizedText(" 元", " yuan"), name: name);
        }

        if (isCap && exact > pool)
        {
            var all = ExplanationWriter.Yuan(poolFen);
            writer.Say($"，多于可分的 {all} 元，按 {all} 元算", $", more than the {all} yuan that are shared, which count instead");
            exact = pool;
        }

        if (exact * 100 != (Fraction)boundFen)
        {
            var (cut, unit) = (ExplanationWriter.Yuan(boundFen), PayoutUnit.Words(unitFen));
            writer.Say($"，{(isCap ? "舍到" : "进到")}{unit.Zh}为 {cut} 元", $", {(isCap ? "cut" : "rounded up")} to {cut} yuan");
        }

        writer.Say("", " for this household");
    }

    // 1,255.42 × 40% = 502.168 元; behind a formula of the rate, what it comes to is a sum of its own.
    private static void SayRate(Formula bound, string name, Fraction rate, long poolFen, ExplanationWriter writer)
    {
        var shown = SplitShares.Show(rate);
        if (bound.Expression is Literal)
        {
            writer.Figure(name, bound.Text);
        }
        else
        {
            writer.SayFormula(bound, shown, LocalizedText.Empty, name: name);
            writer.Say("，即 ", ", which is ");
        }

        var times = shown.Contains('/', StringComparison.Ordinal) ? "(" + shown + ")" : shown;
        var yuan = ExplanationWriter.Number(ExplanationWriter.Exact(rate * Fraction.FromMoney(new Money(poolFen))));
        var sum = $"{ExplanationWriter.Yuan(poolFen)} × {times} = {yuan}";
        writer.Say($"{sum} 元", $"{sum} yuan");
    }

    // The round in which the household was settled, or the last.
    private static void SayRounds(AllocateStep step, StepResult result, Shared share, ExplanationWriter writer)
    {
        var (household, working) = (writer.Household, share.Working);
        var rounds = working.Rounds(result.PoolFen, step.Redistributes);
        var at = rounds.Count - 1;
        while (at > 0 && !rounds[at].Open[household])
        {
            at--;
        }

        var round = rounds[at];
        var shared = share with { Total = round.TotalWeight };
        if (at > 0)
        {
            SayRest(working, round, at, shared, writer);
        }

        var fen = shared.Yuan(round.PoolFen) * 100;
        var isShort = working.FloorsFen is { } floors && fen < (Fraction)floors[household];
        var isBeyond = working.CapsFen is { } caps && fen > (Fraction)caps[household];
        if (isShort || isBeyond)
        {
            // In a round before the last it was settled; in the last one nobody is, unless what is above the cap stays.
            var (by, byEn) = at == 0 ? ("按份额算 ", "by its share ") : ("", "");
            var (zh, en) = isShort ? ("不到保底数，照保底数发", "below the floor, which is paid")
                : ("超过上限，照上限发", "above the cap, which is paid");
            var sum = shared.Sum(round.PoolFen);
            writer.Say($"；{by}{sum} 元，{zh}", $"; {byEn}{sum} yuan, {en}");
            return;
        }

        writer.Figure("poolAfterCaps", new Money(round.PoolFen).ToString());
        writer.Figure("weightAfterCaps", (round.TotalWeight * share.Days).ToString());
        ExplainShare(result, shared, round.PoolFen, working.LastResidues(round), writer);
    }

    // ；达到上限的户发完后还有 753.32 元，由其余各户（合计 2 股）分
    private static void SayRest(AllocateWorking working, CapRound round, int at, Shared shared, ExplanationWriter writer)
    {
        var (left, total) = (ExplanationWriter.Yuan(round.PoolFen), shared.Show(round.TotalWeight));
        var (who, whoEn) = working.FloorsFen is null ? ("达到上限", "at their cap")
            : working.CapsFen is null ? ("照保底数发", "at their floor") : ("照保底数或上限发", "at their floor or cap");
        var (rounds, roundsEn) = at == 1 ? ("", "") : ($"先后 {at} 轮，", $" in {at} rounds");
        writer.Say($"；{rounds}{who}的户发完后还有 {left} 元，由其余各户（合计 {total}{shared.Unit.Zh}）分",
            $"; after those {whoEn}{roundsEn} {left} yuan are left for the rest ({total}{shared.Unit.En} in all)");
    }
}
