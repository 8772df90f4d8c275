using LinkageService.Engine.Amounts;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>What one step did.</summary>
public sealed record StepResult
{
    internal StepResult(Step step) => Step = step;

    /// <summary>The step.</summary>
    public Step Step { get; }

    // The cast matters: without it null would become an array first, and then an empty memory that is not null.
    /// <summary>Fen per household in roster order; null when the step gave nobody anything.</summary>
    public ReadOnlyMemory<long>? AmountsFen => Amounts is null ? null : (ReadOnlyMemory<long>?)Amounts;

    /// <summary>How it came to whole fen; null where nothing was divided.</summary>
    public RoundingPolicy? Policy { get; init; }

    /// <summary>The fen it had to share out, or moved.</summary>
    public long PoolFen { get; init; }

    /// <summary>Residue, largest rounding error and equal holders paid unequally.</summary>
    public ApportionmentFigures Figures { get; init; }

    /// <summary>Whether the amounts are only noted, outside every total.</summary>
    public bool IsRecord { get; init; }

    internal IReadOnlyDictionary<string, long> PoolsBefore { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    internal long[]? Amounts { get; init; }

    /// <summary>What the explanation of a line, or of what was moved, needs.</summary>
    internal object? Working { get; init; }
}
