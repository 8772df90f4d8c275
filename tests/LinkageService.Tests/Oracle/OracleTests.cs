using System.Diagnostics;

namespace LinkageService.Tests.Oracle;

/// <summary>The engine against the naive oracle, over the whole catalogue.</summary>
public sealed class OracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Schemes => OracleCases.Schemes;

    [Fact]
    public void Forms_Catalogue_EverySchemeHasAnOracle()
    {
        var missing = Schemes.Select(row => row.Data).Except(NaiveOracle.Forms.Keys).ToArray();
        Assert.True(missing.Length == 0,
            $"no naive oracle for {string.Join(", ", missing)}: write one in NaiveOracle from the prose of the "
                + "scheme, not from its document");
        Assert.Empty(NaiveOracle.Forms.Keys.Except(Schemes.Select(row => row.Data)));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Forms_Scheme_ReadTheSameNames(string id)
    {
        var (scheme, form) = (OracleCases.Scheme(id), NaiveOracle.Forms[id]);
        Assert.Equal(scheme.Parameters.Select(parameter => (parameter.Name, parameter.Default is null)),
            form.Parameters.Select(parameter => (parameter.Name, parameter.Default is null)));
        Assert.Equal(scheme.Inputs.Select(input => (input.Name, input.IsPool)),
            form.Inputs.Select(input => (input.Name, input.Kind == OracleInputKind.Pool)));
        Assert.Equal(scheme.Holdings
            .Select(holding => (holding.Name, holding.Column.Decimals, holding.Column.Default is not null)),
            form.Holdings.Select(holding => (holding.Name, holding.Decimals, holding.IsOptional)));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Run_RandomRequests_EqualsTheOracleToTheFen(string id)
    {
        var clock = Stopwatch.StartNew();
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var request in OracleCases.Requests(id, share: 1))
        {
            var expected = NaiveOracle.Run(request);
            if (OracleComparison.Difference(request, expected) is not null)
            {
                var least = Shrink(request);
                Assert.Fail(OracleComparison.Difference(least) + OracleCases.Repeat(least));
            }

            var outcome = expected.Error ?? "paid";
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine($"{id}: {string.Join(", ", outcomes.Select(entry => $"{entry.Value} {entry.Key}"))}; "
            + $"{clock.ElapsedMilliseconds} ms");
        Assert.True(outcomes.GetValueOrDefault("paid") * 4 >= outcomes.Values.Sum(),
            $"fewer than a quarter of the runs paid anything: the generator no longer fits {id}");
    }

    // Leaves out households, then tags, while the difference stays: what is left is what matters.
    private static OracleRequest Shrink(OracleRequest request)
    {
        for (var at = request.Households.Count - 1; at >= 0; at--)
        {
            var fewer = request with { Households = request.Households.Where((_, index) => index != at).ToList() };
            request = OracleComparison.Difference(fewer) is not null ? fewer : request;
        }

        var untagged = request with { Households = request.Households
            .Select(household => household with { Tags = [] }).ToList() };
        return OracleComparison.Difference(untagged) is not null ? untagged : request;
    }
}
