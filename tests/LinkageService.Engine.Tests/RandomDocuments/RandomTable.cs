using System.Globalization;
using System.Numerics;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>A random table of tiers: how it is written, and what it gives for a figure by the guide's words.</summary>
internal sealed class RandomTable
{
    private readonly string _mode;
    private readonly string _key;
    private readonly Dictionary<int, (List<Ratio> Limits, List<Ratio> Values)> _byYear = [];

    /// <summary>A table of a unit; its limits are whole hundredths that the holdings of the roster often hit.</summary>
    public RandomTable(Random random, string name, string of, string gives)
    {
        (Name, Of, Gives) = (name, of, gives);
        _mode = random.Next(3) switch { 0 => "marginal", 1 => "whole", _ => "fixed" };
        _key = random.Next(2) == 0 ? "upTo" : "below";
        var (first, firstText) = Tiers(random);
        _byYear[0] = first;
        var later = "";
        if (random.Next(3) == 0)
        {
            var (next, nextText) = Tiers(random);
            _byYear[2025] = next;
            later = $", values: {{ 2025: {{ {nextText} }} }}";
        }

        var value = gives switch { "rate" => "", "money" => ", gives: money", _ => $", gives: money, per: {gives["money/".Length..]}" };
        Text = $"  {name}: {{ type: tiers, of: {of}{value}, {firstText}, mode: {_mode}{later} }}\n";
    }

    public string Name { get; }

    public string Of { get; }

    public string Gives { get; }

    public string Text { get; }

    public bool IsFixed => _mode == "fixed";

    /// <summary>Whether <c>tiers(name, figure)</c> is yuan.</summary>
    public bool IsYuan => IsFixed ? Gives == "money" : (Of == "yuan" && Gives == "rate") || Gives == "money/" + Of;

    public Ratio Value(int year, Ratio figure)
    {
        var (limits, values) = _byYear[_byYear.Keys.Where(from => from <= year).Max()];
        var at = limits.FindIndex(limit => _key == "upTo" ? figure <= limit : figure < limit);
        at = at < 0 ? limits.Count : at;
        if (_mode != "marginal")
        {
            return _mode == "fixed" ? values[at] : values[at] * figure;
        }

        // Fill the tiers from below until the figure is used up.
        var (sum, from) = (Ratio.Zero, Ratio.Zero);
        for (var tier = 0; tier <= limits.Count; tier++)
        {
            var part = tier < limits.Count ? Ratio.Smaller(figure, limits[tier]) - from : figure - from;
            if (tier > 0 && part <= Ratio.Zero)
            {
                break;
            }

            sum += part * values[tier];
            from = tier < limits.Count ? limits[tier] : from;
        }

        return sum;
    }

    private ((List<Ratio> Limits, List<Ratio> Values) Tiers, string Text) Tiers(Random random)
    {
        var cents = Enumerable.Range(0, random.Next(1, 5)).Select(_ => (long)random.Next(1, 40) * 25).Distinct().Order().ToArray();
        var limits = cents.Select(limit => new Ratio(limit, 100)).ToList();
        var (values, texts) = (new List<Ratio>(), new List<string>());
        for (var tier = 0; tier <= limits.Count; tier++)
        {
            var value = random.Next(0, 2000);
            values.Add(Gives == "rate" ? new Ratio(value, 10_000) : new Ratio(value, 100));
            texts.Add(Gives == "rate"
                ? (value / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%"
                : (value / 100m).ToString("0.00", CultureInfo.InvariantCulture));
        }

        var rows = cents.Select((limit, at) => $"{(limit / 100m).ToString("0.00", CultureInfo.InvariantCulture)}: {texts[at]}");
        return ((limits, values), $"{_key}: {{ {string.Join(", ", rows)} }}, above: {texts[^1]}");
    }
}
