using System.Globalization;
using LinkageService.Documents;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Payments;

/// <summary>Reads and writes payments as proto messages.</summary>
internal static class ProtoPayments
{
    /// <summary>What the bank says.</summary>
    public static RecordResultsRequest Results(Proto.RecordResultsRequest request)
    {
        var fields = new MessageFields();
        var results = request.Results.Select((result, at) => new PaymentResult(OrNull(result.EndToEndId), OrNull(result.Outcome))
        {
            Household = result.Household, Account = result.Account, Name = result.Name, AmountFen = result.AmountFen,
            Reason = OrNull(result.Reason), Words = result.Words,
            On = fields.Date(string.Create(CultureInfo.InvariantCulture, $"results[{at}].on"), result.On),
            Row = result.Row == 0 ? null : result.Row,
        }).ToArray();
        return new RecordResultsRequest(results) { FormProblems = fields.Problems };
    }

    /// <summary>What is paid again.</summary>
    public static ReissuePaymentRequest Reissue(Proto.ReissuePaymentRequest request) => new(request.Household, OrNull(request.Channel))
    {
        Account = request.Account is { } account
            ? new StatedAccount(OrNull(account.Holder), OrNull(account.Number), OrNull(account.Bank), OrNull(account.BankCode))
            : null,
        Note = request.Note,
    };

    /// <summary>A summary.</summary>
    public static Proto.PaymentSummary Summary(PaymentSummary summary)
    {
        var moved = summary.Movements;
        var message = new Proto.PaymentSummary
        {
            Run = summary.Run.Id, RunState = summary.Run.State,
            Envelope = summary.Envelope is { } envelope ? Envelope(envelope) : null,
            Sent = Movement(moved.Sent, moved.SentFen), Returned = Movement(moved.Returned, moved.ReturnedFen),
            Reversed = Movement(moved.Reversed, moved.ReversedFen), OpenHouseholds = summary.Open.Count, OpenFen = summary.Open.Fen,
            WaitingHouseholds = summary.Waiting.Count, Unmatched = summary.Unmatched, Settled = summary.IsSettled,
        };
        message.States.AddRange(PaymentStates.All.Select(state => new Proto.PaymentsInState
        {
            State = state, Households = summary.In(state).Count, AmountFen = summary.In(state).Fen,
        }));
        return message;
    }

    /// <summary>A payment.</summary>
    public static Proto.Payment Payment(HouseholdPayment payment)
    {
        var last = payment.Last;
        var message = new Proto.Payment { Household = last.HouseholdId, AmountFen = last.AmountFen, State = last.State };
        message.Attempts.AddRange(payment.Attempts.Select((attempt, at) => Attempt(attempt, payment.Revealed?[at])));
        return message;
    }

    /// <summary>A row that was put aside.</summary>
    public static Proto.UnmatchedResult Unmatched(UnmatchedRow row) => new()
    {
        Id = row.Id, Fault = row.Fault, Title = ProtoText.Of(Words.UnmatchedFault(row.Fault)), NotedBy = row.NotedBy,
        NotedAt = Dates.MomentText(row.NotedAt), Result = new Proto.PaymentResult
        {
            EndToEndId = row.EndToEndId ?? "", Household = row.HouseholdId ?? "", Account = Masked(row.AccountHint),
            Name = row.Name ?? "", AmountFen = row.AmountFen, Outcome = row.Outcome, Reason = row.Reason ?? "", Words = row.Words ?? "",
            On = row.ResultOn ?? "", Row = (int)(row.RowNumber ?? 0),
        },
    };

    private static Proto.PaymentEnvelope Envelope(PaymentEnvelopeRow row) => new()
    {
        RunDigest = row.RunDigest, Households = row.Households, AmountFen = row.AmountFen, PreparedBy = row.PreparedBy,
        PreparedAt = Dates.MomentText(row.PreparedAt), FundsBy = row.FundsBy ?? "", FundsOn = row.FundsOn ?? "",
        FundsReference = row.FundsReference ?? "", FundsAt = row.FundsAt is { } at ? Dates.MomentText(at) : "",
    };

    private static Proto.PaymentMovement Movement(long payments, long fen) => new() { Payments = payments, AmountFen = fen };

    private static Proto.PaymentAttempt Attempt(PaymentAttemptRow row, string? account) => new()
    {
        Attempt = row.Attempt, EndToEndId = row.EndToEndId, Channel = row.Channel, State = row.State, Name = row.Name ?? "",
        Account = account ?? Masked(row.AccountHint), Bank = row.Bank ?? "", BankCode = row.BankCode ?? "",
        ChangedBy = row.ChangedBy ?? "", ConfirmedBy = row.ConfirmedBy ?? "", SentOn = row.SentOn ?? "", SettledOn = row.SettledOn ?? "",
        Reversed = row.IsReversed,
        ReturnReason = row.Reason is { } code ? Return(ReturnReasons.Of(code), row.Words) : null, Collector = row.Collector ?? "",
        Relation = row.Relation ?? "", Note = row.Note ?? "", MadeBy = row.MadeBy, MadeAt = Dates.MomentText(row.MadeAt),
        UpdatedBy = row.UpdatedBy, UpdatedAt = Dates.MomentText(row.UpdatedAt),
    };

    /// <summary>What became of a list of results.</summary>
    public static Proto.RecordResultsResponse Recorded(RecordedResults recorded)
    {
        var response = new Proto.RecordResultsResponse
        {
            Paid = recorded.Paid, Returned = recorded.Returned, RepeatedResults = recorded.Repeated, Pending = recorded.Pending,
            Unmatched = recorded.Unmatched, Summary = Summary(recorded.Summary),
        };
        response.Rows.AddRange(recorded.Lines.Select(line => new Proto.RecordedResult
        {
            Became = line.Became, Row = line.Result.Row ?? 0, Household = line.Attempt?.HouseholdId ?? "",
            EndToEndId = line.Attempt?.EndToEndId ?? line.Result.EndToEndId ?? "", Fault = line.Fault ?? "",
            ReturnReason = line is { Became: ResultLine.Returned, Result.Reason: { } reason }
                ? Return(ReturnReasons.Of(reason), line.Result.Words)
                : null,
            Cure = line.Fault is { } fault ? ProtoText.Of(Words.UnmatchedCure(fault)) : null,
        }));
        return response;
    }

    private static Proto.PaymentReturn Return(ReturnReason reason, string? words) => new()
    {
        Reason = reason.Code, Title = ProtoText.Of(reason.Title), Cure = ProtoText.Of(reason.Cure), Words = words ?? "",
    };

    private static string Masked(string? hint) => hint is null ? "" : AccountNumber.Mask(hint);

    private static string? OrNull(string text) => MessageFields.Text(text);
}
