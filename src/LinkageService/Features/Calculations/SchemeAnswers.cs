using LinkageService.Engine.KnownAnswers;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>
/// The digest of every scheme's sample, which changes with any parameter, holding or amount: <c>expected</c> of
/// <c>schemes/&lt;id&gt;/sample.yaml</c>.
/// </summary>
internal static class SchemeAnswers
{
    /// <summary>One for each scheme of ours that has a sample.</summary>
    public static IEnumerable<KnownAnswer> All(SchemeLibrary library, SampleCalculations samples) =>
        library.Latest.SelectMany(scheme => samples.ExpectedOf(scheme) is not { } expected ? [] : (IEnumerable<KnownAnswer>)
        [
            Of(scheme, samples.Of(scheme, expected.Year), expected.Digest),
        ]);

    private static KnownAnswer Of(Scheme scheme, SampleCalculation sample, string digest) =>
        new($"{scheme.Id}@{scheme.Version}", digest, sample.Households.Count * scheme.Steps.Count, () => Digest(scheme, sample));

    private static string Digest(Scheme scheme, SampleCalculation sample)
    {
        var problems = new List<Problem>();
        var terms = RunTerms.Bind(scheme, sample.Year, sample.Parameters, sample.Inputs, problems);
        var roster = new RosterBuilder(scheme.RosterSchema, sample.Households.Count);
        sample.AddTo(roster, scheme, CancellationToken.None);
        problems.AddRange(roster.Problems);
        if (problems.Count > 0)
        {
            return problems[0].Code.Name;
        }

        var outcome = Calculation.Run(scheme, terms!, roster.Build()!);
        return outcome.Distribution?.Digest ?? outcome.Problems[0].Code.Name;
    }
}
