using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments;

/// <summary>How the payments of a run stand as a whole.</summary>
/// <param name="Run">The run.</param>
/// <param name="RunState">Where it stands in its life.</param>
/// <param name="Envelope">What it is to pay; left out where its payments were not prepared here.</param>
/// <param name="States">Households by how they stand; together what the envelope says.</param>
/// <param name="Movements">What went through the bank, over all attempts.</param>
/// <param name="Open">What is not settled: the difference to what was approved.</param>
/// <param name="Waiting">Whose changed account waits for a second person.</param>
/// <param name="Unmatched">Rows of banks that were put aside.</param>
/// <param name="Settled">Whether every household is settled, so that the run can be closed.</param>
internal sealed record PaymentSummaryContract(
    string Run, string RunState, PaymentEnvelopeContract? Envelope, PaymentStatesContract States, PaymentMovementsContract Movements,
    PaymentHouseholdsContract Open, PaymentHouseholdsContract Waiting, long Unmatched, bool Settled)
{
    /// <summary>A summary.</summary>
    public static PaymentSummaryContract Of(PaymentSummary summary) => new(
        summary.Run.Id, summary.Run.State, summary.Envelope is { } envelope ? PaymentEnvelopeContract.Of(envelope) : null,
        new PaymentStatesContract(
            Of(summary.In(PaymentStates.ToPay)), Of(summary.In(PaymentStates.Sent)), Of(summary.In(PaymentStates.Paid)),
            Of(summary.In(PaymentStates.Returned)), Of(summary.In(PaymentStates.Signed)), Of(summary.In(PaymentStates.Collected)),
            Of(summary.In(PaymentStates.Unclaimed))),
        PaymentMovementsContract.Of(summary.Movements), Of(summary.Open), Of(summary.Waiting), summary.Unmatched, summary.IsSettled);

    private static PaymentHouseholdsContract Of(PaymentCount count) => new(count.Count, new Money(count.Fen).ToString());
}

/// <summary>What a run is to pay, stated before any line of it.</summary>
/// <param name="RunDigest">The result that was approved.</param>
/// <param name="Households">How many are paid.</param>
/// <param name="Amount">How much, together.</param>
/// <param name="PreparedBy">Who made it.</param>
/// <param name="PreparedAt">When.</param>
/// <param name="Funds">Who saw that the money was there; left out where nobody did yet.</param>
internal sealed record PaymentEnvelopeContract(
    string RunDigest, long Households, string Amount, string PreparedBy, string PreparedAt, PaymentFundsContract? Funds)
{
    /// <summary>An envelope.</summary>
    public static PaymentEnvelopeContract Of(PaymentEnvelopeRow row) => new(
        row.RunDigest, row.Households, new Money(row.AmountFen).ToString(), row.PreparedBy, Dates.MomentText(row.PreparedAt),
        row.FundsBy is null ? null : new PaymentFundsContract(
            row.FundsBy, row.FundsOn!, row.FundsReference!, Dates.MomentText(row.FundsAt!.Value)));
}

/// <summary>Who saw that the money was there.</summary>
/// <param name="By">Who.</param>
/// <param name="On">On which day.</param>
/// <param name="Reference">In which account and by which paper, in words.</param>
/// <param name="At">When it was noted.</param>
internal sealed record PaymentFundsContract(string By, string On, string Reference, string At);

/// <summary>Households by how they stand.</summary>
/// <param name="ToPay">Not yet with the bank, not yet handed over.</param>
/// <param name="Sent">With the bank.</param>
/// <param name="Paid">In the account.</param>
/// <param name="Returned">Sent back by the bank.</param>
/// <param name="Signed">Received in cash and signed for.</param>
/// <param name="Collected">Received in cash by somebody in their place.</param>
/// <param name="Unclaimed">Nobody came for it.</param>
internal sealed record PaymentStatesContract(
    PaymentHouseholdsContract ToPay, PaymentHouseholdsContract Sent, PaymentHouseholdsContract Paid, PaymentHouseholdsContract Returned,
    PaymentHouseholdsContract Signed, PaymentHouseholdsContract Collected, PaymentHouseholdsContract Unclaimed);

