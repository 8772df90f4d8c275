using LinkageService.Documents;
using LinkageService.Engine.Schemes;

namespace LinkageService.Tests.Oracle;

/// <summary>Schemes written in the test itself, for rules no scheme of the catalogue uses.</summary>
internal static class InlineScheme
{
    public static Scheme Compile(string yaml, RuleVersion rules = RuleVersions.Latest)
    {
        var document = YamlDocument.Parse(yaml, out var problem);
        Assert.True(document is not null, problem.FirstOrDefault()?.Message.En);
        var (scheme, problems) = SchemeCompiler.Compile(document, rules);
        Assert.True(scheme is not null,
            string.Join('\n', problems.Select(each => $"{each.Field}: {each.Message.En}")));
        return scheme;
    }

    /// <summary>The request with only what the scheme reads.</summary>
    public static OracleRequest Keeping(Scheme scheme, OracleRequest request) => request with
    {
        Scheme = scheme.Id,
        Parameters = Only(request.Parameters, scheme.Parameters.Select(parameter => parameter.Name)),
        Inputs = Only(request.Inputs, scheme.Inputs.Select(input => input.Name)),
        Households = request.Households.Select(household => household with
        {
            Holdings = Only(household.Holdings, scheme.Holdings.Select(holding => holding.Name)),
        }).ToList(),
    };

    private static Dictionary<string, string> Only(
        IReadOnlyDictionary<string, string> values, IEnumerable<string> names) =>
        values.Where(entry => names.Contains(entry.Key)).ToDictionary(entry => entry.Key, entry => entry.Value);
}
