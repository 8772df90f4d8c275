namespace LinkageService.Storage.Verification;

/// <summary>What was found so far; after a thousand findings the rest is only counted.</summary>
public sealed class FindingList
{
    /// <summary>Findings that are kept.</summary>
    /// <value>1,000.</value>
    public const int MaxKept = 1000;

    private readonly List<Finding> _kept = [];

    /// <summary>The first findings, in the order found.</summary>
    public IReadOnlyList<Finding> Kept => _kept;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Archive files that were not there to be looked at, with how many runs are in them: no findings.</summary>
    public IDictionary<string, long> UnreadArchives { get; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Notes a finding.</summary>
    public void Add(string subject, string zh, string en) => Add(new Finding(subject, zh, en));

    /// <summary>Notes a finding.</summary>
    public void Add(Finding finding)
    {
        Count++;
        if (_kept.Count < MaxKept)
        {
            _kept.Add(finding);
        }
    }

    /// <summary>Notes findings.</summary>
    public void AddRange(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            Add(finding);
        }
    }
}
