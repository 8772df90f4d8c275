using LinkageService.Errors;

namespace LinkageService.Console.Components;

/// <summary>
/// A failure on its way to <see cref="ProblemList"/>: parameters of components are public, failures are not.
/// </summary>
public sealed class ShownFailure
{
    private ShownFailure(Failure failure) => Failure = failure;

    internal Failure Failure { get; }

    internal static ShownFailure? Of(Failure? failure) => failure is null ? null : new ShownFailure(failure);
}
