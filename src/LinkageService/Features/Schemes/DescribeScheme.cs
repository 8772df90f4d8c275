using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Features.Schemes;

/// <summary>A step of a scheme with what it does.</summary>
/// <param name="Step">It.</param>
/// <param name="Sentence">What it does, in one plain sentence.</param>
internal sealed record DescribedStep(Step Step, LocalizedText Sentence);

/// <summary>A requirement of a scheme in one plain sentence.</summary>
/// <param name="Requirement">It.</param>
/// <param name="Sentence">What has to hold.</param>
internal sealed record DescribedRequirement(Requirement Requirement, LocalizedText Sentence);

/// <summary>Says what each step of a scheme does in a plain sentence, with the figures in it that are decided.</summary>
internal sealed class DescribeScheme(TimeProvider time)
{
    /// <summary>The steps in order.</summary>
    /// <param name="scheme">It.</param>
    /// <param name="year">Whose values hold; null for the present year in China.</param>
    /// <param name="parameters">Values that go before the scheme's own, as written; what cannot be read is not decided.</param>
    public IReadOnlyList<DescribedStep> Handle(
        Scheme scheme, int? year = null, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var when = year ?? Dates.Today(time).Year;
        var sentences = StepSentences.Of(scheme, parameter => ValueOf(parameter, when, parameters));
        return scheme.Steps.Zip(sentences, (step, sentence) => new DescribedStep(step, sentence)).ToArray();
    }

    /// <summary>What is required of the result, in the order of the document.</summary>
    /// <inheritdoc cref="Handle"/>
    public IReadOnlyList<DescribedRequirement> Requirements(
        Scheme scheme, int? year = null, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var when = year ?? Dates.Today(time).Year;
        var sentences = StepSentences.OfRequirements(scheme, parameter => ValueOf(parameter, when, parameters));
        return scheme.Requirements.Zip(sentences, (requirement, sentence) => new DescribedRequirement(requirement, sentence)).ToArray();
    }

    private static Fraction? ValueOf(SchemeParameter parameter, int year, IReadOnlyDictionary<string, string>? stated)
    {
        if (stated is null || !stated.TryGetValue(parameter.Name, out var text) || text.Length == 0)
        {
            return parameter.ValueOf(year);
        }

        return parameter.TryParse(text, out var value) == DecimalFault.None ? value : null;
    }
}
