using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>
/// What a person tries a scheme with: figures and a few households, as typed. It begins as the sample; when the scheme changes
/// under it, what was typed stays as far as the scheme still knows it.
/// </summary>
internal sealed class TrySheet
{
    /// <summary>Households that can be tried at once.</summary>
    public const int MaxHouseholds = 40;

    /// <summary>The year of the accounts, as typed.</summary>
    public string Year { get; set; } = "";

    /// <summary>Parameters and inputs as typed, by name; empty is left to the scheme.</summary>
    public Dictionary<string, string> Figures { get; } = new(StringComparer.Ordinal);

    /// <summary>The households.</summary>
    public List<TryHousehold> Households { get; } = [];

    /// <summary>Begins with the sample again.</summary>
    public void Reset(Scheme scheme, SampleCalculation sample)
    {
        Figures.Clear();
        Households.Clear();
        Year = "";
        Adopt(scheme, sample);
    }

    /// <summary>Takes over a changed scheme.</summary>
    public void Adopt(Scheme scheme, SampleCalculation sample)
    {
        if (Year.Length == 0)
        {
            Year = sample.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in sample.Parameters.Concat(sample.Inputs))
        {
            Figures.TryAdd(name, value);
        }

        if (Households.Count == 0)
        {
            Households.AddRange(sample.Households.Select(household => new TryHousehold(household)));
            return;
        }

        // A column the scheme got while it was being written starts with the figures of the sample.
        for (var i = 0; i < Households.Count; i++)
        {
            var like = sample.Households[i % sample.Households.Count];
            foreach (var (name, value) in like.Holdings)
            {
                Households[i].Holdings.TryAdd(name, value);
            }

            foreach (var (name, value) in like.Labels)
            {
                Households[i].Labels.TryAdd(name, value);
            }
        }
    }

    /// <summary>One more household, with what the sample gives one at its place.</summary>
    public void Add(SampleCalculation sample)
    {
        var like = sample.Households[Households.Count % sample.Households.Count];
        var number = Households.Count + 1;
        while (Households.Exists(household => household.Id == Numbered(number)))
        {
            number++;
        }

        Households.Add(new TryHousehold(like with { Id = Numbered(number), Tags = [] }));
    }

    /// <summary>What is typed, as a calculation of the scheme.</summary>
    public SampleCalculation Calculation(Scheme scheme) => new(
        int.TryParse(Year, System.Globalization.CultureInfo.InvariantCulture, out var year) ? year : 0,
        Of(scheme.Parameters.Select(parameter => parameter.Name)),
        Of(scheme.Inputs.Select(input => input.Name)),
        Households.Select(household => new SampleHousehold(
            household.Id.Trim(),
            household.Tags.Where(tag => scheme.RosterSchema.KnownTags.Contains(tag, StringComparer.Ordinal)).ToArray(),
            household.Holdings.Where(held => held.Value.Length > 0 && scheme.Holdings.Any(holding => holding.Name == held.Key))
                .ToDictionary(held => held.Key, held => held.Value, StringComparer.Ordinal))
        {
            Labels = household.Labels.Where(said => scheme.Labels.Any(label => label.Name == said.Key))
                .ToDictionary(said => said.Key, said => said.Value.Trim(), StringComparer.Ordinal),
        }).ToArray());

    private static string Numbered(int number) => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture);

    private Dictionary<string, string> Of(IEnumerable<string> names) =>
        names.Where(name => Figures.TryGetValue(name, out var text) && text.Trim().Length > 0)
            .ToDictionary(name => name, name => Figures[name].Trim(), StringComparer.Ordinal);
}

/// <summary>A household as typed.</summary>
internal sealed class TryHousehold
{
    public TryHousehold(SampleHousehold household)
    {
        Id = household.Id;
        Tags = household.Tags.ToHashSet(StringComparer.Ordinal);
        Holdings = household.Holdings.ToDictionary(held => held.Key, held => held.Value, StringComparer.Ordinal);
        Labels = household.Labels.ToDictionary(said => said.Key, said => said.Value, StringComparer.Ordinal);
    }

    public string Id { get; set; }

    public HashSet<string> Tags { get; }

    public Dictionary<string, string> Holdings { get; }

    public Dictionary<string, string> Labels { get; }

    public string this[string holding]
    {
        get => Holdings.GetValueOrDefault(holding, "");
        set => Holdings[holding] = value.Trim();
    }
}