/// <summary>Households and their money.</summary>
/// <param name="Households">How many.</param>
/// <param name="Amount">How much.</param>
internal sealed record PaymentHouseholdsContract(long Households, string Amount);

/// <summary>What went through the bank, over all attempts.</summary>
/// <param name="Sent">Sent.</param>
/// <param name="Returned">Of these, what came back.</param>
/// <param name="Reversed">Of these, what came back after it had arrived.</param>
internal sealed record PaymentMovementsContract(
    PaymentMovementContract Sent, PaymentMovementContract Returned, PaymentMovementContract Reversed)
{
    /// <summary>The movements of a run.</summary>
    public static PaymentMovementsContract Of(PaymentMovements all) => new(
        Of(all.Sent, all.SentFen), Of(all.Returned, all.ReturnedFen), Of(all.Reversed, all.ReversedFen));

    private static PaymentMovementContract Of(long payments, long fen) => new(payments, new Money(fen).ToString());
}

/// <summary>Attempts to pay and their money.</summary>
/// <param name="Payments">How many.</param>
/// <param name="Amount">How much.</param>
internal sealed record PaymentMovementContract(long Payments, string Amount);

/// <summary>A page of payments.</summary>
/// <param name="Payments">By household, each with the attempt that counts.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record PaymentPageContract(
    IReadOnlyList<PaymentContract> Payments, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static PaymentPageContract Of(Page<HouseholdPayment> page) =>
        new([.. page.Items.Select(PaymentContract.Of)], page.NextCursor);
}

/// <summary>The payment of a household.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Amount">What it is paid.</param>
/// <param name="State">How it stands: that of its last attempt.</param>
/// <param name="Attempts">First to last; in a list only the last.</param>
internal sealed record PaymentContract(string Household, string Amount, string State, IReadOnlyList<PaymentAttemptContract> Attempts)
{
    /// <summary>A payment.</summary>
    public static PaymentContract Of(HouseholdPayment payment) => new(
        payment.Last.HouseholdId, new Money(payment.Last.AmountFen).ToString(), payment.Last.State,
        [.. payment.Attempts.Select((attempt, at) => PaymentAttemptContract.Of(attempt, payment.Revealed?[at]))]);
}

/// <summary>An attempt to pay a household, with its own copy of where the money goes.</summary>
/// <param name="Attempt">Counts from 1.</param>
/// <param name="EndToEndId">What the bank is told and says again in its results.</param>
/// <param name="Channel">bank or cash.</param>
/// <param name="State">to_pay, sent, paid, returned, signed, collected, unclaimed, or replaced before it was sent.</param>
internal sealed record PaymentAttemptContract(long Attempt, string EndToEndId, string Channel, string State)
{
    /// <summary>Whose account it is, or who is to be paid.</summary>
    public string? Name { get; init; }

    /// <summary>The account, masked unless asked for with a purpose; left out for cash.</summary>
    public string? Account { get; init; }

    /// <summary>The bank in words.</summary>
    public string? Bank { get; init; }

    /// <summary>The bank's clearing code.</summary>
    public string? BankCode { get; init; }

    /// <summary>Who gave another account than the one approved; left out where it is that one.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>The second person who agreed to that account; without one it is not sent.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>The day it went to the bank.</summary>
    public string? SentOn { get; init; }

    /// <summary>The day of the last result: arrived, returned, signed, listed as unclaimed.</summary>
    public string? SettledOn { get; init; }

    /// <summary>Whether it came back after it had arrived.</summary>
    public bool Reversed { get; init; }

    /// <summary>Why it was returned.</summary>
    public PaymentReturnContract? Return { get; init; }

