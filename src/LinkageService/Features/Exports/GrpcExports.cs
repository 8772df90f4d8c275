using Google.Protobuf;
using Grpc.Core;
using LinkageService.Access;
using LinkageService.Features.Households;
using LinkageService.Http;
using LinkageService.Tables;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Exports;

/// <summary>The gRPC side of files: <c>linkage.v1.Exports</c>.</summary>
internal sealed class GrpcExports(ExportRun run, ExportHouseholds households) : Proto.Exports.ExportsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportRun(
        Proto.ExportRunRequest request, IServerStreamWriter<Proto.ExportRunResponse> responseStream, ServerCallContext context)
    {
        var fields = new MessageFields();
        var isChinese = IsChinese(fields, request.Lang);
        fields.Check();
        var asked = new ExportRequest(request.Run, request.Kind)
        {
            Household = MessageFields.Text(request.Household), IsChinese = isChinese,
        };
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportRunResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportRunResponse { Chunk = chunk }, context.CancellationToken));
        await run.HandleAsync(
            CallerOf(context), asked, head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadOrganizations)]
    public override async Task ExportHouseholds(
        Proto.ExportHouseholdsRequest request, IServerStreamWriter<Proto.ExportHouseholdsResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, "csv", "xlsx") == "csv" ? TableFormat.Csv : TableFormat.Xlsx;
        var isChinese = IsChinese(fields, request.Lang);
        var moment = new RosterMoment(fields.Date("asOf", request.AsOf), fields.Moment("knownAt", request.KnownAt));
        fields.Check();
        var asked = new ExportHouseholdsRequest(request.Organization, moment, format, isChinese);
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportHouseholdsResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportHouseholdsResponse { Chunk = chunk }, context.CancellationToken));
        await households.HandleAsync(
            CallerOf(context), asked, () => file.Begin(asked.FileName, asked.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static bool IsChinese(MessageFields fields, string lang) => fields.OneOf("lang", lang, "zh", "en") == "zh";

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());

    /// <summary>
    /// A file on its way out as messages: its head, then its bytes in parts. A part that is not taken stops the writing, so
    /// nothing gathers here, and a failure before the first part ends the call as if nothing had begun.
    /// </summary>
    private sealed class MessageStream(Func<Proto.FileHead, Task> sendHead, Func<ByteString, Task> sendChunk) : Stream
    {
        private const int ChunkBytes = 64 << 10;

        private readonly byte[] _chunk = new byte[ChunkBytes];
        private Proto.FileHead? _head;
        private int _length;

        /// <inheritdoc/>
        public override bool CanRead => false;

        /// <inheritdoc/>
        public override bool CanSeek => false;

        /// <inheritdoc/>
        public override bool CanWrite => true;

        /// <inheritdoc/>
        public override long Length => throw new NotSupportedException();

        /// <inheritdoc/>
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>There will be a file.</summary>
        public Stream Begin(string fileName, string mediaType)
        {
            _head = new Proto.FileHead { FileName = fileName, MediaType = mediaType };
            return this;
        }

        /// <summary>Sends what is left of it.</summary>
        public Task CompleteAsync() => SendAsync();

        /// <inheritdoc/>
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (!buffer.IsEmpty)
            {
                var taken = Math.Min(buffer.Length, ChunkBytes - _length);
                buffer[..taken].CopyTo(_chunk.AsMemory(_length));
                _length += taken;
                buffer = buffer[taken..];
                if (_length == ChunkBytes)
                {
                    await SendAsync();
                }
            }
        }

        /// <inheritdoc/>
        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        /// <inheritdoc/>
        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <inheritdoc/>
        public override void Flush()
        {
        }

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        /// <inheritdoc/>
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        /// <inheritdoc/>
        public override void SetLength(long value) => throw new NotSupportedException();

        private async Task SendAsync()
        {
            if (_head is { } head)
            {
                _head = null;
                await sendHead(head);
            }

            if (_length > 0)
            {
                var chunk = ByteString.CopyFrom(_chunk, 0, _length);
                _length = 0;
                await sendChunk(chunk);
            }
        }
    }
}
