using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A distribution to be computed and kept.</summary>
/// <param name="Scheme">A scheme of the library: <c>id</c>, or <c>id@version</c>.</param>
/// <param name="Year">The year of the accounts, 1900 to 2999; that of the record date unless stated, else this year in China.</param>
/// <param name="From">The first day that counts for time-weighted holdings; the first of the year unless stated.</param>
/// <param name="RecordDate">The date whose roster is used, the last that counts; the last day of the year unless stated.</param>
/// <param name="Parameters">Numbers the organisation decides, by name.</param>
/// <param name="Inputs">The year's figures, by name.</param>
/// <param name="Households">The roster; the organisation's own unless stated.</param>
/// <param name="Preview">Whether nothing is kept; false unless stated.</param>
[CheckedBy<CreateRunValidator>]
[CheckedBy<CalculateDistributionValidator>]
internal sealed record RunRequest(
    string Scheme,
    int? Year,
    string? From,
    string? RecordDate,
    Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs,
    List<HouseholdContract>? Households,
    bool? Preview);

/// <summary>A run, statements apart. A preview has statements, and neither id, state, revision, maker, moments nor life.</summary>
/// <param name="Preview">True when nothing was kept; left out otherwise.</param>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="State">draft, submitted, disclosed, approved, paid, closed or cancelled.</param>
/// <param name="Revision">Counts its changes from 1; the ETag.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Kind">distribution, correction or settlement.</param>
/// <param name="Corrects">The run a correction belongs to.</param>
/// <param name="Policy">How a correction is settled.</param>
/// <param name="Scheme">Which scheme was run.</param>
/// <param name="Year">The year.</param>
/// <param name="Parameters">Every parameter as used.</param>
/// <param name="Inputs">Every input as used.</param>
/// <param name="Totals">Sums, to the fen.</param>
/// <param name="Sources">Where the money came from: inputs that are pools, then payers.</param>
/// <param name="Funds">What stayed, empty funds too.</param>
/// <param name="Labels">Subtotals for each value of each label; of a correction, of the differences; left out without labels.</param>
/// <param name="From">The first day that counted for time-weighted holdings; left out where there are none.</param>
/// <param name="RecordDate">The date whose roster was used, the last that counted.</param>
/// <param name="Roster">stored or inline.</param>
/// <param name="HouseholdCount">Households of the roster.</param>
/// <param name="Rounding">How each step came to whole fen.</param>
/// <param name="Checks">Findings of legal checks, those of its life included.</param>
/// <param name="Legal">Which legal checks were decided; left out where none was made, as of settlements.</param>
/// <param name="Digest">SHA-256 over all that was read and came out; an approval is bound to it.</param>
/// <param name="Correction">What a correction is about.</param>
/// <param name="Settled">What the run settles of earlier corrections.</param>
/// <param name="Settlement">Of a settlement: what it pays, out of which money and to whom.</param>
/// <param name="CarriedFrom">The earlier run that figures went on from; left out where none did.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="KnownAt">Facts known at this moment were used.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Life">Who did what, when.</param>
/// <param name="Comparison">Of a correction just made or previewed: the books before and after it, with the first 100 households.</param>
/// <param name="Statements">Of a preview only: by member number.</param>
internal sealed record RunContract(
    bool? Preview,
    string? Id,
    string? State,
    long? Revision,
    string Organization,
    string Kind,
    string? Corrects,
    string? Policy,
    SchemeReferenceContract Scheme,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    TotalsContract Totals,
    IReadOnlyList<SourceContract> Sources,
    IReadOnlyList<FundContract> Funds,
    IReadOnlyList<LabelContract>? Labels,
    string? From,
    string RecordDate,
    string Roster,
    long HouseholdCount,
    IReadOnlyList<RoundingContract> Rounding,
    IReadOnlyList<CheckContract> Checks,
    LegalContract? Legal,
    string Digest,
    CorrectionContract? Correction,
    SettledContract? Settled,
    SettlementDetailsContract? Settlement,
    CarriedFromContract? CarriedFrom,
    string? Maker = null,
    string? KnownAt = null,
    string? CreatedAt = null,
    string? UpdatedAt = null,
    RunLifeContract? Life = null,
    ComparisonFiguresContract? Comparison = null,
    IEnumerable<StatementContract>? Statements = null)
{
    /// <summary>Tax and debts taken from what it pays, fixed when it was handed in; left out where none are.</summary>
    public WithholdingContract? Withholding { get; init; }

    /// <summary>The file its statements are in; left out while they are in the database.</summary>
    public RunArchiveContract? Archive { get; init; }

    /// <summary>A run that is stored.</summary>
    public static RunContract Of(StoredRun run)
    {
        var row = run.Row;
        return Figures(run) with
        {
            Id = row.Id,
            State = row.State,
            Revision = row.Revision,
            Maker = row.Maker,
            KnownAt = Dates.MomentText(row.KnownAt),
            CreatedAt = Dates.MomentText(row.CreatedAt),
            UpdatedAt = Dates.MomentText(row.UpdatedAt),
            Life = RunLifeContract.Of(run.Life),
            Archive = run.Archive is { } archive
                ? new RunArchiveContract(archive.FileName, Dates.MomentText(archive.Since))
                : null,
        };
    }

    /// <summary>A run that was made, or would be; a preview has its statements, made one by one as they are read.</summary>
    public static RunContract Of(CreatedRun created) => created.Preview is not { } preview ? Of(created.Run) : Figures(created.Run) with
    {
        Preview = true, Statements = StatementContract.All(preview, explain: false)
            .Select((statement, household) => statement with
            {
                CarriedFrom = CarriedFromContract.Of(created.Run.Carry?.FromOf(preview.Roster, household)),
            }),
    };

    /// <summary>A correction that was made, or would be.</summary>
    public static RunContract Of(CreatedCorrection created, bool isPreview) =>
        (isPreview ? Figures(created.Run) with { Preview = true } : Of(created.Run)) with
        {
            Comparison = created.Comparison is not { } comparison
                ? null
                : ComparisonFiguresContract.Of(comparison, new PageRequest()),
        };

    private static RunContract Figures(StoredRun run)
    {
        var (row, result) = (run.Row, CalculationResultContract.Of(run.Summary));
        return new RunContract(
            Preview: null, Id: null, State: null, Revision: null, row.OrganizationId, row.Kind, row.Corrects, row.Policy, result.Scheme,
            result.Year, result.Parameters, result.Inputs, result.Totals, result.Sources, result.Funds, result.Labels,
            run.Window is { } window ? Dates.Text(window.From) : null, row.RecordDate, row.Roster, row.Households, result.Rounding,
            result.Checks, result.Legal, result.Digest,
            run.Correction is { } correction ? CorrectionContract.Of(correction) : null,
            run.Settled is { } settled ? SettledContract.Of(settled) : null,
            run.Settlement is { } settlement ? SettlementDetailsContract.Of(settlement) : null,
            CarriedFromContract.Of(run.Carry?.From()))
        {
            Withholding = WithheldAnswers.Of(run.Life.Withholding),
        };
    }
}

