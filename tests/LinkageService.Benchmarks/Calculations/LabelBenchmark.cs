using System.Globalization;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Benchmarks.Calculations;

/// <summary>
/// What a label costs: money that goes to a thousand villages and then to the households of each, beside the same two steps over
/// all households together.
/// </summary>
internal static class LabelBenchmark
{
    private const int Households = 100_000;
    private const int Villages = 1_000;

    public static void Run(AlternatingRun run)
    {
        var (within, plain) = (Case(", within: village", ", within: village, by: shares"), Case("", ""));
        var measured = run.Measure(
            Households,
            BenchmarkClock.Processor,
            new Contender("over all households", () => _ = Calculation.Run(plain.Scheme, plain.Terms, plain.Roster).Distribution!.Digest),
            new Contender("within a thousand villages",
                () => _ = Calculation.Run(within.Scheme, within.Terms, within.Roster).Distribution!.Digest));
        MarkdownTable.Print(
            string.Create(CultureInfo.InvariantCulture, $"Split and allocation, {Households:N0} households of {Villages:N0} villages"),
            "household",
            measured);
    }

    private static (Scheme Scheme, RunTerms Terms, Roster Roster) Case(string within, string split)
    {
        var text = string.Join('\n', "id: union", "version: 1", "title: union", "inputs: { income: { type: money } }",
            "holdings: { shares: { unit: share }, land: { unit: mu } }", within.Length > 0 ? "labels: { village: { title: village } }" : "",
            "steps:", $"  - {{ id: villages, kind: split, from: income{split}, into: {{ fund:reserve: 30%, rest: remaining }} }}",
            $"  - {{ id: dividend, kind: allocate, from: rest{within}, by: land }}", "");
        var scheme = SchemeCompiler.Compile(YamlDocument.Parse(text, out _)!).Scheme!;
        var terms = RunTerms.Bind(
            scheme, 2025, new Dictionary<string, string>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal) { ["income"] = "100000000.00" }, new List<Problem>())!;
        return (scheme, terms, RosterOf(scheme, within.Length > 0));
    }

    private static Roster RosterOf(Scheme scheme, bool withVillages)
    {
        var random = new Random(20251129);
        var builder = new RosterBuilder(scheme.RosterSchema, Households);
        for (var i = 0; i < Households; i++)
        {
            builder.Begin();
            builder.Id(Encoding.UTF8.GetBytes(i.ToString("D6", CultureInfo.InvariantCulture)));
            builder.Holding("shares"u8, Encoding.UTF8.GetBytes(random.Next(1, 500).ToString(CultureInfo.InvariantCulture)));
            builder.Holding("land"u8, Encoding.UTF8.GetBytes((random.Next(1, 1200) / 100m).ToString(CultureInfo.InvariantCulture)));
            if (withVillages)
            {
                builder.Label("village"u8, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"village {i % Villages}")));
            }

            builder.End();
        }

        return builder.Build()!;
    }
}
