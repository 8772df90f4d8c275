using System.Text.Json;
using LinkageService.Contracts.V1;
using LinkageService.Tests.Features.Runs;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>Rates, prices and quantities of the year: the same over every door, and in a stored run.</summary>
public sealed class InputFiguresTests
{
    private const string Document = """
        id: carbon
        version: 1
        title: { zh: 碳汇, en: Carbon }
        inputs:
          volume: { type: quantity, unit: 吨, decimals: 2 }
          price: { type: price, per: 吨, default: 58.36 }
          fee: { type: rate }
        holdings: { land: { unit: 亩 } }
        steps:
          - { id: income, kind: take, from: payer:market, amount: volume * price, into: income }
          - { id: fee, kind: take, from: income, amount: pool(income) * fee, into: fund:fees }
          - { id: share, kind: allocate, from: income, by: land }
        """;

    public static TheoryData<string> Providers => ServiceDatabases.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task FiguresOfTheYear_EveryDoorAndAStoredRun_SameResult(string provider)
    {
        await using var world = await RunWorld.StartAsync(provider);
        await world.OrganizationAsync("forest", "rural_collective");
        var kept = await world.Service.PostAsync("/v1/schemes", Document, "application/yaml");
        Assert.True(kept.Status == 201, kept.Text);
        Assert.Equal(
            """{"name":"volume","type":"quantity","unit":"ton","decimals":2,"pool":false,"required":true,"title":{"zh":"","en":""}}""",
            kept.Json.GetProperty("inputs")[0].GetRawText());

        var texts = await world.Service.PostAsync("/v1/calculations", Body("\"12.5\"", "\"3%\""));
        var numbers = await world.Service.PostAsync("/v1/calculations", Body("12.5", "0.03"));
        var digest = texts.Json.GetProperty("digest").GetString();
        Assert.Equal(("707.61", digest), (texts.Json.GetProperty("statements")[0].GetProperty("total").GetString(),
            numbers.Json.GetProperty("digest").GetString()));
        Assert.Equal("""{"volume":"12.5","price":"58.36","fee":"3%"}""", texts.Json.GetProperty("inputs").GetRawText());

        var response = await GrpcAsync(world, new InputValue { Figure = "3%" });
        Assert.Equal(digest, response.Result.Digest);
        Assert.Equal("3%", response.Result.Inputs["fee"].Figure);

        var run = await world.CreateAsync("forest", Body("\"12.5\"", "\"3%\""), "one");
        Assert.True(run.Status == 201, run.Text);
        var stored = (await world.GetAsync("/v1/runs/" + run.Json.GetProperty("id").GetString())).Json;
        Assert.Equal((digest, """{"volume":"12.5","price":"58.36","fee":"3%"}"""),
            (stored.GetProperty("digest").GetString(), JsonSerializer.Serialize(stored.GetProperty("inputs"))));
        var verified = await world.GetAsync($"/v1/runs/{run.Json.GetProperty("id").GetString()}/verification");
        Assert.True(verified.Json.GetProperty("matches").GetBoolean());
    }

    [Fact]
    public async Task RateSentAsMoney_OverGrpc_RefusedWithWhatIsWanted()
    {
        await using var world = await RunWorld.StartAsync("sqlite");
        await world.Service.PostAsync("/v1/schemes", Document, "application/yaml");
        using var grpc = new GrpcApi(world.Service.GrpcAddress);

        var answer = await grpc.CallAsync("linkage.v1.Calculations/Calculate", Request(new InputValue { AmountFen = 3 }));

        Assert.Equal("wrong_type", answer.Code);
        Assert.Contains("这里要比例、单价或数量（figure），得到金额（amount_fen）", answer.Message, StringComparison.Ordinal);
    }

    private static async Task<CalculateResponse> GrpcAsync(RunWorld world, InputValue fee)
    {
        using var grpc = new GrpcApi(world.Service.GrpcAddress);
        var answer = await grpc.CallAsync("linkage.v1.Calculations/Calculate", Request(fee));
        return CalculateResponse.Parser.ParseFrom(answer.Messages[0]);
    }

    private static CalculateRequest Request(InputValue fee)
    {
        var request = new CalculateRequest { Header = new CalculationHeader { Scheme = "carbon", Year = 2025 } };
        request.Header.Inputs["volume"] = new InputValue { Figure = "12.5" };
        request.Header.Inputs["fee"] = fee;
        request.Households.Add(new Household { Id = "1", Holdings = { ["land"] = "2" } });
        return request;
    }

    private static string Body(string volume, string fee) => $$"""
        { "scheme": "carbon", "year": 2025, "inputs": { "volume": {{volume}}, "fee": {{fee}} },
          "households": [ { "id": "1", "holdings": { "land": "2" } } ] }
        """;
}
