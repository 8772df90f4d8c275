using System.Globalization;
using System.Text.RegularExpressions;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <content>Figures of the year of every type, and units in the words of either language.</content>
internal sealed partial class RandomDocument
{
    private static readonly Dictionary<string, string> ChineseUnits = new(StringComparer.Ordinal)
    {
        ["yuan"] = "元", ["mu"] = "亩", ["person"] = "人", ["ton"] = "吨",
    };

    /// <summary>An input: how it is declared, what the run states for it, null for its default, and what it is worth by hand.</summary>
    private sealed record Figure(string Name, string Declared, string? Stated, Ratio Value);

    private Figure[] NewFigures() =>
    [
        NewFigure("levy", "type: rate", ("0%", Ratio.Zero), ("5%", new Ratio(1, 20)), ("0.125", new Ratio(1, 8)),
            ("1/3", new Ratio(1, 3)), ("2/37", new Ratio(2, 37)), ("7:3", new Ratio(7, 10)), ("100%", Ratio.Whole(1))),
        NewFigure("market", "type: price, per: mu", ("0.00", Ratio.Zero), Decimals(2), Decimals(2), Decimals(1)),
        NewFigure("ton_price", "type: price, per: ton, decimals: 3", ("0", Ratio.Zero), Decimals(3), Decimals(3)),
        NewFigure("harvest", "type: quantity, unit: ton", ("0", Ratio.Zero), Decimals(4), Decimals(4), Decimals(0)),
        NewFigure("capital", "type: quantity, unit: 万元, decimals: 2", ("0.00", Ratio.Zero), ("0.01", new Ratio(1, 100)),
            ("0.13", new Ratio(13, 100))),
        NewFigure("posts", "type: count", ("0", Ratio.Zero), ("1", Ratio.Whole(1)), ("3", Ratio.Whole(3))),
    ];

    private Figure NewFigure(string name, string type, params (string Text, Ratio Value)[] values)
    {
        var (value, other) = (Pick(values), Pick(values));
        return Chance(3) ? new Figure(name, $"{name}: {{ {type}, default: {value.Text} }}", Stated: null, value.Value)
            : new Figure(name, $"{name}: {{ {type}{(Chance(2) ? ", default: " + other.Text : "")} }}", value.Text, value.Value);
    }

    // Up to 20, with this many decimals.
    private (string Text, Ratio Value) Decimals(int decimals)
    {
        var (scale, digits) = ((int)Math.Pow(10, decimals), _random.Next(1, 20 * (int)Math.Pow(10, decimals)));
        return (((decimal)digits / scale).ToString("F" + decimals, CultureInfo.InvariantCulture), new Ratio(digits, scale));
    }

    private Ratio Of(string figure) => Array.Find(_figures, each => each.Name == figure)!.Value;

    // Each unit in its English or its Chinese word, as it comes.
    private string Spelt(string text) => Regex.Replace(text, @"(?<=\d |unit: |per: |of: )(yuan|mu|person|ton)\b",
        unit => Chance(2) ? ChineseUnits[unit.Value] : unit.Value, RegexOptions.None, Patience);
}
