using LinkageService.Benchmarks;
using LinkageService.Benchmarks.Apportionments;
using LinkageService.Benchmarks.Batches;
using LinkageService.Benchmarks.Blocks;
using LinkageService.Benchmarks.Calculations;
using LinkageService.Benchmarks.Grpc;
using LinkageService.Benchmarks.Pages;
using LinkageService.Benchmarks.Rest;
using LinkageService.Benchmarks.Rosters;
using LinkageService.Benchmarks.Schemes;
using LinkageService.Benchmarks.Storage;

// Every benchmark, by the name given on the command line: `-- apportionment [--quick]`, or `-- all`.
var benchmarks = new SortedDictionary<string, Action<AlternatingRun>>(StringComparer.Ordinal)
{
    ["apportionment"] = ApportionmentBenchmark.Run,
    ["audit-head"] = AuditHeadBenchmark.Run,
    ["blocks"] = BlockBenchmark.Run,
    ["calculation"] = CalculationBenchmark.Run,
    ["county"] = CountyBenchmark.Run,
    ["import"] = ImportBenchmark.Run,
    ["labels"] = LabelBenchmark.Run,
    ["linter"] = LinterBenchmark.Run,
    ["pages"] = PageBenchmark.Run,
    ["postgres"] = PostgresBenchmark.Run,
    ["stream"] = StreamBenchmark.Run,
    ["rest"] = RestBenchmark.Run,
    ["statement"] = StatementBenchmark.Run,
    ["storage"] = StorageBenchmark.Run,
};

if (args is [StreamBenchmark.ServeArgument, .. var settings])
{
    await StreamBenchmark.ServeAsync(settings);
    return 0;
}

if (args is [NationalBenchmark.Argument, .. var country])
{
    await NationalBenchmark.RunAsync(country);
    return 0;
}

var quick = args.Contains("--quick", StringComparer.Ordinal);
var asked = args.Where(argument => !string.Equals(argument, "--quick", StringComparison.Ordinal)).ToArray();
var names = asked is ["all"] ? [.. benchmarks.Keys] : asked;
if (names.Length == 0 || names.Any(name => !benchmarks.ContainsKey(name)))
{
    System.Console.Error.WriteLine($"usage: <name>… | all  [--quick]    names: {string.Join(", ", benchmarks.Keys)}");
    System.Console.Error.WriteLine("or: national [villages] [folder]");
    return 2;
}

foreach (var name in names)
{
    benchmarks[name](quick ? AlternatingRun.Quick : AlternatingRun.Full);
}

return 0;