    /// <summary>Who received it in the household's place.</summary>
    public string? Collector { get; init; }

    /// <summary>What they are to the household: heir, family, guardian, proxy or other.</summary>
    public string? Relation { get; init; }

    /// <summary>What was noted with it.</summary>
    public string? Note { get; init; }

    /// <summary>Who made the attempt.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it was made.</summary>
    public required string MadeAt { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <summary>When it was changed last.</summary>
    public required string UpdatedAt { get; init; }

    /// <summary>An attempt.</summary>
    public static PaymentAttemptContract Of(PaymentAttemptRow row, string? account) => new(
        row.Attempt, row.EndToEndId, row.Channel, row.State)
    {
        Name = row.Name, Account = account ?? (row.AccountHint is { } hint ? AccountNumber.Mask(hint) : null), Bank = row.Bank,
        BankCode = row.BankCode, ChangedBy = row.ChangedBy, ConfirmedBy = row.ConfirmedBy, SentOn = row.SentOn, SettledOn = row.SettledOn,
        Reversed = row.IsReversed,
        Return = row.Reason is { } reason ? PaymentReturnContract.Of(ReturnReasons.Of(reason), row.Words) : null,
        Collector = row.Collector, Relation = row.Relation, Note = row.Note, MadeBy = row.MadeBy, MadeAt = Dates.MomentText(row.MadeAt),
        UpdatedBy = row.UpdatedBy, UpdatedAt = Dates.MomentText(row.UpdatedAt),
    };
}

/// <summary>Why a bank sent a payment back.</summary>
/// <param name="Reason">One of a closed list, such as account_closed.</param>
/// <param name="Title">What it means.</param>
/// <param name="Cure">What the household or the office does now.</param>
/// <param name="Words">The bank's own words.</param>
internal sealed record PaymentReturnContract(string Reason, WordsContract Title, WordsContract Cure, string? Words)
{
    /// <summary>A reason with the bank's words.</summary>
    public static PaymentReturnContract Of(ReturnReason reason, string? words) =>
        new(reason.Code, WordsContract.Of(reason.Title), WordsContract.Of(reason.Cure), words);
}

/// <summary>A page of rows that were put aside.</summary>
/// <param name="Results">The rows.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record UnmatchedPageContract(
    IReadOnlyList<UnmatchedResultContract> Results, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page.</summary>
    public static UnmatchedPageContract Of(Page<UnmatchedRow> page) =>
        new([.. page.Items.Select(UnmatchedResultContract.Of)], page.NextCursor);
}

/// <summary>A row of a bank that could not be noted with a payment.</summary>
/// <param name="Id">Made of what it says: the same row read again is the same.</param>
/// <param name="Fault">unknown, duplicate, ambiguous, amount_differs, not_expected, contradicts, too_early, says_both or masked.</param>
/// <param name="Title">What that means.</param>
/// <param name="Outcome">paid, returned or pending, as the bank said.</param>
internal sealed record UnmatchedResultContract(string Id, string Fault, WordsContract Title, string Outcome)
{
    /// <summary>Its row in the file; left out where it has none.</summary>
    public long? Row { get; init; }

    /// <summary>The reference, as the bank said.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>The household that is meant; where none is, as was said.</summary>
    public string? Household { get; init; }

    /// <summary>The account, masked.</summary>
    public string? Account { get; init; }

    /// <summary>The name, as the bank said.</summary>
    public string? Name { get; init; }

    /// <summary>The amount, as the bank said.</summary>
    public string? Amount { get; init; }

    /// <summary>Why it was returned.</summary>
    public string? Reason { get; init; }

    /// <summary>The bank's own words.</summary>
    public string? Words { get; init; }

    /// <summary>On which day.</summary>
    public string? On { get; init; }

    /// <summary>Who read the list.</summary>
    public required string NotedBy { get; init; }

