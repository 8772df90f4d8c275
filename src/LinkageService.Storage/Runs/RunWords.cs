namespace LinkageService.Storage.Runs;

/// <summary>What a run is.</summary>
public static class RunKinds
{
    /// <summary>What every household is owed for a year.</summary>
    public const string Distribution = "distribution";

    /// <summary>What a paid distribution should have been, as differences.</summary>
    public const string Correction = "correction";

    /// <summary>The payment of what corrections left open for households, to themselves or to who takes their place.</summary>
    public const string Settlement = "settlement";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Distribution, Correction, Settlement];
}

/// <summary>Where the households of a run come from.</summary>
public static class RosterKinds
{
    /// <summary>The organisation's facts.</summary>
    public const string Stored = "stored";

    /// <summary>The request that made the run.</summary>
    public const string Inline = "inline";
}

/// <summary>Where a run stands in its life.</summary>
public static class RunStates
{
    /// <summary>Made, not yet handed in.</summary>
    public const string Draft = "draft";

    /// <summary>Handed in.</summary>
    public const string Submitted = "submitted";

    /// <summary>On public notice.</summary>
    public const string Disclosed = "disclosed";

    /// <summary>Approved by somebody else than its maker.</summary>
    public const string Approved = "approved";

    /// <summary>Paid out; from here on only a correction changes anything.</summary>
    public const string Paid = "paid";

    /// <summary>Done.</summary>
    public const string Closed = "closed";

    /// <summary>Given up before it was paid.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them, in the order of a life.</summary>
    public static IReadOnlyList<string> All { get; } = [Draft, Submitted, Disclosed, Approved, Paid, Closed, Cancelled];

    /// <summary>Those of a run that stands: somebody else than its maker agreed to it.</summary>
    public static IReadOnlyList<string> Standing { get; } = [Approved, Paid, Closed];
}

/// <summary>The parts of a run's blocks.</summary>
public static class RunParts
{
    /// <summary>The calculation: holdings in the order of the scheme, tags read, registered, then the amounts of each step.</summary>
    public const long Calculation = 0;

    /// <summary>The differences of a correction.</summary>
    public const long Deltas = 1;
}
