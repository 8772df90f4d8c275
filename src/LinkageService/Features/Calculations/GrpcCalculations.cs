using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Runs;
using LinkageService.Errors;

namespace LinkageService.Features.Calculations;

/// <summary>The gRPC side of calculations: <c>linkage.v1.Calculations</c>.</summary>
internal sealed class GrpcCalculations(CalculateDistribution calculate, Limits limits) : Contracts.V1.Calculations.CalculationsBase
{
    private const int StatementsPerMessage = 1000;

    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override Task<CalculateResponse> Calculate(CalculateRequest request, ServerCallContext context)
    {
        var households = new ProtoHouseholds(request.Households);
        var result = calculate.Handle(
            ProtoRequests.Read(request.Header, households, request.Explain, limits.MaxSchemeBytes), context.CancellationToken);
        var distribution = DistributionOf(result);
        var response = new CalculateResponse { Result = ProtoResults.Result(CalculationSummary.Of(distribution)) };
        response.MoneySteps.AddRange(result.Explain ? ProtoResults.MoneySteps(distribution) : []);
        response.Statements.Capacity = distribution.Roster.Count;
        for (var household = 0; household < distribution.Roster.Count; household++)
        {
            response.Statements.Add(ProtoResults.Statement(distribution, household, result.Explain));
        }

        return Task.FromResult(response);
    }

    /// <inheritdoc/>
    [Requires(Permission.Calculate)]
    public override async Task CalculateStream(
        IAsyncStreamReader<CalculateStreamRequest> requestStream,
        IServerStreamWriter<CalculateStreamResponse> responseStream,
        ServerCallContext context)
    {
        var distribution = await ReadAsync(requestStream, context.CancellationToken);
        await responseStream.WriteAsync(new CalculateStreamResponse { Result = ProtoResults.Result(CalculationSummary.Of(distribution)) },
            context.CancellationToken);
        for (var from = 0; from < distribution.Roster.Count; from += StatementsPerMessage)
        {
            var chunk = new StatementChunk();
            for (var household = from; household < Math.Min(from + StatementsPerMessage, distribution.Roster.Count); household++)
            {
                chunk.Statements.Add(ProtoResults.Statement(distribution, household, explain: false));
            }

            // Waits while the caller does not read: that is the back-pressure.
            await responseStream.WriteAsync(new CalculateStreamResponse { Statements = chunk }, context.CancellationToken);
        }
    }

    private async Task<Distribution> ReadAsync(IAsyncStreamReader<CalculateStreamRequest> stream, CancellationToken cancellation)
    {
        var parts = new CalculationParts(calculate);
        while (parts.TakesMore && await stream.MoveNext(cancellation))
        {
            var message = stream.Current;
            if (message.PartCase == CalculateStreamRequest.PartOneofCase.Header)
            {
                parts.Header(ProtoRequests.Read(message.Header, households: null, explain: false, limits.MaxSchemeBytes));
            }
            else
            {
                parts.Households(new ProtoHouseholds(message.Households?.Households ?? []), cancellation);
            }
        }

        return parts.Finish(cancellation);
    }

    private static Distribution DistributionOf(CalculationResult result) => result.Distribution ?? throw result.Failure!.ToRpcException();
}
