namespace LinkageService.Engine.Problems;

/// <summary>One thing that is wrong with what was sent, or that stops a run. Expected failures are values of this type.</summary>
/// <param name="Code">Which of the closed list.</param>
/// <param name="Field">Where: <c>households[3].holdings.land</c>, <c>steps[2].amount</c>, <c>inputs.income</c>; empty
/// for the whole.</param>
/// <param name="Message">What was got and what is wanted, in both languages.</param>
public sealed record Problem(ProblemCode Code, string Field, LocalizedText Message)
{
    /// <summary>What to do about it; null where the message says it already.</summary>
    public LocalizedText? Hint { get; init; }

    /// <summary>Line in the document text, from 1; 0 where there is no text.</summary>
    public int Line { get; init; }

    /// <summary>Column in the document text, from 1; 0 where there is no text.</summary>
    public int Column { get; init; }

    /// <summary>A warning does not stop anything.</summary>
    public bool IsWarning { get; init; }

    /// <summary>Figures of the failure by name (needed, available, shortBy …), as wire texts.</summary>
    public IReadOnlyDictionary<string, string> Figures { get; init; } = new Dictionary<string, string>();
}
