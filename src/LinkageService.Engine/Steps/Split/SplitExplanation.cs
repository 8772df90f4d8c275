using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Explains what a split gave each of its parts.</summary>
internal static class SplitExplanation
{
    // As many as a split has parts. A label that is different in every household is not read out to its end.
    private const int MaxSaid = 64;

    public static void Explain(SplitStep step, StepResult result, MoneyMoves moves, ExplanationWriter writer)
    {
        moves.SayHeld(step.From);
        if (result.Working is not SplitWorking working)
        {
            writer.Say("，没有可分的钱", ", there is nothing to divide");
            return;
        }

        if (working.Within is { } within)
        {
            ExplainWithin(step, result, within, moves, writer);
        }
        else if (step.Into.Count == 1)
        {
            var title = moves.Zh(step.Into[0].Account);
            writer.Say($"，全部{(step.Into[0].Account.Kind == AccountKind.Carry ? "结转下年，记入" : "转入")}{title}",
                $", all of it into {step.Into[0].Account}");
        }
        else
        {
            var proportion = Proportion.Of(step, writer);
            proportion.SayWhole(writer);
            Explain(new Division(result.PoolFen, proportion.Terms, working.PartsFen), writer, isFigured: true);
        }

        foreach (var part in step.Into)
        {
            moves.SayBalance(part.Account);
        }
    }

    // ；东村 10,000.00 × 5 ÷ 12 = 4,166.6666… 元，舍到分为 4,166.66 元；…各份舍到分后还余 1 分，补给西村
    private static void Explain(Division division, ExplanationWriter writer, bool isFigured)
    {
        var gets = new List<LocalizedText>();
        long cuts = 0;
        for (var at = 0; at < division.Terms.Count; at++)
        {
            var (term, whole) = (division.Terms[at], ExplanationWriter.Yuan(division.WholeFen));
            var exact = Fraction.FromMoney(new Money(division.WholeFen)) * term.Share;
            var cut = (long)Rounding.Down(exact * 100);
            var (sum, cutText) = ($"{whole} × {term.Factor} = {ExplanationWriter.Number(ExplanationWriter.Exact(exact))}",
                ExplanationWriter.Yuan(cut));
            cuts += cut;
            if (at >= MaxSaid)
            {
                continue;
            }

            writer.Say($"；{term.Title.Zh}{term.Comment.Zh} {sum} 元", $"; {term.Title.En}{term.Comment.En} {sum} yuan");
            if (cut != exact * 100)
            {
                writer.Say($"，舍到分为 {cutText} 元", $", cut to {cutText}");
            }

            if (isFigured)
            {
                writer.Figure($"share({term.Name})", term.Share.ToString());
                writer.Figure($"exact({term.Name})", ExplanationWriter.Exact(exact));
                writer.Figure($"cut({term.Name})", new Money(cut).ToString());
            }

            if (division.PartsFen[at] != cut)
            {
                gets.Add(new LocalizedText($"{term.Title.Zh}得 {ExplanationWriter.Yuan(division.PartsFen[at])} 元",
                    $"{term.Title.En} gets {ExplanationWriter.Yuan(division.PartsFen[at])}"));
            }
        }

        if (isFigured)
        {
            writer.Figure("residueFen", (division.WholeFen - cuts).ToString(CultureInfo.InvariantCulture));
        }

        if (gets.Count > 0)
        {
            var left = division.WholeFen - cuts;
            writer.Say($"；舍到分后还余 {left} 分，从舍去零头最大的起每份补 1 分（零头相同的，写在前面的先补）：{string.Join("，", gets.Select(get => get.Zh))}",
                $"; the cuts leave {left} fen, one each to the largest fractions (ties to the one written first): "
                    + string.Join(", ", gets.Select(get => get.En)));
        }
    }

    private static void ExplainWithin(SplitStep step, StepResult result, LabelParts within, MoneyMoves moves, ExplanationWriter writer)
    {
        var (label, title) = (within.Label, writer.LabelTitle(step.Within!));
        var each = title.Zh.All(char.IsAscii) ? "每一份" : "每个" + title.Zh;
        if (within.IsDivided)
        {
            var weights = Weights(step, label, writer);
            var sum = weights.Aggregate(Fraction.Zero, (all, weight) => all + weight);
            SayBy(step, sum, each, title, writer);
            var terms = label.Values
                .Select((value, at) => Term.Of(value, new LocalizedText(value, value), weights[at], sum)).ToArray();
            Explain(new Division(result.PoolFen, terms, within.FenOf), writer, isFigured: false);
        }
        else
        {
            writer.Say($"，早已按{(each == "每一份" ? "归属" : title.Zh)}分开", $", kept apart for each {title.En} already");
        }

        SayOmitted(label.Values.Count, writer);
        if (step.Into.Count == 1)
        {
            var account = step.Into[0].Account;
            writer.Say($"；都转入{moves.Zh(account)}，{each}分开记", $"; all into {account}, kept apart for each {title.En}");
            SayValues(label.Values, value => new LocalizedText($"{ExplanationWriter.Yuan(within.FenOf[value])} 元",
                $"{ExplanationWriter.Yuan(within.FenOf[value])} yuan"), writer);
            return;
        }

        var proportion = Proportion.Of(step, writer);
        writer.Say($"；{each}的钱再分", $"; then that of each {title.En}");
        proportion.SayWhole(writer);
        for (var value = 0; value < Math.Min(MaxSaid, label.Values.Count); value++)
        {
            var (of, yuan) = (label.Values[value], ExplanationWriter.Yuan(within.FenOf[value]));
            writer.Say($"。{of} {yuan} 元", $". {of} {yuan} yuan");
            Explain(new Division(within.FenOf[value], proportion.Terms, within.PartsFen[value]), writer, isFigured: false);
        }
    }

