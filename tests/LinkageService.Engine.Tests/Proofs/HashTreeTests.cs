using System.Security.Cryptography;
using LinkageService.Engine.Proofs;

namespace LinkageService.Engine.Tests.Proofs;

/// <summary>The tree of RFC 9162, by published roots and against the definition.</summary>
public sealed class HashTreeTests
{
    /// <summary>The leaves and roots that certificate transparency logs test themselves with.</summary>
    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_PublishedLeaves_PublishedRoot(int leaves, string root)
    {
        string[] published = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var tree = new HashTree();
        foreach (var leaf in published.Take(leaves))
        {
            tree.Add(Convert.FromHexString(leaf));
        }

        Assert.Equal(root, Convert.ToHexStringLower(tree.Root()));
    }

    [Fact]
    public void Close_EveryLeafOfEverySize_LeadsToTheRootAndNowhereElse()
    {
        foreach (var size in Enumerable.Range(1, 70))
        {
            var leaves = Enumerable.Range(0, size).Select(at => SHA256.HashData([(byte)at])).ToArray();
            var defined = Defined(leaves);
            for (var index = 0; index < size; index++)
            {
                var tree = new HashTree(index);
                foreach (var leaf in leaves)
                {
                    tree.Add(leaf);
                }

                var (root, path) = tree.Close();
                Assert.Equal(defined, root);
                Assert.True(HashTree.Leads(leaves[index], index, size, path, root), $"{index} of {size}");
                Assert.False(HashTree.Leads(leaves[index], index ^ 1, size, path, root) && size > 1, $"{index} of {size} elsewhere");
                Assert.False(HashTree.Leads(leaves[index], index, size + 64, path, root));
                Assert.False(HashTree.Leads(leaves[index], index, size, [.. path, root], root));
                Assert.False(HashTree.Leads(root, index, size, path, root));
                Assert.False(size > 1 && HashTree.Leads(leaves[index], index, size, path.Skip(1), root));
            }
        }
    }

    // MTH of RFC 9162 § 2.1.1, word for word.
    private static byte[] Defined(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 1)
        {
            return SHA256.HashData([0, .. leaves[0]]);
        }

        var split = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)leaves.Length) / 2;
        return SHA256.HashData([1, .. Defined(leaves[..split]), .. Defined(leaves[split..])]);
    }
}
