using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace LinkageService.Grpc.InteropHost.TestServices;

/// <summary>Answers everything wrongly: sizes off by one, metadata and statuses lost, failures where none should be.</summary>
internal sealed class BrokenTestService : global::Grpc.Testing.TestService.TestServiceBase
{
    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) =>
        throw new RpcException(new Status(StatusCode.FailedPrecondition, "broken"));

    public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) =>
        Task.FromResult(new SimpleResponse { Payload = OneTooMany(request.ResponseSize) });

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        var response = new StreamingInputCallResponse { AggregatedPayloadSize = 1 };
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            response.AggregatedPayloadSize += request.Payload.Body.Length;
        }

        return response;
    }

    public override Task StreamingOutputCall(
        StreamingOutputCallRequest request,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context) =>
        responseStream.WriteAsync(new StreamingOutputCallResponse { Payload = OneTooMany(0) });

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await responseStream.WriteAsync(new StreamingOutputCallResponse { Payload = OneTooMany(0) });
        throw new RpcException(new Status(StatusCode.FailedPrecondition, "broken"));
    }

    public override Task<Empty> UnimplementedCall(Empty request, ServerCallContext context) =>
        Task.FromResult(new Empty());

    private static Payload OneTooMany(int size) => new() { Body = ByteString.CopyFrom(new byte[size + 1]) };
}
