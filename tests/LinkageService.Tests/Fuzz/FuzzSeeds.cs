using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using LinkageService.Tests.Access;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Goldens;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Fuzz;

/// <summary>
/// What is broken: every documented example of REST, the requests of every rpc in the goldens, the roster of the demo village as table
/// and workbook, every released scheme as YAML and its formulas.
/// </summary>
internal static class FuzzSeeds
{
    private const string Yaml = "application/yaml";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // What waits for events does not end, and PDF is printed by another program.
    private static readonly string[] LeftOut = ["WatchBatch", "WatchEvents"];

    /// <summary>Reads them for a service with the demo villages.</summary>
    public static async Task<IReadOnlyList<FuzzRequest>> ReadAsync(ServiceProcess service)
    {
        var listed = await service.Client.GetStringAsync("/v1/organizations/tangwan/runs?limit=100");
        var runs = JsonDocument.Parse(listed).RootElement.GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("id").GetString()!).ToArray();
        var seeds = new List<FuzzRequest>();
        seeds.AddRange(Documented(runs));
        seeds.AddRange(Rpcs(runs));
        var workbook = await service.Client.GetByteArrayAsync("/v1/organizations/tangwan/households:export?format=xlsx");
        var table = await service.Client.GetByteArrayAsync("/v1/organizations/tangwan/households:export?format=csv");
        foreach (var path in new[]
        {
            "/v1/organizations/tangwan/households:import?validFrom=2026-01-01&dryRun=true",
            "/v1/statement-checks?year=2025", "/v1/facts/cash:import?dryRun=true", "/v1/facts/officers:import?dryRun=true",
        })
        {
            seeds.AddRange(Enumerable.Repeat(new FuzzRequest("xlsx", "POST", path, workbook, Xlsx), 8));
            seeds.AddRange(Enumerable.Repeat(new FuzzRequest("csv", "POST", path, table, "text/csv"), 8));
        }

        foreach (var folder in Directory.GetDirectories(SchemeCases.Folder))
        {
            var scheme = await File.ReadAllBytesAsync(Path.Combine(folder, "scheme.yaml"));
            seeds.Add(new FuzzRequest("yaml", "POST", "/v1/schemes:validate", scheme, Yaml));
            seeds.Add(new FuzzRequest("formula", "POST", "/v1/schemes:validate", scheme, Yaml));
        }

        return seeds;
    }

    private static IEnumerable<FuzzRequest> Documented(string[] runs)
    {
        var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json"))).RootElement;
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                if (LeftOut.Contains(operation.Value.GetProperty("operationId").GetString()))
                {
                    continue;
                }

                var (filled, headers) = Filled(path.Name, operation.Value, runs);
                foreach (var (type, body) in Bodies(operation.Value))
                {
                    yield return new FuzzRequest(type.Contains("csv", StringComparison.Ordinal) ? "csv" : "rest",
                        operation.Name.ToUpperInvariant(), filled, body, type) { Headers = headers };
                }
            }
        }
    }

    private static (string Path, (string, string)[] Headers) Filled(string path, JsonElement operation, string[] runs)
    {
        var headers = new List<(string, string)>();
        var query = new List<string>();
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToArray() : [])
        {
            var name = parameter.GetProperty("name").GetString()!;
            var value = !parameter.TryGetProperty("example", out var example) ? null
                : example.ValueKind == JsonValueKind.String ? example.GetString()! : example.GetRawText();
            value = name is "run" or "with" ? runs[0] : name is "org" ? "tangwan" : value;
            switch (parameter.GetProperty("in").GetString())
            {
                case "header":
                    headers.Add((name, name == "If-Match" ? "*" : value ?? "x"));
                    break;
                case "query" when value is not null:
                    query.Add($"{name}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    path = path.Replace($"{{{name}}}", value ?? "0001", StringComparison.Ordinal);
                    break;
            }
        }

        return (query.Count == 0 ? path : $"{path}?{string.Join('&', query)}", [.. headers]);
    }

    private static IEnumerable<(string Type, byte[]? Body)> Bodies(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            return [("application/json", null)];
        }

        return body.GetProperty("content").EnumerateObject().SelectMany(content =>
            new[] { "examples", "x-mistakes" }.SelectMany(list => content.Value.TryGetProperty(list, out var examples)
                ? examples.EnumerateObject().Select(example => example.Value.GetProperty("value")) : [])
            .Select(value => (content.Name, (byte[]?)Encoding.UTF8.GetBytes(
                value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()))));
    }

    private static IEnumerable<FuzzRequest> Rpcs(string[] runs)
    {
        foreach (var (name, method) in GrpcExamples.Methods.Where(each => !LeftOut.Contains(each.Value.Name)))
        {
            foreach (var request in RpcRequests.Of(method))
            {
                // Each message in its frame: not compressed, its length, its bytes.
                var frames = request.SelectMany(message =>
                {
                    var json = Regex.Replace(message.Replace("zhengcun", "tangwan", StringComparison.Ordinal), @"\{[a-z]+(?::[a-z]+)?\}",
                        runs[0], RegexOptions.None, TimeSpan.FromSeconds(1));
                    var bytes = JsonParser.Default.Parse(json, method.InputType).ToByteArray();
                    return (byte[])[0, .. BitConverter.GetBytes(bytes.Length).Reverse(), .. bytes];
                }).ToArray();
                yield return new FuzzRequest("grpc", "POST", "/" + name, frames, "application/grpc")
                {
                    IsGrpc = true, Headers = [("TE", "trailers")],
                };
            }
        }
    }
}
