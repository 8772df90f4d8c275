namespace LinkageService.Features.Life;

/// <summary>That somebody looked through the exceptions of a run, as its life keeps it.</summary>
/// <param name="Act">Before which act: submit or approve.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
/// <param name="Against">The run it was held against; null for none.</param>
/// <param name="Percent">From how many per cent on an amount counted as changed.</param>
/// <param name="Digest">Of the list.</param>
/// <param name="Counts">How many households stood under each kind, by its word.</param>
internal sealed record ExceptionReview(
    string Act, string By, string At, string? Against, int Percent, string Digest, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Before it is handed in.</summary>
    public const string Submit = "submit";

    /// <summary>Before it is approved.</summary>
    public const string Approve = "approve";

    /// <summary>What is kept of a list.</summary>
    public static ExceptionReview Of(FoundExceptions found, string act, string by, string at) => new(
        act, by, at, found.Against?.Id, found.Percent, found.Digest,
        found.Counts.ToDictionary(count => count.Key.Word(), count => count.Value, StringComparer.Ordinal));
}
