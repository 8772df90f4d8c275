namespace LinkageService.Storage.Batches;

/// <summary>Many organisations settled in one go.</summary>
/// <param name="Id">32 hexadecimal digits, growing with time.</param>
/// <param name="OrganizationId">Whose people see it: those of this organisation and above; null for those who see everything.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="DryRun">1 when nothing is stored but what would come of it, else 0.</param>
/// <param name="Terms">JSON: the figures that hold for all of them.</param>
/// <param name="RequestDigest">SHA-256 over what was asked, the figures of each organisation included.</param>
/// <param name="Organizations">How many organisations it settles.</param>
/// <param name="Chunk">Organisations of each chunk; the last may have fewer.</param>
/// <param name="State">One of <see cref="BatchStates"/>.</param>
/// <param name="Done">When it was finished: organisations it made a run for; 0 before.</param>
/// <param name="Households">When it was finished: households of those runs.</param>
/// <param name="AmountFen">When it was finished: what they get.</param>
/// <param name="Revision">Counts its changes from 1.</param>
/// <param name="Maker">Who made it, and makes its runs.</param>
/// <param name="CreatedAt">When it was made, in microseconds.</param>
/// <param name="UpdatedAt">When it was last changed, in microseconds.</param>
public sealed record BatchRow(
    string Id, string? OrganizationId, long Year, long DryRun, string Terms, byte[] RequestDigest, long Organizations, long Chunk,
    string State, long Done, long Households, long AmountFen, long Revision, string Maker, long CreatedAt, long UpdatedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "batch/";

    /// <summary>Whether nothing is stored but what would come of it.</summary>
    public bool IsDryRun => DryRun != 0;

    /// <summary>The key under which each of its organisations has one run. No caller can send it: theirs have no space.</summary>
    public static string KeyOf(string batch) => "batch " + batch;

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.Batch.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
    [
        Id, OrganizationId, Year, DryRun, Terms, RequestDigest, Organizations, Chunk, State, Done, Households, AmountFen, Revision, Maker,
        CreatedAt, UpdatedAt,
    ];
}

/// <summary>Where a batch stands.</summary>
public static class BatchStates
{
    /// <summary>It is being worked on, or waits to be.</summary>
    public const string Running = "running";

    /// <summary>Somebody stopped it for a while.</summary>
    public const string Paused = "paused";

    /// <summary>Every organisation was tried.</summary>
    public const string Finished = "finished";

    /// <summary>Somebody ended it: runs that were made stay.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Running, Paused, Finished, Cancelled];
}

/// <summary>An organisation of a batch as it is noted; whether its run is made, the run says.</summary>
/// <param name="BatchId">Id of the batch it is in.</param>
/// <param name="Place">Its place, from 0.</param>
/// <param name="OrganizationId">The organisation whose run is made.</param>
/// <param name="Terms">JSON: figures of its own; empty for none.</param>
/// <param name="Maker">Who asked for it last, and makes its run.</param>
/// <param name="Attempt">How often it was asked for, from 1.</param>
/// <param name="State">One of <see cref="BatchEntryStates"/>.</param>
/// <param name="Code">Why it failed; empty when it did not.</param>
/// <param name="Outcome">JSON: what is wrong, or what would come of it; empty before.</param>
/// <param name="Households">Of a dry run: its households.</param>
/// <param name="AmountFen">Of a dry run: what they would get.</param>
/// <param name="UpdatedAt">When it was noted last, in microseconds.</param>
public sealed record BatchEntryRow(
    string BatchId, long Place, string OrganizationId, string Terms, string Maker, long Attempt, string State, string Code, string Outcome,
    long Households, long AmountFen, long UpdatedAt)
{
    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
        [BatchId, Place, OrganizationId, Terms, Maker, Attempt, State, Code, Outcome, Households, AmountFen, UpdatedAt];
}

/// <summary>Where an organisation of a batch stands.</summary>
public static class BatchEntryStates
{
    /// <summary>Not tried yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>Its run is made; of a dry run, it is computed.</summary>
    public const string Done = "done";

    /// <summary>No run came of it.</summary>
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Done, Failed];
}

/// <summary>An organisation of a batch with its run.</summary>
/// <param name="Place">Its place, from 0.</param>
/// <param name="OrganizationId">Id of the organisation.</param>
/// <param name="Name">The organisation as it is called now.</param>
/// <param name="State">One of <see cref="BatchEntryStates"/>.</param>
/// <param name="Outcome">JSON: what is wrong, or what would come of it; empty for neither.</param>
/// <param name="RunId">Its run; null for none.</param>
/// <param name="RunState">Where that stands.</param>
/// <param name="Households">Households of the run, or of the dry run.</param>
/// <param name="AmountFen">What they get.</param>
public sealed record BatchOrganizationRow(
    long Place, string OrganizationId, string Name, string State, string Outcome, string? RunId, string? RunState, long Households,
    long AmountFen)
{
    /// <summary>Where its run stands within the latest act, one of <see cref="BatchActRunStates"/>; null outside of it.</summary>
    public string? ActState { get; init; }

    /// <summary>JSON: what is wrong or to be looked at before the act; empty for nothing.</summary>
    public string ActOutcome { get; init; } = "";
}

/// <summary>Which organisations of a batch.</summary>
/// <param name="State">Only those in this state; null for all.</param>
/// <param name="RunState">Only those whose run is in this state; null for all.</param>
/// <param name="ActState">Only those whose run stands so within the act; null for all.</param>
/// <param name="Act">The latest act on the batch; null for none.</param>
public sealed record BatchOrganizationFilter(string? State, string? RunState, string? ActState, string? Act);

/// <summary>How far a batch is.</summary>
/// <param name="Waiting">Organisations not tried yet.</param>
/// <param name="Done">Organisations with a run.</param>
/// <param name="Failed">Organisations that failed.</param>
/// <param name="Cancelled">How many of the runs were cancelled since: the sums leave them out.</param>
/// <param name="Households">Households of the runs.</param>
/// <param name="AmountFen">What they get.</param>
/// <param name="Recent">How many were tried in the last while.</param>
/// <param name="RecentFrom">When the first of those was, in microseconds; 0 for none.</param>
/// <param name="LastAt">When the last of all was tried, in microseconds; 0 for none.</param>
public sealed record BatchFigures(
    long Waiting, long Done, long Failed, long Cancelled, long Households, long AmountFen, long Recent, long RecentFrom, long LastAt)
{
    /// <summary>Where its runs stand, in the order of their life.</summary>
    public IReadOnlyList<BatchRunsRow> Runs { get; init; } = [];
}

/// <summary>The runs of a batch that stand in one state.</summary>
/// <param name="State">One of <see cref="Runs.RunStates"/>.</param>
/// <param name="Count">How many runs stand in it.</param>
/// <param name="Households">The households of these runs.</param>
/// <param name="AmountFen">What those get.</param>
public sealed record BatchRunsRow(string State, long Count, long Households, long AmountFen);

/// <summary>One cause of failures.</summary>
/// <param name="Code">The problem code, such as <c>missing_input</c>.</param>
/// <param name="Count">How many organisations.</param>
/// <param name="Outcome">JSON: what is wrong with the first of them.</param>
public sealed record BatchCauseRow(string Code, long Count, string Outcome);
