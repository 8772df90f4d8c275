using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes.Linter;

/// <summary>What a step needs at least, and the most there is: always less.</summary>
/// <param name="Needed">Yuan; a rate of the pool where <paramref name="There"/> is null.</param>
/// <param name="There">In yuan, of which there never is more; null where only rates of the pool are known.</param>
/// <param name="Members">Households it is reckoned for.</param>
/// <param name="Field">The field of the step that asks for it.</param>
internal sealed record PoolShortage(LinearForm Needed, LinearForm? There, Fraction Members, string Field)
{
    // What rounding makes is less than either.
    private static readonly Fraction LeastPart = new(1, 10_000);
    private static readonly Fraction Example = 10_000;

    /// <summary>The shortage of a step, or null where some figures leave enough or a bound is not known.</summary>
    public static PoolShortage? Of(LinearForm? needed, LinearForm? there, Fraction members, string field)
    {
        if (LinearForm.Sum(needed, LinearForm.Negative(there)) is not { IsNonNegative: true } lacking)
        {
            return null;
        }

        var always = lacking.Constant >= Fraction.One;
        return always || lacking.Terms.Values.Any(part => part >= LeastPart) ? new PoolShortage(needed!, there, members, field) : null;
    }

    /// <summary>The shortage of floors that are a rate of the pool.</summary>
    public static PoolShortage? OfRate(LinearForm? each, Fraction members) =>
        each is { IsConstant: true } && each.Constant * members >= Fraction.One + LeastPart
            ? new PoolShortage(LinearForm.Of(each.Constant * members), There: null, members, "floor") : null;

    /// <summary>Says it, with figures, and from which year it is so where it is not from the beginning.</summary>
    public void Report(Scheme scheme, Step step, int? fromYear, ProblemList problems)
    {
        var (whoZh, whoEn) = step is TakeStep ? ("这一步", "this step")
            : Members > Fraction.One ? ($"名额满 {Members} 户时这一步", $"with all {Members} places filled this step")
            : ("只要有一户，这一步", "for one household alone this step");
        var (zh, en) = There is null
            ? ($"{whoZh}的保底合计 {SplitShares.Show(Needed.Constant)}，超过要分的钱",
                $"{whoEn} has floors of {SplitShares.Show(Needed.Constant)} together, more than there is to share")
            : WithFigures(scheme, whoZh, whoEn);
        problems.Add(ProblemCodes.NeverEnough, step.Field + "." + Field, DocumentPlaces.Follow(step.Head.At, Field),
            (fromYear is null ? "" : $"{fromYear} 年起，") + $"不论收入多少都不够：{zh}",
            (fromYear is null ? "" : $"from {fromYear} on ") + $"no income is enough: {en}", Cure(step));
    }

    private (string Zh, string En) WithFigures(Scheme scheme, string whoZh, string whoEn)
    {
        var lacking = LinearForm.Sum(Needed, LinearForm.Negative(There))!;
        var figures = lacking.Terms.Where(term => term.Value.Sign > 0).Select(term => term.Key).ToArray();
        Fraction At(string name) => figures.Contains(name, StringComparer.Ordinal) ? Example : Fraction.Zero;
        var (needed, there) = (Shown(Needed.At(At)), Shown(There!.At(At)));
        var titles = figures.Select(name => scheme.Inputs.First(input => input.Name == name))
            .Select(input => (Zh: input.Title.Zh.Length > 0 ? input.Title.Zh : input.Name, En: input.Name)).ToArray();
        return titles.Length == 0
            ? ($"{whoZh}至少要 {needed} 元，池里最多有 {there} 元", $"{whoEn} needs {needed} yuan at least, and the pool has {there} at most")
            : ($"{string.Join("、", titles.Select(title => $"“{title.Zh}”"))}是 10000 时，{whoZh}至少要 {needed} 元，池里最多有 {there} 元",
                $"with {string.Join(", ", titles.Select(title => $"\"{title.En}\""))} of 10000, {whoEn} needs {needed} yuan at least, "
                + $"and the pool has {there} at most");
    }

    private static LocalizedText Cure(Step step) => step switch
    {
        TakeStep => new LocalizedText("核对各步的比例（按参数的默认值算）；不够时有多少取多少，就写 limit: available",
            "Check the rates (parameters count with their defaults); limit: available takes what there is"),
        AllocateStep => new LocalizedText("核对保底（按参数的默认值算）：各户保底合计不能超过池里的钱",
            "Check the floor (parameters count with their defaults): all floors together fit into the pool"),
        _ => new LocalizedText("核对数额（按参数的默认值算）；不够时按比例发，就写 onShortfall: prorate；由别人补足，就在 from 里加 payer:…",
            "Check the amount (parameters count with their defaults); onShortfall: prorate shares what there is; a payer in from "
                + "brings what lacks"),
    };

    private static string Shown(Fraction yuan)
    {
        var fen = Rounding.HalfUp(yuan * 100);
        return fen > long.MaxValue ? yuan.ToString() : new Money((long)fen).ToDisplayString();
    }
}
