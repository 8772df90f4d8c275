using System.Globalization;
using System.Numerics;

namespace LinkageService.Tests.Oracle;

/// <summary>Random runs of a scheme: rosters with ties and zeros, parameters at their ends, amounts from 0.00 to 14
/// digits.</summary>
internal sealed class RandomRequests(Random random)
{
    private static readonly string[] Tags = ["registered", "monitored", "hardship", "applicant"];
    private static readonly string[] Names = ["户", "甲", "乙-", "﨎", "﨩", "𠮷", "😀", "é", "Z", "z9"];
    private static readonly string[] Rates = ["0%", "100%", "2%", "40%", "60%", "5%", "1/3", "2/3", "7:3", "0.05",
        "1", "0.000000000001"];
    private static readonly string[] Parts = ["0", "1", "1", "3", "7", "50", "0.5", "33.33", "99999999999999"];
    private static readonly string[] Prices = ["0.00", "0.01", "0.85", "1.00", "80.00", "600", "100.5"];
    private static readonly string[] Months = ["0", "6", "12", "0.5", "1.333333333333"];

    private enum Style
    {
        Equal,
        FewValues,
        Ordinary,
        AllDecimals,
        Huge,
        Dust,
    }

    /// <summary>The request of one case: the same seed, scheme and number give the same request anywhere.</summary>
    public static OracleRequest Of(string scheme, int seed, int number)
    {
        var mixed = unchecked((uint)seed * 2654435761u);
        foreach (var letter in scheme)
        {
            mixed = unchecked((mixed ^ letter) * 16777619u);
        }

        mixed = unchecked((mixed ^ (uint)number) * 2246822519u);
        return new RandomRequests(new Random((int)(mixed >> 1))).Next(scheme);
    }

    public OracleRequest Next(string scheme)
    {
        var form = NaiveOracle.Forms[scheme];
        return new OracleRequest(
            scheme,
            random.Next(2018, 2036),
            form.Parameters.Select(parameter => (parameter.Name, Value: Parameter(parameter)))
                .Where(entry => entry.Value is not null).ToDictionary(entry => entry.Name, entry => entry.Value!),
            form.Inputs.Where(input => input.Default is null || random.Next(3) > 0)
                .ToDictionary(input => input.Name, input => input.Kind switch
                {
                    OracleInputKind.Count => Count(),
                    OracleInputKind.Price => Pick(Prices),
                    _ => Money(),
                }),
            Households(form));
    }

    private string? Parameter(OracleParameter parameter)
    {
        if (random.Next(parameter.Default is null ? 300 : 3) == 0)
        {
            return null; // left to its default, or missing
        }

        return parameter.Kind switch
        {
            OracleKind.Rate => Rate(parameter),
            OracleKind.Parts => random.Next(3) == 0 ? Decimal(4, 2) : Pick(Parts),
            OracleKind.Number => random.Next(60) == 0 ? "99999999999999.9" : Pick(Months),
            _ => random.Next(60) switch { 0 => "99999999999999.99", < 30 => Pick(Prices), _ => Decimal(3, 2) },
        };
    }

    private string Rate(OracleParameter parameter)
    {
        switch (random.Next(60))
        {
            case 0:
                return PerCent(parameter.Max!, 0.01m);
            case 1 when parameter.Min != "0":
                return PerCent(parameter.Min, -0.01m);
            case < 10:
                return random.Next(2) == 0 ? parameter.Min : parameter.Max!;
        }

        for (var attempt = 0; attempt < 50; attempt++)
        {
            var rate = random.Next(2) == 0 ? Pick(Rates) : Decimal(2, 4) + "%";
            var value = Ratio.Rate(rate);
            if (Ratio.Compare(value, Ratio.Rate(parameter.Min)) >= 0
                && Ratio.Compare(value, Ratio.Rate(parameter.Max!)) <= 0)
            {
                return rate;
            }
        }

        return parameter.Max!;
    }

