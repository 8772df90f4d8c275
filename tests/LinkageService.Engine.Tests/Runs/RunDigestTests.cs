using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.Runs;

/// <summary>
/// The byte form of digests: runs of earlier rules keep theirs, new ones are as <c>docs/decisions/0004-digest.md</c> has it.
/// </summary>
public sealed class RunDigestTests
{
    private const string Wages = """
        inputs: { income: { type: money } }
        holdings: { land: { unit: mu, decimals: 4 }, days: { unit: day } }
        groups: { registered: { tag: registered } }
        steps:
          - { id: share, kind: allocate, from: income, by: land }
          - { id: wage, kind: pay, from: payer:company, amount: days * 80 yuan / 1 day }
          - { id: extra, kind: pay, from: payer:company, to: registered, amount: 5 yuan }
        """;

    // Given by the published version 0.1.0 and by the version after it.
    [Theory]
    [InlineData(RuleVersion.First, "sha256:0ec2f486aab5bc630b53cbf22cca5ebde644ccf03285d0d88dd7c44b68110119")]
    [InlineData(RuleVersion.Second, "sha256:0ec2f486aab5bc630b53cbf22cca5ebde644ccf03285d0d88dd7c44b68110119")]
    [InlineData(RuleVersion.Third, "sha256:8bebdccffe892c30e6226b7340595f949f0d05148ae048d0d12365d1f9ea9921")]
    [InlineData(RuleVersion.Fourth, "sha256:8bebdccffe892c30e6226b7340595f949f0d05148ae048d0d12365d1f9ea9921")]
    public void Of_TheTangwanCase_IsThatOfItsRules(RuleVersion rules, string expected)
    {
        var yaml = SchemeText.Library().Single(scheme => scheme.Name == "tangwan-four-tier").Yaml;
        var scheme = SchemeCompiler.Compile(YamlDocument.Parse(yaml, out _)!, rules).Scheme!;
        Assert.Equal(expected, Trial.Of(scheme).Inputs("income=100000.00").Roster("""
            id land tags
            0001 3.33 -
            0002 2.70 registered
            0003 1.85 -
            0004 4.10 -
            0005 0.95 registered
            """).Run().Digest);
    }

    [Fact]
    public void Of_AnyRoster_IsWhatTheDecisionSays()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        foreach (var households in (int[])[1, 7, 8, 511, 512, 513, 4095, 4096, 4097, 9001])
        {
            var distribution = Compute(random, households);
            Assert.True(Naive(distribution) == distribution.Digest, $"{households} households, TEST_SEED={seed}");
        }
    }

    /// <summary>Columns of every width, all alike, mostly zero and mostly not.</summary>
    private static Distribution Compute(Random random, int households)
    {
        var scheme = SchemeText.Scheme(Wages);
        var terms = RunTerms.Bind(
            scheme, 2020, new Dictionary<string, string>(), new Dictionary<string, string> { ["income"] = "98765432.10" },
            new List<Problem>())!;
        var builder = new RosterBuilder(scheme.RosterSchema, households);
        var (largest, zeros) = (Math.Pow(10, random.Next(0, 12)), random.Next(0, 11));
        for (var i = 0; i < households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{(random.Next(3) == 0 ? "户" : "村民")}{i}{new string('x', random.Next(40))}")));
            builder.Holding("land"u8, Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{random.NextInt64(1, (long)largest + 2)}.{random.Next(10_000):0000}")));
            builder.Holding("days"u8, Encoding.UTF8.GetBytes(
                (random.Next(10) < zeros ? 0 : random.Next(1, 300)).ToString(CultureInfo.InvariantCulture)));
            if (random.Next(10) < zeros)
            {
                builder.Tag("registered"u8);
            }

            builder.End();
        }

        return Calculation.Run(scheme, terms, builder.Build()!).Distribution!;
    }

    // Written from the decision alone, value by value.
    private static string Naive(Distribution distribution)
    {
        var bytes = new List<byte>();
        void Line(string text) => bytes.AddRange(Encoding.UTF8.GetBytes(text + "\n"));

        var roster = distribution.Roster;
        Line("linkage-run-3");
        Line(distribution.Scheme.Digest);
        Line("2020");
        Line("i income 987654321/10");
        foreach (var source in distribution.Sources.OrderBy(source => source.Name, StringComparer.Ordinal))
        {
            Line($"s {source.Name} {source.Amount}");
        }

        foreach (var fund in distribution.Funds)
        {
            Line($"f {fund.Name} {fund.Amount} {(fund.IsCarried ? "carried" : "kept")}");
        }

        Line($"households {roster.Count}");
        foreach (var ids in Enumerable.Range(0, roster.Count).Select(i => Encoding.UTF8.GetBytes(roster.Id(i))).Chunk(512))
        {
            var prefix = 0;
            while (ids.All(id => id.Length > prefix && id[prefix] == ids[0][prefix]))
            {
                prefix++;
            }

            foreach (var part in ids.Select(id => id[prefix..]).Prepend(ids[0][..prefix]))
            {
                bytes.AddRange(part);
                bytes.Add((byte)'\n');
            }
        }

        foreach (var holding in roster.Schema.Holdings.Select((holding, at) => (holding.Name, at))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal))
        {
            Column(bytes, "holding " + holding.Name, roster.Holding(holding.at).ToArray());
        }

        Line("tag registered");
        foreach (var word in Enumerable.Range(0, roster.Count).Chunk(64))
        {
            var bits = word.Where(i => roster.Tagged("registered").Contains(i)).Sum(i => (decimal)(1UL << (i % 64)));
            bytes.AddRange(BitConverter.GetBytes((ulong)bits));
        }

        foreach (var step in distribution.Steps.Where(step => step.AmountsFen is not null))
        {
            Column(bytes, "step " + step.Step.Id, step.AmountsFen!.Value.ToArray());
        }

        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }

    private static void Column(List<byte> bytes, string name, long[] values)
    {
        var width = Enumerable.Range(0, 9).First(count => count == 8 || values.All(value => value >= 0 && value < 1L << (8 * count)));
        var others = values.Count(value => value != 0);
        var isSparse = ((values.Length + 7) / 8) + (others * width) < values.Length * width;
        bytes.AddRange(Encoding.UTF8.GetBytes($"{name} {width} {(isSparse ? "sparse" : "dense")}\n"));
        foreach (var together in width == 0 ? [] : values.Chunk(4096))
        {
            if (isSparse)
            {
                bytes.AddRange(together.Chunk(8).Select(eight => (byte)eight.Select((value, i) => value != 0 ? 1 << i : 0).Sum()));
            }

            foreach (var value in together.Where(value => !isSparse || value != 0))
            {
                bytes.AddRange(BitConverter.GetBytes(value)[..width]);
            }
        }
    }
}
