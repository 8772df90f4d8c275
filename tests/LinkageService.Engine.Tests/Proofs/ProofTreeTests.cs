using System.Buffers.Binary;
using System.Security.Cryptography;
using LinkageService.Engine.Proofs;

namespace LinkageService.Engine.Tests.Proofs;

/// <summary>What is proven of an honest village, in trees of every shape, against a naive tree.</summary>
public sealed class ProofTreeTests
{
    [Fact]
    public void Of_EveryHousehold_HoldsInTreesOfEverySize()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        foreach (var households in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 100, 257])
        {
            var leaves = ProofVillage.Leaves(households, random);
            var tree = ProofVillage.Tree(leaves);
            Assert.Equal(leaves.Sum(leaf => leaf.DueFen), tree.Root.Totals.DueFen);
            Assert.Equal(leaves.Sum(leaf => leaf.OwedFen), tree.Root.Totals.OwedFen);
            var list = tree.List().ToArray();
            Assert.Equal(Naive(list), tree.Root.Hash);
            Assert.Equal(ProofFault.None, ProofCheck.List(tree.Run, list, tree.Root.Totals, tree.Root.Hash));
            foreach (var leaf in leaves)
            {
                var proof = tree.Of(leaf.Household)!;
                Assert.True(
                    ProofCheck.Path(proof, tree.Root.Hash) == ProofFault.None,
                    $"TEST_SEED={seed}, {leaf.Household} of {households}");
                var statement = ProofVillage.Statement("农户" + leaf.Household, leaf.DueFen - leaf.OwedFen);
                var packed = ProofPack.Read(ProofPack.Pack(proof, statement))!;
                Assert.Equal(ProofFault.None, ProofCheck.Path(packed.Proof!, tree.Root.Hash));
                Assert.Equal(statement.Lines, packed.Statement!.Lines);
                Assert.Equal(
                    ProofPack.Pack(proof, statement: null),
                    ProofPack.Pack(ProofPack.Read(ProofPack.Pack(proof, statement: null))!.Proof!, null));
            }
        }

        Assert.Null(ProofVillage.Tree(ProofVillage.Leaf("0001", 1)).Of("0002"));
    }

    [Fact]
    public void Build_InAnyOrder_GivesOneRoot()
    {
        var leaves = ProofVillage.Leaves(40, new Random(7));
        Assert.Equal(ProofVillage.Tree(leaves).Root.Hash, ProofVillage.Tree([.. leaves.Reverse()]).Root.Hash);
    }

    [Fact]
    public void Build_AtTheLargestSums_HoldsAndBeyondThemRefuses()
    {
        var tree = ProofVillage.Tree(ProofVillage.Leaf("0001", ProofVillage.Largest - 1), ProofVillage.Leaf("0002", 1));
        Assert.Equal(ProofVillage.Largest, tree.Root.Totals.DueFen);
        Assert.Equal(ProofFault.None, ProofCheck.Path(tree.Of("0001")!, tree.Root.Hash));
        Assert.Throws<InvariantBrokenException>(
            () => ProofVillage.Tree(ProofVillage.Leaf("0001", ProofVillage.Largest), ProofVillage.Leaf("0002", 1)));
        Assert.Throws<InvariantBrokenException>(() => ProofVillage.Tree(new ProofLeaf("0001", -1, 0, new byte[32])));
        Assert.Throws<InvariantBrokenException>(() => ProofVillage.Tree());
    }

    // One letter with its accent, and the letter and the accent apart: one household to a reader.
    [Theory]
    [InlineData("0001", "0001")]
    [InlineData("\u00e91", "e\u03011")]
    [InlineData("\uff11", "1")]
    public void Build_OfOneHouseholdTwice_IsRefused(string first, string second) =>
        Assert.Throws<InvariantBrokenException>(() => ProofVillage.Tree(ProofVillage.Leaf(first, 1), ProofVillage.Leaf(second, 2)));

    [Fact]
    public void Code_OfARoot_HasTwentyDigitsThatShowAWrongOne()
    {
        var code = ProofVillage.Tree(ProofVillage.Leaf("0001", 100)).Root.Code();
        Assert.True(ProofRoot.IsCode(code));
        Assert.True(ProofRoot.IsCode(string.Join(' ', code.Chunk(4).Select(group => new string(group)))));
        for (var at = 0; at < code.Length; at++)
        {
            var wrong = code.ToCharArray();
            wrong[at] = (char)('0' + ((wrong[at] - '0' + 1) % 10));
            Assert.False(ProofRoot.IsCode(new string(wrong)), $"digit {at}");
        }

        Assert.False(ProofRoot.IsCode(code[..16]));
        Assert.False(ProofRoot.IsCode(""));
    }

    [Fact]
    public void Read_OfDamagedText_IsNothingOrAnotherProof_NeverAnError()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var tree = ProofVillage.Tree(ProofVillage.Leaves(20, random));
        var text = ProofPack.Pack(tree.Of("0007")!, statement: null);
        for (var turn = 0; turn < 5_000; turn++)
        {
            var damaged = text.ToCharArray();
            damaged[random.Next(damaged.Length)] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567 a="[random.Next(35)];
            var cut = new string(damaged)[..(random.Next(3) == 0 ? random.Next(damaged.Length) : damaged.Length)];
            var holds = ProofPack.Read(cut)?.Proof is { } proof && ProofCheck.Path(proof, tree.Root.Hash) == ProofFault.None;
            Assert.True(!holds || cut == text, $"TEST_SEED={seed}, turn {turn}");
        }
    }

    /// <summary>The root by the words of docs/proofs.md, recursively, sharing nothing with the builder but the leaves' data.</summary>
    private static byte[] Naive(IReadOnlyList<ListedHousehold> list)
    {
        var run = ProofVillage.Run;
        var context = SHA256.HashData(
            [0x10, .. "linkage/proof/v1/run"u8, .. Text(run.Organization), .. Text(run.Run), .. U32(run.Year), .. Text(run.Scheme),
                .. Text(run.Digest)]);
        var (hash, count, due, owed) = Top(list.Select(each => (SHA256.HashData(
            [0, .. context, .. each.Salt, .. Text(each.Leaf.Household), .. U64(each.Leaf.DueFen), .. U64(each.Leaf.OwedFen),
                .. each.Leaf.StatementHash]), 1, each.Leaf.DueFen, each.Leaf.OwedFen)).ToArray());
        return SHA256.HashData([2, .. "linkage/proof/v1/root"u8, .. context, .. U32(count), .. U64(due), .. U64(owed), .. hash]);
    }

    private static (byte[] Hash, int Count, long Due, long Owed) Top((byte[] Hash, int Count, long Due, long Owed)[] nodes)
    {
        if (nodes.Length == 1)
        {
            return nodes[0];
        }

        var split = 1;
        while (split * 2 < nodes.Length)
        {
            split *= 2;
        }

        var (left, right) = (Top(nodes[..split]), Top(nodes[split..]));
        return (
            SHA256.HashData([1, .. Bytes(left), .. Bytes(right)]), left.Count + right.Count, left.Due + right.Due, left.Owed + right.Owed);

        static byte[] Bytes((byte[] Hash, int Count, long Due, long Owed) node) =>
            [.. node.Hash, .. U32(node.Count), .. U64(node.Due), .. U64(node.Owed)];
    }

    private static byte[] Text(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] U32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] U64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
