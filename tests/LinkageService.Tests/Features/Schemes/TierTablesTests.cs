using System.Text.Json;
using LinkageService.CommandLine;
using LinkageService.Contracts.V1;
using LinkageService.Documents;
using LinkageService.Features.Schemes;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Schemes;

/// <summary>Tables of tiers stand among the parameters of a scheme, whoever asks.</summary>
public sealed class TierTablesTests
{
    private const string Document = """
        id: tiered
        version: 1
        title: 分档
        parameters:
          fee: { type: rate, default: 5% }
          bonus: { type: tiers, title: { zh: 奖励, en: Bonus }, of: yuan, upTo: { 10000.00: 3%, 50000.00: 5% }, above: 8%, mode: marginal }
          aid:
            type: tiers
            of: 岁
            gives: money
            below: { 70: 0.00, 80: 600.00 }
            above: 1000.00
            mode: fixed
            values: { 2026: { below: { 60: 0.00 }, above: 100.00 } }
        inputs: { profit: { type: money } }
        holdings: { sales: { unit: yuan }, age: { unit: 岁, decimals: 0 } }
        steps:
          - { id: fee, kind: take, from: profit, amount: profit * fee, into: fund:fee }
          - { id: bonus, kind: pay, from: payer:x, amount: "tiers(bonus, sales)" }
          - { id: aid, kind: pay, from: payer:x, amount: "tiers(aid, age)" }
          - { id: rest, kind: split, from: profit, into: { fund:rest: remaining } }
        """;

    private static readonly string[] Expected =
    [
        "fee rate",
        "bonus tiers yuan rate marginal ≤10000.00 3%, ≤50000.00 5%, 8%",
        "aid tiers 岁 money fixed <70 0.00, <80 600.00, 1000.00; 2026: <60 0.00, 100.00",
    ];

    [Fact]
    public async Task Tiers_OfAScheme_AmongItsParametersOverRestAndGrpc()
    {
        await using var service = await RunningService.StartAsync();
        Assert.Equal(201, (await service.PostAsync("/v1/schemes", Document, "application/yaml")).Status);

        var parameters = (await service.GetAsync("/v1/schemes/tiered")).Json.GetProperty("parameters");
        Assert.Equal(Expected, parameters.EnumerateArray().Select(OfRest));
        Assert.Equal("不超过 10,000.00 元的部分 3%，超过 10,000.00 元、不超过 50,000.00 元的部分 5%，超过 50,000.00 元的部分 8%",
            parameters[1].GetProperty("tiers").GetProperty("words").GetProperty("zh").GetString());

        using var grpc = new GrpcApi(service.GrpcAddress);
        var response = GetSchemeResponse.Parser.ParseFrom(
            (await grpc.CallAsync("linkage.v1.Schemes/GetScheme", new GetSchemeRequest { Id = "tiered" })).Messages[0]);
        Assert.Equal(Expected, response.Parameters.Select(OfGrpc));
        Assert.Equal(parameters[1].GetProperty("tiers").GetProperty("words").GetProperty("en").GetString(),
            response.Parameters[1].Tiers.Words.En);
    }

    [Fact]
    public void Tiers_OfAScheme_InWordsOnTheCommandLine()
    {
        var scheme = new ValidateScheme().Handle(System.Text.Encoding.UTF8.GetBytes(Document), isJson: false).Scheme!;

        var text = SchemeText.Of(scheme, new Language(IsEnglish: false));

        Assert.Contains("奖励", text, StringComparison.Ordinal);
        Assert.Contains("分段计算", text, StringComparison.Ordinal);
        Assert.Contains("达到 80 岁的 1,000.00 元；2026 年起不足 60 岁的 0.00 元，达到 60 岁的 100.00 元", text, StringComparison.Ordinal);
    }

    private static string OfRest(JsonElement parameter)
    {
        var head = $"{Text(parameter, "name")} {Text(parameter, "type")}";
        if (!parameter.TryGetProperty("tiers", out var tiers))
        {
            return head;
        }

        var later = tiers.TryGetProperty("later", out var years)
            ? string.Concat(years.EnumerateArray().Select(year => $"; {year.GetProperty("from")}: {Rows(year)}")) : "";
        return $"{head} {Text(tiers, "of")} {Text(tiers, "gives")} {Text(tiers, "mode")} {Rows(tiers)}{later}";

        static string Rows(JsonElement of) => string.Join(", ", of.GetProperty("rows").EnumerateArray().Select(row =>
            Row(Text(row, "upTo"), Text(row, "below"), Text(row, "value"))));

        static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    private static string OfGrpc(SchemeParameter parameter)
    {
        var head = $"{parameter.Name} {parameter.Type}";
        return parameter.Tiers is not { } tiers ? head
            : $"{head} {tiers.Of} {tiers.Gives} {tiers.Mode} {Rows(tiers.Rows)}"
                + string.Concat(tiers.Later.Select(year => $"; {year.From}: {Rows(year.Rows)}"));

        static string Rows(IEnumerable<SchemeTier> of) => string.Join(", ", of.Select(row => Row(row.UpTo, row.Below, row.Value)));
    }

    private static string Row(string upTo, string below, string value) =>
        (upTo.Length > 0 ? $"≤{upTo} " : below.Length > 0 ? $"<{below} " : "") + value;
}
