namespace LinkageService.Engine.Proofs;

/// <summary>Why a proof or a list does not hold.</summary>
public enum ProofFault
{
    /// <summary>It holds.</summary>
    None,

    /// <summary>A number is negative, above 2^53 − 1, or not what a proof can have there.</summary>
    OutOfRange,

    /// <summary>The place in the tree is beyond the number of households.</summary>
    IndexBeyondCount,

    /// <summary>The path has more or fewer nodes than a tree of this size has.</summary>
    PathLength,

    /// <summary>Counts or sums along the way do not come to the published ones.</summary>
    Totals,

    /// <summary>The hash at the top is not the published root.</summary>
    Root,

    /// <summary>A household is in the list twice.</summary>
    HouseholdTwice,

    /// <summary>The list does not have as many households as was published.</summary>
    ListCount,
}
