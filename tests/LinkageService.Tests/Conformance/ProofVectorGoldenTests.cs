using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Engine.Proofs;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Conformance;

/// <summary>
/// <c>tests/proofs/vectors.json</c>, which docs/proofs.md hands to other implementations, is what the engine gives; an implementation
/// in Python written from that page computes all of it and refuses the forged proofs.
/// </summary>
public sealed class ProofVectorGoldenTests
{
    private const long Largest = (1L << 53) - 1;

    private static readonly JsonSerializerOptions Camel = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = Path.Combine(SchemeCases.RepositoryRoot(), "tests", "proofs");
    private static readonly string Vectors = Path.Combine(Folder, "vectors.json");

    [Fact]
    public void Vectors_AreWhatTheEngineGives() => GoldenFile.CheckText(Vectors, GoldenFile.Written(new JsonObject
    {
        ["format"] = "linkage/proof/v1",
        ["villages"] = new JsonArray(
            Village("one", [("0001", 0, 0)]),
            Village("eleven", [.. Enumerable.Range(1, 11).Select(id => ($"{id:D4}", id * 12_345L, 0L))]),
            Village("correction", [("0001", 300, 0), ("0002", 0, 250), ("户3", 0, 0)]),
            Village("largest", [("0001", Largest - 1, 0), ("0002", 1, Largest)])),
    }));

    [Fact]
    public async Task PythonImplementation_AgreesAndRefusesWhatIsForged()
    {
        await Tool.RequireAsync("python3 --version");
        var (exitCode, output) = await Tool.RunAsync($"python3 '{Path.Combine(Folder, "proofs.py")}' '{Vectors}'", Path.GetTempPath());
        Assert.True(exitCode == 0, output);
        var changed = (await File.ReadAllTextAsync(Vectors)).Replace("\"dueFen\":12345,", "\"dueFen\":12346,", StringComparison.Ordinal)
            .Replace("\"dueFen\": 12345,", "\"dueFen\": 12346,", StringComparison.Ordinal);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, changed);
            (exitCode, output) = await Tool.RunAsync($"python3 '{Path.Combine(Folder, "proofs.py")}' '{file}'", Path.GetTempPath());
            Assert.True(exitCode == 1 && output.Contains("eleven: root", StringComparison.Ordinal), output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonObject Village(string name, (string Id, long Due, long Owed)[] households)
    {
        var key = SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(name));
        var run = new ProofRun("tangwan", name, 2025, "tangwan-four-tier@1", "sha256:" + Convert.ToHexStringLower(key));
        var statements = households.ToDictionary(each => each.Id, each => StatementOf(each.Id, each.Due - each.Owed));
        var tree = ProofTree.Build(run, new ProofKey(key), households.Select(
            each => new ProofLeaf(each.Id, each.Due, each.Owed, statements[each.Id].Hash())));
        var packed = households.Select(each => ProofPack.Pack(tree.Of(each.Id)!, statements[each.Id])).ToArray();
        var last = tree.Of(households[^1].Id)!;
        return new JsonObject
        {
            ["run"] = JsonSerializer.SerializeToNode(run, Camel),
            ["key"] = Convert.ToHexStringLower(key),
            ["households"] = new JsonArray([.. households.Select(each => JsonOf(each, statements[each.Id]))]),
            ["root"] = Convert.ToHexStringLower(tree.Root.Hash),
            ["code"] = tree.Root.Code(),
            ["totals"] = JsonSerializer.SerializeToNode(tree.Root.Totals, Camel),
            ["notice"] = ProofPack.Pack(run, tree.Root),
            ["proofs"] = new JsonArray([.. packed.Select(text => JsonValue.Create(text)), ProofPack.Pack(last, statement: null)]),
            ["forged"] = new JsonArray([.. Forged(last).Select(each => new JsonObject
            {
                ["what"] = each.What, ["proof"] = ProofPack.Pack(each.Proof, statement: null),
            })]),
        };
    }

    private static IEnumerable<(string What, HouseholdProof Proof)> Forged(HouseholdProof proof)
    {
        yield return ("another household", proof with { Leaf = proof.Leaf with { Household = "9999" } });
        yield return ("a fen more", proof with { Leaf = proof.Leaf with { DueFen = proof.Leaf.DueFen ^ 1 } });
        yield return ("last year's", proof with { Run = proof.Run with { Year = 2024 } });
        yield return ("another village's", proof with { Run = proof.Run with { Organization = "other" } });
        yield return ("beyond the count", proof with { Index = proof.Root.Totals.Households });
        yield return ("a household more", proof with
        {
            Root = proof.Root with { Totals = proof.Root.Totals with { Households = proof.Root.Totals.Households + 1 } },
        });
        yield return ("a node too many", proof with { Path = [.. proof.Path, new ProofNode(new byte[32], new ProofTotals(1, 0, 0))] });
        if (proof.Path.Count > 0)
        {
            yield return ("a node too few", proof with { Path = [.. proof.Path.SkipLast(1)] });
            var beside = proof.Path.First(node => node.Totals.DueFen > 0);
            yield return ("a branch shown smaller", proof with
            {
                Path = [.. proof.Path.Select(node => node == beside ? node with { Totals = node.Totals with { DueFen = 0 } } : node)],
                Root = proof.Root with { Totals = proof.Root.Totals with { DueFen = proof.Root.Totals.DueFen - beside.Totals.DueFen } },
            });
        }
    }

    private static ProofStatement StatementOf(string id, long amount) => new("农户" + id,
    [
        new ProofLine("land", "土地分红", amount) { Price = new ProofPrice("333/100", "亩", "8995000/25039") },
        new ProofLine("wage", "务工收入", 480_000, IsRecord: true),
    ]);

    private static JsonObject JsonOf((string Id, long Due, long Owed) household, ProofStatement statement) => new()
    {
        ["id"] = household.Id,
        ["dueFen"] = household.Due,
        ["owedFen"] = household.Owed,
        ["name"] = statement.Name,
        ["lines"] = JsonSerializer.SerializeToNode(statement.Lines, Camel),
        ["statement"] = Convert.ToHexStringLower(statement.ToBytes()),
    };
}
