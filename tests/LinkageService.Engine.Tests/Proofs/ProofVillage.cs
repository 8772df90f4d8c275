using System.Security.Cryptography;
using LinkageService.Engine.Proofs;

namespace LinkageService.Engine.Tests.Proofs;

/// <summary>Villages to prove.</summary>
internal static class ProofVillage
{
    public const long Largest = (1L << 53) - 1;

    public static ProofRun Run { get; } =
        new("tangwan", "run1", 2025, "tangwan-four-tier@1", "sha256:" + Convert.ToHexStringLower(SHA256.HashData([1])));

    public static ProofKey Key { get; } = new(SHA256.HashData([2]));

    public static ProofStatement Statement(string name, long amount) => new(name,
    [
        new ProofLine("land", "土地分红", amount) { Price = new ProofPrice("333/100", "亩", "8995000/25039") },
        new ProofLine("wage", "务工收入", 480_000, IsRecord: true),
    ]);

    public static ProofLeaf Leaf(string id, long due, long owed = 0) => new(id, due, owed, Statement("农户" + id, due - owed).Hash());

    public static ProofLeaf[] Leaves(int households, Random random) => Enumerable.Range(1, households)
        .Select(id => random.Next(5) == 0 ? Leaf($"{id:D4}", 0, random.Next(100_000)) : Leaf($"{id:D4}", random.Next(1_000_000))).ToArray();

    public static ProofTree Tree(params ProofLeaf[] leaves) => ProofTree.Build(Run, Key, leaves);
}
