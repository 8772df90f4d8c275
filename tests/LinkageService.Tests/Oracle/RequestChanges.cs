using System.Globalization;

namespace LinkageService.Tests.Oracle;

/// <summary>A request with exactly one thing changed.</summary>
internal static class RequestChanges
{
    /// <summary>One change of every sort: a holding, a tag, an id, each parameter, each input, the year.</summary>
    public static IEnumerable<(string What, OracleRequest Request)> OfEverySort(OracleRequest request,
        IEnumerable<string> tags, Random random)
    {
        var (form, at) = (NaiveOracle.Forms[request.Scheme], random.Next(request.Households.Count));
        var household = request.Households[at];
        foreach (var holding in form.Holdings)
        {
            var more = Add(household.Holdings.GetValueOrDefault(holding.Name) ?? "0",
                holding.Decimals switch { 0 => 1, 1 => 0.1m, _ => 0.01m });
            yield return ($"{holding.Name} of {household.Id}",
                With(request, at, household with { Holdings = With(household.Holdings, holding.Name, more) }));
        }

        foreach (var tag in tags)
        {
            yield return ($"tag {tag} of {household.Id}", With(request, at, Toggle(household, tag)));
        }

        yield return ($"id of {household.Id}", With(request, at, household with { Id = household.Id + "x" }));
        foreach (var parameter in form.Parameters)
        {
            yield return (parameter.Name,
                request with { Parameters = With(request.Parameters, parameter.Name, Other(request, parameter)) });
        }

        foreach (var input in form.Inputs)
        {
            yield return (input.Name, MoreOf(request, input, 0.01m));
        }

        yield return ("year", request with { Year = request.Year + 1 });
    }

    /// <summary>More of one input; one more of a count.</summary>
    public static OracleRequest MoreOf(OracleRequest request, OracleInput input, decimal yuan)
    {
        var text = request.Inputs.GetValueOrDefault(input.Name) ?? input.Default!;
        var more = Add(text, input.Kind == OracleInputKind.Count ? 1 : yuan);
        return request with { Inputs = With(request.Inputs, input.Name, more) };
    }

    public static OracleHousehold Toggle(OracleHousehold household, string tag) => household with
    {
        Tags = household.Tags.Contains(tag) ? household.Tags.Where(other => other != tag).ToList()
            : [.. household.Tags, tag],
    };

    public static OracleRequest With(OracleRequest request, int at, OracleHousehold household) =>
        request with { Households = request.Households.Select((old, index) => index == at ? household : old)
            .ToList() };

    private static string Add(string text, decimal more) =>
        (decimal.Parse(text, CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);

    // A value within every range that is not the present one.
    private static string Other(OracleRequest request, OracleParameter parameter)
    {
        var text = request.Parameters.GetValueOrDefault(parameter.Name) ?? parameter.Default!;
        string[] values = parameter.Kind == OracleKind.Rate ? ["3%", "4%", "31%", "61%", "99%"] : ["2", "2.5"];
        return values.First(value => Ratio.Compare(Ratio.Rate(text), Ratio.Rate(value)) != 0 // a decimal reads as a rate too
            && (parameter.Kind != OracleKind.Rate || (Ratio.Compare(Ratio.Rate(value), Ratio.Rate(parameter.Min)) >= 0
                && Ratio.Compare(Ratio.Rate(value), Ratio.Rate(parameter.Max!)) <= 0)));
    }

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> values, string name, string value) =>
        new(values) { [name] = value };
}
