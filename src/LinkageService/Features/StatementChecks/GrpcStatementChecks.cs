using Grpc.Core;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Engine.Problems;
using LinkageService.Engine.StatementChecks;
using LinkageService.Features.Exports;
using LinkageService.Http;
using LinkageService.Storage.StatementChecks;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.StatementChecks;

/// <summary>The gRPC side of checking payout sheets: <c>linkage.v1.StatementChecks</c>.</summary>
internal sealed class GrpcStatementChecks(
    CheckStatement check, ExportStatementCheck export, KeptStatementChecks kept, Limits limits)
    : Proto.StatementChecks.StatementChecksBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.CheckStatementResponse> CheckStatement(
        IAsyncStreamReader<Proto.CheckStatementRequest> requestStream, ServerCallContext context)
    {
        var (header, content) = await UploadedFile.ReadAsync(
            requestStream, message => (message.Header, message.HasChunk ? message.Chunk : null), limits.MaxBodyBytes,
            context.CancellationToken);
        await using (content)
        {
            var found = await check.HandleAsync(
                Caller.Of(context.GetHttpContext()),
                Asked(header, []) with { IsKept = header.Keep, Organization = MessageFields.Text(header.Organization) }, content,
                context.CancellationToken);
            return Response(found);
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportStatementCheck(
        IAsyncStreamReader<Proto.ExportStatementCheckRequest> requestStream,
        IServerStreamWriter<Proto.ExportStatementCheckResponse> responseStream, ServerCallContext context)
    {
        var (header, content) = await UploadedFile.ReadAsync(
            requestStream, message => (message.Header, message.HasChunk ? message.Chunk : null), limits.MaxBodyBytes,
            context.CancellationToken);
        var fields = new MessageFields();
        var format = fields.OneOf("format", header.Format, Features.StatementChecks.ExportStatementCheck.Formats);
        var words = new ExportWords(fields.OneOf("lang", header.Lang, "zh", "en") == "zh");
        await using (content)
        {
            await using var file = new MessageStream(
                head => responseStream.WriteAsync(new Proto.ExportStatementCheckResponse { Head = head }, context.CancellationToken),
                chunk => responseStream.WriteAsync(new Proto.ExportStatementCheckResponse { Chunk = chunk }, context.CancellationToken));
            await export.HandleAsync(Caller.Of(context.GetHttpContext()), Asked(header, fields.Problems), content, format, words,
                head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
            await file.CompleteAsync();
        }
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListStatementChecksResponse> ListStatementChecks(
        Proto.ListStatementChecksRequest request, ServerCallContext context)
    {
        var page = new MessageFields().Page(request.Cursor, request.Limit);
        var found = await kept.ListAsync(Caller.Of(context.GetHttpContext()), page, context.CancellationToken);
        var response = new Proto.ListStatementChecksResponse { NextCursor = found.NextCursor ?? "" };
        response.Checks.AddRange(found.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetStatementCheckResponse> GetStatementCheck(
        Proto.GetStatementCheckRequest request, ServerCallContext context) => new()
    {
        Found = Response(await kept.GetAsync(Caller.Of(context.GetHttpContext()), request.Check, context.CancellationToken)),
    };

    /// <inheritdoc/>
    [Requires(Permission.PrepareRuns)]
    public override async Task<Proto.RemoveStatementCheckResponse> RemoveStatementCheck(
        Proto.RemoveStatementCheckRequest request, ServerCallContext context) => new()
    {
        Removed = Message(await kept.RemoveAsync(Caller.Of(context.GetHttpContext()), request.Check, context.CancellationToken)),
    };

    private static Proto.KeptStatementCheck Message(StatementCheckRow row)
    {
        var of = KeptStatementCheckContract.Of(row);
        return new Proto.KeptStatementCheck
        {
            Id = of.Id, Organization = of.Organization ?? "", FileName = of.FileName ?? "", Digest = of.Digest,
            Households = (int)of.Households, Faults = (int)of.Faults, KeptBy = of.KeptBy, KeptAt = of.KeptAt,
            RemovedBy = of.RemovedBy ?? "", RemovedAt = of.RemovedAt ?? "",
        };
    }

    private static CheckStatementRequest Asked(Proto.StatementCheckHeader header, IReadOnlyList<Problem> problems) => new()
    {
        Worksheet = MessageFields.Text(header.Sheet), FileName = MessageFields.Text(header.FileName),
        Scheme = MessageFields.Text(header.Scheme), Year = header.Year == 0 ? null : header.Year,
        Figures = header.Figures.ToDictionary(figure => figure.Key, figure => figure.Value, StringComparer.Ordinal),
        Total = MessageFields.Text(header.Total), LastWorksheet = MessageFields.Text(header.LastSheet),
        LastRun = MessageFields.Text(header.LastRun), FormProblems = problems,
    };

    private static Proto.CheckStatementResponse Response(CheckedStatement found)
    {
        var (read, report) = (found.Read, found.Report);
        var response = new Proto.CheckStatementResponse
        {
            Verdict = ProtoText.Of(StatementVerdict.Of(report)), Faults = report.Faults, Households = report.Households,
            Tried = report.Tried,
            Kept = found.Kept is { } row ? Message(row) : null,
            Reading = new Proto.CheckedSheet { Format = read.Format, Sheet = read.Worksheet ?? "", HeadingRow = read.HeadingRow },
        };
        if (report.Total is { } total)
        {
            response.TotalFen = total.Fen;
        }

        response.Reading.OtherSheets.AddRange(read.OtherWorksheets);
        response.Reading.Columns.AddRange(read.Sheet.Columns.Select(column => new Proto.CheckedColumn
        {
            Letter = column.Letter, Heading = column.Heading, Holds = CheckedSheetContract.WordOf(column.Kind),
        }));
        response.Rules.AddRange(report.Rules.Select(rule => new Proto.CheckedRule
        {
            Column = rule.Column.Heading, Title = ProtoText.Of(rule.Title), Scheme = rule.Scheme ?? "", Matched = rule.Matched,
            Compared = rule.Compared, TotalFen = rule.Total.Fen, Taken = rule.IsTaken,
        }));
        response.Differences.AddRange(report.Differences.Select(each => new Proto.CheckedDifference
        {
            Row = each.Line.Row, Household = each.Line.Id, Name = each.Line.Name, Column = each.Column.Heading,
            WrittenFen = each.Written.Fen, ExpectedFen = each.Expected.Fen, Cause = each.Cause.Name(), Text = ProtoText.Of(each.Text),
        }));
        response.Sums.AddRange(report.Sums.Select(sum => new Proto.CheckedSum
        {
            Row = sum.Row, Place = sum.Text, Column = sum.Column.Heading, Written = sum.Written, Added = sum.Added,
            Difference = sum.Difference, Cause = sum.Cause?.Name() ?? "", Text = sum.Words is { } words ? ProtoText.Of(words) : null,
        }));
        response.Findings.AddRange(report.Findings.Select(finding => new Proto.CheckedFinding
        {
            Cause = finding.Cause.Name(), Row = finding.Row, Column = finding.Column?.Heading ?? "", Household = finding.Household,
            Text = ProtoText.Of(finding.Text),
        }));
        response.Notes.AddRange(read.Notes.Concat(report.Notes).Select(ProtoText.Of));
        return response;
    }
}
