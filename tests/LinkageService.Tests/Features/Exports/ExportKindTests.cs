using LinkageService.Features.Exports;

namespace LinkageService.Tests.Features.Exports;

/// <summary>The kinds of files of a run, listed once for REST, gRPC, the console and the OpenAPI document.</summary>
public sealed class ExportKindTests
{
    [Fact]
    public void Description_OfTheApi_NamesEveryKind()
    {
        var names = ExportKind.All.Select(kind => kind.Name).ToArray();
        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
        Assert.All(names, name => Assert.Contains(name, ExportKind.Description, StringComparison.Ordinal));
    }
}
