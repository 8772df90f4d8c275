using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;
using V1 = LinkageService.Contracts.V1;

namespace LinkageService.Tests.Features.StatementChecks;

/// <summary>REST and gRPC answer the same, say what is wrong with a request, and give nothing private away.</summary>
[Collection(SharedService.Name)]
public sealed class StatementCheckDoorsTests(ServiceFixture fixture)
{
    private const string IdNumber = "500228199001011234";
    private const string Account = "6217996530000174215";

    private static readonly string Sheet = "塘湾村分红表 每亩100.00元\n户编号,户主,身份证号,账号,联系电话,入股土地（亩）,土地分红（元）,签字\n"
        + string.Concat(Enumerable.Range(1, 12).Select(at =>
            $"{at:D4},农户{at:D4},{IdNumber},{Account},13900000001,{at},{(at == 7 ? 750 : at * 100)}.00,\n"))
        + $"合计,,,,,78,7850.00,\n备注：{IdNumber} 已核,,,,,,,\n";

    private readonly RunningService _service = fixture.Service;

    /// <summary>Shares of adults, minors and years worked: one household counted with one adult more than the sheet says.</summary>
    [Fact]
    public async Task Check_OfANamedSchemeByThreeColumns_FindsTheFigureOfOneHousehold()
    {
        const string scheme = "&scheme=tenure-shares&figures=income%3D123456.78";
        string[] amounts =
        [
            "3069.30", "4249.80", "6374.70", "3777.60", "5902.50", "7083.00", "9207.90", "6610.80", "8735.70", "9916.20", "12041.10",
            "9444.00",
        ];
        string Sheet(int adults) => "户编号,户主,成年人,未成年人,农龄,分红\n" + string.Concat(amounts.Select((amount, at) =>
            string.Create(CultureInfo.InvariantCulture, $"{at + 1:D3},农户{at + 1:D3},{(at == 5 ? adults : ((at + 1) % 4) + 1)},")
            + string.Create(CultureInfo.InvariantCulture, $"{(at + 1) % 2},{(at + 1) * 7.5m},{amount}\n")));
        foreach (var (adults, expected) in new[] { (3, ""), (2, "006 holding_changed 成年人 3") })
        {
            using var response = await PostAsync("/v1/statement-checks?year=2025" + scheme, Sheet(adults));
            using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var found = json.RootElement.GetProperty("differences").EnumerateArray().ToArray();
            Assert.True(found.Length == (expected.Length == 0 ? 0 : 1), json.RootElement.GetRawText());
            Assert.All(found, each => Assert.Equal("006 holding_changed",
                $"{each.GetProperty("household").GetString()} {each.GetProperty("cause").GetString()}"));
            Assert.All(found, each => Assert.StartsWith(
                "按“成年人”3 算的；表上写的是 2", each.GetProperty("text").GetProperty("zh").GetString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Check_ByBothDoors_IsTheSame_AndPrivate()
    {
        using var response = await PostAsync("/v1/statement-checks?fileName=6217996530000174215.csv", Sheet);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        var differs = Assert.Single(root.GetProperty("differences").EnumerateArray());
        Assert.Equal(("0007", "750.00", "700.00"), (differs.GetProperty("household").GetString(),
            differs.GetProperty("written").GetString(), differs.GetProperty("expected").GetString()));

        var message = await CallAsync(Sheet);
        var other = Assert.Single(message.Differences);
        Assert.Equal((other.Household, other.WrittenFen, other.ExpectedFen, other.Cause),
            ("0007", 75_000, 70_000, differs.GetProperty("cause").GetString()!));
        Assert.Equal(message.Verdict.Zh, root.GetProperty("verdict").GetProperty("zh").GetString());
        Assert.Equal(message.Rules.Count, root.GetProperty("rules").GetArrayLength());
        Assert.Equal(message.Findings.Count, root.GetProperty("findings").GetArrayLength());

        foreach (var format in new[] { "csv", "html" })
        {
            using var paper = await PostAsync($"/v1/statement-checks:export?format={format}&fileName=x{Account}.csv", Sheet);
            var content = await paper.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(paper.IsSuccessStatusCode, content);
            Assert.Contains("0007", content, StringComparison.Ordinal);
            text += content;
        }

        foreach (var secret in new[] { IdNumber, Account, "13900000001" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, message.ToString(), StringComparison.Ordinal);
        }

        // Twelve households with one ID number: each after the first is told to be there twice.
        Assert.Equal(11, message.Findings.Count(finding => finding.Cause == "duplicate"));
    }

    [Theory]
    [InlineData("?scheme=no-such-scheme", "unknown_scheme", 404)]
    [InlineData("?scheme=%40%40", "invalid_scheme_reference", 400)]
    [InlineData("?figures=income", "invalid_value", 400)]
    [InlineData("?total=x", "invalid_value", 400)]
    [InlineData("?lastRun=0123", "unknown_run", 404)]
    [InlineData("?lastSheet=2024&sheet=x&nothing=1", "unknown_field", 400)]
    [InlineData("?scheme=tangwan-four-tier&figures=no_such=1", "unknown_parameter", 400)]
    public async Task Check_OfAWrongRequest_SaysWhatIsWrong(string query, string code, int status)
    {
        using var response = await PostAsync("/v1/statement-checks" + query, Sheet);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == status && text.Contains($"\"{code}\"", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Check_OfNoSheet_SaysSo()
    {
        using var response = await PostAsync("/v1/statement-checks", "a,b\n1,2\n");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)response.StatusCode == 400, text);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(csv));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("text/csv");
        return await _service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<V1.CheckStatementResponse> CallAsync(string csv)
    {
        using var grpc = new GrpcApi(_service.GrpcAddress);
        var answer = await grpc.SendAsync("linkage.v1.StatementChecks/CheckStatement",
        [
            new V1.CheckStatementRequest { Header = new V1.StatementCheckHeader() }.ToByteArray(),
            new V1.CheckStatementRequest { Chunk = ByteString.CopyFromUtf8(csv) }.ToByteArray(),
        ]);
        return V1.CheckStatementResponse.Parser.ParseFrom(Assert.Single(answer.Messages));
    }
}
