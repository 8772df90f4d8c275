using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LinkageService.Tests.Telemetry;

/// <summary>What can be seen of the service while it runs: one trace from the request to the disk, names that are documented, and
/// nobody's name or money in any of it.</summary>
public sealed partial class TelemetryTests(WatchedLife life) : IClassFixture<WatchedLife>
{
    private static readonly string Root = SchemeCases.RepositoryRoot();

    [Theory]
    [InlineData(WatchedLife.RestTrace, "POST /v1/organizations/{org}/runs")]
    [InlineData(WatchedLife.GrpcTrace, "POST /linkage.v1.Runs/CreateRun")]
    public void RunMade_OverEitherDoor_IsOneTraceFromTheRequestToTheDisk(string trace, string request)
    {
        var spans = life.Collector.Spans().Where(span => span.Trace == trace).ToArray();
        var parents = spans.ToDictionary(span => span.Id, span => span.Parent, StringComparer.Ordinal);
        var server = Assert.Single(spans, span => span.Name == request);
        foreach (var name in new[] { "linkage.calculate", "linkage.check", "linkage.storage.snapshot", "linkage.storage.write" })
        {
            var id = Assert.Single(spans.Where(span => span.Name == name).Take(1)).Id;
            while (id != server.Id)
            {
                Assert.True(parents.TryGetValue(id, out id!), name + " is not below its request");
            }
        }

        var write = spans.Single(span => span.Name == "linkage.storage.write");
        Assert.Contains(spans, span => span.Name == "linkage.check" && span.Parent == write.Id);
    }

    [Fact]
    public void Everything_AtTheMostTalkative_HasNothingOfAnybody()
    {
        var sent = string.Join('\n', life.Collector.Received.Select(each => Encoding.UTF8.GetString(each.Message)));
        Assert.All(["traces", "metrics", "logs"], signal => Assert.Contains(life.Collector.Received, each => each.Signal == signal));
        Assert.Contains("A sign-in failed", life.Log, StringComparison.Ordinal);
        Assert.True(life.Secrets.Count > 20, $"{life.Secrets.Count}");
        foreach (var (where, text) in new[] { ("the log", life.Log), ("/metrics", life.Metrics), ("OTLP", sent) })
        {
            Assert.True(text.Length > 1000, where + ": " + text);
            Assert.All(life.Secrets, secret => Assert.False(
                text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{where} has {secret}: {Around(text, secret)}"));
        }
    }

    [Fact]
    public async Task Names_OfMetricsAndSpans_AreThoseOfTheDocument()
    {
        var rows = (await File.ReadAllLinesAsync(Path.Combine(Root, "docs", "telemetry.md")))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToLookup(cells => cells.Length > 1 ? cells[1] : "");
        var metrics = rows["metric"].ToDictionary(cells => cells[3].Trim('`'), cells => NamesIn(cells[4]).Select(Underscored).ToHashSet());
        Assert.Subset(Served().Keys.ToHashSet(), metrics.Keys.ToHashSet());
        var served = Served().Where(family => IsOurs(family.Key)).ToDictionary();
        Assert.Equal(metrics.Keys.Where(IsOurs).Order(StringComparer.Ordinal), served.Keys.Order(StringComparer.Ordinal));
        Assert.All(served, family => Assert.Subset(metrics[family.Key], family.Value));

        var spans = life.Collector.Spans().Where(span => span.Scope.StartsWith("LinkageService", StringComparison.Ordinal)).ToArray();
        var documented = rows["span"].ToDictionary(cells => cells[2].Trim('`'), cells => NamesIn(cells[4]).ToHashSet());
        Assert.Equal(
            documented.Keys.Order(StringComparer.Ordinal),
            spans.Select(span => span.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(spans, span => Assert.Subset(documented[span.Name], span.Attributes.Keys.ToHashSet()));
    }

    [Fact]
    public async Task Dashboard_EveryQuery_NamesMetricsThatAreServed()
    {
        using var board = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Root, "docs", "grafana", "linkage.json")));
        var queries = board.RootElement.GetProperty("panels").EnumerateArray().Where(panel => panel.TryGetProperty("targets", out _))
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray()).Select(target => target.GetProperty("expr").GetString()!)
            .ToArray();
        var series = life.Metrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line[..line.AsSpan().IndexOfAny('{', ' ')]).ToHashSet(StringComparer.Ordinal);
        var labels = Served().SelectMany(family => family.Value).Concat(["le", "instance", "job"]).ToHashSet(StringComparer.Ordinal);
        Assert.True(queries.Length >= 12, $"{queries.Length} queries");
        foreach (var query in queries)
        {
            var named = Series().Matches(GroupedBy().Replace(query, "")).Select(match => match.Value).ToArray();
            Assert.True(named.Length > 0, query);
            Assert.All(named, name => Assert.True(series.Contains(name), $"{query}: {name} is not served"));
            var groups = GroupedBy().Matches(query)
                .SelectMany(match => match.Groups["names"].Value.Split(',', StringSplitOptions.TrimEntries));
            Assert.All(
                groups.Concat(Matcher().Matches(query).Select(match => match.Groups["name"].Value)),
                label => Assert.True(labels.Contains(label), $"{query}: {label} is no label"));
        }
    }

    [Fact]
    public async Task Service_WithoutTheSettings_MakesAndServesNone()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Equal(404, (await service.GetAsync("/metrics")).Status);
        Assert.Null(service.Services.GetService<TracerProvider>());
        Assert.Null(service.Services.GetService<MeterProvider>());
    }

    [Fact]
    public async Task OtlpOverGrpc_WhereTheSettingSaysSo_Arrives()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using (var service = await RunningService.StartAsync(["--Telemetry:OtlpEndpoint=" + collector.GrpcAddress]))
        {
            Assert.Equal(200, (await service.GetAsync("/v1/schemes")).Status);
            Assert.Equal(404, (await service.GetAsync("/metrics")).Status);
        }

        Assert.Contains(collector.Spans(), span => span.Name == "GET /v1/schemes");
        Assert.All(["traces", "metrics", "logs"], signal => Assert.Contains(collector.Received, each => each.Signal == signal));
    }

    private static bool IsOurs(string family) =>
        family.StartsWith("linkage_", StringComparison.Ordinal) || family.StartsWith("rpc_", StringComparison.Ordinal);

    private static string Around(string text, string secret)
    {
        var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)];
    }

    // The families that /metrics served, with the labels of their series.
    private Dictionary<string, HashSet<string>> Served()
    {
        var lines = life.Metrics.Split('\n');
        var families = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]);
        return families.ToDictionary(family => family, family => lines
            .Where(line => Regex.IsMatch(line, $"^{family}(_bucket|_sum|_count)?[{{ ]", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .SelectMany(line => ServedLabel().Matches(line).Select(match => match.Groups["name"].Value))
            .Where(label => label is not "le" && !label.StartsWith("otel_scope", StringComparison.Ordinal)).ToHashSet());
    }

    private static IEnumerable<string> NamesIn(string cell) => Quoted().Matches(cell).Select(name => name.Value);

    private static string Underscored(string name) => name.Replace('.', '_');

    [GeneratedRegex(@"(?<=`)[a-z_.]+(?=`)", RegexOptions.None, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b(linkage|http|rpc|dotnet|kestrel)_[a-z_]+\b(?!\s*(=|!))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Series();

    [GeneratedRegex(@"\bby \((?<names>[^)]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GroupedBy();

    [GeneratedRegex(@"(?<name>[a-z_]+)\s*(=~|!~|!=|=)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"[{,](?<name>[a-z_]+)=""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServedLabel();
}
