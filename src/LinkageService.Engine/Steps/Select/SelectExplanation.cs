using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;

namespace LinkageService.Engine.Steps;

/// <summary>Explains who was chosen.</summary>
internal static class SelectExplanation
{
    // 名额：岗位数 2；申请户共 3 户，选 2 户：先选建档立卡户，最后选其余的户；同一档里土地少的在前，仍相同的编号小的在前
    public static void Explain(SelectStep step, StepResult result, ExplanationWriter writer)
    {
        var (working, from) = ((SelectWorking)result.Working!, writer.Titles.OfGroup(step.From));
        writer.Say("名额：", "places: ");
        writer.SayFormula(step.Places, ExplanationWriter.Quantity(working.Wanted, Dimension.Plain), LocalizedText.Empty);
        if (!working.Wanted.Denominator.IsOne)
        {
            var whole = Rounding.Down(working.Wanted);
            writer.Say($"，不满一个的不算，是 {whole} 个", $", cut to {whole}");
        }

        var (candidates, chosen) = (working.Ranked.Length, working.Chosen);
        writer.Figure("candidates", candidates.ToString(CultureInfo.InvariantCulture));
        writer.Figure("chosen", chosen.ToString(CultureInfo.InvariantCulture));
        writer.Say($"；{from.Zh}共 {candidates} 户", $"; candidates are {from.En}, {candidates} in all");
        if (chosen == candidates || chosen == 0)
        {
            writer.Say(chosen == 0 ? "，没有选" : "，都选中", chosen == 0 ? ", and none is chosen" : ", and all are chosen");
            return;
        }

        var order = SelectSentence.Order(step, writer.Titles);
        writer.Say($"，选 {chosen} 户{order.Zh}", $", and {chosen} {(chosen == 1 ? "is" : "are")} chosen{order.En}");
    }

    /// <summary>Where a household stood: <c>选户“定岗”：申请户共 3 户，选 1 户；土地少的在前，…；本户土地 2 亩，排第 2，没有选中。</c></summary>
    /// <param name="step">The selection that made the group.</param>
    /// <param name="result">What it did; null where it was not done.</param>
    /// <param name="writer">Where the sentences go.</param>
    public static void ExplainPlace(SelectStep step, StepResult? result, ExplanationWriter writer)
    {
        var (title, from) = (writer.Titles.OfStep(step.Id), writer.Titles.OfGroup(step.From));
        writer.Say($"选户“{title.Zh}”：", $" Selection “{title.En}”: ");
        if (result?.Working is not SelectWorking working)
        {
            writer.Say("这次没有做，没有选中的户。", "it was not done this time and nobody was chosen.");
            return;
        }

        if (working.RankOf(writer.Household) is not { } rank)
        {
            writer.Say($"只从{from.Zh}中选，本户不在其中。", $"among {from.En} only, and the household is none of them.");
            return;
        }

        var order = SelectSentence.Order(step, writer.Titles);
        var (candidates, chosen) = (working.Ranked.Length, working.Chosen);
        writer.Figure("candidates", candidates.ToString(CultureInfo.InvariantCulture));
        writer.Figure("chosen", chosen.ToString(CultureInfo.InvariantCulture));
        writer.Figure("rank", rank.ToString(CultureInfo.InvariantCulture));
        writer.Say($"{from.Zh}共 {candidates} 户，选 {chosen} 户{order.Zh}；本户",
            $"{chosen} of {candidates} ({from.En}) {(chosen == 1 ? "is" : "are")} chosen{order.En}; the household ");
        SayStanding(step, working, writer);
        writer.Say($"排第 {rank}，{(rank <= chosen ? "选中" : "没有选中")}。",
            $"is number {rank} and is {(rank <= chosen ? "" : "not ")}chosen.");
    }

    // 是建档立卡户，土地 2 亩，
    private static void SayStanding(SelectStep step, SelectWorking working, ExplanationWriter writer)
    {
        if (Array.FindIndex(working.Tiers, tier => tier.Contains(writer.Household)) is var tier && step.Tiers.Count > 0)
        {
            var words = tier < 0 ? new LocalizedText("其余的户", "the others") : writer.Titles.Of(step.Tiers[tier]);
            writer.Say($"属于“{words.Zh}”，", $"counts among {words.En}, ");
        }

        foreach (var rank in step.Order)
        {
            var (title, held) = (writer.Titles.Of(rank.Holding), writer.Held(rank.Holding));
            writer.Say($"{title.Zh} {held.Zh}，", $"has {title.En} {held.En}, ");
        }
    }
}
