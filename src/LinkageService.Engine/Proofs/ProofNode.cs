namespace LinkageService.Engine.Proofs;

/// <summary>A node of the tree: its hash, and what stands under it.</summary>
/// <param name="Hash">32 bytes.</param>
/// <param name="Totals">Count and sums, which the hash of the node above binds for each of its two children apart.</param>
public sealed record ProofNode(byte[] Hash, ProofTotals Totals)
{
    internal static ProofNode OfLeaf(byte[] context, byte[] salt, ProofLeaf leaf)
    {
        using var bytes = new ProofBytes(ProofBytes.Leaf);
        bytes.Fixed(context);
        bytes.Fixed(salt);
        bytes.Text(leaf.Household);
        bytes.UInt64(leaf.DueFen);
        bytes.UInt64(leaf.OwedFen);
        bytes.Fixed(leaf.StatementHash);
        return new ProofNode(bytes.Sum(), new ProofTotals(1, leaf.DueFen, leaf.OwedFen));
    }

    /// <summary>The node above two; null where a sum would leave the range.</summary>
    internal static ProofNode? Above(ProofNode left, ProofNode right)
    {
        if (ProofTotals.Add(left.Totals, right.Totals) is not { } totals)
        {
            return null;
        }

        using var bytes = new ProofBytes(ProofBytes.Node);
        Append(bytes, left);
        Append(bytes, right);
        return new ProofNode(bytes.Sum(), totals);
    }

    private static void Append(ProofBytes bytes, ProofNode node)
    {
        bytes.Fixed(node.Hash);
        bytes.UInt32(node.Totals.Households);
        bytes.UInt64(node.Totals.DueFen);
        bytes.UInt64(node.Totals.OwedFen);
    }
}
