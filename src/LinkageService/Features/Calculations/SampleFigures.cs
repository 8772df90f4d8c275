using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>Figures of a plausible size for a scheme nobody wrote a sample for: by unit, in the order of the document.</summary>
internal sealed class SampleFigures(Scheme scheme, int year)
{
    /// <summary>How many households a sample has.</summary>
    public const int Households = 8;

    // Uneven on purpose, so that rounding shows.
    private static readonly string[] Mu = ["3.33", "2.70", "1.85", "4.10", "0.95", "2.40", "3.60", "1.20"];
    private static readonly string[] Days = ["12", "60", "30", "87", "45", "24", "90", "18"];
    private static readonly string[] Jin = ["1600", "900", "2100", "450", "1250", "1800", "760", "1430"];
    private static readonly string[] Yuan = ["5000", "10000", "20000", "3000", "8000", "15000", "6000", "4000"];
    private static readonly string[] Shares = ["10", "24", "12", "30", "8", "16", "21", "5"];
    private static readonly string[] Parts = ["50", "30", "20", "10"];
    private static readonly string[] Aged = ["1", "0", "0"];
    private static readonly string[] Few = ["3", "5", "2", "4", "1", "3", "6", "2"];

    /// <summary>The member number of the household at a place, from 0.</summary>
    public static string Id(int at) => (at + 1).ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>A value for a parameter; null where the scheme has one itself.</summary>
    public string? Of(SchemeParameter parameter)
    {
        if (parameter.ValueOf(year) is not null)
        {
            return null;
        }

        var alike = scheme.Parameters.Where(other => other.Type == parameter.Type && other.Per == parameter.Per).ToList();
        var text = parameter.Type switch
        {
            ParameterType.Rate => "10%",
            ParameterType.Parts => Parts[alike.IndexOf(parameter) % Parts.Length],
            ParameterType.Money => Money(parameter.Per, alike.IndexOf(parameter)),
            ParameterType.Number => parameter.Unit == "month" ? "6" : "10",
            _ => throw new UnreachableException(),
        };
        parameter.TryParse(text, out var value);
        var bounded = parameter.Min is { } min && value < min ? min : parameter.Max is { } max && value > max ? max : value;
        return bounded == value ? text : parameter.Show(bounded);
    }

    /// <summary>A figure of the year; null where the scheme has one itself.</summary>
    public string? Of(SchemeInput input) => input.Default is not null ? null : input.Type switch
    {
        InputType.Money => input.IsPool ? "100000.00" : "10000.00",
        InputType.Count => "3",
        InputType.Rate => "10%",
        InputType.Price => Money(input.Figure!.Per, place: 0),
        InputType.Quantity => "100",
        _ => throw new UnreachableException(),
    };

    /// <summary>What the household at a place holds.</summary>
    public string Of(SchemeHolding holding, int at)
    {
        if (holding.Members is { } members)
        {
            return members.IsByAge ? Aged[(at + (members.From ?? members.Below!.Value)) % Aged.Length] : Few[at % Few.Length];
        }

        var values = holding.Unit switch
        {
            "mu" => Mu,
            "day" => Days,
            "jin" or "kg" => Jin,
            "yuan" => Yuan,
            "share" => Shares,
            _ => Few,
        };

        // Two holdings of one unit differ from each other.
        var value = values[(at + (3 * scheme.Holdings.ToList().IndexOf(holding))) % values.Length];
        var point = value.IndexOf('.', StringComparison.Ordinal);
        return point >= 0 && value.Length - point - 1 > holding.Column.Decimals ? value[..point] : value;
    }

    /// <summary>The tags of the household at a place: each tag the scheme reads has some households and not all.</summary>
    public string[] Tags(int at) => scheme.RosterSchema.TagsRead.Where((_, tag) => (at + tag) % 3 == 1).ToArray();

    /// <summary>What the household at a place belongs to: two values, such as 村 1 and 村 2.</summary>
    public static string Label(SchemeLabel label, int at) =>
        $"{(label.Title.Zh.Length > 0 ? label.Title.Zh : label.Name)} {(at % 2) + 1}";

    private static string Money(string? per, int place) => per switch
    {
        "mu" => "600.00",
        "day" => "80.00",
        "month" => "500.00",
        "jin" or "kg" => place == 0 ? "0.85" : "1.00",
        "share" => "10.00",
        null => "1000.00",
        _ => "20.00",
    };
}
