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
        holdings: { land: { unit: mu, decimals: 4 }, days: { unit: day }, unread: { unit: share } }
        groups: { registered: { tag: registered } }
        steps:
          - { id: share, kind: allocate, from: income, by: land }
          - { id: wage, kind: pay, from: payer:company, amount: days * 80 yuan / 1 day }
          - { id: extra, kind: pay, from: payer:company, to: registered, amount: 5 yuan }
        """;

    // Ids that begin alike or not, of one length or of many, short ones and such as fill the buffer before 512 of them are in it.
    private static readonly (string Name, Func<Random, int, string> Id)[] Numberings =
    [
        ("numbers of one length", (_, i) => $"{i:D7}"),
        ("numbers as they are", (_, i) => $"{i}"),
        ("identity numbers", (random, i) => $"5001{i * 13:D8}{random.Next(1_000_000):D6}"),
        ("Chinese", (random, i) => $"湾村{random.Next(9)}组{i}户"),
        ("each beginning with the one before", (_, i) => $"{i / 60:D3}{new string('x', i % 60)}"),
        ("as long as they may be", (_, i) => $"{i:D6}{string.Concat(Enumerable.Repeat("𠮷", 58))}"),
        ("of any kind", (random, i) => $"{(random.Next(3) == 0 ? "户" : "村民")}{i}{new string('x', random.Next(40))}"),
    ];

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
        foreach (var (numbering, id) in Numberings)
        {
            foreach (var households in (int[])[1, 2, 7, 8, 9, 511, 512, 513, 4095, 4096, 4097, random.Next(1, 9002)])
            {
                var distribution = Compute(random, households, id);
                Assert.True(Naive(distribution) == distribution.Digest, $"{households} households, {numbering}, TEST_SEED={seed}");
            }
        }
    }

    private static Distribution Compute(Random random, int households, Func<Random, int, string> id)
    {
        var scheme = SchemeText.Scheme(Wages);
        var terms = RunTerms.Bind(
            scheme, 2020, new Dictionary<string, string>(), new Dictionary<string, string> { ["income"] = "98765432.10" },
            new List<Problem>())!;
        var ids = Enumerable.Range(0, households).Select(i => Encoding.UTF8.GetBytes(id(random, i) + "\n")).ToArray();
        Array.Sort(ids, (one, other) => one.AsSpan().SequenceCompareTo(other));
        var starts = new int[households + 1];
        for (var i = 0; i < households; i++)
        {
            starts[i + 1] = starts[i] + ids[i].Length;
        }

        long[][] holdings =
        [
            Values(random, households, random.Next(1, 7), zeros: 0),
            Values(random, households, random.Next(0, 3), random.NextDouble()),
            Values(random, households, random.Next(0, 10), random.Next(2) * random.NextDouble()),
        ];
        var registered = GroupMask.Where(households, _ => random.Next(3) == 0);
        var roster = new Roster(
            scheme.RosterSchema, ids.SelectMany(line => line).ToArray(), starts, holdings, [registered], registered, window: null);
        return Calculation.Run(scheme, terms, roster).Distribution!;
    }

    /// <summary>Values of at most so many bytes, 9 for negative ones too; each may be zero, and so may be 1,000 neighbours.</summary>
    private static long[] Values(Random random, int households, int width, double zeros)
    {
        var values = new long[households];
        for (var i = 0; i < households; i++)
        {
            var isZero = width == 0 || random.NextDouble() < zeros || (zeros > 0 && (i / 1000 % 3) == 1);
            values[i] = isZero ? 0
                : width == 9 ? random.NextInt64(long.MinValue, long.MaxValue)
                : (random.NextInt64() >> (63 - Math.Min(63, random.Next(1, (8 * width) + 1)))) | 1;
        }

        return values;
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
