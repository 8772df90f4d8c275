using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Errors;

/// <summary><c>docs/errors.md</c> says what the code does.</summary>
[Collection(SharedService.Name)]
public class ErrorCatalogueTests(ServiceFixture fixture)
{
    [Fact]
    public void Paragraphs_OfTheDocument_AreTheCodesInOrder() =>
        Assert.Equal(ProblemCodes.All.Select(code => code.Name), ErrorCatalogue.Load().Paragraphs.Select(paragraph => paragraph.Code));

    [Fact]
    public void Paragraphs_EveryCode_StatusesTitlesAndBothLanguages()
    {
        foreach (var paragraph in ErrorCatalogue.Load().Paragraphs)
        {
            var code = ProblemCodes.Find(paragraph.Code)!;
            Assert.Equal($"HTTP {ProblemStatus.Http(code)}, gRPC {ProblemStatus.GrpcName(code)}", paragraph.Status);
            Assert.NotEqual(paragraph.Title.Zh, paragraph.Title.En);
            Assert.True(paragraph.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= 2, paragraph.Code);
            Assert.Contains(paragraph.Text, letter => letter is >= '一' and <= '鿿');
        }
    }

    [Fact]
    public void All_Codes_AreRaisedSomewhere()
    {
        var sources = string.Concat(
            Directory.GetFiles(Path.Combine(SchemeCases.RepositoryRoot(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith("ProblemCodes.cs", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal))
            .Select(File.ReadAllText));
        var fields = typeof(ProblemCodes).GetFields().Where(field => field.FieldType == typeof(ProblemCode));
        Assert.DoesNotContain(fields, field => !System.Text.RegularExpressions.Regex.IsMatch(
            sources, $@"ProblemCodes\.{field.Name}\b", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task ErrorPage_EveryCode_HasItsAnchor()
    {
        var page = await fixture.Service.GetAsync("/errors");
        Assert.Equal("text/html", page.ContentType);
        Assert.All(ProblemCodes.All, code => Assert.Contains($"id=\"{code.Name}\"", page.Text, StringComparison.Ordinal));
    }
}
