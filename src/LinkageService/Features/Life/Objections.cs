using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>An objection to be noted, or the answer to one: either <paramref name="Content"/>, or <paramref name="Id"/> with
/// <paramref name="Resolution"/>.</summary>
/// <param name="Household">About whom; null for the whole.</param>
/// <param name="Content">What it says.</param>
/// <param name="Id">The objection that is answered.</param>
/// <param name="Resolution">The answer.</param>
internal sealed record ObjectionRequest(string? Household, string? Content, string? Id, string? Resolution) : CheckedRequest
{
    /// <summary>About whom, without spaces at its ends; null for the whole.</summary>
    public string? Household { get; } = TextRules.Trim(Household);

    /// <summary>What it says, without spaces at its ends.</summary>
    public string? Content { get; } = TextRules.Trim(Content);

    /// <summary>The answer, without spaces at its ends.</summary>
    public string? Resolution { get; } = TextRules.Trim(Resolution);
}

/// <summary>The shape of it.</summary>
internal sealed class ObjectionValidator : AbstractValidator<ObjectionRequest>
{
    public ObjectionValidator()
    {
        RuleFor(request => request.Household).IsText("household", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Content).IsText("content", TextRules.MaxNote);
        RuleFor(request => request.Id).IsText("id", TextRules.MaxWord, hasLines: false);
        RuleFor(request => request.Resolution).IsText("resolution", TextRules.MaxNote);
        When(Answers, () =>
        {
            RuleFor(request => request.Id).IsThere("id");
            RuleFor(request => request.Resolution).IsThere("resolution");
        }).Otherwise(() => RuleFor(request => request).Must(Raises)
            .As(ProblemCodes.MissingField, "content", "提出异议写 content（可加 household）；答复异议写 id 和 resolution",
                "an objection has content (and may have household); an answer has id and resolution"));
    }

    private static bool Raises(ObjectionRequest request) => request is { Content: not null, Id: null, Resolution: null };

    private static bool Answers(ObjectionRequest request) =>
        request is { Content: null, Household: null } and not { Id: null, Resolution: null };
}

/// <summary>An objection as stored, and the run it changed.</summary>
internal sealed record ChangedObjection(ObjectionRow Objection, StoredRun Run);

/// <summary>Objections while a run is on public notice: noted, answered, listed.</summary>
internal sealed class Objections(Database database, ChangeRun change)
{
    private static readonly string[] From = [RunStates.Disclosed];

    private readonly ObjectionValidator _validator = new();

    /// <summary>All of a run, oldest first.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>.</exception>
    public Task<IReadOnlyList<ObjectionRow>> ListAsync(Caller caller, string run, CancellationToken cancellation) =>
        database.ReadAsync(async session =>
        {
            await RunAccess.RequireAsync(session, caller, run);
            return await ObjectionStore.ListAsync(session, run);
        }, cancellation);

    /// <summary>Notes an objection, or the answer to one.</summary>
    /// <exception cref="RefusedException">The run is not on public notice, or there is no such household or objection.</exception>
    public async Task<ChangedObjection> HandleAsync(
        Caller caller, string run, string? etag, ObjectionRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var isNew = request.Id is null;
        ObjectionRow? row = null;
        var stored = await change.TakeAsync(caller, run, etag, isNew ? "run.object" : "run.resolve", From, async transition =>
        {
            row = isNew ? await RaiseAsync(caller, transition, request) : await ResolveAsync(caller, transition, request);
            var details = JsonDetails.Of(("objection", row.Id), ("household", row.HouseholdId));
            return new TransitionResult(transition.Row.State, transition.Life, details);
        }, cancellation);
        return new ChangedObjection(row!, stored);
    }

    private static async Task<ObjectionRow> RaiseAsync(Caller caller, RunTransition transition, ObjectionRequest request)
    {
        string? household = null;
        if (request.Household is { } written)
        {
            household = await HouseholdIdentity.FindAsync(
                transition.Session, transition.Row.OrganizationId, transition.Row.Id, RunParts.Calculation, written) is { } values
                ? values.Household
                : throw RunAccess.UnknownHousehold(written, "household");
        }


        var row = new ObjectionRow(
            Guid.CreateVersion7(transition.Session.Change.At).ToString("N"), transition.Row.Id, household, request.Content!, caller.Name,
            Moment.Of(transition.Session.Change.At), Resolution: null, ResolvedBy: null, ResolvedAt: null);
        await ObjectionStore.SaveAsync(transition.Session, transition.Row.OrganizationId, "objection.raise", before: null, row);
        return row;
    }

    private static async Task<ObjectionRow> ResolveAsync(Caller caller, RunTransition transition, ObjectionRequest request)
    {
        var id = request.Id!;
        var before = await ObjectionStore.FindAsync(transition.Session, transition.Row.Id, id);
        if (before is null)
        {
            throw new RefusedException(Failure.Of(ProblemCodes.UnknownObjection,
                $"这次核算没有异议“{NumberProblems.Shorten(id)}”", $"the run has no objection \"{NumberProblems.Shorten(id)}\"", "id"));
        }

        var row = before with
        {
            Resolution = request.Resolution,
            ResolvedBy = caller.Name,
            ResolvedAt = Moment.Of(transition.Session.Change.At),
        };
        await ObjectionStore.SaveAsync(transition.Session, transition.Row.OrganizationId, "objection.resolve", before, row);
        return row;
    }
}
