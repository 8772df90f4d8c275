using System.Globalization;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.RandomDocuments;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>
/// What the linter says of random documents is held against runs of them: no group it calls empty has a member, no step it calls
/// short is ever paid, and the value it names is paid twice or not at all. <c>TEST_SEED</c> repeats a run.
/// </summary>
public sealed class SchemeLinterPropertyTests
{
    private static readonly int Seed = TestSeed.Value;

    // Every household there can be: both tags or not, and each column at and between all limits that are written.
    private static readonly (string Id, bool A, bool B, int Land, int Persons)[] Everybody = [..
        from a in (bool[])[false, true]
        from b in (bool[])[false, true]
        from land in Enumerable.Range(0, 6)
        from persons in Enumerable.Range(0, 6)
        select ($"{(a ? 1 : 0)}{(b ? 1 : 0)}{land}{persons}", a, b, land, persons)];

    private static readonly string EverybodysRoster = "id land persons tags\n" + string.Concat(Everybody.Select(one =>
        $"{one.Id} {one.Land} {one.Persons} {(one.A ? one.B ? "a+b" : "a" : one.B ? "b" : "-")}\n"));

    [Fact]
    public void Groups_RandomConditions_CalledEmptyExactlyWhereNobodyIsPaid()
    {
        var empty = 0;
        for (var number = 0; number < 400; number++)
        {
            var random = new Random(unchecked((Seed * 31) + number));
            var yaml = $$"""
                holdings: { land: { unit: mu, decimals: 0 }, persons: { unit: person, decimals: 0 } }
                groups:
                  a: { tag: a }
                  b: { any: [{ tag: b }, { all: [a, { tag: b }] }] }
                  tested: {{Condition(random, depth: 3)}}
                steps:
                  - { id: to_b, kind: pay, from: payer:x, amount: 1 yuan, to: b }
                  - { id: to_tested, kind: pay, from: payer:x, amount: land * 1 yuan / 1 mu + 1 yuan, to: tested }
                """;
            var isCalledEmpty = Warnings(yaml, ProblemCodes.GroupNeverHolds).Length > 0;
            var paid = Trial.Of(yaml).Roster(EverybodysRoster).Run().Steps[1].PoolFen;

            // What a formula has to do with the columns it reads is not looked into: it is called empty less often than it is.
            var isMissed = !isCalledEmpty && paid == 0 && yaml.Contains("formula", StringComparison.Ordinal);
            Assert.True(isCalledEmpty == (paid == 0) || isMissed, $"TEST_SEED={Seed} document {number}, paid {paid}\n{yaml}");
            empty += isCalledEmpty ? 1 : 0;
        }

        Assert.InRange(empty, 10, 390);
    }

    [Fact]
    public void Bands_RandomRanges_OverlapAndGapExactlyAtTheValuesThatAreSo()
    {
        var (overlaps, gaps) = (0, 0);
        for (var number = 0; number < 400; number++)
        {
            var random = new Random(unchecked((Seed * 37) + number));
            var bands = Enumerable.Range(0, random.Next(2, 4)).Select(_ => Range(random)).ToArray();
            var yaml = $$"""
                holdings: { land: { unit: mu, decimals: 0 } }
                groups:
                {{string.Concat(bands.Select((band, at) => $"  g{at}: {band}\n"))}}
                steps:
                {{string.Concat(bands.Select((_, at) => $"  - {{ id: s{at}, kind: pay, from: payer:x, amount: {at + 1} yuan, "
                    + $"to: g{at} }}\n"))}}
                """;
            var run = Trial.Of(yaml).Roster("id land\n" + string.Concat(Enumerable.Range(0, 9).Select(land => $"{land} {land}\n"))).Run();
            var paid = Enumerable.Range(0, 9).Select(land => string.Concat(
                run.Steps.Select((step, at) => step.AmountsFen is { } fen && fen.Span[land] != 0 ? (char?)('0' + at) : null)
                    .OfType<char>())).ToArray();
            var ranges = bands.Select((_, at) => string.Concat(
                    paid.Select(by => by.Contains((char)('0' + at), StringComparison.Ordinal) ? '1' : '0')))
                .ToArray();

            var expected = Enumerable.Range(1, bands.Length - 1).Where(at => Enumerable.Range(0, at)
                .Any(before => ranges[before] != ranges[at] && ranges[before].Zip(ranges[at]).Contains(('1', '1'))))
                .Select(at => $"steps[{at}].to").ToArray();
            var actual = Warnings(yaml, ProblemCodes.BandsOverlap);
            Assert.True(expected.SequenceEqual(actual),
                $"TEST_SEED={Seed} document {number}, warned {string.Join(' ', actual)}\n{yaml}");

            var (first, last) = (Array.FindIndex(paid, by => by != ""), Array.FindLastIndex(paid, by => by != ""));
            var hasGap = first >= 0 && paid[first..last].Contains("");
            var saysGap = Warnings(yaml, ProblemCodes.BandsLeaveGap).Length > 0;
            Assert.True(hasGap == saysGap, $"TEST_SEED={Seed} document {number}, gap {saysGap}\n{yaml}");
            (overlaps, gaps) = (overlaps + (actual.Length > 0 ? 1 : 0), gaps + (hasGap ? 1 : 0));
        }

        Assert.InRange(overlaps, 20, 395);
        Assert.InRange(gaps, 10, 390);
    }

