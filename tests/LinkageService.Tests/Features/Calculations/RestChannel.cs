using System.Text.Json;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Calculations;

/// <summary><c>POST /v1/calculations</c>, with figures as JSON strings or numbers.</summary>
internal sealed class RestChannel(RunningService service, bool asNumbers) : ICalculationChannel
{
    public string Name => asNumbers ? "REST, numbers" : "REST, strings";

    public async Task<ChannelAnswer?> CalculateAsync(SchemeCase asked)
    {
        var answer = await service.PostAsync("/v1/calculations", CaseRequests.Json(asked, asNumbers, householdsFirst: asNumbers));
        return Read(answer.Json, answer.Code);
    }

    /// <summary>Reads the JSON of a result or a refusal.</summary>
    public static ChannelAnswer Read(JsonElement json, string? code)
    {
        if (code is not null)
        {
            return ChannelAnswer.Refused(code, json.GetProperty("errors")[0].GetProperty("field").GetString()!);
        }

        var funds = json.GetProperty("funds").EnumerateArray().ToArray();
        return new ChannelAnswer(
            ErrorCode: null,
            ErrorField: null,
            json.GetProperty("digest").GetString(),
            Amounts(json.GetProperty("sources"), "name"),
            Amounts(json.GetProperty("funds"), "name"),
            funds.Where(fund => fund.TryGetProperty("carried", out var carried) && carried.GetBoolean())
                .Select(fund => fund.GetProperty("name").GetString()!).ToArray(),
            json.GetProperty("statements").EnumerateArray().ToDictionary(
                statement => statement.GetProperty("household").GetString()!,
                statement => Amounts(statement.GetProperty("lines"), "step"),
                StringComparer.Ordinal),
            json.GetProperty("statements").EnumerateArray().Where(statement => statement.TryGetProperty("records", out _)).ToDictionary(
                statement => statement.GetProperty("household").GetString()!,
                statement => Amounts(statement.GetProperty("records"), "step"),
                StringComparer.Ordinal));
    }

    private static IReadOnlyDictionary<string, string> Amounts(JsonElement rows, string key) => rows.EnumerateArray().ToDictionary(
        row => row.GetProperty(key).GetString()!, row => row.GetProperty("amount").GetString()!, StringComparer.Ordinal);
}
