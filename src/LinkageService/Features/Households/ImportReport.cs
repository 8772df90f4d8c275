namespace LinkageService.Features.Households;

/// <summary>What an import did, or would do.</summary>
/// <param name="Draft">What was read, with every problem.</param>
/// <param name="ValidFrom">From when on.</param>
/// <param name="IsDryRun">Whether nothing was stored.</param>
/// <param name="Added">Households that were not on the roster.</param>
/// <param name="Changed">Households that stand otherwise now.</param>
/// <param name="Unchanged">Households that stood so already.</param>
internal sealed record ImportReport(ImportDraft Draft, string ValidFrom, bool IsDryRun, int Added, int Changed, int Unchanged)
{
    /// <summary>What it is kept as, so that it can be taken back; null where nothing was stored.</summary>
    public string? ImportId { get; init; }

    /// <summary>Later facts listed at most.</summary>
    /// <value>1,000.</value>
    public const int MaxLaterFacts = 1000;

    /// <summary>Later facts that repeat what the import replaces, by household and date; at most <see cref="MaxLaterFacts"/>.</summary>
    public IReadOnlyList<LaterFact> LaterFacts { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int LaterFactCount { get; init; }

    /// <summary>Households listed at most, of those that change and of those that the import does not name.</summary>
    /// <value>1,000.</value>
    public const int MaxListed = 1000;

    /// <summary>Households that stand otherwise, in the order of the import; at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<ImportChange> Changes { get; init; } = [];

    /// <summary>In a dry run: households on the roster that the import does not name; at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<NamedHousehold> Missing { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int MissingCount { get; init; }

    /// <summary>Households that were not on the roster, in the order of the import; at most <see cref="MaxListed"/>.</summary>
    public IReadOnlyList<NamedHousehold> AddedHouseholds { get; init; } = [];
}

/// <summary>A household, and whom it is named after.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Name">Null where nobody is stated.</param>
public sealed record NamedHousehold(string Household, string? Name);

/// <summary>A household that stands otherwise after an import.</summary>
/// <param name="Household">Which.</param>
/// <param name="Name">Whom it is named after, as it stands after the import.</param>
/// <param name="Fields">What changes; names are shown, numbers of persons and accounts are not.</param>
public sealed record ImportChange(string Household, string? Name, IReadOnlyList<HouseholdChange> Fields);
