using LinkageService.Benchmarks;
using LinkageService.Benchmarks.Apportionments;
using LinkageService.Benchmarks.Calculations;

// Every benchmark, by the name given on the command line: `-- apportionment [--quick]`, or `-- all`.
var benchmarks = new SortedDictionary<string, Action<AlternatingRun>>(StringComparer.Ordinal)
{
    ["apportionment"] = ApportionmentBenchmark.Run,
    ["calculation"] = CalculationBenchmark.Run,
};

var quick = args.Contains("--quick", StringComparer.Ordinal);
var asked = args.Where(argument => !string.Equals(argument, "--quick", StringComparison.Ordinal)).ToArray();
var names = asked is ["all"] ? [.. benchmarks.Keys] : asked;
if (names.Length == 0 || names.Any(name => !benchmarks.ContainsKey(name)))
{
    Console.Error.WriteLine($"usage: <name>… | all  [--quick]    names: {string.Join(", ", benchmarks.Keys)}");
    return 2;
}

foreach (var name in names)
{
    benchmarks[name](quick ? AlternatingRun.Quick : AlternatingRun.Full);
}

return 0;
