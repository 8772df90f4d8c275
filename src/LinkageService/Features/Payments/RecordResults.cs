using System.Globalization;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Privacy;
using LinkageService.Storage.Payments;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Payments;

/// <summary>What a bank says of payments.</summary>
/// <param name="Results">In the order of its list.</param>
internal sealed record RecordResultsRequest(IReadOnlyList<PaymentResult> Results) : CheckedRequest
{
    /// <summary>Whether they stand in a bank's file: what cannot be is put aside then, and stops nothing.</summary>
    public bool IsFile { get; init; }
}

/// <summary>What a bank says of one payment, which is found by its reference, else by the household, else by the account alone.</summary>
/// <param name="EndToEndId">The reference that was sent with it.</param>
/// <param name="Outcome">One of <see cref="PaymentOutcomes"/>.</param>
internal sealed record PaymentResult(string? EndToEndId, string? Outcome)
{
    /// <summary>The household; looked at where there is no reference.</summary>
    public string? Household { get; init => field = TextRules.Trim(value); }

    /// <summary>The account in full; looked at where there is neither.</summary>
    public string? Account { get; init => field = TextRules.Trim(value); }

    /// <summary>Whose account it is, as the bank says; kept where the row is put aside.</summary>
    public string? Name { get; init => field = TextRules.Trim(value); }

    /// <summary>How much, as the bank says; another amount than was sent puts the row aside.</summary>
    public long? AmountFen { get; init; }

    /// <summary>Why it was returned: one of <see cref="ReturnReasons.Codes"/>.</summary>
    public string? Reason { get; init; }

    /// <summary>The bank's own words.</summary>
    public string? Words { get; init => field = TextRules.Trim(value); }

    /// <summary>On which day; null for today.</summary>
    public DateOnly? On { get; init; }

    /// <summary>Its row in the file it was read from; null for none.</summary>
    public int? Row { get; init; }
}

/// <summary>What a bank can say of a payment.</summary>
internal static class PaymentOutcomes
{
    /// <summary>It has arrived.</summary>
    public const string Paid = "paid";

    /// <summary>It came back.</summary>
    public const string Returned = "returned";

    /// <summary>Nothing yet.</summary>
    public const string Pending = "pending";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Paid, Returned, Pending];
}

/// <summary>The shape of it; that days have come, the clock says.</summary>
internal sealed class RecordResultsValidator : AbstractValidator<RecordResultsRequest>
{
    /// <summary>Results of one list.</summary>
    /// <value>50,000.</value>
    public const int MaxResults = 50_000;

    public RecordResultsValidator()
    {
        RuleFor(request => request.Results).NotEmpty()
            .As(ProblemCodes.MissingField, "results", "缺少 results：银行的结果", "results is missing: what the bank says");
        RuleFor(request => request.Results).HasAtMost("results", MaxResults, count => new LocalizedText(
            $"一次最多 {MaxResults} 笔，得到 {count} 笔；请分几次", $"at most {MaxResults} results at once, got {count}: send several lists"));
        When(request => request.Results.Count <= MaxResults, () =>
            RuleForEach(request => request.Results).SetValidator(new PaymentResultValidator()).OverridePropertyName("results"));
    }
}

/// <summary>The shape of one result.</summary>
internal sealed class PaymentResultValidator : AbstractValidator<PaymentResult>
{
    /// <summary>Rows of a file.</summary>
    public static WholeRange Rows { get; } = new(1, 10_000_000);

    public PaymentResultValidator()
    {
        RuleFor(result => result.EndToEndId).IsText("endToEndId", TextRules.MaxWord, hasLines: false);
        RuleFor(result => result.Household).IsText("household", TextRules.MaxWord, hasLines: false);
        RuleFor(result => result.Account).IsText("account", TextRules.MaxName, hasLines: false);
        RuleFor(result => result.Name).IsText("name", TextRules.MaxName, hasLines: false);
        RuleFor(result => result.Outcome).IsThere("outcome").IsOneOf("outcome", PaymentOutcomes.All);
        RuleFor(result => result.Reason).IsOneOf("reason", ReturnReasons.Codes);
        RuleFor(result => result.Reason).IsThere("reason").When(result => result.Outcome == PaymentOutcomes.Returned);
        RuleFor(result => result.Words).IsText("words", TextRules.MaxReason);
        RuleFor(result => result.Row).IsIn("row", Rows);
    }
}

