namespace LinkageService.Engine.Checks;

/// <summary>The rules that bind one organisation on one date.</summary>
/// <param name="Rows">All of them.</param>
public sealed record LegalRules(IReadOnlyList<RuleRow> Rows)
{
    /// <summary>No rules at all.</summary>
    public static LegalRules None { get; } = new([]);

    /// <summary>The packs of the organisation's own region, the most specific first; empty where only rules of the country bind.</summary>
    public IReadOnlyList<string> LocalPacks =>
        [.. Rows.Where(row => row.Region.Length > 0).OrderByDescending(row => row.Region.Length).Select(row => row.Pack).Distinct()];

    /// <summary>The base of a check: the most specific, the surest, the latest; null where no rule asks for it.</summary>
    public RuleRow? BasisOf(string check) => Best(Rows.Where(row => row.Check == check));

    /// <summary>
    /// The figures of a parameter of a check that count: the most specific that is verified and, where a less certain one is more
    /// specific, that too. A newspaper puts no statute aside.
    /// </summary>
    public IReadOnlyList<RuleRow> All(string check, string parameter)
    {
        var rows = Rows.Where(row => row.Check == check && row.Parameter == parameter).ToArray();
        var verified = Specific(rows.Where(row => row.Confidence == Confidence.Verified));
        var other = Specific(rows.Where(row => row.Confidence != Confidence.Verified));
        return [.. new[] { verified, other }.OfType<RuleRow>()
            .Where(row => row == verified || verified is null || row.Region.Length > verified.Region.Length)];
    }

    /// <summary>The one figure of a parameter that counts first; null for none.</summary>
    public RuleRow? Find(string check, string parameter) => All(check, parameter) is [var row, ..] ? row : null;

    private static RuleRow? Specific(IEnumerable<RuleRow> rows) => rows.MaxBy(row => (row.Region.Length, row.From ?? DateOnly.MinValue));

    private static RuleRow? Best(IEnumerable<RuleRow> rows) =>
        rows.MaxBy(row => (-(int)row.Confidence, row.Region.Length, row.From ?? DateOnly.MinValue));
}