/// <summary>The file that the statements of a run were moved into when its year was archived.</summary>
/// <param name="File">The name of the file; its statements are read while it is where the service looks for archives.</param>
/// <param name="Since">When that was.</param>
internal sealed record RunArchiveContract(string File, string Since);

/// <summary>Who did what in the life of a run, and when. What has not happened is left out.</summary>
/// <param name="SubmittedAt">When it was handed in.</param>
/// <param name="SubmittedBy">Who handed it in.</param>
/// <param name="DisclosedOn">The first day of its public notice.</param>
/// <param name="NoticeDays">Days of public notice.</param>
/// <param name="DisclosedAt">When the notice was noted.</param>
/// <param name="DisclosedBy">Who noted it.</param>
/// <param name="Meeting">The meeting that voted on it.</param>
/// <param name="RepeatReason">Why it is paid although another run of the year by the same scheme stood when it was approved.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="ApprovedDigest">The digest that was approved.</param>
/// <param name="PaidOn">The day of the payment.</param>
/// <param name="PaidAt">When the payment was noted.</param>
/// <param name="PaidBy">Who noted it.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="ClosedBy">Who closed it.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
/// <param name="CancelledBy">Who cancelled it.</param>
/// <param name="Reason">Why it was cancelled.</param>
/// <param name="Reviews">Who looked through the exceptions before which act.</param>
/// <param name="Overrides">Blocking checks that the approver let pass, and why.</param>
/// <param name="Objections">Where objections are raised, as the notice prints it.</param>
/// <param name="Editors">Who changed its figures while it was a draft, beside its maker.</param>
internal sealed record RunLifeContract(
    string? SubmittedAt,
    string? SubmittedBy,
    string? DisclosedOn,
    int? NoticeDays,
    string? DisclosedAt,
    string? DisclosedBy,
    MeetingContract? Meeting,
    string? RepeatReason,
    string? ApprovedAt,
    string? ApprovedBy,
    string? ApprovedDigest,
    string? PaidOn,
    string? PaidAt,
    string? PaidBy,
    string? ClosedAt,
    string? ClosedBy,
    string? CancelledAt,
    string? CancelledBy,
    string? Reason,
    IReadOnlyList<ExceptionReviewContract>? Reviews,
    IReadOnlyList<CheckOverrideContract>? Overrides,
    ObjectionChannelContract? Objections,
    IReadOnlyList<string>? Editors)
{
    /// <summary>The life of a run, without what it adds to the checks.</summary>
    public static RunLifeContract Of(RunLife life) => new(
        life.SubmittedAt, life.SubmittedBy, life.DisclosedOn, life.NoticeDays, life.DisclosedAt, life.DisclosedBy,
        life.Meeting is { } met ? MeetingContract.Of(met) : null,
        life.RepeatReason, life.ApprovedAt, life.ApprovedBy, life.ApprovedDigest, life.PaidOn, life.PaidAt, life.PaidBy, life.ClosedAt,
        life.ClosedBy, life.CancelledAt, life.CancelledBy, life.Reason,
        life.Reviews?.Select(review => new ExceptionReviewContract(
            review.Act, review.By, review.At, review.Against, review.Percent, review.Digest, review.Counts)).ToArray(),
        life.Overrides?.Select(each => new CheckOverrideContract(each.Code, each.Reason)).ToArray(),
        life.Objections is { } said
            ? new ObjectionChannelContract(said.Channel, said.Contact, said.Until, said.AnswerDays, said.Above)
            : null,
        life.Editors);
}

