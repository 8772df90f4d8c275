using System.Text;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The sum tree over the households of a run (<c>linkage/proof/v1</c>, docs/proofs.md). Its shape is that of RFC 9162: nothing is padded
/// and no leaf doubled. A node binds both children's hashes, counts and sums.
/// </summary>
public sealed class ProofTree
{
    private readonly ProofNode[][] _levels;
    private readonly (ProofLeaf Leaf, byte[] Salt)[] _leaves;
    private readonly Lazy<Dictionary<string, int>> _places;

    private ProofTree(ProofRun run, ProofNode[][] levels, (ProofLeaf Leaf, byte[] Salt)[] leaves)
    {
        Run = run;
        (_levels, _leaves) = (levels, leaves);
        _places = new(() => leaves.Select((each, place) => (each.Leaf.Household, place))
            .ToDictionary(each => each.Household, each => each.place, StringComparer.Ordinal));
        Root = ProofRoot.Of(run.Context(), levels[^1][0]);
    }

    /// <summary>The run.</summary>
    public ProofRun Run { get; }

    /// <summary>What is published.</summary>
    public ProofRoot Root { get; }

    /// <summary>Builds it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="key">Its key.</param>
    /// <param name="leaves">One for every household, at least one, in any order.</param>
    /// <exception cref="InvariantBrokenException">A household is there twice, in whatever spelling, or an amount or a sum is outside of
    /// 0 to 2^53 − 1.</exception>
    public static ProofTree Build(ProofRun run, ProofKey key, IEnumerable<ProofLeaf> leaves)
    {
        using var derived = key.Derive();
        var ordered = leaves.Select(leaf => (Leaf: leaf, Order: derived.OrderOf(leaf.Household)))
            .OrderBy(each => each.Order, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .Select(each => (each.Leaf, Salt: derived.SaltOf(each.Leaf.Household))).ToArray();
        Invariant.Holds(ordered.Length > 0, "a run that is proven has households");
        Invariant.Holds(ordered.All(each => IsSound(each.Leaf)), "every amount of a proof is from 0 to 2^53 - 1, every statement hashed");
        Invariant.Holds(
            ordered.Select(each => Unicode.Nfkc.Of(each.Leaf.Household)).Distinct(StringComparer.Ordinal).Count() == ordered.Length,
            "a household is in a proof once");
        var context = run.Context();
        var levels = new List<ProofNode[]> { ordered.Select(each => ProofNode.OfLeaf(context, each.Salt, each.Leaf)).ToArray() };
        while (levels[^1].Length > 1)
        {
            levels.Add(Above(levels[^1]));
        }

        return new ProofTree(run, [.. levels], ordered);
    }

    /// <summary>Proves one household; null where it is not in the run.</summary>
    public HouseholdProof? Of(string household)
    {
        if (!_places.Value.TryGetValue(household, out var place))
        {
            return null;
        }

        var path = new List<ProofNode>();
        for (var (level, at) = (0, place); level < _levels.Length - 1; level++, at >>= 1)
        {
            // The last of an odd number has nobody beside it and goes up as it is.
            if ((at ^ 1) < _levels[level].Length)
            {
                path.Add(_levels[level][at ^ 1]);
            }
        }

        return new HouseholdProof(Run, Root, place, _leaves[place].Leaf, _leaves[place].Salt, path);
    }

    /// <summary>Every household in the order of the tree: the list that hashes to the root.</summary>
    public IEnumerable<ListedHousehold> List() => _leaves.Select(each => new ListedHousehold(each.Leaf, each.Salt));

    private static bool IsSound(ProofLeaf leaf) =>
        new ProofTotals(1, leaf.DueFen, leaf.OwedFen).IsInRange && leaf.StatementHash.Length == 32
        && Encoding.UTF8.GetByteCount(leaf.Household) is > 0 and <= ushort.MaxValue;

    internal static ProofNode[] Above(ProofNode[] level)
    {
        var above = new ProofNode[(level.Length + 1) / 2];
        for (var at = 0; at < above.Length; at++)
        {
            var left = level[2 * at];
            above[at] = (2 * at) + 1 == level.Length ? left
                : ProofNode.Above(left, level[(2 * at) + 1])
                    ?? throw new InvariantBrokenException("the sums of a proof are at most 2^53 - 1");
        }

        return above;
    }
}
