using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Flows;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Tests.Runs;
using LinkageService.Engine.Tests.Schemes;

namespace LinkageService.Engine.Tests.RandomDocuments;

/// <summary>
/// Random documents of every kind of step, computed by the engine and by hand. <c>TEST_SEED</c> repeats a run,
/// <c>DOCUMENTS</c> sets how many.
/// </summary>
public sealed class RandomDocumentTests
{
    private static readonly int Seed = TestSeed.Value;
    private static readonly int Documents = Setting("DOCUMENTS") ?? Thorough.Of(full: 5_000, quick: 150);

    private int _sums; // in the explanations of the money

    [Fact]
    public void Run_RandomDocuments_EqualToTheBooksKeptByHand()
    {
        string[] features =
        [
            "tiers(", "factors: ", "unit: ", "floor: ", "cap: ", "total: ", "limit: ", ", payer:", "prorate", "over: ",
            "to: crowded", "to: not_", "when: { pool", "when: { input", "when: { parameter", "within: ", "by: { ",
            "require: ", "* levy", "* market", "harvest * ton_price\"", "/ 1 万元", "posts * 1.25", "places: posts", "minor: levy",
            "fund:town: levy", " 元", "unit: 元", "unit: 亩", "per: 吨", "1 人",
        ];
        var used = new int[features.Length];
        var computed = 0;
        Parallel.For(0, Documents, number =>
        {
            var document = new RandomDocument(new Random(unchecked((Seed * 31) + number)));
            var repeat = $"TEST_SEED={Seed} document {number}, year {document.Year}, {document.Inputs}\n"
                + $"{document.Text}\n{document.Roster}";
            var compilation = SchemeText.Compile(document.Text);
            Assert.True(compilation.Scheme is not null, SchemeText.Show(compilation.Problems) + "\n" + repeat);

            var expected = document.Expected();
            var actual = Actual(compilation.Scheme, document);
            Assert.True(expected == actual, $"by hand\n{expected}\nby the engine\n{actual}\n{repeat}");
            if (expected.Contains(':', StringComparison.Ordinal))
            {
                Interlocked.Increment(ref computed);
                for (var feature = 0; feature < features.Length; feature++)
                {
                    Interlocked.Add(ref used[feature], document.Text.Contains(features[feature], StringComparison.Ordinal) ? 1 : 0);
                }
            }
        });

        // Documents that were computed to the end, and among them some of every feature.
        Assert.InRange(computed, Documents / 2, Documents);
        Assert.InRange(_sums, Documents, int.MaxValue);
        Assert.All(used.Zip(features), feature => Assert.True(feature.First >= Documents / 25, $"{feature.Second}: {feature.First}"));
    }

    /// <summary>Three years of one document: each takes up what the year before carried and noted, as the engine has it.</summary>
    [Fact]
    public void Run_RandomYears_TakeUpWhatTheBooksKeptByHandCarry()
    {
        var years = 0;
        Parallel.For(0, Documents / 5, number =>
        {
            var document = new RandomDocument(new Random(unchecked((Seed * 37) + number)));
            var scheme = SchemeText.Compile(document.Text).Scheme!;
            for (var year = 0; year < 3; year++)
            {
                var repeat = $"TEST_SEED={Seed} years of document {number}, year {document.Year}, {document.Inputs}\n"
                    + $"{document.Text}\n{document.Roster}";
                var expected = document.Expected();
                Assert.True(expected == Actual(scheme, document), $"by hand\n{expected}\n{repeat}");
                if (!expected.Contains(':', StringComparison.Ordinal))
                {
                    break;
                }

                Interlocked.Add(ref years, year);
                var distribution = Trial.Of(scheme).In(document.Year).Inputs(document.Inputs).Roster(document.Roster).Run();
                var (step, account) = (scheme.Holdings.Single(holding => holding.Carried is not null).Carried,
                    scheme.Inputs.Single(input => input.Carried is not null).Carried);
                var noted = distribution.Steps.Single(each => each.Step.Id == step);
                var carried = distribution.Funds.Single(fund => fund.IsCarried && fund.Name == account);
                var amounts = Enumerable.Range(0, distribution.Roster.Count).Select(household =>
                    $"{distribution.Roster.Id(household)}={new Money(noted.AmountsFen!.Value.Span[household])}");
                Assert.True($"reserve={carried.Amount} {string.Join(' ', amounts)}" == document.Carried, document.Carried + "\n" + repeat);
                document.GoOn();
            }
        });

        // Many second and third years were computed.
        Assert.InRange(years, Documents / 10, Documents);
    }

    // Every line explained, every step said in a sentence, the flow drawn: none of it may fail.
    private string Actual(Scheme scheme, RandomDocument document)
    {
        var trial = Trial.Of(scheme).In(document.Year).Inputs(document.Inputs).Roster(document.Roster);
        if (trial.TryRun() is not { } distribution)
        {
            return trial.Refused().Code.Name;
        }

        _ = StepSentences.Of(scheme, document.Year);
        _ = MoneyFlow.Of(distribution);
        var (fault, sums) = MoneyAudit.Of(distribution);
        Assert.True(fault is null, fault);
        Interlocked.Add(ref _sums, sums);
        foreach (var step in distribution.Steps.Where(step => step.AmountsFen is not null))
        {
            for (var household = 0; household < distribution.Roster.Count; household++)
            {
                if (step.AmountsFen!.Value.Span[household] != 0)
                {
                    _ = distribution.Explain(household, step);
                }
            }
        }

        string[] accounts = ["payer", "fund"];
        return string.Join('\n', Trial.Of(scheme).In(document.Year).Inputs(document.Inputs).Roster(document.Roster).Result()
            .Split('\n').Where(line => !line.StartsWith("input ", StringComparison.Ordinal))
            .OrderBy(line => Array.IndexOf(accounts, line.Split(' ')[0]))
            .ThenBy(line => line, StringComparer.Ordinal));
    }

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
