using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Cases;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>The small calculation that shows what a scheme does.</summary>
public class SampleCalculationsTests
{
    private static readonly SchemeLibrary Schemes = SchemeLibrary.Load();
    private static readonly SampleCalculations Samples = SampleCalculations.Load(TimeProvider.System);
    private static readonly CalculateDistribution Calculate = new(Schemes, new Limits(), TimeProvider.System);

    public static TheoryData<string> Library => [.. Schemes.Latest.Select(scheme => scheme.Id)];

    [Theory]
    [MemberData(nameof(Library))]
    public void Of_SchemeOfTheLibrary_EveryStepPaysSomebodyAndEveryFundGetsSomething(string id)
    {
        var scheme = Schemes.Versions(id)[^1];
        var sample = Samples.Of(scheme);
        Assert.InRange(sample.Households.Count, 6, 10);
        var distribution = Run(sample.Of(scheme));
        Assert.All(scheme.Steps.Where(step => step.GivesLines), step => Assert.Contains(
            distribution.Steps.Single(result => result.Step.Id == step.Id).AmountsFen!.Value.ToArray(), amount => amount != 0));
        Assert.All(distribution.Funds, fund => Assert.True(fund.Amount.Fen > 0, fund.Name));
        Assert.All(distribution.Sources, source => Assert.True(source.Amount.Fen > 0, source.Name));
    }

    [Theory]
    [MemberData(nameof(Library))]
    public void Of_SchemeNobodyWroteASampleFor_FiguresByUnitThatCompute(string id)
    {
        var text = File.ReadAllText(Path.Combine(SchemeCases.Folder, id, "scheme.yaml"));
        var document = YamlDocument.Parse(text.Replace("id: " + id, "id: a-copy", StringComparison.Ordinal), out _)!;
        var scheme = SchemeCompiler.Compile(document).Scheme!;
        var distribution = Run(Samples.Of(scheme).Of(document));
        Assert.True(distribution.HouseholdsTotal.Fen > 0);
    }

    private static Distribution Run(CalculateDistributionRequest request)
    {
        var result = Calculate.Handle(request, TestContext.Current.CancellationToken);
        Assert.True(result.Failure is null, string.Join(
            '\n', result.Failure?.Problems.Select(problem => problem.Field + " " + problem.Message.Zh) ?? []));
        return result.Distribution!;
    }
}
