namespace LinkageService.Engine.Rosters;

/// <summary>Which value of a label each household of a roster has.</summary>
/// <param name="Name">The label as the scheme names it, such as village.</param>
/// <param name="Values">Every value that occurs, once, in the order of their UTF-8 bytes.</param>
/// <param name="Codes">The place among <paramref name="Values"/> of each household's, in roster order.</param>
public sealed record LabelColumn(string Name, IReadOnlyList<string> Values, IReadOnlyList<int> Codes)
{
    /// <summary>The value of a household.</summary>
    public string this[int household] => Values[Codes[household]];

    /// <summary>The households of each value, in roster order.</summary>
    internal int[][] Members()
    {
        var sizes = new int[Values.Count];
        foreach (var code in Codes)
        {
            sizes[code]++;
        }

        var members = Array.ConvertAll(sizes, size => new int[size]);
        Array.Clear(sizes);
        for (var household = 0; household < Codes.Count; household++)
        {
            var code = Codes[household];
            members[code][sizes[code]++] = household;
        }

        return members;
    }
}
