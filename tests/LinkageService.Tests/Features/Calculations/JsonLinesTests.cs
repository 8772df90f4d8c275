using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Support;
using Microsoft.Data.Sqlite;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Streams over REST: a JSON object a line, for rosters of any size, with the content of the answers that come whole.</summary>
[Collection(RunsAlone.Name)]
public sealed class JsonLinesTests
{
    private const string Address = "/v1/calculations:stream";
    private const string Lines = "application/x-ndjson";
    private static readonly string Header = $"{{\"header\":{{{LargeRuns.Terms}}}}}";

    [Fact]
    public async Task CalculateStream_SameContentInAnyOrder_EqualsTheWholeAnswer()
    {
        await using var service = await RunningService.StartAsync();
        var whole = await service.PostAsync(
            "/v1/calculations", $"{{{LargeRuns.Terms},\"households\":{LargeRuns.Households(5000)}}}");
        var body = new StringBuilder("\uFEFF" + Header + "\r\n\n").AppendJoin(
            " \n", Enumerable.Range(0, 5000).Reverse().Select(Household)).ToString();
        var lines = await SendAsync(service, Encoding.UTF8.GetBytes(body));
        Assert.Equal("""{"end":{"statements":5000}}""", lines[^1]);
        var result = JsonNode.Parse(lines[0])!["result"]!.AsObject();
        var statements = lines[1..^1].Select(line => JsonNode.Parse(line)!["statement"]!.DeepClone()).ToArray();
        result["statements"] = new JsonArray(statements);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(whole.Text), result), whole.Text[..500] + "\n" + lines[0]);
    }

    [Theory]
    [InlineData("nothing", 400, "malformed_request", "", 0)]
    [InlineData("no header", 400, "malformed_request", "", 0)]
    [InlineData("two headers", 400, "malformed_request", "", 0)]
    [InlineData("two members", 400, "malformed_request", "", 2)]
    [InlineData("another member", 400, "malformed_request", "", 2)]
    [InlineData("no object", 400, "wrong_type", "", 2)]
    [InlineData("broken line", 400, "malformed_json", "", 3)]
    [InlineData("bytes", 400, "malformed_json", "", 2)]
    [InlineData("roster in the header", 400, "unknown_field", "households", 0)]
    [InlineData("unknown scheme", 404, "unknown_scheme", "scheme", 0)]
    [InlineData("no households", 400, "empty_roster", "households", 0)]
    [InlineData("bad household", 400, "wrong_type", "households[1]", 0)]
    [InlineData("twice", 400, "duplicate_household", "households[1].id", 0)]
    [InlineData("too many", 413, "too_many_households", "households", 0)]
    [InlineData("long line", 413, "body_too_large", "", 0)]
    public async Task CalculateStream_BadLines_AnsweredWithCodeFieldAndLine(string what, int status, string code, string field, int line)
    {
        await using var service = await RunningService.StartAsync(["--Limits:MaxHouseholds=3", "--Limits:MaxMessageBytes=1024"]);
        var one = Household(1);
        string[] lines = what switch
        {
            "nothing" => [],
            "no header" => [one],
            "two headers" => [Header, one, Header],
            "two members" => [Header, one.Replace("}}}", "}},\"household\":{}}", StringComparison.Ordinal)],
            "another member" => [Header, "{\"households\":[]}"],
            "no object" => [Header, "[1]"],
            "broken line" => [Header, one, "{\"household\":{\"id\":}}"],
            "bytes" => [Header, "{\"household\":{\"id\":\"\u00ff\"}}"],
            "roster in the header" => ["{\"header\":{\"scheme\":\"tangwan-four-tier\",\"households\":[]}}"],
            "unknown scheme" => ["{\"header\":{\"scheme\":\"no-such-scheme\",\"year\":2019}}", one],
            "no households" => [Header],
            "bad household" => [Header, one, "{\"household\":3}"],
            "twice" => [Header, one, one],
            "too many" => [Header, .. Enumerable.Range(0, 4).Select(Household)],
            "long line" => [Header, "{\"household\":{\"id\":\"" + new string('0', 2000)],
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, message: null),
        };
        var body = Encoding.Latin1.GetBytes(string.Join('\n', lines));
        var answer = await service.PostAsync(Address, body, Lines);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        var error = answer.Json.GetProperty("errors")[0];
        Assert.Equal((field, line), (error.GetProperty("field").GetString(),
            error.TryGetProperty("line", out var at) ? at.GetInt32() : 0));
        Assert.NotEmpty(error.GetProperty("message").GetProperty("zh").GetString()!);
    }

    [Fact]
    public async Task CalculateStream_AsOneArrayOrCompressedText_SaysWhatIsRead()
    {
        await using var service = await RunningService.StartAsync();
        var answer = await service.PostAsync(Address, "{}");
        Assert.Equal((415, "unsupported_media_type"), (answer.Status, answer.Code));
        Assert.Contains(Lines, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CalculateStream_HeaderWithALargeScheme_IsReadAcrossBuffers()
    {
        await using var service = await RunningService.StartAsync();
        var header = """
            {"header":{"year":2025,"inputs":{"income":"100.00"},"document":{"id":"equal-shares","version":1,
            "title":{"zh":"平均分","en":"Equal"},"reading":{"zh":"READING","en":"x"},"inputs":{"income":{"type":"money"}},
            "steps":[{"id":"equal","kind":"allocate","from":"income"}]}}}
            """.ReplaceLineEndings("").Replace("READING", new string('字', 250_000), StringComparison.Ordinal);
        var lines = await SendAsync(service, Encoding.UTF8.GetBytes(header + "\n{\"household\":{\"id\":\"0001\"}}"));
        Assert.Contains("\"total\":\"100.00\"", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task CalculateStream_ReaderThatStops_MakesTheServiceWaitAndNotGrow()
    {
        await using var service = await RunningService.StartAsync();
        await SendAsync(service, Body(100_000));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = Content(Body(100_000)) };
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        Assert.StartsWith("{\"result\":", await reader.ReadLineAsync(), StringComparison.Ordinal);

        // 16 MB of statements are left; what waits for a reader is what the two ends buffer, not the answer.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 16 << 20, $"{grown >> 20} MiB");
        var statements = 0;
        string? last = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            (last, statements) = (line, statements + (line.StartsWith("{\"statement\":", StringComparison.Ordinal) ? 1 : 0));
        }

        Assert.Equal((100_000, """{"end":{"statements":100000}}"""), (statements, last));
    }

    [Fact]
    public async Task CalculateStream_CallerGoesAwayWhileSendingOrReading_ServiceGoesOn()
    {
        await using var service = await RunningService.StartAsync();
        using var leaving = new CancellationTokenSource();
        var sending = service.Client.PostAsync(Address, new HalfBody(Body(2000), leaving), leaving.Token);
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        using (var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = Content(Body(50_000)) })
        using (var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        // RunningService asserts that the log has no error.
        Assert.Equal(12, (await SendAsync(service, Body(10))).Length);
    }

    [Fact]
    public async Task StreamStatements_OfALargeRun_HasTheStatementsOfThePages()
    {
        await using var service = await RunningService.StartAsync();
        var run = await LargeRuns.MakeAsync(service, households: 2500);
        var paged = new List<string>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await service.GetAsync($"/v1/runs/{run}/statements?limit=1000&cursor={cursor}")).Json;
            paged.AddRange(page.GetProperty("statements").EnumerateArray().Select(each => each.GetRawText()));
            cursor = page.GetProperty("next").GetString();
        }

        var answer = await service.GetAsync($"/v1/runs/{run}/statements:stream");
        Assert.Equal((200, Lines), (answer.Status, answer.ContentType));
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);
        Assert.Equal(
            [.. paged.Select(statement => $"{{\"statement\":{statement}}}"), """{"end":{"statements":2500}}"""],
            answer.Text.TrimEnd('\n').Split('\n'));
        Assert.EndsWith("}\n", answer.Text, StringComparison.Ordinal);
        var nowhere = await service.GetAsync("/v1/runs/0197/statements:stream");
        Assert.Equal((404, "unknown_run"), (nowhere.Status, nowhere.Code));
        Assert.Equal("unknown_field", (await service.GetAsync($"/v1/runs/{run}/statements:stream?limit=3")).Code);
    }

    [Fact]
    public async Task StreamStatements_DamagedHalfWay_EndsWithAProblem()
    {
        using var storage = await TestStorage.CreateAsync("sqlite");
        await using var service = await RunningService.StartAsync(storage.Settings, errorsAreExpected: true);
        var run = await LargeRuns.MakeAsync(service, households: 20_000);
        await using (var connection = new SqliteConnection($"Data Source={storage.SqlitePath};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE run_block SET payload = X'00' WHERE first_household > '0015000'";
            Assert.True(await command.ExecuteNonQueryAsync() > 0);
        }

        var answer = await service.GetAsync($"/v1/runs/{run}/statements:stream");
        var lines = answer.Text.TrimEnd('\n').Split('\n');
        Assert.True(lines.Length > 10_000, $"{lines.Length} lines");
        Assert.StartsWith("{\"statement\":", lines[^2], StringComparison.Ordinal);
        var problem = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("problem");
        Assert.Equal(("internal_error", 500), (problem.GetProperty("code").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.NotEmpty(problem.GetProperty("traceId").GetString()!);
    }

    private static string Household(int number) => $"{{\"household\":{LargeRuns.Household(number)}}}";

    private static byte[] Body(int households) => Encoding.UTF8.GetBytes(
        new StringBuilder(Header).Append('\n').AppendJoin('\n', Enumerable.Range(0, households).Select(Household)).ToString());

    private static ByteArrayContent Content(byte[] body) => new(body) { Headers = { { "Content-Type", Lines } } };

    private static async Task<string[]> SendAsync(RunningService service, byte[] body)
    {
        var answer = await service.PostAsync(Address, body, Lines);
        Assert.True(answer.Status == 200, answer.Text[..Math.Min(answer.Text.Length, 2000)]);
        Assert.Equal(Lines, answer.ContentType);
        return answer.Text.TrimEnd('\n').Split('\n');
    }

    /// <summary>A body whose sender goes away before its end.</summary>
    private sealed class HalfBody : HttpContent
    {
        private readonly byte[] _body;
        private readonly CancellationTokenSource _leaving;

        public HalfBody(byte[] body, CancellationTokenSource leaving)
        {
            (_body, _leaving) = (body, leaving);
            Headers.TryAddWithoutValidation("Content-Type", Lines);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_body.AsMemory(0, _body.Length / 2));
            await stream.FlushAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(200));
            await _leaving.CancelAsync();
            await Task.Delay(Timeout.Infinite, _leaving.Token);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