    // A hundredth of a per cent too much or too little.
    private static string PerCent(string rate, decimal more) =>
        (decimal.Parse(rate[..^1], CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture) + "%";

    private string Money() => random.Next(12) switch
    {
        0 => "0.00",
        1 => "0.01",
        2 => "99999999999999.99",
        3 => Decimal(14, 2),
        4 => Decimal(1, 2),
        < 9 => Decimal(8, 2),
        _ => Decimal(6, 2),
    };

    private string Count() => random.Next(20) == 0 ? "99999999999999"
        : random.Next(12).ToString(CultureInfo.InvariantCulture);

    private List<OracleHousehold> Households(OracleForm form)
    {
        var count = random.Next(400) switch { 0 => 500, 1 => 0, < 200 => random.Next(1, 6), _ => random.Next(1, 41) };
        var ids = Ids(count);
        var columns = form.Holdings
            .Select(holding => (holding, Values: Column(holding, count), Omits: random.Next(3) == 0)).ToList();
        var households = Enumerable.Range(0, count).Select(number => new OracleHousehold(
            ids[number],
            Tags.Where(_ => random.Next(3) == 0).ToList(),
            columns.Where(column => !(column.holding.IsOptional && column.Omits && random.Next(2) == 0))
                .ToDictionary(column => column.holding.Name, column => column.Values[number]))).ToArray();
        random.Shuffle(households);
        return [.. households];
    }

    private string[] Ids(int count)
    {
        var style = random.Next(3);
        return Enumerable.Range(1, count).Select(number => style switch
        {
            0 => number.ToString("D4", CultureInfo.InvariantCulture),
            1 => number.ToString(CultureInfo.InvariantCulture),
            _ => Pick(Names) + Pick(Names) + number.ToString(CultureInfo.InvariantCulture),
        }).ToArray();
    }

    private string[] Column(OracleHolding holding, int count)
    {
        var style = random.Next(20) switch { 0 => Style.Huge, 1 => Style.Dust, < 6 => Style.Equal,
            < 11 => Style.FewValues, < 16 => Style.Ordinary, _ => Style.AllDecimals };
        var zeros = random.Next(4) switch { 0 => 2, 1 => 10, _ => 1000 };
        var few = Enumerable.Range(0, 3).Select(_ => Decimal(2, holding.Decimals)).ToArray();
        return Enumerable.Range(0, count).Select(_ => random.Next(zeros) == 0 ? Zero(holding) : style switch
        {
            Style.Equal => few[0],
            Style.FewValues => Pick(few),
            Style.Ordinary => Decimal(3, Math.Min(2, holding.Decimals)),
            Style.AllDecimals => Decimal(5, holding.Decimals),
            Style.Dust => holding.Decimals == 0 ? "1" : "0." + "1".PadLeft(holding.Decimals, '0'),
            _ => random.Next(3) == 0 ? Decimal(14, holding.Decimals) : Decimal(3, holding.Decimals),
        }).ToArray();
    }

    private string Zero(OracleHolding holding) => random.Next(2) == 0 || holding.Decimals < 2 ? "0" : "0.00";

    // A decimal of at most so many digits, written with as many decimals as the case likes, sometimes with a leading
    // zero.
    private string Decimal(int digits, int decimals)
    {
        var written = random.Next(decimals + 1);
        var whole = BigInteger.Remainder(new BigInteger(random.NextInt64(long.MaxValue)),
            BigInteger.Pow(10, random.Next(1, digits + 1)));
        var text = (random.Next(40) == 0 ? "0" : "") + whole.ToString(CultureInfo.InvariantCulture);
        return written == 0
            ? text
            : text + "." + random.Next((int)BigInteger.Pow(10, written)).ToString(CultureInfo.InvariantCulture)
                .PadLeft(written, '0');
    }

    private string Pick(string[] of) => of[random.Next(of.Length)];
}
