namespace LinkageService.Engine.Formulas;

/// <summary>The names a formula may use where it stands: what is declared above, and the steps and pools before it.</summary>
internal sealed class FormulaScope
{
    public Dictionary<string, FormulaType> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of <see cref="Values"/> that the organisation decides.</summary>
    public Dictionary<string, Schemes.SchemeParameter> Parameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the parameters of one figure, which tables of tiers are not.</summary>
    public HashSet<string> Decided { get; } = new(StringComparer.Ordinal);

    /// <summary>Parameters that are tables of tiers; they are none of <see cref="Values"/>.</summary>
    public Dictionary<string, Schemes.TierTable> Tiers { get; } = new(StringComparer.Ordinal);

    /// <summary>A year of each span in which all parameters keep their values; only years in which the scheme is effective.</summary>
    public IReadOnlyList<int> Years { get; set; } = [];

    /// <summary>The first year in which the scheme is effective; the lowest number where it states none.</summary>
    public int EffectiveFrom { get; set; } = int.MinValue;

    /// <summary>The last year in which the scheme is effective; the highest number where it states none.</summary>
    public int EffectiveTo { get; set; } = int.MaxValue;

    /// <summary>Those of <see cref="Values"/> that are figures of the year.</summary>
    public HashSet<string> Inputs { get; } = new(StringComparer.Ordinal);

    /// <summary>Text columns of the roster: named by steps, never by formulas.</summary>
    public HashSet<string> Labels { get; } = new(StringComparer.Ordinal);

    /// <summary>What names are called in the document, with the name: a title is no name, but people write it for one.</summary>
    public IReadOnlyList<(string Title, string Name)> Titles { get; init; } = [];

    /// <summary>The one of known names that is called so, or null.</summary>
    public string? NamedBy(string title, IEnumerable<string> known) =>
        Titles.Where(titled => titled.Title == title).Select(titled => titled.Name).Intersect(known).FirstOrDefault();

    /// <summary>Names declared where the document could not be read.</summary>
    public Schemes.LostNames Lost { get; init; } = new();

    public HashSet<string> Units { get; } = new(StringComparer.Ordinal) { "yuan" };

    public HashSet<string> Groups { get; } = new(StringComparer.Ordinal) { "everyone" };

    /// <summary>Set for the conditions of groups: they are settled before the first step, and read nothing that a step changes.</summary>
    public bool IsBeforeSteps { get; set; }

    /// <summary>The funds, carried accounts and payers of the scheme, once all steps are done; null before.</summary>
    public IReadOnlySet<Schemes.Account>? Accounts { get; set; }

    /// <summary>Groups that a later step makes, or that are made of such a group.</summary>
    public HashSet<string> LaterGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>Pools that exist at this step.</summary>
    public HashSet<string> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of the steps before this one that pay or withhold.</summary>
    public HashSet<string> PaidSteps { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of all steps of the document: to tell a later step from an unknown one.</summary>
    public HashSet<string> AllSteps { get; } = new(StringComparer.Ordinal);

    /// <summary>Names the formulas used so far; what is never used is reported.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);
}