/// <summary>Where objections against a notice are raised, as it is printed.</summary>
/// <param name="Channel">The office, person or box.</param>
/// <param name="Contact">A telephone.</param>
/// <param name="Until">The last day; that of the notice unless stated.</param>
/// <param name="AnswerDays">In how many days they are answered, 1 to 60.</param>
/// <param name="Above">Whom to turn to after that.</param>
[CheckedBy<ObjectionChannelValidator>]
internal sealed record ObjectionChannelContract(string Channel, string? Contact, string? Until, int? AnswerDays, string? Above);

/// <summary>A blocking check that an approver lets pass.</summary>
/// <param name="Code">Which check.</param>
/// <param name="Reason">Why, up to 500 characters.</param>
[CheckedBy<CheckOverrideValidator>]
internal sealed record CheckOverrideContract(string Code, string Reason);

/// <summary>That somebody looked through the exceptions of a run.</summary>
/// <param name="Act">submit or approve.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Against">The run it was held against; left out for none.</param>
/// <param name="Percent">From how many per cent on an amount counted as changed.</param>
/// <param name="Digest">Of the list.</param>
/// <param name="Counts">Households by kind.</param>
internal sealed record ExceptionReviewContract(
    string Act, string By, string At, string? Against, int Percent, string Digest, IReadOnlyDictionary<string, int> Counts);

/// <summary>A page of runs: later years first, within a year those made later first.</summary>
/// <param name="Runs">The runs.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record RunPageContract(
    IReadOnlyList<RunContract> Runs, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page of stored runs.</summary>
    public static RunPageContract Of(Page<StoredRun> page) => new([.. page.Items.Select(RunContract.Of)], page.NextCursor);
}

/// <summary>A page of statements, by member number.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record StatementPageContract(
    IReadOnlyList<StatementContract> Statements, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>A step that has nothing to say.</summary>
internal sealed record NothingContract;

/// <summary>What was looked through before a draft is handed in.</summary>
/// <param name="Exceptions">The exceptions; may be left out.</param>
[CheckedBy<SubmitRunValidator>]
internal sealed record SubmitRequest(AcknowledgedExceptionsContract? Exceptions);

/// <summary>The exceptions that somebody looked through before an act; they are kept with the run, and refused where the list is
/// another by now.</summary>
/// <param name="Digest">Of the list, as it was read.</param>
/// <param name="Percent">The per cent it was read with, 0 to 1000; 20 unless stated.</param>
[CheckedBy<AcknowledgedExceptionsValidator>]
internal sealed record AcknowledgedExceptionsContract(string Digest, int? Percent);

/// <summary>Since when a run is on public notice, and for how long.</summary>
/// <param name="From">The first day, today in China or before; today unless stated.</param>
/// <param name="NoticeDays">1 to 365; unless stated what the organisation has set, or what its law asks for before the vote where that
/// is more (10 for a rural collective, 15 for one in Zhejiang and for cooperatives).</param>
/// <param name="Objections">Where objections are raised: printed on the notice in place of lines for the pen.</param>
[CheckedBy<DiscloseRunValidator>]
internal sealed record DiscloseRequest(string? From, int? NoticeDays, ObjectionChannelContract? Objections);

