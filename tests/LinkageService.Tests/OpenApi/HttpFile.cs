using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LinkageService.Features.Accounts;
using LinkageService.Features.Batches;
using LinkageService.Features.Households;
using LinkageService.Features.Linkages;
using LinkageService.Features.RunFiles;
using LinkageService.Features.Runs;
using LinkageService.Features.StatementChecks;
using LinkageService.Features.Webhooks;
using LinkageService.Features.Withholdings;

namespace LinkageService.Tests.OpenApi;

/// <summary><c>docs/linkage.http</c>: every call the OpenAPI document shows, for an editor that sends requests.</summary>
internal static class HttpFile
{
    private const string Head = """
        # Every call of openapi.v1.json, for the editors that send requests (Visual Studio, Rider, the REST Client of VS Code).
        # openapi.v1.json 里的每个调用，可在编辑器里直接发送。

        @host = http://localhost:5080
        # Of the run a request is about: its id, its ETag, its digest; and a key of your own. Put in those you were answered.
        # 所针对的核算：编号、ETag、摘要；以及自定的幂等键。换成您得到的。
        @run = {RUN}
        @etag = "1"
        @digest = {DIGEST}
        @key = tangwan-2025-1
        @linkage = {LINKAGE}

        """;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The file of a document.</summary>
    public static string Of(JsonElement document)
    {
        var file = new StringBuilder(Head.Replace("{RUN}", RunDocumentation.ExampleRun, StringComparison.Ordinal)
            .Replace("{DIGEST}", RunDocumentation.ExampleDigest, StringComparison.Ordinal)
            .Replace("{LINKAGE}", LinkageDocumentation.ExampleId, StringComparison.Ordinal).ReplaceLineEndings("\n"));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                foreach (var example in Examples(operation.Value))
                {
                    Write(file, path.Name, operation, example);
                }
            }
        }

        return file.ToString();
    }

    private static IEnumerable<Example?> Examples(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
        {
            yield return null;
            yield break;
        }

        foreach (var content in body.GetProperty("content").EnumerateObject())
        {
            foreach (var example in new[] { "examples", "x-mistakes" }.SelectMany(list =>
                content.Value.TryGetProperty(list, out var all) ? all.EnumerateObject() : default))
            {
                var value = example.Value.GetProperty("value");
                var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : JsonSerializer.Serialize(value, Readable);
                yield return new Example(example.Name, example.Value.GetProperty("summary").GetString()!, content.Name,
                    text, example.Value.GetProperty("x-status").GetInt32());
            }
        }
    }

    private static void Write(
        StringBuilder file, string path, JsonProperty operation, Example? example)
    {
        var (id, summary) = (operation.Value.GetProperty("operationId").GetString()!, operation.Value.GetProperty("summary").GetString());
        file.Append("\n### ").Append(summary).Append(example is null ? "" : " — " + example.Summary).Append('\n');
        file.Append("# @name ").Append(id).Append(example is null ? "" : "_" + example.Name).Append('\n');
        file.Append("# → ").Append(example?.Status ?? 200).Append('\n');
        var (address, headers) = Address(path, operation.Value);
        file.Append(operation.Name.ToUpperInvariant()).Append(" {{host}}").Append(address).Append('\n').Append(headers);
        if (example is { } sent)
        {
            var text = sent.Text.Replace(RunDocumentation.ExampleDigest, "{{digest}}", StringComparison.Ordinal)
                .Replace(RunDocumentation.ExampleRun, "{{run}}", StringComparison.Ordinal).ReplaceLineEndings("\n").TrimEnd('\n');
            file.Append("Content-Type: ").Append(sent.Type).Append("\n\n").Append(text).Append('\n');
        }
    }

    // Only what the document shows with an example: the rest can be left out.
    private static (string Address, string Headers) Address(string path, JsonElement operation)
    {
        var (query, headers) = (new List<string>(), new StringBuilder());
        foreach (var parameter in operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            if (!parameter.TryGetProperty("example", out var example))
            {
                continue;
            }

            var (name, shown) = (parameter.GetProperty("name").GetString()!, example.ToString());
            var value = shown == RunDocumentation.ExampleRun ? "{{run}}"
                : shown == LinkageDocumentation.ExampleId ? "{{linkage}}"
                : shown == RunFileDocumentation.ExampleFile ? "{{file}}"
                : shown == RosterImportDocumentation.ExampleImport ? "{{import}}"
                : shown == WithholdingDocumentation.ExampleSetOff ? "{{setOff}}"
                : shown == WebhookDocumentation.ExampleWebhook ? "{{webhook}}"
                : shown == StatementCheckDocumentation.ExampleCheck ? "{{check}}"
                : shown == BatchDocumentation.ExampleBatch ? "{{batch}}"
                : shown == AccountDocumentation.ExampleAccount ? "{{account}}"
                : shown == WebhookDocumentation.ExampleDelivery ? "{{delivery}}"
                : name == "If-Match" ? "{{etag}}"
                : name == "Idempotency-Key" && path.Contains("{run}", StringComparison.Ordinal) ? "{{key}}"
                : example.ValueKind is JsonValueKind.True or JsonValueKind.False ? example.GetRawText()
                : shown;
            var text = value.StartsWith("{{", StringComparison.Ordinal) ? value : Uri.EscapeDataString(value);
            switch (parameter.GetProperty("in").GetString())
            {
                case "header":
                    headers.Append(name).Append(": ").Append(value).Append('\n');
                    break;
                case "query":
                    query.Add($"{name}={text}");
                    break;
                default:
                    path = path.Replace($"{{{name}}}", text, StringComparison.Ordinal);
                    break;
            }
        }

        return (query.Count == 0 ? path : path + "?" + string.Join('&', query), headers.ToString());
    }

    private sealed record Example(string Name, string Summary, string Type, string Text, int Status);
}
