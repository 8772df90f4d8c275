using System.Diagnostics;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>Documents made to exhaust the machine: refused at once, never with an exception.</summary>
public sealed class DocumentAttackTests
{
    public static TheoryData<string, string> Texts() => new()
    {
        { "nested lists", new string('[', 100_000) },
        { "nested mappings", string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
        { "nested block lists", string.Concat(Enumerable.Repeat("- ", 50_000)) },
        { "complex keys", string.Concat(Enumerable.Repeat("? ", 50_000)) },
        { "aliases", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n" },
        { "two documents", "id: a\n---\nid: b\n" },
        { "nothing", "" },
        { "tags", "id: !!binary gA==\nsteps: !!set {a}\n" },
        { "a scalar", "just words" },
        { "many values", "a: [" + string.Join(',', Enumerable.Repeat("1", 30_000)) + "]" },
        { "one huge value", SchemeText.Head + "summary: " + new string('x', 2_000_000) + "\nsteps: x\n" },
        { "one huge key", SchemeText.Head + new string('k', 900) + ": 1\nsteps: []\n" },
        { "a line of brackets that is no YAML", "a: [" + new string('[', 500_000) + "，\n" },
        { "lines of brackets that are no YAML", string.Concat(Enumerable.Repeat("a: " + new string('[', 990) + "\n", 1000)) },
        { "a word, spaces and no colon", "id: x\n  a" + new string(' ', 900_000) + "b: c: d\n" },
        { "nested conditions", SchemeText.Head + "groups: { a: " + string.Concat(Enumerable.Repeat("{not: ", 25))
            + "b" + new string('}', 26) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Compile_HostileText_RefusedAtOnce(string what, string yaml)
    {
        var watch = Stopwatch.StartNew();
        if (YamlDocument.Parse(yaml, out var malformed) is { } document)
        {
            var compilation = SchemeCompiler.Compile(document);

            Assert.Null(compilation.Scheme);
            Assert.All(compilation.Problems, problem => Assert.InRange(problem.Message.Zh.Length, 1, 2000));
        }
        else
        {
            Assert.All(malformed, problem => Assert.Equal("malformed_yaml", problem.Code.Name));
            Assert.InRange(malformed.Count, 1, 200);
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), what + " took " + watch.Elapsed);
    }

    [Fact]
    public void Compile_TreeDeeperThanAnyTextGives_TooLarge()
    {
        DocumentNode tree = new DocumentScalar("x");
        for (var depth = 0; depth < 200_000; depth++)
        {
            tree = new DocumentSequence([tree]);
        }

        var compilation = SchemeCompiler.Compile(new DocumentMapping([new DocumentEntry("steps", tree)]));

        Assert.Equal("scheme_too_large", compilation.Problems.Single().Code.Name);
    }

    [Fact]
    public void Run_LargestScheme_FinishesSoon()
    {
        // 64 steps that each read a chain of 60 groups and 32 holdings, over 4,000 households
        var holdings = string.Join(", ", Enumerable.Range(0, 32).Select(number => $"h{number}: {{ unit: mu }}"));
        var groups = "g0: { holding: h0, above: 1 }, "
            + string.Join(", ", Enumerable.Range(1, 60).Select(number => $"g{number}: {{ not: g{number - 1} }}"));
        var sum = string.Join(" + ", Enumerable.Range(0, 32).Select(number => "h" + number));
        var steps = string.Concat(Enumerable.Range(0, 64).Select(number =>
            $"  - {{ id: s{number}, kind: pay, from: payer:x, to: g{number % 61}, amount: ({sum}) * 1 yuan / 1 mu }}\n"));
        var roster = "id " + string.Join(' ', Enumerable.Range(0, 32).Select(number => "h" + number)) + "\n"
            + string.Concat(Enumerable.Range(10_000, 4_000).Select(id => $"{id} {string.Join(' ', Enumerable.Repeat(id % 3, 32))}\n"));
        var trial = Trial.Of($"holdings: {{ {holdings} }}\ngroups: {{ {groups} }}\nsteps:\n{steps}").Roster(roster);

        var watch = Stopwatch.StartNew();

        Assert.Equal(4_000, trial.Run().Roster.Count);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), watch.Elapsed.ToString());
    }
}
