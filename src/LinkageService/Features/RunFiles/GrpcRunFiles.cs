using Google.Protobuf;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Runs;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.RunFiles;

/// <summary>The gRPC side of the scans and photographs of runs: <c>linkage.v1.RunFiles</c>.</summary>
internal sealed class GrpcRunFiles(AddRunFile add, KeptRunFiles files) : Proto.RunFiles.RunFilesBase
{
    private const int ChunkBytes = 64 << 10;

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.AddRunFileResponse> AddRunFile(
        IAsyncStreamReader<Proto.AddRunFileRequest> requestStream, ServerCallContext context)
    {
        Proto.RunFileHeader? header = null;
        using var content = new MemoryStream();
        await foreach (var message in requestStream.ReadAllAsync(context.CancellationToken))
        {
            switch (message.PartCase)
            {
                case Proto.AddRunFileRequest.PartOneofCase.Header when header is null:
                    header = message.Header;
                    break;
                case Proto.AddRunFileRequest.PartOneofCase.Chunk when header is not null:
                    message.Chunk.WriteTo(content);
                    break;
                case Proto.AddRunFileRequest.PartOneofCase.Header or Proto.AddRunFileRequest.PartOneofCase.Chunk
                    or Proto.AddRunFileRequest.PartOneofCase.None:
                    throw OutOfOrder();
                default:
                    throw OutOfOrder();
            }

            if (content.Length > AddRunFileRequest.MaxBytes)
            {
                throw new RefusedException(Features.RunFiles.AddRunFile.TooLarge);
            }
        }

        var asked = new AddRunFileRequest(
            (header ?? throw OutOfOrder()).Run, MessageFields.Text(header.Kind), MessageFields.Text(header.Name),
            content.GetBuffer().AsMemory(0, (int)content.Length));
        var added = await add.HandleAsync(CallerOf(context), asked, context.CancellationToken);
        return new Proto.AddRunFileResponse { File = File(added.Row) };
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListRunFilesResponse> ListRunFiles(Proto.ListRunFilesRequest request, ServerCallContext context)
    {
        var response = new Proto.ListRunFilesResponse();
        response.Files.AddRange((await files.ListAsync(CallerOf(context), request.Run, context.CancellationToken)).Select(File));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task GetRunFile(
        Proto.GetRunFileRequest request, IServerStreamWriter<Proto.GetRunFileResponse> responseStream, ServerCallContext context)
    {
        var found = await files.GetAsync(CallerOf(context), request.Run, request.File, context.CancellationToken);
        await responseStream.WriteAsync(new Proto.GetRunFileResponse { File = File(found.Row) }, context.CancellationToken);
        for (var at = 0; at < found.Content.Length; at += ChunkBytes)
        {
            var chunk = ByteString.CopyFrom(found.Content, at, Math.Min(ChunkBytes, found.Content.Length - at));
            await responseStream.WriteAsync(new Proto.GetRunFileResponse { Chunk = chunk }, context.CancellationToken);
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RemoveRunFileResponse> RemoveRunFile(
        Proto.RemoveRunFileRequest request, ServerCallContext context) => new()
    {
        File = File(await files.RemoveAsync(CallerOf(context), request.Run, request.File, context.CancellationToken)),
    };

    private static Proto.RunFile File(RunFileRow row) => new()
    {
        Id = row.Id, Kind = row.Kind, Name = row.Name, MediaType = row.MediaType, Size = row.Size, Digest = DigestText.Of(row.Sha256),
        AddedBy = row.AddedBy, AddedAt = Dates.MomentText(row.AddedAt), RemovedBy = row.RemovedBy ?? "",
        RemovedAt = row.RemovedAt is { } at ? Dates.MomentText(at) : "",
    };

    private static RefusedException OutOfOrder() => new(Failure.Of(ProblemCodes.MalformedRequest,
        "先发一次 header，再发 chunk", "one header comes first, then chunks"));

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
