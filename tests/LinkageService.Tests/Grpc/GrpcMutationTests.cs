using Google.Protobuf;
using Grpc.Core;
using LinkageService.Contracts.V1;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Tests.Cases;
using LinkageService.Tests.Features.Calculations;
using LinkageService.Tests.Support;

namespace LinkageService.Tests.Grpc;

/// <summary>Whatever bytes are sent, the call ends with a documented status, and nothing is logged as a defect.</summary>
[Collection(SharedService.Name)]
public class GrpcMutationTests(ServiceFixture fixture)
{
    private static readonly int Variants = Thorough.Of(full: 5_000, quick: 600);
    private const int Seed = 20261122;

    [Fact]
    public async Task Calculate_ThousandsOfBrokenVariants_EndWithDocumentedStatus()
    {
        var originals = SchemeCases.All.Where(each => each.Expected.ErrorCode is null && each.Households.Count <= 20)
            .DistinctBy(each => each.Scheme).Select(each => GrpcChannel.Request(each)!.ToByteArray()).ToArray();
        using var api = new GrpcApi(fixture.Service.GrpcAddress);
        var failures = new List<string>();
        for (var variant = 0; variant < Variants; variant++)
        {
            var random = new Random(Seed + variant);
            var message = originals[random.Next(originals.Length)];
            for (var times = random.Next(1, 4); times > 0; times--)
            {
                message = Mutation.Of(message, random);
            }

            var answer = await api.SendAsync("linkage.v1.Calculations/Calculate", [message]);
            if (!IsDocumented(message, answer))
            {
                failures.Add($"variant {variant}: {answer.Status} {answer.Message} for {Convert.ToHexString(message)}");
            }
        }

        Assert.True(
            failures.Count == 0,
            $"seed {Seed}\n" + string.Join('\n', failures.Take(10).Concat(fixture.Service.Log.Errors.Take(3))));
    }

    // OK; a code of the list with its own status; or, for what is no protobuf, UNKNOWN as the library has it.
    private static bool IsDocumented(byte[] message, GrpcAnswer answer) => answer switch
    {
        { Status: StatusCode.OK } => true,
        { Code: { } code } => ProblemCodes.Find(code) is { } known && ProblemStatus.Grpc(known) == answer.Status,
        { Status: StatusCode.Unknown } => !IsProtobuf(message),
        _ => false,
    };

    private static bool IsProtobuf(byte[] message)
    {
        try
        {
            CalculateRequest.Parser.ParseFrom(message);
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
