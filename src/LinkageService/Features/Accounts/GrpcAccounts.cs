using Grpc.Core;
using LinkageService.Access;
using LinkageService.Http;
using Proto = LinkageService.Contracts.V1;

namespace LinkageService.Features.Accounts;

/// <summary>The gRPC side of the accounts of people: <c>linkage.v1.Accounts</c>.</summary>
internal sealed class GrpcAccounts(ManagedAccounts accounts) : Proto.Accounts.AccountsBase
{
    /// <inheritdoc/>
    [Requires(Permission.ManageAccounts)]
    public override async Task<Proto.ListAccountsResponse> ListAccounts(Proto.ListAccountsRequest request, ServerCallContext context)
    {
        var fields = new MessageFields();
        var page = fields.Page(request.Cursor, request.Limit);
        var found = await accounts.ListAsync(
            CallerOf(context), new ListAccountsRequest(page) { FormProblems = fields.Problems }, context.CancellationToken);
        var response = new Proto.ListAccountsResponse { NextCursor = found.NextCursor ?? "" };
        response.Accounts.AddRange(found.Items.Select(Message));
        return response;
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageAccounts)]
    public override async Task<Proto.CreateAccountResponse> CreateAccount(
        Proto.CreateAccountRequest request, ServerCallContext context)
    {
        var made = await accounts.CreateAsync(
            CallerOf(context),
            new CreateAccountRequest(
                MessageFields.Text(request.Name), MessageFields.Text(request.Role), MessageFields.Text(request.Organization)),
            context.CancellationToken);
        return new Proto.CreateAccountResponse { Account = Message(made), Password = made.Password };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageAccounts)]
    public override async Task<Proto.ChangeAccountResponse> ChangeAccount(
        Proto.ChangeAccountRequest request, ServerCallContext context)
    {
        var changed = new ChangeAccountRequest(
            request.Account, MessageFields.Text(request.Role), MessageFields.Text(request.Organization), MessageFields.Text(request.State),
            MessageFields.Text(request.Etag));
        return new Proto.ChangeAccountResponse
        {
            Account = Message(await accounts.ChangeAsync(CallerOf(context), changed, context.CancellationToken)),
        };
    }

    /// <inheritdoc/>
    [Requires(Permission.ManageAccounts)]
    public override async Task<Proto.ResetAccountResponse> ResetAccount(Proto.ResetAccountRequest request, ServerCallContext context)
    {
        var reset = await accounts.ResetAsync(
            CallerOf(context), request.Account, MessageFields.Text(request.Etag), context.CancellationToken);
        return new Proto.ResetAccountResponse { Account = Message(reset), Password = reset.Password };
    }

    private static Proto.UserAccount Message(ManagedAccount account)
    {
        var of = UserAccountContract.Of(account);
        return new Proto.UserAccount
        {
            Id = of.Id, Name = of.Name, Role = of.Role, Organization = of.Organization ?? "", State = of.State,
            PasswordUntil = of.PasswordUntil ?? "", LockedUntil = of.LockedUntil ?? "", CreatedBy = of.CreatedBy, CreatedAt = of.CreatedAt,
            UpdatedAt = of.UpdatedAt, Etag = of.Etag,
        };
    }

    private static Caller CallerOf(ServerCallContext context) => Caller.Of(context.GetHttpContext());
}