/// <summary>What is approved, and by which vote.</summary>
/// <param name="Digest">The digest of the result that was voted on.</param>
/// <param name="Meeting">The record of the meeting; may be left out where the legal form needs none.</param>
/// <param name="RepeatReason">Why it is paid although another run of the year by the same scheme stands, up to 500 characters; needed
/// then.</param>
/// <param name="Exceptions">The exceptions that were looked through before; may be left out.</param>
/// <param name="Overrides">The blocking checks that are let pass, each with its reason; kept, printed and noted in the audit log.</param>
[CheckedBy<ApproveRunValidator>]
internal sealed record ApproveRequest(
    string Digest, MeetingContract? Meeting, string? RepeatReason, AcknowledgedExceptionsContract? Exceptions,
    IReadOnlyList<CheckOverrideContract>? Overrides);

/// <summary>When a run was paid.</summary>
/// <param name="On">The day, today in China or before; today unless stated.</param>
[CheckedBy<PayRunValidator>]
internal sealed record PayRequest(string? On);

/// <summary>Why a run is given up.</summary>
/// <param name="Reason">Up to 500 characters.</param>
[CheckedBy<CancelRunValidator>]
internal sealed record CancelRequest(string Reason);

/// <summary>An objection (content, perhaps household), or the answer to one (id and resolution).</summary>
/// <param name="Household">About whom.</param>
/// <param name="Content">What it says, up to 2,000 characters.</param>
/// <param name="Id">The objection that is answered.</param>
/// <param name="Resolution">The answer, up to 2,000 characters.</param>
[CheckedBy<ObjectionValidator>]
internal sealed record ObjectionRequestContract(string? Household, string? Content, string? Id, string? Resolution);

/// <summary>An objection.</summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Household">About whom; left out for the whole.</param>
/// <param name="Content">What it says.</param>
/// <param name="RaisedBy">Who noted it.</param>
/// <param name="RaisedAt">When.</param>
/// <param name="Resolution">The answer; left out while it is open.</param>
/// <param name="ResolvedBy">Who answered.</param>
/// <param name="ResolvedAt">When.</param>
internal sealed record ObjectionContract(
    string Id, string? Household, string Content, string RaisedBy, string RaisedAt, string? Resolution, string? ResolvedBy,
    string? ResolvedAt)
{
    /// <summary>What is stored of an objection.</summary>
    public static ObjectionContract Of(ObjectionRow row) => new(
        row.Id, row.HouseholdId, row.Content, row.RaisedBy, Dates.MomentText(row.RaisedAt), row.Resolution, row.ResolvedBy,
        row.ResolvedAt is { } at ? Dates.MomentText(at) : null);
}

/// <summary>All objections against a run.</summary>
/// <param name="Objections">Oldest first.</param>
internal sealed record ObjectionListContract(IReadOnlyList<ObjectionContract> Objections)
{
    /// <summary>What is stored of all objections.</summary>
    public static ObjectionListContract Of(IReadOnlyList<ObjectionRow> rows) => new([.. rows.Select(ObjectionContract.Of)]);
}

/// <summary>What the audit log has of a run.</summary>
/// <param name="Entries">Oldest first.</param>
internal sealed record RunHistoryContract(IReadOnlyList<RunHistoryEntryContract> Entries)
{
    /// <summary>What the audit log has of a run.</summary>
    public static RunHistoryContract Of(IReadOnlyList<HistoryRow> rows) => new([.. rows.Select(RunHistoryEntryContract.Of)]);
}

/// <summary>An entry of the audit log.</summary>
/// <param name="Seq">Its number in the log.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as run.approve.</param>
/// <param name="Before">Digest of the run before; left out when it was new.</param>
/// <param name="After">Digest of the run after.</param>
/// <param name="Details">Figures for people.</param>
internal sealed record RunHistoryEntryContract(
    long Seq, string At, string Actor, string Action, string? Before, string? After, RawJson Details)
{
    /// <summary>An entry of the audit log.</summary>
    public static RunHistoryEntryContract Of(HistoryRow row) => new(
        row.Seq, Dates.MomentText(row.At), row.Actor, row.Action, DigestText.OrNull(row.BeforeDigest),
        DigestText.OrNull(row.AfterDigest), new RawJson(row.Details));
}

/// <summary>How runs are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunContract))]
[JsonSerializable(typeof(RunPageContract))]
[JsonSerializable(typeof(StatementContract))]
[JsonSerializable(typeof(ObjectionContract))]
[JsonSerializable(typeof(ObjectionListContract))]
[JsonSerializable(typeof(RunHistoryContract))]
[JsonSerializable(typeof(ComparisonContract))]
[JsonSerializable(typeof(VerificationContract))]
[JsonSerializable(typeof(HouseholdStatementsContract))]
internal sealed partial class RunContracts : JsonSerializerContext;
