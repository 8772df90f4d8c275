using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Steps;

/// <summary>Says what a take does.</summary>
internal static class TakeSentence
{
    public static void Describe(TakeStep step, SentenceWriter writer)
    {
        if (step.From.Accounts is [var only])
        {
            DescribeOne(step, only, writer);
        }
        else
        {
            var (amount, destination) = (writer.Quoted(step.Amount), writer.Destination(step.Into));
            writer.Say($"拿出{amount.Zh}，{destination.Zh}", $"take {amount.En} {destination.En}");
            step.From.DescribeOrder(writer);
        }

        SayRounding(step, writer);
        if (step.UpToAvailable)
        {
            writer.Say("；不够时有多少取多少", "; if there is less, take all there is");
        }
    }

    private static void DescribeOne(TakeStep step, Account from, SentenceWriter writer)
    {
        var (source, destination) = (writer.Source(from), writer.Destination(step.Into));
        if (writer.RateOf(step.Amount, from) is { } rate)
        {
            var share = writer.Rate(rate);
            var zh = share.Zh.StartsWith(' ') ? $"从{source.Zh}中提取{share.Zh}" : $"从{source.Zh}中按{share.Zh}提取一部分";
            var en = share.Zh.StartsWith(' ') ? $"take {share.En} of {source.En}" : $"take a part of {source.En}, set by {share.En},";
            writer.Say($"{zh}，{destination.Zh}", $"{en} {destination.En}");
            return;
        }

        if (writer.TiersOf(step.Amount, from) is { } part)
        {
            writer.Say($"从{source.Zh}中{part.Zh}，{destination.Zh}", $"take {part.En} out of {source.En} {destination.En}");
            return;
        }

        var amount = writer.Quoted(step.Amount);
        // 运维成本 that goes to 运维成本 is only kept apart.
        var isSame = amount.Zh == writer.Titles.Of(step.Into).Zh;
        var (toZh, toEn) = isSame ? ("单独列账", "and keep it apart") : (destination.Zh, destination.En);
        writer.Say(step.From.HasPayer ? $"由{source.Zh}付出{amount.Zh}，{toZh}" : $"从{source.Zh}中拿出{amount.Zh}，{toZh}",
            step.From.HasPayer ? $"{source.En} pays {amount.En} {toEn}" : $"take {amount.En} out of {source.En} {toEn}");
    }

    private static void SayRounding(TakeStep step, SentenceWriter writer)
    {
        var (zh, en) = step.Bound switch
        {
            RoundingPolicy.AtMost => ("，不足一分的舍去", ", cut down to the fen"),
            RoundingPolicy.AtLeast => ("，不足一分的进为一分", ", rounded up to the fen"),
            RoundingPolicy.HalfUp => ("，四舍五入到分", ", rounded to the nearest fen"),
            _ => throw new UnreachableException(),
        };
        writer.SayRounding(step.Amount, zh, en);
    }
}
