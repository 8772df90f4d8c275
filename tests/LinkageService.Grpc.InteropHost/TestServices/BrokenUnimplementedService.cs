using Grpc.Core;
using Grpc.Testing;

namespace LinkageService.Grpc.InteropHost.TestServices;

/// <summary>Answers calls of a service that no server should have.</summary>
internal sealed class BrokenUnimplementedService : UnimplementedService.UnimplementedServiceBase
{
    public override Task<Empty> UnimplementedCall(Empty request, ServerCallContext context) =>
        Task.FromResult(new Empty());
}
