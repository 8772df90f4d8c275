using Google.Protobuf;
using LinkageService.Grpc.Calls;

namespace Grpc.Core;

/// <summary>Rich errors: a status with details a program can read.</summary>
public static class RpcStatusExtensions
{
    /// <summary>An exception that ends the call with this status, its details in <c>grpc-status-details-bin</c>.</summary>
    /// <param name="status">The status.</param>
    public static RpcException ToRpcException(this Google.Rpc.Status status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new RpcException(
            new Status((StatusCode)status.Code, status.Message),
            new Metadata { { GrpcHeaders.StatusDetails, status.ToByteArray() } });
    }
}
