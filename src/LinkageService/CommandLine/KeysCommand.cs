using System.CommandLine;
using System.Globalization;
using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.CommandLine;

/// <summary><c>keys create | list | rotate | revoke</c>: who may use the service when Auth:Mode is ApiKey.</summary>
internal sealed class KeysCommand(Terminal terminal, Func<StorageSettings> storage)
{
    private const string Once = "密钥只显示这一次，请立即交给使用人 | The key is shown this once; hand it over now";

    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var keys = new KeysCommand(terminal, storage);
        var id = new Argument<string>("id") { Description = "密钥编号，见 keys list | id of the key, see keys list" };
        return new Command("keys", "密钥（Auth:Mode=ApiKey）：发放、列出、换发、作废 | Keys: create, list, rotate, revoke")
        {
            keys.CreateKey(), keys.ListKeys(), keys.RotateKey(id), keys.RevokeKey(id),
        };
    }

    private Command CreateKey()
    {
        var name = new Option<string>("--name") { Description = "谁用；审计日志记这个名字 | who uses it; the audit log names it", Required = true };
        var role = new Option<string>("--role") { Description = string.Join(" | ", Role.All.Select(each => each.Name)), Required = true };
        role.AcceptOnlyFromAmong(Role.All.Select(each => each.Name).ToArray());
        var organization = new Option<string?>("--organization")
        {
            Description = "只限这个组织和它的下级；不写为全部 | limits it to an organisation and those below it",
        };
        var expires = new Option<string?>("--expires")
        {
            Description = "到期日（中国时间零点起失效），如 2026-12-31 | from this date on it is refused",
        };
        var file = HandOver.Out("密钥", "key");
        var command = new Command("create", "发放密钥 | Make a key") { name, role, organization, expires, file };
        command.SetAction((parsed, cancellation) => RunAsync(administration => HandOverAsync(parsed.GetValue(file), () =>
            administration.CreateAsync(
                new CreateKeyRequest(
                    parsed.GetValue(name)!, parsed.GetValue(role)!, parsed.GetValue(organization), Expiry(parsed.GetValue(expires))),
                cancellation), cancellation)));
        return command;
    }

    private Command ListKeys()
    {
        var command = new Command("list", "列出全部密钥（不含密钥本身） | List all keys, without the keys themselves");
        command.SetAction((_, cancellation) => RunAsync(async administration =>
        {
            var table = new TextTable(textColumns: 7);
            table.Add("id", "name", "role", "organization", "created", "expires", "revoked");
            foreach (var key in await administration.ListAsync(cancellation))
            {
                table.Add(key.Id, key.Name, key.Role, key.OrganizationId ?? "*", Dates.MomentText(key.CreatedAt),
                    key.ExpiresAt is { } end ? Dates.MomentText(end) : "-",
                    key.RevokedAt is { } revoked ? Dates.MomentText(revoked) : "-");
            }

            var text = new StringBuilder();
            table.AppendTo(text);
            await terminal.WriteAsync(text.ToString(), cancellation);
        }));
        return command;
    }

    private Command RotateKey(Argument<string> id)
    {
        var overlap = new Option<string>("--overlap")
        {
            Description = "旧密钥还能用多久，如 24h、30m、7d，默认 24h | how long the old key still works",
            DefaultValueFactory = _ => "24h",
        };
        overlap.Validators.Add(given =>
        {
            if (Duration(given.GetValueOrDefault<string>()) is null)
            {
                given.AddError("--overlap 写作 24h、30m、7d | --overlap is written 24h, 30m, 7d");
            }
        });
        var file = HandOver.Out("密钥", "key");
        var command = new Command("rotate", "换发密钥 | Replace a key") { id, overlap, file };
        command.SetAction((parsed, cancellation) => RunAsync(administration => HandOverAsync(parsed.GetValue(file), () =>
            administration.RotateAsync(parsed.GetValue(id)!, Duration(parsed.GetValue(overlap)!)!.Value, cancellation), cancellation)));
        return command;
    }

    private Command RevokeKey(Argument<string> id)
    {
        var command = new Command("revoke", "作废密钥，立即生效 | Revoke a key, at once") { id };
        command.SetAction((parsed, cancellation) => RunAsync(async administration =>
        {
            var row = await administration.RevokeAsync(parsed.GetValue(id)!, cancellation);
            await terminal.Error.WriteLineAsync($"已作废 | revoked: {row.Id} {row.Name}");
        }));
        return command;
    }

    private Task<int> RunAsync(Func<KeyAdministration, Task> work) => DatabaseCommands.RunAsync(terminal, async () =>
    {
        await using var database = await storage().OpenAsync();
        await work(new KeyAdministration(database, TimeProvider.System, DatabaseCommands.Actor));
        return ExitCode.Ok;
    });

    private Task HandOverAsync(string? path, Func<Task<(ApiKeyRow Row, string Key)>> make, CancellationToken cancellation) =>
        HandOver.RunAsync(terminal, path, Once, async () =>
        {
            var (row, key) = await make();
            return ($"{row.Id} {row.Name} {row.Role} {row.OrganizationId ?? "*"}", key);
        }, cancellation);

    private static DateTimeOffset? Expiry(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? Dates.InChina(date, TimeOnly.MinValue)
            : throw new BadSettingException("--expires", text, "日期，如 2026-12-31", "a date such as 2026-12-31");
    }

    private static TimeSpan? Duration(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return null;
        }

        return text[^1] switch
        {
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => count <= 3650 ? TimeSpan.FromDays(count) : null,
            _ => null,
        };
    }
}
