using System.Globalization;
using LinkageService.Tests.Oracle;

namespace LinkageService.Tests.Features.Exports;

/// <summary>Random runs of a village's size, with ties, zeros and odd rates, and the same runs with other figures.</summary>
internal sealed class WorkbookRequests(Random random)
{
    private static readonly string[] Tags = ["registered", "monitored", "hardship", "applicant"];
    private static readonly string[] Rates = ["2%", "40%", "5%", "0.5%", "12.5%", "33.33%", "0.07", "0.29", "8%"];
    private static readonly string[] Prices = ["0.85", "1.00", "80.00", "600", "100.5", "0.01", "123.45", "1.15"];
    private static readonly string[] Parts = ["1", "3", "7", "50", "0.5", "33.33", "2"];

    public static OracleRequest Of(string scheme, int seed, int number) =>
        new WorkbookRequests(new Random(HashCode(scheme, seed, number))).Next(scheme);

    /// <summary>The same households and year, everything else drawn anew.</summary>
    public static OracleRequest Changed(OracleRequest request, int seed, int number)
    {
        var other = new WorkbookRequests(new Random(HashCode(request.Scheme, seed, ~number)));
        var form = NaiveOracle.Forms[request.Scheme];
        return request with
        {
            Parameters = other.Parameters(form),
            Inputs = other.Inputs(form),
            Households = other.Households(form, [.. request.Households.Select(household => household.Id)]),
        };
    }

    private static int HashCode(string scheme, int seed, int number) => unchecked((int)(scheme.Aggregate(
        (uint)(seed ^ (number * 7919)), (hash, letter) => (hash ^ letter) * 16777619u) >> 1));

    private OracleRequest Next(string scheme)
    {
        var form = NaiveOracle.Forms[scheme];
        var count = random.Next(12) == 0 ? random.Next(20, 80) : random.Next(1, 9);
        return new OracleRequest(scheme, 2025, Parameters(form), Inputs(form), Households(
            form, [.. Enumerable.Range(1, count).Select(at => at.ToString("D4", CultureInfo.InvariantCulture))]));
    }

    private Dictionary<string, string> Parameters(OracleForm form) => form.Parameters.ToDictionary(
        parameter => parameter.Name, parameter => parameter.Kind switch
        {
            OracleKind.Rate => Rate(parameter),
            OracleKind.Parts => Pick(Parts),
            OracleKind.Number => Pick(["0", "6", "12", "1.5"]),
            _ => Pick(Prices),
        }, StringComparer.Ordinal);

    private string Rate(OracleParameter parameter)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var rate = random.Next(8) == 0 ? "1/3" : Pick(Rates);
            if (Ratio.Compare(Ratio.Rate(rate), Ratio.Rate(parameter.Min)) >= 0
                && Ratio.Compare(Ratio.Rate(rate), Ratio.Rate(parameter.Max!)) <= 0)
            {
                return rate;
            }
        }

        return parameter.Max!;
    }

    private Dictionary<string, string> Inputs(OracleForm form) => form.Inputs.ToDictionary(
        input => input.Name, input => input.Kind switch
        {
            OracleInputKind.Count => random.Next(8).ToString(CultureInfo.InvariantCulture),
            OracleInputKind.Price => Pick(Prices),
            _ => random.Next(12) == 0 ? "0.00" : Decimal(random.Next(2, 9), 2),
        }, StringComparer.Ordinal);

    private List<OracleHousehold> Households(OracleForm form, string[] ids)
    {
        var columns = form.Holdings.Select(holding => (holding.Name, Values: Column(holding, ids.Length))).ToArray();
        return [.. ids.Select((id, at) => new OracleHousehold(
            id, [.. Tags.Where(_ => random.Next(3) == 0)],
            columns.ToDictionary(column => column.Name, column => column.Values[at], StringComparer.Ordinal)))];
    }

    private string[] Column(OracleHolding holding, int count)
    {
        var (style, zeros) = (random.Next(4), random.Next(3) == 0 ? 3 : 1_000);
        var few = Enumerable.Range(0, 2).Select(_ => Decimal(2, holding.Decimals)).ToArray();
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(zeros) == 0 ? "0" : style switch
        {
            0 => few[0],
            1 => Pick(few),
            2 => Decimal(2, Math.Min(2, holding.Decimals)),
            _ => Decimal(4, holding.Decimals),
        })];
    }

    private string Decimal(int digits, int decimals)
    {
        var whole = random.NextInt64((long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture);
        return decimals == 0 ? whole
            : whole + "." + random.Next((int)Math.Pow(10, decimals)).ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0');
    }

    private string Pick(string[] of) => of[random.Next(of.Length)];
}
