using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.OpenApi;

/// <summary><c>docs/linkage.http</c> is generated from the OpenAPI document, and each of its requests is answered as it says.</summary>
public sealed class HttpFileTests
{
    private static string Approved => Path.Combine(SchemeCases.RepositoryRoot(), "docs", "linkage.http");

    [Fact]
    public async Task File_OfTheDocument_EqualsTheApprovedFile()
    {
        var path = Path.Combine(SchemeCases.RepositoryRoot(), "docs", "openapi.v1.json");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        var received = Path.Combine(AppContext.BaseDirectory, "linkage.http");
        await File.WriteAllTextAsync(received, HttpFile.Of(document.RootElement));
        var isSame = File.Exists(Approved) && await File.ReadAllTextAsync(Approved) == await File.ReadAllTextAsync(received);
        Assert.True(isSame, $"The document has changed: cp {received} {Approved}");
    }

    [Fact]
    public async Task File_EveryRequest_IsAnsweredAsItSays()
    {
        await using var service = await RunningService.StartAsync();
        await ExampleData.FillAsync(service);
        var text = await File.ReadAllTextAsync(Approved);
        var requests = text.Split("\n### ")[1..];
        Assert.True(requests.Length >= 80, $"{requests.Length} requests");
        foreach (var request in requests)
        {
            var name = Regex.Match(request, "^# @name (?<operation>[A-Za-z]+)", Options, Patience).Groups["operation"].Value;
            var status = Regex.Match(request, "^# → (?<status>[0-9]+)$", Options, Patience).Groups["status"].Value;
            var start = Regex.Match(request, "^[A-Z]+ {{host}}(?<path>.*)$", Options, Patience);
            var path = start.Groups["path"].Value.Replace("{{run}}", "{run}", StringComparison.Ordinal)
                .Replace("{{file}}", "{file}", StringComparison.Ordinal).Replace("{{import}}", "{import}", StringComparison.Ordinal)
                .Replace("{{setOff}}", "{setOff}", StringComparison.Ordinal)
                .Replace("{{webhook}}", "{webhook}", StringComparison.Ordinal)
                .Replace("{{check}}", "{check}", StringComparison.Ordinal)
                .Replace("{{delivery}}", "{delivery}", StringComparison.Ordinal)
                .Replace("{{batch}}", "{batch}", StringComparison.Ordinal)
                .Replace("{{account}}", "{account}", StringComparison.Ordinal);
            var call = await ExampleData.ForAsync(service, name, path);
            using var message = Read(request[start.Index..], call);
            using var response = await service.Client.SendAsync(message);
            var answer = await Answer.OfAsync(response);
            Assert.True(answer.Status == int.Parse(status, CultureInfo.InvariantCulture), $"{request}\n→ {answer.Status} {answer.Text}");
        }
    }

    private const RegexOptions Options = RegexOptions.Multiline | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // As an editor reads it: the line of the request, its headers, an empty line, its body.
    private static HttpRequestMessage Read(string request, ExampleCall call)
    {
        foreach (var (variable, value) in new[]
        {
            ("host", ""), ("run", call.Parameters.GetValueOrDefault("run")), ("etag", call.Parameters.GetValueOrDefault("If-Match")),
            ("key", call.Parameters.GetValueOrDefault("Idempotency-Key")), ("digest", call.Digest),
            ("linkage", call.Parameters.GetValueOrDefault("id")), ("file", call.Parameters.GetValueOrDefault("file")),
            ("import", call.Parameters.GetValueOrDefault("import")), ("setOff", call.Parameters.GetValueOrDefault("setOff")),
            ("webhook", call.Parameters.GetValueOrDefault("webhook")), ("delivery", call.Parameters.GetValueOrDefault("delivery")),
            ("check", call.Parameters.GetValueOrDefault("check")),
            ("batch", call.Parameters.GetValueOrDefault("batch")),
            ("account", call.Parameters.GetValueOrDefault("account")),
        })
        {
            request = request.Replace($"{{{{{variable}}}}}", value ?? Guid.NewGuid().ToString("N"), StringComparison.Ordinal);
        }

        var parts = request.Split("\n\n", 2);
        var lines = parts[0].TrimEnd('\n').Split('\n');
        var start = lines[0].Split(' ');
        var message = new HttpRequestMessage(new HttpMethod(start[0]), start[1]);
        message.Content = parts.Length > 1 ? new ByteArrayContent(Encoding.UTF8.GetBytes(parts[1])) : null;
        foreach (var (name, value) in lines[1..].Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1])))
        {
            if (!message.Headers.TryAddWithoutValidation(name, value))
            {
                message.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return message;
    }
}
