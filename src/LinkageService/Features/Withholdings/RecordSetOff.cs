using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Withholdings;

/// <summary>A debt that a household agreed to have set off against what a run pays it.</summary>
/// <param name="Run">The draft.</param>
/// <param name="Household">Whose debt.</param>
/// <param name="AmountFen">How much.</param>
/// <param name="Reason">Which debt.</param>
internal sealed record RecordSetOffRequest(string Run, string? Household, long? AmountFen, string? Reason) : CheckedRequest
{
    /// <summary>Which debt, without spaces at its ends.</summary>
    public string? Reason { get; } = TextRules.Trim(Reason);

    /// <summary>When the household agreed.</summary>
    public DateOnly? ConsentedOn { get; init; }

    /// <summary>Who agreed for it.</summary>
    public string? ConsentedBy { get; init => field = TextRules.Trim(value); }

    /// <summary>The paper that says so.</summary>
    public string? Document { get; init => field = TextRules.Trim(value); }
}

/// <summary>The shape of it; that the day has come and the amount is there to be taken, the run says.</summary>
internal sealed class RecordSetOffValidator : AbstractValidator<RecordSetOffRequest>
{
    public RecordSetOffValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, isRequired: true, hasLines: false);
        RuleFor(request => request.AmountFen).NotNull().AsMissing("amount");
        RuleFor(request => request.AmountFen).Must(fen => fen is null or > 0)
            .As(ProblemCodes.InvalidValue, "amount", "抵扣的金额要大于 0", "what is set off is more than 0");
        RuleFor(request => request.Reason).IsText("reason", TextRules.MaxReason, isRequired: true);
        RuleFor(request => request.ConsentedOn).NotNull().AsMissing("consentedOn");
        RuleFor(request => request.ConsentedBy).IsText("consentedBy", TextRules.MaxName, isRequired: true, hasLines: false);
        RuleFor(request => request.Document).IsText("document", TextRules.MaxName, isRequired: true, hasLines: false);
    }
}

/// <summary>
/// Notes a debt to be set off against what a draft pays, with who agreed, when and by which paper. No more than there is to be paid: what
/// is too much is refused, never cut.
/// </summary>
internal sealed class RecordSetOff(Database database, FixWithholding withholding, TimeProvider time)
{
    private readonly RecordSetOffValidator _validator = new();

    /// <exception cref="RefusedException">The run is no draft, has no such household, or would pay less than nothing.</exception>
    public Task<SetOffRow> HandleAsync(Caller caller, RecordSetOffRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var today = Dates.Today(time);
        if (request.ConsentedOn > today)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.InvalidValue,
                $"同意的日期不能在今天（{Dates.Text(today)}）之后", $"the day of the consent is not after today ({Dates.Text(today)})",
                "consentedOn"));
        }

        return database.WriteAsync(new Change(caller.Name, time.GetUtcNow()), async session =>
        {
            var run = await HoldDraftAsync(session, caller, request.Run);
            var household = await HouseholdIdentity.FindAsync(
                    session, run.OrganizationId, run.Id, StoredRun.Of(run).Columns.Part, request.Household!)
                ?? throw RunAccess.UnknownHousehold(request.Household!, "household");
            var row = new SetOffRow(
                Guid.CreateVersion7().ToString("N"), run.Id, household.Household, request.AmountFen!.Value, request.Reason!,
                Dates.Text(request.ConsentedOn!.Value), request.ConsentedBy!, request.Document!, caller.Name,
                Moment.Of(session.Change.At), RemovedBy: null, RemovedAt: null);
            await SetOffStore.WriteAsync(session, run.OrganizationId, before: null, row, DetailsOf(row));
            var planned = await withholding.PlanAsync(session, run);
            return planned.Problems.Count == 0 ? row : throw new RefusedException(Failure.Of(
                [.. planned.Problems.Select(problem => problem.Field.Length == 0 && problem.Code == ProblemCodes.WithheldBeyondPayable
                    ? problem with { Field = "amount" }
                    : problem)]));
        }, cancellation);
    }

    /// <summary>A distribution that is still a draft, held until the end of the change.</summary>
    public static async Task<RunRow> HoldDraftAsync(WriteSession session, Caller caller, string id)
    {
        var run = await RunAccess.HoldAsync(session, caller, id);
        ChangeRun.RequireState(run, [RunStates.Draft]);
        return run.Kind == RunKinds.Distribution ? run : throw new RefusedException(Failure.Of(ProblemCodes.RunState,
            "欠款只能在分配的核算里抵扣，更正和付清里不抵", "debts are set off against distributions, not against corrections or settlements"));
    }

    /// <summary>What the audit log says of a debt.</summary>
    public static string DetailsOf(SetOffRow row) => JsonDetails.Of(
        ("run", row.RunId), ("household", row.HouseholdId), ("amount", new Money(row.AmountFen).ToString()), ("reason", row.Reason),
        ("consentedOn", row.ConsentedOn), ("consentedBy", row.ConsentedBy), ("document", row.Document));
}
