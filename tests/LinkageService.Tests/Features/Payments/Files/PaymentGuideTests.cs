using LinkageService.Features.Payments;
using LinkageService.Features.Payments.Files;
using LinkageService.Tests.Cases;
using LinkageService.Vocabulary;

namespace LinkageService.Tests.Features.Payments.Files;

/// <summary><c>docs/payments.md</c> lists what the code knows.</summary>
public class PaymentGuideTests
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "payments.md"));

    [Fact]
    public void Reasons_OfThePage_AreThoseOfTheCode() => Assert.Equal(
        ReturnReasons.All.Select(reason => $"| `{reason.Code}` | {reason.Title.Zh} | {string.Join("、", reason.Words)} | "
            + $"{string.Join(" ", reason.IsoCodes)} | {reason.Cure.Zh} {reason.Cure.En} |"),
        Below("| `reason` |"));

    [Fact]
    public void Fields_OfThePage_AreThoseOfTheCode() => Assert.Equal(
        PaymentField.All.Select(field => $"| `{field.Name}` | {field.Title.Zh} |"), Below("| `field` |"));

    [Fact]
    public void Formats_OfThePage_AreThoseOfTheCode() => Assert.Equal(
        PaymentFileFormats.All.Select(format => $"| `{format}`"), Below("| `format` |").Select(line => line[..line.IndexOf(" |", 1,
            StringComparison.Ordinal)]));

    private static IEnumerable<string> Below(string heading) => Lines
        .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'));
}
