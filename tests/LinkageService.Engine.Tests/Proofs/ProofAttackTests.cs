using LinkageService.Engine.Proofs;

namespace LinkageService.Engine.Tests.Proofs;

/// <summary>What somebody who makes the lists, or forges a slip, could try; docs/proofs.md says of each what finds it.</summary>
public sealed class ProofAttackTests
{
    private static readonly ProofTree Honest = ProofVillage.Tree(
        [.. Enumerable.Range(1, 11).Select(id => ProofVillage.Leaf($"{id:D4}", id * 1_000))]);

    [Fact]
    public void Path_WithAnythingChanged_IsRefused()
    {
        var proof = Honest.Of("0005")!;
        var top = proof.Path[^1];
        HouseholdProof[] forged =
        [
            proof with { Leaf = proof.Leaf with { DueFen = proof.Leaf.DueFen + 1 } },
            proof with { Leaf = proof.Leaf with { OwedFen = 1 } },
            proof with { Leaf = proof.Leaf with { Household = "0006" } },
            proof with { Leaf = proof.Leaf with { StatementHash = new byte[32] } },
            proof with { Leaf = proof.Leaf with { StatementHash = [] } },
            proof with { Salt = new byte[16] },
            proof with { Salt = [.. proof.Salt, 0] },
            proof with { Index = proof.Index ^ 1 },
            proof with { Index = proof.Index + 100 },
            proof with { Index = -1 },
            proof with { Path = [.. proof.Path.Skip(1)] },
            proof with { Path = [.. proof.Path.SkipLast(1)] },
            proof with { Path = [.. proof.Path, top] },
            proof with { Path = [] },
            proof with { Path = [.. proof.Path.SkipLast(1), top with { Totals = top.Totals with { DueFen = top.Totals.DueFen + 1 } }] },
            proof with { Path = [.. proof.Path.SkipLast(1), top with { Totals = top.Totals with { DueFen = -1 } }] },
            proof with { Path = [.. proof.Path.SkipLast(1), top with { Totals = top.Totals with { DueFen = ProofVillage.Largest } }] },
            proof with { Path = [.. proof.Path.SkipLast(1), top with { Totals = top.Totals with { Households = 0 } }] },
            proof with { Path = [.. proof.Path.SkipLast(1), top with { Hash = new byte[32] }] },
            proof with { Root = proof.Root with { Totals = proof.Root.Totals with { DueFen = 0 } } },
            proof with { Root = proof.Root with { Totals = proof.Root.Totals with { Households = 12 } } },
        ];
        Assert.Equal(ProofFault.None, ProofCheck.Path(proof, Honest.Root.Hash));
        Assert.All(forged, each => Assert.NotEqual(ProofFault.None, ProofCheck.Path(each, Honest.Root.Hash)));
    }

    [Fact]
    public void Path_OfAnotherRunYearOrVillage_IsRefused()
    {
        var proof = Honest.Of("0005")!;
        ProofRun[] others =
        [
            proof.Run with { Run = "run2" }, proof.Run with { Year = 2024 }, proof.Run with { Organization = "other" },
            proof.Run with { Scheme = "tangwan-four-tier@2" }, proof.Run with { Digest = "sha256:" + new string('0', 64) },
        ];
        Assert.All(others, run =>
        {
            Assert.Equal(ProofFault.Root, ProofCheck.Path(proof with { Run = run }, Honest.Root.Hash));
            var other = ProofTree.Build(run, ProofVillage.Key, Honest.List().Select(each => each.Leaf));
            Assert.Equal(ProofFault.Root, ProofCheck.Path(other.Of("0005")!, Honest.Root.Hash));
        });
    }

    // The published failure of a node that hashes only the sum of both: the sum becomes the larger of two branches, and each household
    // is shown another neighbour. Here a node binds each child's own figures, so a branch that is shown smaller has another hash.
    [Fact]
    public void Path_BesideABranchShownSmaller_IsRefused()
    {
        var proof = Honest.Of("0005")!;
        for (var level = 0; level < proof.Path.Count; level++)
        {
            var node = proof.Path[level];
            var smaller = node with { Totals = node.Totals with { DueFen = 0 } };
            ProofNode[] path = [.. proof.Path.Take(level), smaller, .. proof.Path.Skip(level + 1)];
            var shown = proof with
            {
                Path = path,
                Root = proof.Root with
                {
                    Totals = proof.Root.Totals with { DueFen = proof.Root.Totals.DueFen - node.Totals.DueFen },
                },
            };
            Assert.Equal(ProofFault.Root, ProofCheck.Path(shown, Honest.Root.Hash));
        }
    }

