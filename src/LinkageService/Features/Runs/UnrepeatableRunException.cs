namespace LinkageService.Features.Runs;

/// <summary>What is stored of a run does not give the run again: somebody changed it behind the service's back, or a disk did.</summary>
/// <param name="message">What does not fit, for the operator's log.</param>
internal sealed class UnrepeatableRunException(string message) : InvalidOperationException(message);
