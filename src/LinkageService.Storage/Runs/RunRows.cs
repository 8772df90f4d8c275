namespace LinkageService.Storage.Runs;

/// <summary>What the households of a run get under one benefit; records outside the run are not counted.</summary>
/// <param name="RunId">Whose.</param>
/// <param name="Benefit">What the lines are called.</param>
/// <param name="Households">Households with such a line.</param>
/// <param name="AmountFen">What they get.</param>
/// <param name="RegisteredHouseholds">Those of them tagged registered.</param>
/// <param name="RegisteredAmountFen">What those get.</param>
public sealed record RunBenefitRow(
    string RunId, string Benefit, long Households, long AmountFen, long RegisteredHouseholds, long RegisteredAmountFen);

/// <summary>The document of a scheme a run used, kept by its digest.</summary>
/// <param name="Digest">As <c>sha256:…</c>.</param>
/// <param name="SchemeId">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Document">JSON that keeps the order of its keys.</param>
public sealed record SchemeDocumentRow(string Digest, string SchemeId, long Version, string Document);

/// <summary>What of an earlier correction a run settles with a household.</summary>
/// <param name="RunId">The run that pays or holds back.</param>
/// <param name="HouseholdId">The household.</param>
/// <param name="CorrectionRunId">The correction it comes from.</param>
/// <param name="AmountFen">Positive is paid on top, negative is held back.</param>
public sealed record SettlementRow(string RunId, string HouseholdId, string CorrectionRunId, long AmountFen);

/// <summary>A request that made a run, by the key its caller chose.</summary>
/// <param name="Scope">The organisation.</param>
/// <param name="IdempotencyKey">The key.</param>
/// <param name="RequestDigest">SHA-256 over what was asked.</param>
/// <param name="RunId">What it made.</param>
/// <param name="CreatedAt">When, in microseconds.</param>
public sealed record IdempotencyRow(string Scope, string IdempotencyKey, byte[] RequestDigest, string RunId, long CreatedAt);

/// <summary>An objection raised while a run was on public notice.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="RunId">Against what.</param>
/// <param name="HouseholdId">About whom; null for the whole.</param>
/// <param name="Content">What it says.</param>
/// <param name="RaisedBy">Who noted it.</param>
/// <param name="RaisedAt">When, in microseconds.</param>
/// <param name="Resolution">The answer; null while it is open.</param>
/// <param name="ResolvedBy">Who answered.</param>
/// <param name="ResolvedAt">When, in microseconds.</param>
public sealed record ObjectionRow(
    string Id, string RunId, string? HouseholdId, string Content, string RaisedBy, long RaisedAt, string? Resolution,
    string? ResolvedBy, long? ResolvedAt)
{
    /// <summary>SHA-256 of the stored row.</summary>
    public byte[] RowDigest() => Tables.Objection.Digest(
        Id, RunId, HouseholdId, Content, RaisedBy, RaisedAt, Resolution, ResolvedBy, ResolvedAt);
}

/// <summary>A run to be stored, packed and ready: nothing is left to compute inside the change.</summary>
/// <param name="Row">The run; its <see cref="RunRow.BlocksDigest"/> is that of <paramref name="Blocks"/>.</param>
/// <param name="Scheme">The document it used.</param>
/// <param name="Blocks">By part and first household.</param>
/// <param name="Benefits">Its figures for reports.</param>
/// <param name="Settlements">What it settles of earlier corrections.</param>
public sealed record NewRun(
    RunRow Row, SchemeDocumentRow Scheme, IReadOnlyList<RunBlockRow> Blocks, IReadOnlyList<RunBenefitRow> Benefits,
    IReadOnlyList<SettlementRow> Settlements);

/// <summary>Where a run stands among those of its organisation and scheme, each of which goes on from the one before.</summary>
/// <param name="Year">The year of the accounts.</param>
/// <param name="RecordDate">The record date within it.</param>
/// <param name="Id">Its id, once it stands among those of the same day; until then it comes after all of them.</param>
public sealed record RunPlace(long Year, string RecordDate, string Id = RunPlace.AfterAll)
{
    // Ids are hexadecimal digits.
    private const string AfterAll = "g";

    /// <summary>Of a distribution.</summary>
    public static RunPlace Of(RunRow run) => RunStates.Standing.Contains(run.State, StringComparer.Ordinal)
        ? new RunPlace(run.Year, run.RecordDate, run.Id)
        : new RunPlace(run.Year, run.RecordDate);
}

/// <summary>An entry of the audit log about one subject.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="At">When, in microseconds.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>run.approve</c>.</param>
/// <param name="BeforeDigest">Digest of the subject before; null when it was new.</param>
/// <param name="AfterDigest">Digest of the subject after.</param>
/// <param name="Details">JSON.</param>
public sealed record HistoryRow(
    long Seq, long At, string Actor, string Action, byte[]? BeforeDigest, byte[]? AfterDigest, string Details);

/// <summary>What of a distribution says whether another of its year repeats it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RecordDate">The date whose roster was used.</param>
/// <param name="State"><see cref="RunStates"/>.</param>
/// <param name="Households">How many.</param>
/// <param name="Result">JSON: all that came out but the statements.</param>
public sealed record YearRunRow(string Id, string RecordDate, string State, long Households, string Result);
