using System.Numerics;
using System.Security.Cryptography;

namespace LinkageService.Engine.Proofs;

/// <summary>
/// The hash tree of RFC 9162 § 2.1 over a list that only grows, SHA-256: built leaf by leaf in the memory of its height, with the way of
/// one leaf to the root if it is asked for.
/// </summary>
/// <param name="proven">The place of the leaf whose way is wanted, from 0; null for none.</param>
public sealed class HashTree(long? proven = null)
{
    private const byte LeafKind = 0x00;
    private const byte NodeKind = 0x01;

    // Whole trees, each smaller than the one before it.
    private readonly List<Part> _parts = [];
    private readonly List<byte[]> _path = [];

    /// <summary>Leaves so far.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next leaf.</summary>
    public void Add(ReadOnlySpan<byte> leaf) => Push(new Part(HashOf(LeafKind, leaf, []), Count, 1));

    /// <summary>Adds the next leaves by the root over them alone, as this class gives it.</summary>
    /// <param name="root">32 bytes.</param>
    /// <param name="leaves">How many they are: a power of two that divides <see cref="Count"/>. The proven leaf is none of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">They are no tree of their own at this place.</exception>
    public void AddWhole(byte[] root, long leaves)
    {
        if (!BitOperations.IsPow2(leaves) || Count % leaves != 0 || (proven >= Count && proven < Count + leaves))
        {
            throw new ArgumentOutOfRangeException(nameof(leaves), leaves, $"no tree of its own after {Count} leaves");
        }

        Push(new Part(root, Count, leaves));
    }

    private void Push(Part part)
    {
        Count += part.Leaves;
        while (_parts.Count > 0 && _parts[^1].Leaves == part.Leaves)
        {
            part = Join(_parts[^1], part, _path);
            _parts.RemoveAt(_parts.Count - 1);
        }

        _parts.Add(part);
    }

    /// <summary>The root over the leaves so far; SHA-256 of nothing while there is none.</summary>
    public byte[] Root() => Close().Root;

    /// <summary>The root, and the siblings on the way of the leaf to it, the lowest first.</summary>
    public (byte[] Root, IReadOnlyList<byte[]> Path) Close()
    {
        var path = new List<byte[]>(_path);
        return _parts.Count == 0
            ? (SHA256.HashData([]), path)
            : (_parts.AsEnumerable().Reverse().Aggregate((right, left) => Join(left, right, path)).Hash, path);
    }

    /// <summary>Whether a way leads from a leaf to a root.</summary>
    /// <param name="leaf">What was added, before it was hashed.</param>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="count">How many leaves there are.</param>
    /// <param name="path">The siblings, the lowest first.</param>
    /// <param name="root">What the way should come to, 32 bytes.</param>
    public static bool Leads(ReadOnlySpan<byte> leaf, long index, long count, IEnumerable<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= count)
        {
            return false;
        }

        var (way, node) = (new TreeWay(index, count), HashOf(LeafKind, leaf, []));
        foreach (var beside in path)
        {
            if (way.IsAtTop)
            {
                return false;
            }

            node = way.StepUp() ? HashOf(NodeKind, beside, node) : HashOf(NodeKind, node, beside);
        }

        return way.IsAtTop && node.AsSpan().SequenceEqual(root);
    }

    private Part Join(Part left, Part right, List<byte[]> path)
    {
        if (left.Has(proven))
        {
            path.Add(right.Hash);
        }
        else if (right.Has(proven))
        {
            path.Add(left.Hash);
        }

        return new Part(HashOf(NodeKind, left.Hash, right.Hash), left.First, left.Leaves + right.Leaves);
    }

    private static byte[] HashOf(byte kind, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) =>
        SHA256.HashData([kind, .. first, .. second]);

    private sealed record Part(byte[] Hash, long First, long Leaves)
    {
        public bool Has(long? leaf) => leaf >= First && leaf < First + Leaves;
    }
}
