using Google.Protobuf;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace LinkageService.Grpc.Reflection;

/// <summary>The reflection service under its older name. The messages are the same bytes, so v1 answers them.</summary>
internal sealed class ReflectionAlphaService(DescriptorCatalogue catalogue) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var question = global::Grpc.Reflection.V1.ServerReflectionRequest.Parser.ParseFrom(request.ToByteString());
            var answer = ReflectionService.Answer(catalogue, question);
            await responseStream.WriteAsync(ServerReflectionResponse.Parser.ParseFrom(answer.ToByteString()));
        }
    }
}
