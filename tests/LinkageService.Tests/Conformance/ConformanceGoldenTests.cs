using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Conformance;

/// <summary>The conformance kit says what the running service answers.</summary>
[Collection(SharedService.Name)]
public sealed class ConformanceGoldenTests(ServiceFixture fixture)
{
    public static TheoryData<string> Schemes =>
        new(SchemeCases.WithArrangements.Select(each => each.Scheme).Distinct(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Schemes))]
    public async Task Kit_OfEveryScheme_IsWhatTheServiceAnswers(string scheme) => GoldenFile.CheckText(
        Path.Combine(ConformanceKit.Folder, scheme + ".json"),
        GoldenFile.Written(await ConformanceKit.OfAsync(
            fixture.Service, SchemeCases.WithArrangements.Where(each => each.Scheme == scheme))));

    [Fact]
    public void Kit_Files_AreOfSchemesThatAreThere() => GoldenFile.CheckNames(ConformanceKit.Folder, Schemes);
}