    [Fact]
    public void NeverEnough_RandomSteps_EveryIncomeIsRefused()
    {
        var warned = 0;
        for (var number = 0; number < 1_500; number++)
        {
            var random = new Random(unchecked((Seed * 41) + number));
            var yaml = Steps(random);
            var fields = Warnings(yaml, ProblemCodes.NeverEnough);
            warned += fields.Length > 0 ? 1 : 0;
            for (var income = 0; income < (fields.Length > 0 ? 6 : 0); income++)
            {
                var inputs = $"profit={random.Next(1_000, 5_000_000)}.{random.Next(100):00} grant={random.Next(1_000, 5_000_000)}.00";
                var roster = "id land\n" + string.Concat(
                    Enumerable.Range(10, random.Next(2, 12)).Select(id => $"{id} {random.Next(1, 9)}\n"));
                var run = Trial.Of(yaml).Inputs(inputs).Roster(roster).TryRun();
                Assert.True(run is null || Paid(run, fields) == 0,
                    $"TEST_SEED={Seed} document {number}: {string.Join(' ', fields)} was paid of {inputs}\n{yaml}\n{roster}");
            }
        }

        Assert.InRange(warned, 50, 1_400);
    }

    [Fact]
    public void NeverEnough_RandomDocumentsThatAreComputed_NoWarning()
    {
        for (var number = 0; number < 500; number++)
        {
            var document = new RandomDocument(new Random(unchecked((Seed * 43) + number)));
            if (Warnings(document.Text, ProblemCodes.NeverEnough) is { Length: > 0 } fields
                && !document.Inputs.Contains("=0.00", StringComparison.Ordinal)
                && !document.Text.Contains("to: ", StringComparison.Ordinal))
            {
                var run = Trial.Of(document.Text).In(document.Year).Inputs(document.Inputs).Roster(document.Roster).TryRun();
                Assert.True(run is null || Paid(run, fields) == 0,
                    $"TEST_SEED={Seed} document {number}: {string.Join(' ', fields)} was paid\n{document.Text}\n{document.Roster}");
            }
        }
    }

    [Fact]
    public void Linter_SchemesOfTheLibrary_NothingToRegret()
    {
        ProblemCode[] codes =
            [ProblemCodes.GroupNeverHolds, ProblemCodes.BandsOverlap, ProblemCodes.BandsLeaveGap, ProblemCodes.NeverEnough];
        var arrangements = Directory.GetFiles(Path.Combine(SchemeText.RepositoryRoot, "tests", "arrangements"), "scheme.yaml",
            SearchOption.AllDirectories).Select(file => (Name: file, Yaml: File.ReadAllText(file))).ToArray();
        Assert.InRange(arrangements.Length, 10, 1_000);

        Assert.All(SchemeText.Library().Concat(arrangements), scheme => Assert.Equal("",
            string.Join('\n', SchemeText.Compile(scheme.Yaml).Problems.Where(problem => codes.Contains(problem.Code))
                .Select(problem => $"{scheme.Name} {problem.Field} {problem.Message.En}"))));
    }