    private static void SayBy(SplitStep step, Fraction sum, string each, LocalizedText title, ExplanationWriter writer)
    {
        var dimension = step.By?.Type.Dimension ?? Dimension.Plain;
        var (total, unit) = (ExplanationWriter.Quantity(sum, dimension), Units.Words(dimension));
        if (step.ByValue.Count > 0)
        {
            writer.Say($"，先分给{each}", $", first divided among each {title.En}");
        }
        else if (step.By is { } by)
        {
            writer.Say($"，先按“{writer.TitlesOf(by)}”的合计分给{each}，总计 {total}{unit.Zh}",
                $", first divided so that each {title.En} gets its part by its {by.Text} in all, {total}{unit.En} together");
        }
        else
        {
            writer.Say($"，先按户数分给{each}，总计 {total} 户", $", first divided by the households of each {title.En}, {total} together");
        }
    }

    private static Fraction[] Weights(SplitStep step, Rosters.LabelColumn label, ExplanationWriter writer) => step.ByValue.Count == 0
        ? writer.SumsBy(label, step.By)
        : label.Values.Select(value => writer.ValueOf(step.ByValue.First(part => part.Value == value).Share)).ToArray();

    private static void SayValues(IReadOnlyList<string> values, Func<int, LocalizedText> of, ExplanationWriter writer)
    {
        for (var value = 0; value < Math.Min(MaxSaid, values.Count); value++)
        {
            var words = of(value);
            writer.Say($"{(value == 0 ? "：" : "，")}{values[value]} {words.Zh}", $"{(value == 0 ? ": " : ", ")}{values[value]} {words.En}");
        }
    }

    private static void SayOmitted(int values, ExplanationWriter writer)
    {
        if (values > MaxSaid)
        {
            writer.Say($"（共 {values} 份，只列前 {MaxSaid} 份）", $" ({values} in all, the first {MaxSaid} are listed)");
        }
    }

    /// <summary>A whole and how it was divided.</summary>
    private sealed record Division(long WholeFen, IReadOnlyList<Term> Terms, IReadOnlyList<long> PartsFen);

    /// <summary>One part of a whole: who gets it, its share, and what the whole is multiplied by: <c>40%</c>, <c>7 ÷ 10</c>.</summary>
    private sealed record Term(string Name, LocalizedText Title, Fraction Share, string Factor)
    {
        /// <summary>How its share came about, where that is said beside it.</summary>
        public LocalizedText Comment { get; init; } = LocalizedText.Empty;

        public static Term Of(string name, LocalizedText title, Fraction part, Fraction sum) => new(name, title, part / sum,
            sum == Fraction.One ? InBrackets(SplitShares.Show(part)) : $"{InBrackets(Shown(part))} ÷ {InBrackets(Shown(sum))}");

        private static string Shown(Fraction value) => ExplanationWriter.Number(value.ToString());

        private static string InBrackets(string value) => value.Contains('/', StringComparison.Ordinal) ? $"({value})" : value;
    }

    /// <summary>The parts of a split in proportion, and how their shares came about.</summary>
    private sealed record Proportion(
        IReadOnlyList<Term> Terms, IReadOnlyList<(string Name, Formula Share, Fraction Value)> Formulas, Fraction Sum)
    {
        public static Proportion Of(SplitStep step, ExplanationWriter writer)
        {
            var values = step.Into.Select(part => part.Share is { } share ? writer.ValueOf(share) : Fraction.Zero).ToArray();
            var written = values.Aggregate(Fraction.Zero, (all, value) => all + value);
            var sum = step.HasRemaining ? Fraction.One : written;
            var rest = Rest(written);
            var terms = step.Into.Select((part, at) => TermOf(part, part.Share is null ? Fraction.One - written : values[at])).ToArray();
            var formulas = step.Into.Select((part, at) => (terms[at].Name, part.Share, values[at]))
                .Where(part => part.Share is { } share && FormulaText.Figures(share.Expression).Any())
                .Select(part => (part.Name, part.Share!, part.Item3)).ToArray();
            return new Proportion(terms, formulas, sum);

            Term TermOf(SplitPart part, Fraction value)
            {
                var name = part.Account.ToString();
                var title = new LocalizedText($"“{writer.TitleOf(part.Account).Zh}”", name);
                return Term.Of(name, title, value, sum) with { Comment = part.Share is null ? rest : LocalizedText.Empty };
            }
        }

        // （其余 100% − 30% = 70%）
        private static LocalizedText Rest(Fraction written)
        {
            var shown = SplitShares.Show(written);
            var sum = $"{(shown.EndsWith('%') ? "100%" : "1")} − {shown} = {SplitShares.Show(Fraction.One - written)}";
            return new LocalizedText($"（其余 {sum}）", $" (the rest, {sum})");
        }

        // ，村民份数 7，村集体份数 3，合计 10 份
        public void SayWhole(ExplanationWriter writer)
        {
            foreach (var (name, share, value) in Formulas)
            {
                writer.Say("，", ", ");
                writer.SayFormula(share, Sum == Fraction.One ? SplitShares.Show(value) : value.ToString(), LocalizedText.Empty,
                    name: $"formula({name})");
            }

            if (Sum != Fraction.One)
            {
                writer.Say($"，一共 {Sum} 份", $", {Sum} parts in all");
            }
        }
    }
}
