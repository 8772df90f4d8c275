using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Proofs;
using LinkageService.Http;

namespace LinkageService.Features.Statements;

/// <summary>The proof that a household is in a run's total with its amount, once.</summary>
/// <param name="Format">linkage/proof/v1, the construction of docs/proofs.md.</param>
/// <param name="Run">The run it is bound to.</param>
/// <param name="Root">What the village publishes.</param>
/// <param name="Index">The household's place in the tree, from 0.</param>
/// <param name="Household">Its member number.</param>
/// <param name="Due">What the run gives it.</param>
/// <param name="Owed">What it takes from it; 0.00 but in a correction.</param>
/// <param name="Salt">16 bytes, hexadecimal.</param>
/// <param name="Statement">What its slip says.</param>
/// <param name="Path">The nodes beside its way to the top, from the bottom.</param>
/// <param name="Packed">All of it as the QR code of the slip has it.</param>
internal sealed record HouseholdProofContract(
    string Format, ProofRunContract Run, ProofRootContract Root, int Index, string Household, string Due, string Owed, string Salt,
    ProofStatementContract Statement, IReadOnlyList<ProofNodeContract> Path, string Packed)
{
    /// <summary>The one format there is.</summary>
    public const string FormatName = "linkage/proof/v1";

    /// <summary>A household's.</summary>
    public static HouseholdProofContract Of(FoundProof found)
    {
        var proof = found.Proof;
        return new HouseholdProofContract(
            FormatName, ProofRunContract.Of(proof.Run), ProofRootContract.Of(proof.Root), proof.Index, proof.Leaf.Household,
            new Money(proof.Leaf.DueFen).ToString(), new Money(proof.Leaf.OwedFen).ToString(), Convert.ToHexStringLower(proof.Salt),
            ProofStatementContract.Of(found.Statement), [.. proof.Path.Select(ProofNodeContract.Of)],
            ProofPack.Pack(proof, found.Statement));
    }
}

/// <summary>A page of the list that hashes to a run's root: all households, none beside them.</summary>
/// <param name="Format">linkage/proof/v1, the construction of docs/proofs.md.</param>
/// <param name="Run">The run.</param>
/// <param name="Root">What the village publishes.</param>
/// <param name="Households">In the order of the tree.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
internal sealed record ProofListContract(
    string Format, ProofRunContract Run, ProofRootContract Root, IReadOnlyList<ListedHouseholdContract> Households,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>Part of the list.</summary>
    public static ProofListContract Of(FoundProofs found) => new(
        HouseholdProofContract.FormatName, ProofRunContract.Of(found.Run), ProofRootContract.Of(found.Root),
        [.. found.Page.Items.Select(ListedHouseholdContract.Of)],
        found.Page.NextCursor);
}

/// <summary>One household of the list.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Due">What the run gives it.</param>
/// <param name="Owed">What it takes from it.</param>
/// <param name="Salt">16 bytes, hexadecimal.</param>
/// <param name="StatementHash">SHA-256 of what its slip says, as sha256: and 64 hexadecimal digits.</param>
internal sealed record ListedHouseholdContract(string Household, string Due, string Owed, string Salt, string StatementHash)
{
    /// <summary>A household.</summary>
    public static ListedHouseholdContract Of(ListedHousehold each) => new(
        each.Leaf.Household, new Money(each.Leaf.DueFen).ToString(), new Money(each.Leaf.OwedFen).ToString(),
        Convert.ToHexStringLower(each.Salt), "sha256:" + Convert.ToHexStringLower(each.Leaf.StatementHash));
}

/// <summary>The run that proofs are bound to.</summary>
/// <param name="Organization">Its organisation.</param>
/// <param name="Id">The run.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Scheme">Name and version of its scheme, such as tangwan-four-tier@1.</param>
/// <param name="Digest">Of its result.</param>
internal sealed record ProofRunContract(string Organization, string Id, int Year, string Scheme, string Digest)
{
    /// <summary>A run.</summary>
    public static ProofRunContract Of(ProofRun run) => new(run.Organization, run.Run, run.Year, run.Scheme, run.Digest);
}

/// <summary>What a village publishes of a run.</summary>
/// <param name="Hash">As sha256: and 64 hexadecimal digits.</param>
/// <param name="Code">The same for eyes: twenty digits.</param>
/// <param name="Households">Households under it.</param>
/// <param name="Due">What the run gives them.</param>
/// <param name="Owed">What it takes from them.</param>
internal sealed record ProofRootContract(string Hash, string Code, int Households, string Due, string Owed)
{
    /// <summary>A root.</summary>
    public static ProofRootContract Of(ProofRoot root) => new(
        root.ToString(), root.Code(), root.Totals.Households, new Money(root.Totals.DueFen).ToString(),
        new Money(root.Totals.OwedFen).ToString());
}

/// <summary>What a household's slip says.</summary>
/// <param name="Name">The name on it; empty where nobody said.</param>
/// <param name="Lines">Its lines, in order.</param>
internal sealed record ProofStatementContract(string Name, IReadOnlyList<ProofLineContract> Lines)
{
    /// <summary>A statement.</summary>
    public static ProofStatementContract Of(ProofStatement statement) => new(statement.Name, [.. statement.Lines.Select(line =>
        new ProofLineContract(line.Step, line.Title, new Money(line.AmountFen).ToString(), line.IsRecord)
        {
            Quantity = line.Price?.Quantity, Unit = line.Price?.Unit, PriceFen = line.Price?.PriceFen,
        })]);
}

/// <summary>A line of a slip.</summary>
/// <param name="Step">The step that gave it; empty for what is settled of earlier corrections.</param>
/// <param name="Title">What the slip calls it.</param>
/// <param name="Amount">Negative for a deduction.</param>
/// <param name="IsRecord">Whether it is only noted, outside the total.</param>
internal sealed record ProofLineContract(string Step, string Title, string Amount, bool IsRecord)
{
    /// <summary>What the household holds, as an exact fraction such as 333/100; left out where there is no one price.</summary>
    public string? Quantity { get; init; }

    /// <summary>The unit of it; left out where there is no one price.</summary>
    public string? Unit { get; init; }

    /// <summary>Fen for one unit, as an exact fraction; left out where there is no one price.</summary>
    public string? PriceFen { get; init; }
}

/// <summary>A node beside the way of a household.</summary>
/// <param name="Hash">As sha256: and 64 hexadecimal digits.</param>
/// <param name="Households">Households under it.</param>
/// <param name="Due">What the run gives them.</param>
/// <param name="Owed">What it takes from them.</param>
internal sealed record ProofNodeContract(string Hash, int Households, string Due, string Owed)
{
    /// <summary>A node.</summary>
    public static ProofNodeContract Of(ProofNode node) => new(
        "sha256:" + Convert.ToHexStringLower(node.Hash), node.Totals.Households, new Money(node.Totals.DueFen).ToString(),
        new Money(node.Totals.OwedFen).ToString());
}

/// <summary>How proofs are serialised.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HouseholdProofContract))]
[JsonSerializable(typeof(ProofListContract))]
internal sealed partial class ProofContracts : JsonSerializerContext;