    // What the steps that are called short moved after all; a floor that is a rate of an empty pool is met by nothing.
    private static long Paid(Distribution run, string[] fields) =>
        run.Steps.Where(step => fields.Any(field => field.StartsWith(step.Step.Field + ".", StringComparison.Ordinal)))
            .Sum(step => step.PoolFen);

    private static string[] Warnings(string yaml, ProblemCode code)
    {
        var compilation = SchemeText.Compile(yaml.StartsWith("id:", StringComparison.Ordinal) ? yaml : SchemeText.Head + yaml);
        Assert.True(compilation.Scheme is not null, SchemeText.Show(compilation.Problems) + "\n" + yaml);
        return compilation.Problems.Where(problem => problem.Code == code).Select(problem => problem.Field).ToArray();
    }

    private static string Condition(Random random, int depth) => random.Next(depth > 0 ? 9 : 4) switch
    {
        8 => $"{{ formula: land / persons, {Limit(random)} mu / 1 person }}",
        0 => "a",
        1 => "{ tag: b }",
        2 => $"{{ holding: land, {Limit(random)} }}",
        3 => $"{{ holding: persons, {Limit(random)} }}",
        4 => $"{{ not: {Condition(random, depth - 1)} }}",
        5 => $"{{ any: [{Condition(random, depth - 1)}, {Condition(random, depth - 1)}] }}",
        6 => $"{{ all: [b, {Condition(random, depth - 1)}] }}",
        _ => $"{{ all: [{Condition(random, depth - 1)}, {Condition(random, depth - 1)}, {Condition(random, depth - 1)}] }}",
    };

    private static string Range(Random random) => random.Next(5) switch
    {
        0 => $"{{ holding: land, {Limit(random)} }}",
        1 => $"{{ not: {{ holding: land, {Limit(random)} }} }}",
        2 => $"{{ any: [{{ holding: land, below: {random.Next(1, 4)} }}, {{ holding: land, above: {random.Next(2, 6)} }}] }}",
        _ => $"{{ all: [{{ holding: land, atLeast: {random.Next(5)} }}, {{ holding: land, below: {random.Next(3, 8)} }}] }}",
    };

    private static string Limit(Random random)
    {
        string[] words = ["above", "atLeast", "below", "atMost"];
        return $"{words[random.Next(4)]}: {random.Next(5)}";
    }

    // One to four steps out of two pools, by rates of ten per cent; most that ask too much do so for every income.
    private static string Steps(Random random)
    {
        var steps = Enumerable.Range(0, random.Next(1, 5)).Select(at => "  - { " + $"id: s{at}, " + (random.Next(7) switch
        {
            0 or 1 => $"kind: take, from: {Pool()}, amount: {Amount()}, into: {(random.Next(3) == 0 ? "grant" : "fund:x")}",
            2 => $"kind: take, from: [profit, grant], amount: {Amount()}, into: fund:y",
            3 => $"kind: pay, from: {Pool()}, amount: {Amount()}",
            4 => $"kind: guarantee, from: {Pool()}, floor: {Amount()}, counting: [first]",
            5 => $"kind: allocate, from: {Pool()}, by: land, floor: {random.Next(1, 15)}0%, cap: 100%",
            _ => $"kind: split, from: grant, into: {{ profit: {random.Next(10)}0%, fund:z: 0, grant: remaining }}",
        }) + " }\n");
        return $$"""
            inputs: { profit: { type: money }, grant: { type: money } }
            holdings: { land: { unit: mu, default: 1 } }
            steps:
              - { id: first, kind: pay, from: grant, amount: land * 1 yuan / 1 mu }
            {{string.Concat(steps)}}
              - { id: rest, kind: split, from: [profit, grant], into: { fund:rest: remaining } }
            """;

        string Pool() => random.Next(2) == 0 ? "profit" : "grant";

        string Amount() => random.Next(5) switch
        {
            0 => $"profit * {random.Next(1, 13)}0%",
            1 => $"\"pool({Pool()}) * {random.Next(1, 15)}0%\"",
            2 => $"\"max(profit, grant * {random.Next(1, 9)}0%)\"",
            3 => $"\"min(profit * 120%, grant) + {random.Next(3)}00 yuan\"",
            _ => $"(profit + grant) * {random.Next(1, 9)}0% - grant * 10%",
        };
    }
}
