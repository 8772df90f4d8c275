using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Explains the money of steps as a whole: of those that were not done, and of those that have lines for households.</summary>
internal static class MoneyExplanation
{
    private static readonly LocalizedText To = new("发", "to");
    private static readonly LocalizedText PaidOut = new("发", "paid");

    /// <summary>Why a step was not done, with the figure its condition looks at.</summary>
    public static void ExplainNotDone(Step step, ExplanationWriter writer)
    {
        var (when, condition) = (writer.WhenOf(step.Head.When!), step.Head.When!);
        if (condition.Figure is { } figure)
        {
            var (subject, value) = writer.WhenFigure(figure);
            writer.Figure(figure.Subject == "pool" ? $"before({figure.Name})" : figure.Name, value);
            writer.Say($"{subject.Zh}，", $"{subject.En}; ");
        }

        if (condition is { FromYear: not null } or { ToYear: not null })
        {
            writer.Say($"核算的是 {writer.Year} 年，", $"the year is {writer.Year}; ");
        }

        writer.Say($"{when.Zh.TrimEnd('，')}才做，这次没有做", $"done only {when.En.TrimEnd(' ', ',')}; it was not done this time");
    }

    /// <summary>What was shared out to households, and why not all of it.</summary>
    public static void Explain(AllocateStep step, StepResult result, MoneyMoves moves, ExplanationWriter writer)
    {
        moves.SayHeld([step.From]);
        if (result.PoolFen == 0)
        {
            writer.Say("，没有可分的钱", ", there is nothing to share");
            return;
        }

        if (result.AmountsFen is null)
        {
            writer.Say("，没有一户符合条件，留着没有分", ", no household counts and it is kept");
            return;
        }

        var (zh, en) = (step.By is { } by ? $"按“{writer.TitlesOf(by)}”分" : "平均分", step.By is { } of ? $"by {of.Text}" : "equally");
        writer.Say($"，{zh}{(step.Within is null ? "" : "（各自分开算）")}",
            $", shared {en}{(step.Within is null ? "" : ", apart for each " + writer.LabelTitle(step.Within).En)}");
        if (result.Working is AllocateWorking working)
        {
            var unit = Formulas.Units.Words(step.By?.Type.Dimension ?? Formulas.Dimension.Plain);
            var total = ExplanationWriter.Quantity(working.TotalWeight, step.By?.Type.Dimension ?? Formulas.Dimension.Plain);
            var words = step.By is null && step.Factors.Count == 0
                ? new LocalizedText(" 户", working.TotalWeight == Fraction.One ? " household" : " households") : unit;
            writer.Figure("totalWeight", working.TotalWeight.ToString());
            writer.Say($"，合计 {total}{words.Zh}", $", {total}{words.En} in all");
        }

        moves.SayHouseholds(To);
        writer.Say("；", "; ");
        moves.SayDrawn(PaidOut);
        if (result.PoolFen != FenSum.Of(result.AmountsFen.Value.Span))
        {
            SayKept(step, writer);
        }
    }

    /// <summary>What was paid by formula or topped up.</summary>
    public static void ExplainPaid(StepResult result, MoneyMoves moves, ExplanationWriter writer)
    {
        if (result.Working is ProrateWorking prorate)
        {
            var (needed, available) = ((long)prorate.NeededFen, prorate.Available);
            writer.Figure("needed", new Money(needed).ToString());
            writer.Figure("available", available.ToString());
            writer.Say($"各户应发合计 {ExplanationWriter.Yuan(needed)} 元，只有 {available.ToDisplayString()} 元，按应发数的比例发；",
                $"{ExplanationWriter.Yuan(needed)} yuan are due to all and only {available.ToDisplayString()} are there, "
                    + "shared in proportion; ");
        }

        var sum = ExplanationWriter.Yuan(result.PoolFen);
        writer.Say($"各户的数加起来 {sum} 元", $"the amounts of the households add up to {sum} yuan");
        moves.SayHouseholds(To);
        writer.Say("；", "; ");
        moves.SayDrawn(PaidOut);
    }

    /// <summary>What was withheld from the households.</summary>
    public static void Explain(WithholdStep step, StepResult result, MoneyMoves moves, ExplanationWriter writer)
    {
        var sum = ExplanationWriter.Yuan(result.PoolFen);
        writer.Say($"各户扣的数加起来 {sum} 元", $"what the households are withheld adds up to {sum} yuan");
        moves.SayHouseholds(new LocalizedText("扣", "of"));
        moves.SayFed(step.Into);
    }

    // What can be the reason that a part stays.
    private static void SayKept(AllocateStep step, ExplanationWriter writer)
    {
        var (zh, en) = (new List<string>(), new List<string>());
        Add(!step.PaysAll, "不发的户名下的部分", "the parts of those who are not paid");
        Add(step.Cap is not null, "超过上限的部分", "what is above the cap");
        Add(step.RoundingPolicy != RoundingPolicy.LargestRemainder || step.UnitFen > 1, "舍去的零头", "the fractions that were cut");
        Add(step.Within is not null && step.KeepsIfEmpty, "没有户可发的那一份", "the parts with no household to be paid");
        writer.Say(zh.Count == 0 ? "" : $"（{string.Join("、", zh)}留下）", en.Count == 0 ? "" : $" (kept: {string.Join(", ", en)})");

        void Add(bool applies, string inZh, string inEn)
        {
            if (applies)
            {
                zh.Add(inZh);
                en.Add(inEn);
            }
        }
    }
}
