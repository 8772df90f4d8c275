namespace LinkageService.Storage.Batches;

/// <summary>An act on the runs of a batch, all in one go: looked through first, carried out once somebody confirmed it.</summary>
/// <param name="Id">32 hexadecimal digits, growing with time.</param>
/// <param name="BatchId">Id of the batch.</param>
/// <param name="Act">One of <see cref="BatchActs"/>.</param>
/// <param name="Terms">JSON: what holds for all of the runs.</param>
/// <param name="Runs">How many runs it is about.</param>
/// <param name="State">One of <see cref="BatchActStates"/>.</param>
/// <param name="ExceptionsSeen">1 when whoever confirmed it had looked through the exceptions, else 0.</param>
/// <param name="Maker">Who had it looked through.</param>
/// <param name="Confirmer">Who confirmed it, and acts on the runs; empty before.</param>
/// <param name="Revision">Counts its changes from 1.</param>
/// <param name="CreatedAt">When it was made, in microseconds.</param>
/// <param name="ConfirmedAt">When it was confirmed, in microseconds; 0 before.</param>
/// <param name="UpdatedAt">When it was last changed, in microseconds.</param>
public sealed record BatchActRow(
    string Id, string BatchId, string Act, string Terms, long Runs, string State, long ExceptionsSeen, string Maker, string Confirmer,
    long Revision, long CreatedAt, long ConfirmedAt, long UpdatedAt)
{
    /// <summary>What the audit log calls one begins with this.</summary>
    public const string Prefix = "batch_act/";

    /// <summary>Whether its runs are being looked through or acted on.</summary>
    public bool IsUnderWay => State is BatchActStates.Checking or BatchActStates.Running;

    /// <summary>Whether something may still come of it.</summary>
    public bool IsOpen => IsUnderWay || State == BatchActStates.Checked;

    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.BatchAct.Digest(Values());

    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
    [
        Id, BatchId, Act, Terms, Runs, State, ExceptionsSeen, Maker, Confirmer, Revision, CreatedAt, ConfirmedAt, UpdatedAt,
    ];
}

/// <summary>What can be done with the runs of a batch, by the words of the acts on one run.</summary>
public static class BatchActs
{
    /// <summary>Drafts are handed in.</summary>
    public const string Submit = "submit";

    /// <summary>They are put on public notice.</summary>
    public const string Disclose = "disclose";

    /// <summary>They are approved.</summary>
    public const string Approve = "approve";

    /// <summary>They are noted as paid.</summary>
    public const string Pay = "pay";

    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<string> All { get; } = [Submit, Disclose, Approve, Pay];
}

/// <summary>Where an act on a batch stands.</summary>
public static class BatchActStates
{
    /// <summary>Its runs are looked through.</summary>
    public const string Checking = "checking";

    /// <summary>They were; it waits for somebody to confirm it.</summary>
    public const string Checked = "checked";

    /// <summary>It is carried out.</summary>
    public const string Running = "running";

    /// <summary>It was carried out where it could be.</summary>
    public const string Finished = "finished";

    /// <summary>Somebody ended it, or had the runs looked through anew: what was done stays.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Checking, Checked, Running, Finished, Cancelled];
}

/// <summary>A run that an act on a batch is about.</summary>
/// <param name="ActId">Id of the act.</param>
/// <param name="Place">Its place in the batch, from 0.</param>
/// <param name="OrganizationId">Whose run it is.</param>
/// <param name="RunId">The run that the batch made for it.</param>
/// <param name="RunRevision">The revision that was looked at: no other is acted on.</param>
/// <param name="Terms">JSON: what holds for it alone; empty for nothing.</param>
/// <param name="State">One of <see cref="BatchActRunStates"/>.</param>
/// <param name="Code">Why it cannot be done, or could not; empty otherwise.</param>
/// <param name="Outcome">JSON: what is wrong or to be looked at; empty for nothing.</param>
/// <param name="Exceptions">Digest of the exceptions that were found in it; empty for none.</param>
/// <param name="UpdatedAt">When it was noted last, in microseconds.</param>
public sealed record BatchActRunRow(
    string ActId, long Place, string OrganizationId, string RunId, long RunRevision, string Terms, string State, string Code,
    string Outcome, string Exceptions, long UpdatedAt)
{
    /// <summary>The row in the order of its columns.</summary>
    internal object?[] Values() =>
        [ActId, Place, OrganizationId, RunId, RunRevision, Terms, State, Code, Outcome, Exceptions, UpdatedAt];
}

/// <summary>Where a run stands within an act on its batch.</summary>
public static class BatchActRunStates
{
    /// <summary>Not looked at yet.</summary>
    public const string Waiting = "waiting";

    /// <summary>It can be done.</summary>
    public const string Ready = "ready";

    /// <summary>It would be refused.</summary>
    public const string Blocked = "blocked";

    /// <summary>It was done.</summary>
    public const string Done = "done";

    /// <summary>It was refused, although it could have been done when it was looked at.</summary>
    public const string Failed = "failed";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Ready, Blocked, Done, Failed];
}

/// <summary>How far an act on a batch is.</summary>
/// <param name="Waiting">Runs not looked at yet.</param>
/// <param name="Ready">Runs that can be done.</param>
/// <param name="Blocked">Runs that would be refused.</param>
/// <param name="Done">Runs that were done.</param>
/// <param name="Failed">Runs that were refused.</param>
/// <param name="WithExceptions">Of those ready or done, how many have households that are to be looked at.</param>
/// <param name="Households">Households of the runs ready or done.</param>
/// <param name="AmountFen">What they get.</param>
/// <param name="LastAt">When the last of them was noted, in microseconds.</param>
public sealed record BatchActFigures(
    long Waiting, long Ready, long Blocked, long Done, long Failed, long WithExceptions, long Households, long AmountFen, long LastAt);

/// <summary>A run of a batch that an act could be about.</summary>
/// <param name="Place">Its place in the batch, from 0.</param>
/// <param name="OrganizationId">Whose it is.</param>
/// <param name="RunId">The run that the batch made for it.</param>
/// <param name="Revision">The revision it has now, which an act notes as looked at.</param>
/// <param name="State">One of <see cref="Runs.RunStates"/>.</param>
public sealed record BatchRunRow(long Place, string OrganizationId, string RunId, long Revision, string State);