    /// <summary>When it was read.</summary>
    public required string NotedAt { get; init; }

    /// <summary>A row.</summary>
    public static UnmatchedResultContract Of(UnmatchedRow row) =>
        new(row.Id, row.Fault, WordsContract.Of(Vocabulary.Words.UnmatchedFault(row.Fault)), row.Outcome)
        {
            Row = row.RowNumber, EndToEndId = row.EndToEndId, Household = row.HouseholdId,
            Account = row.AccountHint is { } hint ? AccountNumber.Mask(hint) : null, Name = row.Name,
            Amount = row.AmountFen is { } fen ? new Money(fen).ToString() : null, Reason = row.Reason, Words = row.Words,
            On = row.ResultOn, NotedBy = row.NotedBy, NotedAt = Dates.MomentText(row.NotedAt),
        };
}

/// <summary>What became of a list of results.</summary>
/// <param name="Paid">Payments that have arrived.</param>
/// <param name="Returned">Payments that came back.</param>
/// <param name="Repeated">Results that were known already.</param>
/// <param name="Pending">Payments of which the bank says nothing yet.</param>
/// <param name="Unmatched">Rows that were put aside.</param>
/// <param name="Rows">What became of each, in the order of the list.</param>
/// <param name="Summary">How the payments stand after it.</param>
internal sealed record RecordedResultsContract(
    int Paid, int Returned, int Repeated, int Pending, int Unmatched, IReadOnlyList<RecordedResultContract> Rows,
    PaymentSummaryContract Summary)
{
    /// <summary>What became of a list.</summary>
    public static RecordedResultsContract Of(RecordedResults recorded) => new(
        recorded.Paid, recorded.Returned, recorded.Repeated, recorded.Pending, recorded.Unmatched,
        [.. recorded.Lines.Select(RecordedResultContract.Of)], PaymentSummaryContract.Of(recorded.Summary));
}

/// <summary>What became of one row of a bank's results.</summary>
/// <param name="Became">paid, returned, repeated (known already), pending, or put_aside.</param>
internal sealed record RecordedResultContract(string Became)
{
    /// <summary>Its row in the file; left out where it has none.</summary>
    public int? Row { get; init; }

    /// <summary>The household whose payment is meant; left out where none is.</summary>
    public string? Household { get; init; }

    /// <summary>The reference of that payment; where none is meant, what the bank said.</summary>
    public string? EndToEndId { get; init; }

    /// <summary>Why it was returned, and what is to be done now.</summary>
    public PaymentReturnContract? Return { get; init; }

    /// <summary>
    /// Why it was put aside: unknown, duplicate, ambiguous, amount_differs, not_expected, contradicts, too_early, says_both (the list
    /// contradicts itself) or masked (the account is; the household is a guess).
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>What that means, and what is to be done about it.</summary>
    public WordsContract? Cure { get; init; }

    /// <summary>What became of a row.</summary>
    public static RecordedResultContract Of(ResultLine line) => new(line.Became)
    {
        Row = line.Result.Row, Household = line.Attempt?.HouseholdId, EndToEndId = line.Attempt?.EndToEndId ?? line.Result.EndToEndId,
        Return = line is { Became: ResultLine.Returned, Result.Reason: { } reason }
            ? PaymentReturnContract.Of(ReturnReasons.Of(reason), line.Result.Words)
            : null,
        Fault = line.Fault,
        Cure = line.Fault is { } fault ? WordsContract.Of(Vocabulary.Words.UnmatchedCure(fault)) : null,
    };
}

/// <summary>How payments are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaymentSummaryContract))]
[JsonSerializable(typeof(PaymentPageContract))]
[JsonSerializable(typeof(PaymentContract))]
[JsonSerializable(typeof(UnmatchedPageContract))]
[JsonSerializable(typeof(RecordedResultsContract))]
internal sealed partial class PaymentContracts : JsonSerializerContext;
