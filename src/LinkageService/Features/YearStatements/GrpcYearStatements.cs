using Grpc.Core;
using LinkageService.Access;
using LinkageService.Engine.Amounts;
using LinkageService.Features.Exports;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.YearStatements;

/// <summary>The gRPC side of statements and vouchers of a year: <c>linkage.v1.YearStatements</c>.</summary>
internal sealed class GrpcYearStatements(ShowYearAccounts show, ExportYearAccounts export) : Proto.YearStatements.YearStatementsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.GetYearStatementsResponse> GetYearStatements(
        Proto.GetYearStatementsRequest request, ServerCallContext context) => Message(await show.HandleAsync(
            Caller.Of(context.GetHttpContext()), Asked(request.Organization, request.Year), context.CancellationToken));

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportYearStatements(
        Proto.ExportYearStatementsRequest request, IServerStreamWriter<Proto.ExportYearStatementsResponse> responseStream,
        ServerCallContext context)
    {
        var asked = Export(request.Organization, request.Year, request.Format, request.Lang, ExportYearAccountsRequest.StatementFormats);
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportYearStatementsResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportYearStatementsResponse { Chunk = chunk }, context.CancellationToken));
        await export.StatementsAsync(Caller.Of(context.GetHttpContext()), asked,
            head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportVouchers(
        Proto.ExportVouchersRequest request, IServerStreamWriter<Proto.ExportVouchersResponse> responseStream, ServerCallContext context)
    {
        var asked = Export(request.Organization, request.Year, request.Format, request.Lang, ExportYearAccountsRequest.VoucherFormats);
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportVouchersResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportVouchersResponse { Chunk = chunk }, context.CancellationToken));
        await export.VouchersAsync(Caller.Of(context.GetHttpContext()), asked,
            head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static YearAccountsRequest Asked(string organization, int year) => new(organization, year == 0 ? null : year);

    private static ExportYearAccountsRequest Export(string organization, int year, string format, string lang, string[] formats)
    {
        var fields = new MessageFields();
        var word = fields.OneOf("format", format, formats);
        var isChinese = fields.OneOf("lang", lang, "zh", "en") == "zh";
        fields.Check();
        return new ExportYearAccountsRequest(Asked(organization, year), ExportYearAccountsRequest.FormatOf(word), isChinese);
    }

    private static Proto.GetYearStatementsResponse Message(YearAccounts accounts)
    {
        var contract = YearStatementContract.Of(accounts);
        var message = new Proto.GetYearStatementsResponse
        {
            Organization = contract.Organization, Year = contract.Year, Form = contract.Form, Title = ProtoText.Of(accounts.Title),
            Status = contract.Status ?? "",
        };
        message.Lines.AddRange(accounts.Statement.Lines.Select(Line));
        message.Equity.AddRange((accounts.Equity?.Rows ?? []).Select(Row));
        message.Ties.AddRange(accounts.Ties.Select(tie => new Proto.StatementTie
        {
            Code = tie.Code, Text = ProtoText.Of(tie.Text),
            Verdict = tie.Holds switch { true => "holds", false => "differs", null => "unknown" },
        }));
        message.Notes.AddRange(accounts.Notes.Select(note => new Proto.YearNote
        {
            Title = ProtoText.Of(note.Title), Text = note.Text is { } text ? ProtoText.Of(text) : null,
        }));
        message.Missing.AddRange(accounts.Missing.Select(line => new Proto.MissingLine
        {
            Fact = line.Fact, Field = line.Field, Title = ProtoText.Of(line.Title),
        }));
        return message;
    }

    private static Proto.YearStatementLine Line(OfficialLine line)
    {
        var message = new Proto.YearStatementLine
        {
            Code = line.Code, Title = ProtoText.Of(line.Title), Number = line.Number ?? 0,
            Origin = YearLineContract.OriginOf(line.Origin), AmountFen = line.Amount?.Fen,
        };
        if (line.LastYear is { } last)
        {
            message.LastYearFen = last.Fen;
        }

        return message;
    }

    private static Proto.EquityRow Row(EquityRow row)
    {
        var message = new Proto.EquityRow { Title = ProtoText.Of(row.Title) };
        void Set(Money? amount, Action<long> set)
        {
            if (amount is { } known)
            {
                set(known.Fen);
            }
        }

        Set(row.Amounts[0], fen => message.CapitalFen = fen);
        Set(row.Amounts[1], fen => message.SpecialFundFen = fen);
        Set(row.Amounts[2], fen => message.CapitalReserveFen = fen);
        Set(row.Amounts[3], fen => message.SurplusReserveFen = fen);
        Set(row.Amounts[4], fen => message.UndistributedFen = fen);
        Set(row.Total, fen => message.TotalFen = fen);
        return message;
    }
}