    // Nobody's path shows a household too many: it takes the list, which people read.
    [Fact]
    public void AGhostHousehold_IsAcceptedByEveryPath_AndStandsInTheList()
    {
        var ghost = ProofVillage.Leaf("0099", 500_000);
        var leaves = Honest.List().Select(each => each.Leaf).ToArray();
        var tree = ProofVillage.Tree([.. leaves, ghost]);
        Assert.All(leaves, leaf => Assert.Equal(ProofFault.None, ProofCheck.Path(tree.Of(leaf.Household)!, tree.Root.Hash)));
        var list = tree.List().ToArray();
        Assert.Equal(ProofFault.None, ProofCheck.List(tree.Run, list, tree.Root.Totals, tree.Root.Hash));
        Assert.Contains(list, each => each.Leaf.Household == "0099");
        ListedHousehold[] withoutIt = [.. list.Where(each => each.Leaf.Household != "0099")];
        Assert.Equal(ProofFault.ListCount, ProofCheck.List(tree.Run, withoutIt, tree.Root.Totals, tree.Root.Hash));
        var less = new ProofTotals(withoutIt.Length, tree.Root.Totals.DueFen - 500_000, 0);
        Assert.Equal(ProofFault.Root, ProofCheck.List(tree.Run, withoutIt, less, tree.Root.Hash));
    }

    [Fact]
    public void TwoHouseholdsOfOneAmount_HaveLeavesOfTheirOwn()
    {
        var tree = ProofVillage.Tree(ProofVillage.Leaf("0001", 700), ProofVillage.Leaf("0002", 700));
        var shown = tree.Of("0001")!;
        Assert.Equal(ProofFault.Root, ProofCheck.Path(shown with { Leaf = shown.Leaf with { Household = "0002" } }, tree.Root.Hash));
    }

    [Fact]
    public void AHouseholdTwiceInAList_IsFound()
    {
        var list = Honest.List().ToArray();
        list[3] = list[4];
        Assert.Equal(ProofFault.HouseholdTwice, ProofCheck.List(Honest.Run, list, Honest.Root.Totals, Honest.Root.Hash));
    }

    // A node's hash as a leaf of one household, and a leaf's as a node above it.
    [Fact]
    public void ALeafForANodeAndANodeForALeaf_AreRefused()
    {
        var proof = Honest.Of("0005")!;
        var shortened = proof with { Path = [.. proof.Path.Skip(1)], Index = proof.Index >> 1 };
        Assert.NotEqual(ProofFault.None, ProofCheck.Path(shortened, Honest.Root.Hash));
        var count = new ProofTotals(6, proof.Root.Totals.DueFen, proof.Root.Totals.OwedFen);
        Assert.NotEqual(ProofFault.None, ProofCheck.Path(shortened with { Root = proof.Root with { Totals = count } }, Honest.Root.Hash));
        var one = ProofVillage.Tree(ProofVillage.Leaf("0001", 10));
        var two = ProofVillage.Tree(ProofVillage.Leaf("0001", 10), ProofVillage.Leaf("0002", 0));
        Assert.NotEqual(one.Root.Hash, two.Root.Hash);
        Assert.NotEqual(ProofFault.None, ProofCheck.Path(two.Of("0001")! with { Path = [], Index = 0, Root = one.Root }, two.Root.Hash));
    }

    // A loss cannot make a gain smaller: they are two columns.
    [Fact]
    public void ACorrection_ProvesWhatIsOwedApartFromWhatIsDue()
    {
        var tree = ProofVillage.Tree(ProofVillage.Leaf("0001", 300), ProofVillage.Leaf("0002", 0, owed: 300));
        Assert.Equal(new ProofTotals(2, 300, 300), tree.Root.Totals);
        Assert.Equal(ProofFault.None, ProofCheck.Path(tree.Of("0002")!, tree.Root.Hash));
        Assert.Equal(ProofFault.OutOfRange, ProofCheck.Path(
            tree.Of("0002")! with { Leaf = tree.Of("0002")!.Leaf with { DueFen = -300, OwedFen = 0 } }, tree.Root.Hash));
    }
}
