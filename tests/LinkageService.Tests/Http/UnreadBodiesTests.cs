using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LinkageService.Http;
using LinkageService.Tests.Access;
using LinkageService.Tests.Features.Batches;
using LinkageService.Tests.Features.Payments;
using LinkageService.Tests.Support;
using Microsoft.AspNetCore.Routing;

namespace LinkageService.Tests.Http;

/// <summary>No body is passed over in silence: not one where none is read, not one of another type, not a list that is empty.</summary>
public sealed class UnreadBodiesTests
{
    [Fact]
    public async Task Body_WhereNoneIsRead_IsRefusedByEveryOperation()
    {
        await using var service = await RunningService.StartAsync();
        var without = 0;
        foreach (var (endpoint, method) in Operations(service).Where(each => Documented(each.Endpoint).BodyTypes.Count == 0))
        {
            foreach (var body in new[] { """{"from":"2025-06-01"}""", "zzz", new string('x', 100_000) })
            {
                var answer = await SendAsync(service, endpoint, method, body, "application/json");
                Assert.Equal((endpoint.DisplayName, 400, "unknown_field"), (endpoint.DisplayName, answer.Status, answer.Code));
                Assert.Contains("no body is read", answer.Text, StringComparison.Ordinal);
            }

            foreach (var body in new[] { "", "{}", " { }\r\n" })
            {
                var answer = await SendAsync(service, endpoint, method, body, "application/json");
                Assert.DoesNotContain("no body is read", answer.Text, StringComparison.Ordinal);
            }

            without++;
        }

        Assert.True(without >= 50, $"{without} operations");
    }

    [Fact]
    public async Task Body_OfAnotherType_Is415ForEveryOperation()
    {
        await using var service = await RunningService.StartAsync();
        var with = 0;
        foreach (var (endpoint, method) in Operations(service).Where(each => Documented(each.Endpoint).BodyTypes.Count > 0))
        {
            var answer = await SendAsync(service, endpoint, method, "{}", "application/x-nothing");
            Assert.Equal((endpoint.DisplayName, 415), (endpoint.DisplayName, answer.Status));
            with++;
        }

        Assert.True(with >= 30, $"{with} operations");
    }

    [Fact]
    public async Task Remove_WithADayInTheBody_RemovesNobody()
    {
        await using var service = await RunningService.StartAsync();
        await new RosterClient(service).MakeAsync();
        const string path = "/v1/organizations/tangwan/households/0001";
        Assert.Equal(201, (await service.SendAsync(HttpMethod.Put, path, """{ "validFrom": "2020-01-01" }""")).Status);
        var refused = await service.SendAsync(HttpMethod.Delete, path, """{ "from": "2025-06-01" }""");
        Assert.Equal((400, "unknown_field"), (refused.Status, refused.Code));
        Assert.Equal(200, (await service.GetAsync(path)).Status);
    }

    [Fact]
    public async Task List_ThatIsEmpty_SendsNothing()
    {
        await using var service = await RunningService.StartAsync();
        var world = new PaymentWorld(service);
        await world.VillageAsync("cun");
        var run = await world.PreparedAsync("cun");
        var before = (await world.SummaryAsync(run)).GetRawText();
        foreach (var (act, body) in new[]
        {
            ("send", """{ "households": [] }"""), ("file", """{ "format": "bank-batch.csv", "households": [] }"""),
        })
        {
            var refused = await world.ActAsync(run, act, body);
            Assert.Equal((act, 400, ("invalid_value", "households")), (act, refused.Status, Assert.Single(refused.Errors)));
        }

        var retried = await service.PostAsync("/v1/batches/" + new string('0', 32) + ":retry", """{ "organizations": [] }""");
        Assert.Equal((400, ("invalid_value", "organizations")), (retried.Status, Assert.Single(retried.Errors)));
        var told = await service.PostAsync("/v1/webhooks", """{ "url": "https://localhost/hooks", "types": [] }""");
        Assert.Equal((400, ("invalid_value", "types")), (told.Status, Assert.Single(told.Errors)));
        Assert.Equal(201, (await service.PostAsync("/v1/webhooks", """{ "url": "https://localhost/hooks", "types": null }""")).Status);
        Assert.Equal(before, (await world.SummaryAsync(run)).GetRawText());

        // A household that is paid in cash: it says so.
        var cash = await world.ActAsync(run, "send", """{ "households": ["0005"] }""");
        Assert.Equal((409, "payment_state"), (cash.Status, cash.Code));
        Assert.Contains("paid in cash", cash.Text, StringComparison.Ordinal);
        await world.ActedAsync(run, "send");
    }

    [Theory]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("Identity")]
    public async Task Encoding_ByAnotherNameOfIt_IsRead(string encoding)
    {
        await using var service = await RunningService.StartAsync();
        var body = Encoding.UTF8.GetBytes("""{ "name": "某村", "legalForm": "rural_collective" }""");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/organizations/cun");
        request.Content = new ByteArrayContent(encoding == "Identity" ? body : CompressionTests.Gzip(body));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add(encoding);
        Assert.Equal(201, (await Answer.OfAsync(await service.Client.SendAsync(request))).Status);
    }

    [Theory]
    [InlineData("\"=1+1\"", 400)]
    [InlineData("\"\\u0000\"", 400)]
    [InlineData("\"LONG\"", 400)]
    [InlineData("1e5", 201)]
    public async Task Batch_FiguresThatNoRunCouldRead_AreRefusedAtOnce(string income, int status)
    {
        await using var service = await RunningService.StartAsync();
        await BatchWorld.FillAsync(service, 1);
        var value = income.Replace("LONG", new string('9', 70_000), StringComparison.Ordinal);
        foreach (var body in new[]
        {
            BatchWorld.Body.Replace("\"100000.00\"", value, StringComparison.Ordinal),
            $$"""
            { "year": 2025, "scheme": "tangwan-four-tier", "parameters": { "day_wage": "80.00" }, "organizations":
                [ { "id": "village-0000", "inputs": { "income": {{value}} } } ] }
            """,
        })
        {
            var made = await service.SendAsync(HttpMethod.Post, "/v1/batches", body, ("Idempotency-Key", Guid.NewGuid().ToString("N")));
            Assert.True(made.Status == status, $"{made.Status} {made.Text}");
        }
    }

    private static EndpointDocumentation Documented(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<EndpointDocumentation>()!;

    private static IEnumerable<(RouteEndpoint Endpoint, string Method)> Operations(RunningService service) =>
        MatrixEndpoints.Endpoints(service).Where(endpoint => endpoint.Metadata.GetMetadata<EndpointDocumentation>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Where(method => method != "HEAD").Select(method => (endpoint, method)));

    private static async Task<Answer> SendAsync(
        RunningService service, RouteEndpoint endpoint, string method, string body, string type)
    {
        var path = Regex.Replace(endpoint.RoutePattern.RawText!, @"\{[^}]+\}", "0", RegexOptions.None, TimeSpan.FromSeconds(1));
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new StringContent(body, Encoding.UTF8);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        request.Headers.TryAddWithoutValidation("Accept", "*/*");
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return await Answer.OfAsync(response);
    }
}
