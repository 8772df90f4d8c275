using System.Text.Json;
using Google.Protobuf.Reflection;

namespace LinkageService.Tests.Goldens;

/// <summary>
/// <c>RpcRequests.json</c>: requests of every rpc as protobuf JSON, a list of messages where it takes a stream. Names in braces are
/// those of <see cref="GoldenVillage.NameAsync"/>. The first one is right, and what goes wrong is made from it.
/// </summary>
internal static class RpcRequests
{
    private static readonly Dictionary<string, JsonElement[]> ByMethod =
        JsonSerializer.Deserialize<Dictionary<string, JsonElement[]>>(GoldenFile.Text("RpcRequests.json"))!;

    /// <summary>Those of a method, in the order in which they are sent; each its messages.</summary>
    public static IReadOnlyList<string[]> Of(MethodDescriptor method) =>
        (ByMethod.TryGetValue($"{method.Service.Name}/{method.Name}", out var found)
            ? found
            : throw new InvalidOperationException($"{method.FullName}: give it a request in RpcRequests.json"))
        .Select(request => request.ValueKind == JsonValueKind.Array
            ? request.EnumerateArray().Select(message => message.GetRawText()).ToArray()
            : [request.GetRawText()]).ToArray();
}
