using System.CommandLine;
using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Features.Accounts;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.CommandLine;

/// <summary>
/// <c>accounts add | list | reset | disable | enable</c>: who signs in with a name and a password; the first administrator too.
/// </summary>
internal sealed class AccountsCommand(Terminal terminal, Func<StorageSettings> storage)
{
    private const string Once = "一次性密码只显示这一次，72 小时内登录并改掉 | The password is shown this once, for signing in and changing it within 72 hours";

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var accounts = new AccountsCommand(terminal, storage);
        var account = new Argument<string>("account") { Description = "姓名或编号，见 accounts list | name or id, see accounts list" };
        return new Command(
            "accounts", "账号（姓名和密码登录网页）：新建、列出、重设密码、停用、启用 | Accounts: add, list, reset, disable, enable")
        {
            accounts.Add(), accounts.List(), accounts.Reset(account),
            accounts.Turn(account, "disable", AccountStates.Disabled, "停用账号，已登录的网页马上失效 | Disable an account, at once"),
            accounts.Turn(account, "enable", AccountStates.Active, "重新启用账号 | Let an account sign in again"),
        };
    }

    private Command Add()
    {
        var name = new Option<string>("--name") { Description = "谁用；登录和审计日志都用它 | whose; signs in with it", Required = true };
        var role = new Option<string>("--role") { Description = string.Join(" | ", AccountRules.Roles), Required = true };
        role.AcceptOnlyFromAmong([.. AccountRules.Roles]);
        var organization = new Option<string?>("--organization")
        {
            Description = "只限这个组织和它的下级；不写为全部 | limits it to an organisation and those below it",
        };
        var file = HandOver.Out("密码", "password");
        var command = new Command("add", "新建账号 | Make an account") { name, role, organization, file };
        command.SetAction((parsed, cancellation) => RunAsync(accounts => HandOverAsync(parsed.GetValue(file), () => accounts.CreateAsync(
            DatabaseCommands.Operator,
            new CreateAccountRequest(parsed.GetValue(name), parsed.GetValue(role), parsed.GetValue(organization)), cancellation),
            cancellation)));
        return command;
    }

    private Command List()
    {
        var command = new Command("list", "列出全部账号 | List all accounts");
        command.SetAction((_, cancellation) => RunAsync(async accounts =>
        {
            var table = new TextTable(textColumns: 7);
            table.Add("id", "name", "role", "organization", "state", "created", "locked until");
            await foreach (var (row, locked, _) in AllAsync(accounts, cancellation))
            {
                table.Add(row.Id, row.Name, row.Role, row.OrganizationId ?? "*", row.State, Dates.MomentText(row.CreatedAt),
                    locked is { } until ? Dates.MomentText(until) : "-");
            }

            var text = new StringBuilder();
            table.AppendTo(text);
            await terminal.WriteAsync(text.ToString(), cancellation);
        }));
        return command;
    }

    private Command Reset(Argument<string> account)
    {
        var file = HandOver.Out("密码", "password");
        var command = new Command("reset", "重设密码，解除锁定 | Give a new password, and unlock") { account, file };
        command.SetAction((parsed, cancellation) => RunAsync(async accounts =>
        {
            var row = await FindAsync(accounts, parsed.GetValue(account)!, cancellation);
            await HandOverAsync(
                parsed.GetValue(file), () => accounts.ResetAsync(DatabaseCommands.Operator, row.Id, ifMatch: null, cancellation),
                cancellation);
        }));
        return command;
    }

    private Command Turn(Argument<string> account, string name, string state, string description)
    {
        var command = new Command(name, description) { account };
        command.SetAction((parsed, cancellation) => RunAsync(async accounts =>
        {
            var row = await FindAsync(accounts, parsed.GetValue(account)!, cancellation);
            var request = new ChangeAccountRequest(row.Id, row.Role, row.OrganizationId, state, EntityTag.Of(row.Revision));
            var turned = (await accounts.ChangeAsync(DatabaseCommands.Operator, request, cancellation)).Row;
            await terminal.Error.WriteLineAsync($"{turned.Id} {turned.Name}: {turned.State}");
        }));
        return command;
    }

    private Task<int> RunAsync(Func<ManagedAccounts, Task> work) => DatabaseCommands.RunAsync(terminal, async () =>
    {
        await using var database = await storage().OpenAsync();
        await work(new ManagedAccounts(database, TimeProvider.System));
        return ExitCode.Ok;
    });

    private Task HandOverAsync(string? path, Func<Task<ManagedAccount>> make, CancellationToken cancellation) =>
        HandOver.RunAsync(terminal, path, Once, async () =>
        {
            var (row, _, password) = await make();
            return ($"{row.Id} {row.Name} {row.Role} {row.OrganizationId ?? "*"}", password!);
        }, cancellation);

    private static async IAsyncEnumerable<ManagedAccount> AllAsync(
        ManagedAccounts accounts, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = "";
        do
        {
            var page = await accounts.ListAsync(
                DatabaseCommands.Operator, new ListAccountsRequest(new PageRequest(after, PageValidator.Limits.Max)), cancellation);
            foreach (var account in page.Items)
            {
                yield return account;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private static async Task<AccountRow> FindAsync(ManagedAccounts accounts, string nameOrId, CancellationToken cancellation)
    {
        await foreach (var (row, _, _) in AllAsync(accounts, cancellation))
        {
            if (row.Id == nameOrId || Person.IsSame(row.Name, nameOrId))
            {
                return row;
            }
        }

        throw AccountRules.Unknown(nameOrId);
    }
}
