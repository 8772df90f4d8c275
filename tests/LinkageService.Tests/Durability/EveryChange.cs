using System.Collections.Concurrent;
using System.Text;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Durability;

/// <summary>
/// The year of a village with every kind of change, one after another, out of <c>EveryChange.http</c>: below <c>### action</c>, the
/// action of the audit log, and the names its answer gives, stand the request line, headers and body.
/// </summary>
internal sealed class EveryChange(HttpClient http, string village)
{
    private static readonly string[][] Steps = File.ReadAllText(Path.Combine(
            SchemeCases.RepositoryRoot(), "tests", "LinkageService.Tests", "Durability", "EveryChange.http"))
        .Split("### ", StringSplitOptions.RemoveEmptyEntries)
        .Select(step => step.Trim().Split("\n\n", 2)).ToArray();

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { ["village"] = village };
    private readonly ConcurrentQueue<string> _acknowledged = new();

    /// <summary>How many changes there are.</summary>
    public static int Count => Steps.Length;

    /// <summary>The kinds of them, as the audit log names them.</summary>
    public static IEnumerable<string> Actions => Steps.Select(ActionOf).Distinct(StringComparer.Ordinal);

    /// <summary>Whose year it is.</summary>
    public string Village => village;

    /// <summary>The actions that were answered, in order.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Makes all changes; ends early where the service does.</summary>
    /// <param name="acknowledged">Called after each answer with how many there are.</param>
    public async Task LiveAsync(Func<int, Task> acknowledged)
    {
        foreach (var (at, step) in Steps.Index())
        {
            Answer answer;
            try
            {
                answer = await SendAsync(step[1], $"{village}-{at}");
            }
            catch (HttpRequestException)
            {
                // Killed.
                return;
            }

            Assert.True(answer.Status is 200 or 201, $"{village} {step[0]}: {answer.Status} {answer.Text}");
            foreach (var (name, path) in step[0].Split(' ').Skip(1).Select(given => given.Split('=')).Select(pair => (pair[0], pair[1])))
            {
                _names[name] = path.Split('.').Aggregate(answer.Json, (json, field) => json.GetProperty(field)).GetString()!;
            }

            _acknowledged.Enqueue(ActionOf(step));
            await acknowledged(_acknowledged.Count);
        }
    }

    private static string ActionOf(string[] step) => step[0].Split(' ')[0];

    private async Task<Answer> SendAsync(string text, string key)
    {
        text = _names.Aggregate(text, (named, name) => named.Replace($"{{{name.Key}}}", name.Value, StringComparison.Ordinal));
        var lines = text.Split('\n');
        var line = lines[0].Split(' ');
        var headers = lines.Skip(1).TakeWhile(each => each.StartsWith("X-", StringComparison.Ordinal)).ToArray();
        var body = string.Join('\n', lines.Skip(1 + headers.Length));
        using var request = new HttpRequestMessage(HttpMethod.Parse(line[0]), new Uri(line[1], UriKind.Relative));
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Linkage-User", headers.Length > 0 ? headers[0].Split(": ")[1] : "maker");
        if (line[1].StartsWith("/v1/runs/", StringComparison.Ordinal))
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = new(TypeOf(body));
        }

        using var response = await http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    private static string TypeOf(string body) => body[0] switch
    {
        '{' => "application/json",
        '%' => "application/pdf",
        'i' => "application/yaml",
        _ => "text/csv",
    };
}
