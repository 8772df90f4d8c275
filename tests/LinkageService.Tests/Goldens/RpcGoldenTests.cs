using Google.Protobuf.Reflection;
using LinkageService.Tests.Access;

namespace LinkageService.Tests.Goldens;

/// <summary>Every rpc answers as it was approved, with what goes wrong in it.</summary>
public sealed class RpcGoldenTests
{
    public static TheoryData<string> Rpcs => new(Methods.Keys);

    private static Dictionary<string, MethodDescriptor> Methods { get; } = GrpcExamples.Methods.Values
        .ToDictionary(method => $"{method.Service.Name}.{method.Name}", StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Rpcs))]
    public async Task Rpc_AskedRightAndWrong_AnswersAsApproved(string rpc)
    {
        await using var village = await GoldenVillage.StartAsync();
        GoldenFile.Check("Rpc/" + rpc, await RpcCalls.AnswersAsync(village, Methods[rpc]), village.Known);
    }

    [Fact]
    public void Files_OfAll_AreOfRpcsThatAreThere() => GoldenFile.CheckNames("Rpc", Rpcs);
}
