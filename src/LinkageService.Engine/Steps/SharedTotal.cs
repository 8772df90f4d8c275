using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>
/// <c>total</c> and <c>by</c>: an amount for all together, shared over households by weight with the largest remainder, so that
/// what households bear or are credited with is the total to the fen.
/// </summary>
/// <param name="Total">Yuan, rounded half up to the fen.</param>
/// <param name="By">The weight; null for one each.</param>
internal sealed record SharedTotal(Formula Total, Formula? By)
{
    /// <summary>Reads <c>amount</c>, or <c>total</c> with <c>by</c>: exactly one of the two is there, or a problem is reported.</summary>
    public static (Formula? Amount, SharedTotal? Shared) Read(FieldReader fields)
    {
        var (amount, total, by) = (fields.Formula("amount"), fields.Formula("total"), fields.Formula("by"));
        if (fields.Has("amount") && fields.Has("total"))
        {
            fields.Invalid("total", "amount（每户多少）和 total（合计多少，按 by 分摊）只写一样",
                "write either amount (of each household) or total (of all together, shared by \"by\")");
        }
        else if (!fields.Has("amount") && !fields.Has("total"))
        {
            fields.Problems.Add(ProblemCodes.SchemeMissingField, fields.FieldOf("amount"), fields.Node,
                "缺少“amount”（每户多少），或“total”（合计多少，按 by 分摊）",
                "\"amount\" (of each household) or \"total\" (of all together, shared by \"by\") is missing");
        }

        if (fields.Has("by") && !fields.Has("total"))
        {
            fields.Invalid("by", "by 和 total 一起写：合计多少，按什么分摊", "\"by\" goes with total: how much in all, shared by what");
        }

        return (amount, total is null ? null : new SharedTotal(total, by));
    }

    public void Check(StepChecker checker)
    {
        checker.Formula(Total, Dimension.Yuan, mayBeColumn: false);
        checker.Formula(By, wanted: null, mayBeColumn: true);
    }

    /// <summary>Shares the total over the members.</summary>
    public Problem? Apportion(
        Step step, Run run, GroupMask members, out long[] amounts, out ApportionmentFigures figures, out SharedTotalWorking working)
    {
        (amounts, figures) = (new long[run.Roster.Count], default);
        working = new SharedTotalWorking(0, Column.Constant(Fraction.One, run.Roster.Count), members, Fraction.Zero);
        if (run.Single(Total, out var yuan) is { } problem)
        {
            return problem;
        }

        if (yuan.Sign < 0)
        {
            return Run.Negative(Total, yuan);
        }

        var fen = Rounding.HalfUp(yuan * 100);
        if (fen > Run.MaxStepFen)
        {
            return Run.AmountOutOfRange(step, "total");
        }

        if (By is not null)
        {
            if (run.Column(By, out var weights) is { } unreadable)
            {
                return unreadable;
            }

            if (run.FirstNegative(By, weights, members, ProblemCodes.NegativeWeight) is { } negative)
            {
                return negative;
            }

            working = working with { Weights = weights };
        }

        var (small, wide) = AllocateExecution.Masked(working.Weights, members);
        var sum = AllocateExecution.Total(small, wide);
        if (fen.IsZero || sum.IsZero)
        {
            return fen.IsZero ? null : Run.ZeroWeight(step, (long)fen);
        }

        figures = wide is null
            ? Apportionment.LargestRemainder((long)fen, small!, amounts) : Apportionment.LargestRemainder((long)fen, wide, amounts);
        working = working with { Fen = (long)fen, TotalWeight = new Fraction(sum, working.Weights.Denominator) };
        return null;
    }

    /// <summary>Says it as a part of a sentence: <c>水费合计按人口（人）分摊到每户</c>.</summary>
    public LocalizedText Describe(string? group, SentenceWriter writer)
    {
        var (total, who) = (writer.Quoted(Total), writer.Titles.OfGroup(group));
        if (By is null)
        {
            return new LocalizedText($"{total.Zh}由{who.Zh}平均分摊", $"{total.En} shared equally by {who.En}");
        }

        var by = writer.Quoted(By);
        return new LocalizedText($"{total.Zh}按{by.Zh}分摊到{who.Zh}", $"{total.En} shared over {who.En} by {by.En}");
    }

    /// <summary>Says how one household's part came about.</summary>
    public void Explain(StepResult result, SharedTotalWorking working, ExplanationWriter writer)
    {
        var (weight, dimension) = (working.Weights[writer.Household], By?.Type.Dimension ?? Dimension.Plain);
        var unit = Units.Words(dimension);
        var (total, all) = (ExplanationWriter.Yuan(working.Fen), ExplanationWriter.Quantity(working.TotalWeight, dimension));
        var share = Fraction.FromMoney(new Money(working.Fen)) * weight / working.TotalWeight;
        writer.Figure("total", new Money(working.Fen).ToString());
        writer.Figure("weight", weight.ToString());
        writer.Figure("totalWeight", working.TotalWeight.ToString());
        var times = "";
        if (By is null)
        {
            writer.Say($"合计 {total} 元由 {all} 户平均分摊",
                $"{total} yuan in all, borne equally by {all} household{(working.TotalWeight == Fraction.One ? "" : "s")}");
        }
        else
        {
            var own = ExplanationWriter.Quantity(weight, dimension);
            times = " × " + own;
            writer.Say($"合计 {total} 元按{writer.TitlesOf(By)}分摊，本户 {own}{unit.Zh}，合计 {all}{unit.Zh}",
                $"{total} yuan in all by {FormulaText.AsWritten.Show(By.Expression)}, this household's {own}{unit.En} of {all}{unit.En}");
        }

        var exact = ExplanationWriter.Exact(share);
        writer.Figure("exact", exact);
        var sum = $"{total}{times} ÷ {all} = {ExplanationWriter.Number(exact)}";
        writer.Say($"；{sum} 元", $"; {sum} yuan");
        AllocateExplanation.SayResidue(result.Figures.ResidueFen, share, () => working.RankOf(writer.Household), writer);
    }
}

/// <summary>What a shared total was worked with.</summary>
internal sealed record SharedTotalWorking(long Fen, Column Weights, GroupMask Members, Fraction TotalWeight)
{
    private ResidueOrder? _order;

    /// <summary>A household's place for a residue fen; the order is worked out once, on demand.</summary>
    public int RankOf(int household) =>
        (_order ??= new ResidueOrder(Weights, Members.ToBits(), Fen, TotalWeight)).RankOf(household);
}
