namespace LinkageService.Errors;

/// <summary>Ends a request early with a documented failure: for what is found deep inside reading a body, never for a bug.</summary>
/// <param name="failure">The answer.</param>
internal sealed class RefusedException(Failure failure) : Exception(failure.Code.Name)
{
    public Failure Failure { get; } = failure;
}
