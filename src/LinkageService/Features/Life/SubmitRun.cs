using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Life;

/// <summary>A draft that is handed in.</summary>
/// <param name="Exceptions">The exceptions that were looked through before; null where nobody said so.</param>
internal sealed record SubmitRunRequest(AcknowledgedExceptions? Exceptions) : RunActRequest;

/// <summary>The shape of it.</summary>
internal sealed class SubmitRunValidator : AbstractValidator<SubmitRunRequest>
{
    public SubmitRunValidator() =>
        RuleFor(request => request.Exceptions!).SetValidator(new AcknowledgedExceptionsValidator()).OverridePropertyName("exceptions");
}

/// <summary>Submits a draft.</summary>
internal sealed class SubmitRun(
    ChangeRun change, PayeeChecks payees, FindExceptions exceptions, CheckRunLaw law, ProofTrees proofs, FixWithholding withholding)
{
    private static readonly string[] From = [RunStates.Draft];

    private readonly SubmitRunValidator _validator = new();

    /// <exception cref="RefusedException">It cannot be submitted now.</exception>
    public async Task<StoredRun> HandleAsync(
        Caller caller, string run, string? etag, SubmitRunRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        var prepared = await law.PrepareAsync(caller, run, From, cancellation);
        var root = await proofs.PrepareAsync(caller, run, prepared?.Distribution, cancellation);
        return await change.TakeAsync(caller, run, etag, "run.submit", From, async transition =>
        {
            if (prepared is not null && SchemeFit.Problem(prepared.Distribution.Scheme, transition.Organization) is { } misfit)
            {
                throw new RefusedException(Failure.Of(misfit));
            }

            var review = await exceptions.RequireSameAsync(
                transition.Session, transition.Row, request.Exceptions, (ExceptionReview.Submit, caller, transition.Now));
            var life = (await payees.RenewAsync(transition.Session, transition.Row, transition.Life)).With(review) with
            {
                SubmittedAt = transition.Now, SubmittedBy = caller.Name,
            };
            life = life with { Withholding = life.Withholding ?? await withholding.FixAsync(transition.Session, transition.Row) };
            (life, _) = await law.RenewAsync(transition.Session, transition.Row, life, prepared);
            life = life with { Proof = await proofs.FixAsync(transition.Session, transition.Row, root, cancellation) };
            return new TransitionResult(
                RunStates.Submitted, life, JsonDetails.Of(
                    ("exceptions", review?.Digest), ("proofRoot", life.Proof.Root), ("withholding", life.Withholding?.Digest)))
            {
                Within = request.Within,
            };
        }, cancellation);
    }
}
