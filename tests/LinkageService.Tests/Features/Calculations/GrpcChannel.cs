using System.Globalization;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Schemes;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Grpc;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Features.Calculations;

/// <summary>
/// <c>linkage.v1.Calculations/Calculate</c>. Its inputs are numbers, so a case with an input that is none cannot be asked.
/// </summary>
internal sealed class GrpcChannel(RunningService service) : ICalculationChannel, IDisposable
{
    private readonly GrpcApi _api = new(service.GrpcAddress);

    public string Name => "gRPC";

    /// <summary>The request of a case, or null when its inputs are no numbers.</summary>
    public static CalculateRequest? Request(SchemeCase asked)
    {
        var request = new CalculateRequest { Header = asked.IsInLibrary
            ? new CalculationHeader { Scheme = asked.Scheme, Year = asked.Year }
            : new CalculationHeader { Document = CaseRequests.DocumentText(asked), Year = asked.Year } };
        request.Header.Parameters.Add(asked.Parameters.ToDictionary());
        var scheme = SchemeCompiler.Compile(asked.Document).Scheme!;
        foreach (var (name, text) in asked.Inputs)
        {
            if (scheme.Inputs.FirstOrDefault(input => input.Name == name)?.Figure is not null)
            {
                request.Header.Inputs[name] = new InputValue { Figure = text };
                continue;
            }

            var isCount = scheme.Inputs.Any(input => input.Name == name && !input.IsMoney);
            var decimals = isCount ? 0 : Money.Decimals;
            var fault = DecimalText.TryParse(text.TrimStart('-'), decimals, out long number);
            if (fault != DecimalFault.None)
            {
                return null;
            }

            number = text.StartsWith('-') ? -number : number;
            request.Header.Inputs[name] = isCount ? new InputValue { Count = number } : new InputValue { AmountFen = number };
        }

        request.Households.AddRange(asked.Households.Select(household =>
        {
            var message = new Household { Id = household.Id };
            message.Tags.AddRange(household.Tags);
            message.Labels.Add(household.Labels.ToDictionary());
            message.Holdings.Add(household.Holdings.ToDictionary());
            return message;
        }));
        return request;
    }

    public async Task<ChannelAnswer?> CalculateAsync(SchemeCase asked)
    {
        if (Request(asked) is not { } request)
        {
            return null;
        }

        var answer = await _api.CallAsync("linkage.v1.Calculations/Calculate", request);
        return answer.Code is { } code
            ? ChannelAnswer.Refused(code, answer.Violations[0].Field)
            : Read(CalculateResponse.Parser.ParseFrom(Assert.Single(answer.Messages)));
    }

    public void Dispose() => _api.Dispose();

    private static ChannelAnswer Read(CalculateResponse response) => new(
        ErrorCode: null,
        ErrorField: null,
        response.Result.Digest,
        response.Result.Sources.ToDictionary(source => source.Name, source => Yuan(source.AmountFen), StringComparer.Ordinal),
        response.Result.Funds.ToDictionary(fund => fund.Name, fund => Yuan(fund.AmountFen), StringComparer.Ordinal),
        response.Result.Funds.Where(fund => fund.Carried).Select(fund => fund.Name).ToArray(),
        response.Statements.ToDictionary(statement => statement.Household, statement => Lines(statement.Lines), StringComparer.Ordinal),
        response.Statements.Where(statement => statement.Records.Count > 0).ToDictionary(
            statement => statement.Household, statement => Lines(statement.Records), StringComparer.Ordinal));

    private static IReadOnlyDictionary<string, string> Lines(IEnumerable<StatementLine> lines) =>
        lines.ToDictionary(line => line.Step, line => Yuan(line.AmountFen), StringComparer.Ordinal);

    private static string Yuan(long fen) => string.Create(
        CultureInfo.InvariantCulture, $"{(fen < 0 ? "-" : "")}{Math.Abs(fen) / 100}.{Math.Abs(fen) % 100:D2}");
}