/// <summary>What became of a list of results.</summary>
/// <param name="Lines">What became of each, in the order of the list.</param>
/// <param name="Summary">How the payments stand after it.</param>
internal sealed record RecordedResults(IReadOnlyList<ResultLine> Lines, PaymentSummary Summary)
{
    /// <summary>Payments that have arrived.</summary>
    public int Paid => Of(ResultLine.Paid);

    /// <summary>Payments that came back.</summary>
    public int Returned => Of(ResultLine.Returned);

    /// <summary>Results that were known already.</summary>
    public int Repeated => Of(ResultLine.Repeated);

    /// <summary>Payments of which the bank says nothing yet.</summary>
    public int Pending => Of(ResultLine.Pending);

    /// <summary>Rows that were put aside.</summary>
    public int Unmatched => Of(ResultLine.PutAside);

    private int Of(string became) => Lines.Count(line => line.Became == became);
}

/// <summary>
/// Notes what a bank says of payments. A row that belongs to no payment, to several, or to one that stands otherwise is put aside in a
/// list of its own: it never stops the others.
/// </summary>
internal sealed class RecordResults(ChangePayments change, PaymentPayees payees)
{
    private readonly RecordResultsValidator _validator = new();

    /// <exception cref="RefusedException">
    /// The payments are not prepared, the run is not paid yet, a day lies ahead, or before the payment was sent.
    /// </exception>
    public Task<RecordedResults> HandleAsync(Caller caller, string run, RecordResultsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        RequireDays(request);
        return change.TakeAsync(caller, run, ChangePayments.Moving, async payments =>
        {
            payments.RequireAfterVote([.. request.Results.Select((result, at) => (result.On, DayField(at)))]);
            var matching = await ResultMatching.ReadAsync(payments, payees, request.Results);
            var lines = new List<ResultLine>(request.Results.Count);
            foreach (var result in request.Results)
            {
                cancellation.ThrowIfCancellationRequested();
                lines.Add(matching.Apply(result, Dates.Text(result.On ?? change.Today)));
            }

            RequireAfterSending(request, lines);
            var counts = lines.CountBy(line => line.Became).ToDictionary(StringComparer.Ordinal);
            await payments.WriteAsync(
                new PaymentLines("payments.record", matching.Changed, JsonDetails.Of(
                    ("paid", counts.GetValueOrDefault(ResultLine.Paid)), ("returned", counts.GetValueOrDefault(ResultLine.Returned)),
                    ("unmatched", counts.GetValueOrDefault(ResultLine.PutAside))))
                {
                    Unmatched = [.. lines.Where(line => line.Fault is not null).Select(line => Aside(payments, line))],
                });
            return new RecordedResults(lines, await PaymentSummary.ReadAsync(payments.Session, payments.Run));
        }, cancellation);
    }

    private void RequireDays(RecordResultsRequest request)
    {
        var problems = request.Results.Select((result, at) => (result, at)).Where(each => each.result.On > change.Today)
            .Select(each => change.Ahead(DayField(each.at))).ToArray();
        if (problems.Length > 0)
        {
            throw new RefusedException(Failure.Of(problems));
        }
    }

    private static void RequireAfterSending(RecordResultsRequest request, IReadOnlyList<ResultLine> lines)
    {
        var early = lines.Select((line, at) => (line, at)).Where(each => each.line.Fault == UnmatchedFaults.TooEarly)
            .Select(each => PaymentFailures.BeforeSending(each.line, DayField(each.at))).ToArray();
        if (!request.IsFile && early.Length > 0)
        {
            throw new RefusedException(Failure.Of(early));
        }
    }

    private static string DayField(int at) => string.Create(CultureInfo.InvariantCulture, $"results[{at}].on");

    // Known again by what the bank said; kept with the household that is meant, where one is.
    private UnmatchedRow Aside(PaymentChange payments, ResultLine line)
    {
        var (result, fault) = (line.Result, line.Fault!);
        var account = result.Account is { } written && AccountNumber.TryRead(written, out var number) ? number : null;
        return new UnmatchedRow(
            payments.Run.Id, Id: "", result.Row, fault, result.EndToEndId, result.Household,
            account is null ? null : payees.Seal(payments.Run, household: "", account),
            account is null ? null : AccountNumber.Hint(account), result.Name, result.AmountFen, result.Outcome!, result.Reason,
            result.Words, result.On is { } on ? Dates.Text(on) : null, payments.Session.Change.Actor,
            Storage.Moment.Of(payments.Session.Change.At)).Identified(account) with
            {
                HouseholdId = line.Attempt?.HouseholdId ?? result.Household,
            };
    }
}
