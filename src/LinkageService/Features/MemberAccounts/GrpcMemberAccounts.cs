using Grpc.Core;
using LinkageService.Access;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Exports;
using LinkageService.Features.Runs;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.MemberAccounts;

/// <summary>The gRPC side of member accounts: <c>linkage.v1.MemberAccounts</c>.</summary>
internal sealed class GrpcMemberAccounts(ShowMemberAccounts show, ExportMemberAccounts export) : Proto.MemberAccounts.MemberAccountsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task<Proto.ListMemberAccountsResponse> ListMemberAccounts(
        Proto.ListMemberAccountsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var asked = new MemberAccountsRequest(
            request.Organization, request.Year == 0 ? null : request.Year, fields.Page(request.Cursor, request.Limit))
        {
            Household = MessageFields.Text(request.Household), FormProblems = fields.Problems,
        };
        var page = await show.HandleAsync(Caller.Of(context.GetHttpContext()), asked, context.CancellationToken);
        var response = new Proto.ListMemberAccountsResponse { Year = page.Year, NextCursor = ProtoRunRequests.Cursor(page.Next) };
        response.Columns.AddRange(page.Columns.Select(Column));
        response.Accounts.AddRange(page.Accounts.Select(account => Account(account, page.Columns)));
        response.Checks.AddRange(page.Checks.Select(ProtoResults.Check));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ReadRuns)]
    public override async Task ExportMemberAccounts(
        Proto.ExportMemberAccountsRequest request, IServerStreamWriter<Proto.ExportMemberAccountsResponse> responseStream,
        ServerCallContext context)
    {
        var fields = new MessageFields();
        var format = fields.OneOf("format", request.Format, ExportMemberAccountsRequest.Formats);
        var isChinese = fields.OneOf("lang", request.Lang, "zh", "en") == "zh";
        fields.Check();
        var accounts = new MemberAccountsRequest(request.Organization, request.Year == 0 ? null : request.Year, new PageRequest())
        {
            Household = MessageFields.Text(request.Household),
        };
        await using var file = new MessageStream(
            head => responseStream.WriteAsync(new Proto.ExportMemberAccountsResponse { Head = head }, context.CancellationToken),
            chunk => responseStream.WriteAsync(new Proto.ExportMemberAccountsResponse { Chunk = chunk }, context.CancellationToken));
        await export.HandleAsync(
            Caller.Of(context.GetHttpContext()),
            new ExportMemberAccountsRequest(accounts, ExportMemberAccountsRequest.FormatOf(format), isChinese),
            head => file.Begin(head.FileName, head.ContentType), context.CancellationToken);
        await file.CompleteAsync();
    }

    private static Proto.AccountColumn Column(AccountColumn column)
    {
        var message = new Proto.AccountColumn
        {
            Name = column.Name, Role = column.Role.Word(), Title = ProtoText.Of(column.Title), Unit = ProtoText.Of(column.Unit),
            Decimals = column.Decimals, Balance = column.IsBalance,
        };
        message.Sources.AddRange(column.Sources.Select(source => new Proto.AccountSource
        {
            Scheme = source.Scheme, Version = source.Version, Holding = source.Holding ?? "", Step = source.Step ?? "",
        }));
        return message;
    }

    private static Proto.MemberAccount Account(MemberAccount account, IReadOnlyList<AccountColumn> columns)
    {
        var message = new Proto.MemberAccount { Household = account.Household, Name = account.Name ?? "" };
        message.Opening.AddRange(Amounts(account.Opening, columns, (column, _) => column.IsBalance));
        message.Closing.AddRange(Amounts(account.Closing, columns, (_, _) => true));
        foreach (var entry in account.Entries)
        {
            var written = new Proto.AccountEntry { Date = entry.Date, Text = ProtoText.Of(entry.Text), Run = entry.Run ?? "" };
            written.Amounts.AddRange(Amounts(entry.Amounts, columns, (_, amount) => amount != 0));
            message.Entries.Add(written);
        }

        return message;
    }

    private static IEnumerable<Proto.AccountAmount> Amounts(
        long[] amounts, IReadOnlyList<AccountColumn> columns, Func<AccountColumn, long, bool> isWanted) => columns
        .Select((column, at) => (column, amount: amounts[at])).Where(each => isWanted(each.column, each.amount))
        .Select(each => each.column.IsMoney
            ? new Proto.AccountAmount { Column = each.column.Name, AmountFen = each.amount }
            : new Proto.AccountAmount { Column = each.column.Name, Quantity = each.column.Text(each.amount) });
}
