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
        SayCap(step, writer);
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

    private static void SayCap(AllocateStep step, SentenceWriter writer)
    {
        if (step.Cap is null)
        {
            return;
        }

        if (step.Cap.Type.Dimension.IsPlain)
        {
            var rate = writer.Rate(step.Cap.Expression);
            writer.Say($"，每户最多分这笔钱的{(rate.Zh.StartsWith(' ') ? "" : " ")}{rate.Zh}", $", at most {rate.En} of it for one household");
        }
        else
        {
            var most = writer.Quoted(step.Cap);
            writer.Say($"，每户最多 {most.Zh}", $", at most {most.En} for one household");
        }

        writer.Say(step.Redistributes ? "，超出的部分由其余各户再分" : "，超出的部分留着不发",
            step.Redistributes ? ", the excess shared among the others" : ", the excess stays");
    }

    private static void SayRounding(AllocateStep step, SentenceWriter writer)
    {
        var unit = step.By is { Expression: Name } by ? Units.Words(by.Type.Dimension) : LocalizedText.Empty;
        var (zh, en) = step.RoundingPolicy switch
        {
            RoundingPolicy.PerUnitRate => ($"；先算每{(unit.Zh.Length > 0 ? unit.Zh.Trim() : "份")}多少钱，只取到分，零头留着不发",
                $"; the rate per {(unit.En.Length > 0 ? unit.En.Trim() : "part")} is cut to whole fen and the odd money stays"),
            RoundingPolicy.FloorAndKeep => ("；每户只取到分，零头留着不发", "; each share is cut to the fen and the odd money stays"),
            RoundingPolicy.LargestRemainder => ("；尾差按最大余数法处理", "; odd fen by the largest remainder"),
            _ => throw new UnreachableException(),
        };
        writer.Say(zh, en);
    }
}
