namespace LinkageService.Engine.Proofs;

/// <summary>
/// Checks proofs as anybody can who has the published root: a path says that a household is in the total with its amount, once; only the
/// full list says that nobody else is.
/// </summary>
public static class ProofCheck
{
    private const int HashLength = 32;

    /// <summary>Checks the way of one household (RFC 9162 §2.1.3.2, with counts and sums carried along).</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="root">The root as published, not as the proof says.</param>
    public static ProofFault Path(HouseholdProof proof, ReadOnlySpan<byte> root)
    {
        var (leaf, totals) = (proof.Leaf, proof.Root.Totals);
        if (!totals.IsInRange || !IsSound(leaf, proof.Salt) || proof.Index < 0
            || proof.Path.Any(node => !node.Totals.IsInRange || node.Hash.Length != HashLength))
        {
            return ProofFault.OutOfRange;
        }

        if (proof.Index >= totals.Households)
        {
            return ProofFault.IndexBeyondCount;
        }

        var context = proof.Run.Context();
        var node = ProofNode.OfLeaf(context, proof.Salt, leaf);
        var way = new TreeWay(proof.Index, totals.Households);
        foreach (var beside in proof.Path)
        {
            if (way.IsAtTop)
            {
                return ProofFault.PathLength;
            }

            if ((way.StepUp() ? ProofNode.Above(beside, node) : ProofNode.Above(node, beside)) is not { } above)
            {
                return ProofFault.OutOfRange;
            }

            node = above;
        }

        return !way.IsAtTop ? ProofFault.PathLength
            : node.Totals != totals ? ProofFault.Totals
            : ProofRoot.Of(context, node).Hash.AsSpan().SequenceEqual(root) && proof.Root.Hash.AsSpan().SequenceEqual(root)
                ? ProofFault.None
            : ProofFault.Root;
    }

    /// <summary>Checks the full list: it has just these households, each once, and its sums are the total.</summary>
    /// <param name="run">The run.</param>
    /// <param name="list">In the order of the tree.</param>
    /// <param name="totals">As published.</param>
    /// <param name="root">As published.</param>
    public static ProofFault List(ProofRun run, IReadOnlyList<ListedHousehold> list, ProofTotals totals, ReadOnlySpan<byte> root)
    {
        if (list.Any(each => !IsSound(each.Leaf, each.Salt)))
        {
            return ProofFault.OutOfRange;
        }

        if (list.Count != totals.Households || list.Count == 0)
        {
            return ProofFault.ListCount;
        }

        if (list.Select(each => Unicode.Nfkc.Of(each.Leaf.Household)).Distinct(StringComparer.Ordinal).Count() != list.Count)
        {
            return ProofFault.HouseholdTwice;
        }

        var context = run.Context();
        var level = list.Select(each => ProofNode.OfLeaf(context, each.Salt, each.Leaf)).ToArray();
        var sums = list.Aggregate(
            (Due: (Int128)0, Owed: (Int128)0), (sum, each) => (sum.Due + each.Leaf.DueFen, sum.Owed + each.Leaf.OwedFen));
        if (sums.Due != totals.DueFen || sums.Owed != totals.OwedFen || !totals.IsInRange)
        {
            return ProofFault.Totals;
        }

        while (level.Length > 1)
        {
            level = ProofTree.Above(level);
        }

        return ProofRoot.Of(context, level[0]).Hash.AsSpan().SequenceEqual(root) ? ProofFault.None : ProofFault.Root;
    }

    private static bool IsSound(ProofLeaf leaf, byte[] salt) =>
        new ProofTotals(1, leaf.DueFen, leaf.OwedFen).IsInRange && leaf.StatementHash.Length == HashLength
        && salt.Length == ProofKey.SaltLength;
}
