using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Schemes;

/// <summary>
/// Says in one plain sentence what each step does, as a village accountant would: made of the step's kind and terms, with
/// the values of the parameters in it, never written by hand for a scheme.
/// </summary>
public static class StepSentences
{
    /// <summary>The sentences of a scheme, one a step, in the order of its steps.</summary>
    /// <param name="scheme">Compiled, so that every name in it is known.</param>
    /// <param name="valueOf">The value of a parameter; null where it is not decided, and the sentence then has its title.</param>
    public static IReadOnlyList<LocalizedText> Of(Scheme scheme, Func<SchemeParameter, Fraction?> valueOf)
    {
        var pools = new PoolsSoFar();
        var titles = new SchemeTitles(scheme);
        var sentences = new List<LocalizedText>(scheme.Steps.Count);
        foreach (var step in scheme.Steps)
        {
            var writer = new SentenceWriter(scheme, titles, valueOf, pools);
            writer.SayWhen(step.Head.When);
            step.Describe(writer);
            sentences.Add(writer.Done());
            pools.After(step);
        }

        return sentences;
    }

    /// <summary>What must hold for a step to be done.</summary>
    internal static LocalizedText OfWhen(Scheme scheme, StepWhen when)
    {
        var writer = new SentenceWriter(scheme, new SchemeTitles(scheme), _ => null, new PoolsSoFar());
        writer.SayWhen(when);
        return writer.Text;
    }

    /// <summary>What is required of the result, one sentence each, in the order written.</summary>
    /// <param name="scheme">Compiled, so that every name in it is known.</param>
    /// <param name="valueOf">The value of a parameter; null where it is not decided, and the sentence then has its title.</param>
    public static IReadOnlyList<LocalizedText> OfRequirements(Scheme scheme, Func<SchemeParameter, Fraction?> valueOf)
    {
        var titles = new SchemeTitles(scheme);
        return scheme.Requirements.Select(requirement =>
        {
            var writer = new SentenceWriter(scheme, titles, valueOf, new PoolsSoFar());
            var group = titles.OfGroup(requirement.To);
            var words = writer.Compared(requirement.Comparison);
            writer.Say($"{(requirement.IsOfEach ? group.Zh + "每户的" : "")}{words.Zh}；达不到就不能核算",
                $"{words.En}{(requirement.IsOfEach ? ", for each of " + SchemeTitles.The(group.En) : "")}; otherwise there is no run");
            return writer.Done();
        }).ToArray();
    }

    /// <summary>The sentences with the values the scheme itself has for a year.</summary>
    /// <param name="scheme">Compiled, so that every name in it is known.</param>
    /// <param name="year">The year.</param>
    public static IReadOnlyList<LocalizedText> Of(Scheme scheme, int year) => Of(scheme, parameter => parameter.ValueOf(year));
}
