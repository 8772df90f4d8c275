using LinkageService.Features.Schemes;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>Two versions of a scheme side by side: a table of tiers is among what differs, whatever of it changed.</summary>
public sealed class CompareSchemesTests
{
    private const string Document = """
        id: tiered-bonus
        version: 1
        title: 阶梯奖励
        parameters:
          bonus: { type: tiers, of: yuan, upTo: { 10000.00: 3%, 50000.00: 5% }, above: 8%, mode: whole }
        holdings: { sales: { unit: yuan } }
        steps: [ { id: paid, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" } ]
        """;

    [Theory]
    [InlineData("title: 阶梯奖励", "title: 奖励", null)]
    [InlineData("mode: whole", "mode: marginal", "bonus")]
    [InlineData("50000.00: 5%", "50000.00: 6%", "bonus")]
    [InlineData("50000.00: 5%", "30000.00: 5%", "bonus")]
    [InlineData("upTo:", "below:", "bonus")]
    [InlineData("mode: whole", "mode: whole, values: { 2030: { upTo: { 10000.00: 3%, 50000.00: 5% }, above: 9% } }", "bonus")]
    public async Task Handle_NextVersion_TheTablesThatDiffer(string before, string after, string? expected)
    {
        await using var service = await RunningService.StartAsync();
        var next = Document.Replace("version: 1", "version: 2", StringComparison.Ordinal).Replace(before, after, StringComparison.Ordinal);
        foreach (var document in new[] { Document, next })
        {
            Assert.Equal(201, (await service.PostAsync("/v1/schemes", document, "application/yaml")).Status);
        }

        var comparison = service.Services.GetRequiredService<CompareSchemes>().Handle("tiered-bonus", 1, 2);

        Assert.Equal(expected is null ? [] : [expected], comparison.Tables.Select(term => term.Name));
        Assert.Empty(comparison.Parameters);
    }
}
