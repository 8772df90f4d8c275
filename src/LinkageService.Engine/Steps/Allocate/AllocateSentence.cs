using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what an allocation does.</summary>
internal static class AllocateSentence
{
    public static void Describe(AllocateStep step, SentenceWriter writer)
    {
        var (source, to) = (writer.Source(step.From), writer.Titles.OfGroup(step.To));
        if (step.Within is not null)
        {
            var label = writer.Titles.Of(step.Within);
            writer.Say($"按{label.Zh}分开算，", $"{label.En} by {label.En}, ");
        }

        var isPart = step.Over is not null && step.Over != (step.To ?? "everyone");
        var weight = step.By is null ? null : Weight(step.By, writer);
        if (isPart)
        {
            var over = writer.Titles.OfGroup(step.Over);
            writer.Say($"{source.Zh}先{(weight is null ? "平均" : "按" + weight.Zh)}算到{over.Zh}的每一户，只发给{to.Zh}，其余各户名下的部分留着不发",
                $"reckon {source.En} for {over.En}, {(weight is null ? "equally" : "by " + weight.En)}, but pay {to.En} only; "
                + "the parts of the others stay");
        }
        else if (weight is null)
        {
            writer.Say($"{source.Zh}由{to.Zh}平均分，每户一份", $"share {source.En} equally among {to.En}");
        }
        else
        {
            writer.Say($"{source.Zh}按{weight.Zh}分给{to.Zh}", $"share {source.En} among {to.En} by {weight.En}");
        }

        GroupFactors.Describe(step.Factors, writer);
        SayBounds(step, writer);
        SayRounding(step, writer);
        if (step.KeepsIfEmpty)
        {
            writer.Say("；没有可分的户时留着不分", "; it stays where nobody is entitled");
        }
    }

    // 入股土地（亩）: a weight people know by its unit.
    private static LocalizedText Weight(Formula by, SentenceWriter writer)
    {
        var words = writer.Quoted(by);
        var unit = Units.Words(by.Type.Dimension);
        return by.Expression is Name && unit.Zh.Length > 0
            ? new LocalizedText($"{words.Zh}（{unit.Zh.Trim()}）", $"{words.En} ({unit.En.Trim()})")
            : words;
    }

    private static void SayBounds(AllocateStep step, SentenceWriter writer)
    {
        if (step.Floor is not null)
        {
            var least = Bound(step.Floor, writer);
            writer.Say($"，每户至少分{least.Zh}", $", at least {least.En} for one household");
        }

        if (step.Cap is not null)
        {
            var most = Bound(step.Cap, writer);
            writer.Say($"，每户最多{(step.Cap.Type.Dimension.IsPlain ? "分" : "")}{most.Zh}", $", at most {most.En} for one household");
            writer.Say(step.Redistributes ? "，超出的部分由其余各户再分" : "，超出的部分留着不发",
                step.Redistributes ? ", the excess shared among the others" : ", the excess stays");
        }
    }

    // 这笔钱的 3%（…）; 300.00 元
    private static LocalizedText Bound(Formula bound, SentenceWriter writer)
    {
        if (!bound.Type.Dimension.IsPlain)
        {
            var amount = writer.Quoted(bound);
            return amount with { Zh = " " + amount.Zh };
        }

        var rate = writer.Rate(bound.Expression);
        return new LocalizedText($"这笔钱的{(rate.Zh.StartsWith(' ') ? "" : " ")}{rate.Zh}", $"{rate.En} of it");
    }

    private static void SayRounding(AllocateStep step, SentenceWriter writer)
    {
        var cut = PayoutUnit.Words(step.UnitFen);
        var wholeEn = step.UnitFen == 1 ? "whole fen" : cut.En;
        var unit = step.By is { Expression: Name } by ? Units.Words(by.Type.Dimension) : LocalizedText.Empty;
        var (zh, en) = step.RoundingPolicy switch
        {
            RoundingPolicy.PerUnitRate => ($"；先算每{(unit.Zh.Length > 0 ? unit.Zh.Trim() : "份")}多少钱，只取到{cut.Zh}，零头留着不发",
                $"; the rate per {(unit.En.Length > 0 ? unit.En.Trim() : "part")} is cut to {wholeEn} and the odd money stays"),
            RoundingPolicy.FloorAndKeep => ($"；每户只取到{cut.Zh}，零头留着不发", $"; each share is cut to {cut.En} and the odd money stays"),
            RoundingPolicy.LargestRemainder when step.UnitFen > 1 => ($"；每户发到{cut.Zh}，尾差按最大余数法处理，不够再发一户的零头留着不发",
                $"; each paid to {cut.En}, the odd units by the largest remainder, what is less than one stays"),
            RoundingPolicy.LargestRemainder => ("；尾差按最大余数法处理", "; odd fen by the largest remainder"),
            _ => throw new UnreachableException(),
        };
        writer.Say(zh, en);
    }
}
