using System.CommandLine;
using LinkageService.Configuration;
using LinkageService.Features.Sealing;
using LinkageService.Privacy;
using LinkageService.Storage;

namespace LinkageService.CommandLine;

/// <summary><c>key-file status | rotate | renew | retire</c>: the keys that ID and account numbers are sealed with.</summary>
internal sealed class KeyFileCommand(Terminal terminal, Func<StorageSettings> storage)
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var keys = new KeyFileCommand(terminal, storage);
        return new Command(
            "key-file", "号码密钥（Storage:KeyFile）：查看、加新密钥、重新加密、停用旧的 | The key file: status, rotate, renew, retire")
        {
            keys.Status(), keys.Rotate(), keys.Renew(), keys.Retire(),
        };
    }

    private Command Status()
    {
        var command = new Command("status", "列出密钥编号和进度（不含密钥本身） | List the ids of the keys, and how far a renewal is");
        command.SetAction((_, cancellation) => RunAsync(async (numbers, database, renew) =>
        {
            var ring = numbers.Ring;
            foreach (var key in ring.Keys)
            {
                var (zh, en) = ReferenceEquals(key, ring.Newest) ? ("加密用", "seals") : ("只能解密", "opens only");
                await terminal.WriteAsync($"{key.Id}: {zh} | {en}\n", cancellation);
            }

            if (await database.ReadAsync(RenewSeals.ProgressAsync, cancellation) is not { } progress || ring.Keys.Count == 1)
            {
                return;
            }

            var (placeZh, placeEn) = renew.PlaceOf(progress);
            await terminal.WriteAsync(
                progress.IsDone
                    ? $"{progress.Values} 个号码都已用新密钥加密 | {progress.Values} numbers were sealed with the newest key, none is left\n"
                    : $"正在重新加密：已有 {progress.Values} 个号码，到“{placeZh}” | renewing: {progress.Values} numbers so far, now at {placeEn}\n",
                cancellation);
        }));
        return command;
    }

    private Command Rotate()
    {
        var command = new Command("rotate", "加一把新密钥，从此用它加密；服务不用停 | Add a key, which seals from now on; the service goes on running");
        command.SetAction((_, cancellation) => RunAsync(async (numbers, database, renew) =>
        {
            var added = await Administration(numbers, database, renew).RotateAsync(cancellation);
            await terminal.WriteAsync(
                $"{added.Id}: 从现在起用它加密；请备份密钥文件 | seals from now on; back up the key file\n", cancellation);
        }));
        return command;
    }

    private Command Renew()
    {
        var command = new Command(
            "renew", "用新密钥重新加密旧密钥加密的号码（运行的服务自己会做） | Seal with the newest key what earlier ones sealed, as a running service does");
        command.SetAction((_, cancellation) => RunAsync(async (_, database, renew) =>
        {
            while (await renew.StepAsync(cancellation))
            {
                // Each in a change of its own.
            }

            var values = (await database.ReadAsync(RenewSeals.ProgressAsync, cancellation))?.Values ?? 0;
            await terminal.WriteAsync($"已重新加密 {values} 个号码 | {values} numbers were sealed with the newest key\n", cancellation);
        }));
        return command;
    }

    private Command Retire()
    {
        var file = new Option<string>("--out")
        {
            Description = "把旧密钥写进这个新文件：恢复以前的备份要用它 | writes the earlier keys into this new file, which backups made so far need",
            Required = true,
        };
        var command = new Command("retire", "停用旧密钥；还有号码用它加密时不停用 | Retire the earlier keys, unless something is sealed with one") { file };
        command.SetAction((parsed, cancellation) => RunAsync(async (numbers, database, renew) =>
        {
            var path = parsed.GetValue(file)!;
            var retired = await Administration(numbers, database, renew).RetireAsync(path, cancellation);
            await terminal.WriteAsync(
                $"{string.Join(' ', retired)}: 已停用，写进了 {path}；以前的备份只有用它才能恢复号码，请和备份分开、一直保管到这些备份都删去 | retired and "
                + $"written to {path}; backups made so far can only be read with it: keep it, apart from them, until they are deleted\n",
                cancellation);
        }));
        return command;
    }

    private KeyFileAdministration Administration(PrivateNumbers numbers, Database database, RenewSeals renew) =>
        new(storage().KeyFile, database, numbers, renew, TimeProvider.System, DatabaseCommands.Actor);

    private Task<int> RunAsync(Func<PrivateNumbers, Database, RenewSeals, Task> work) => DatabaseCommands.RunAsync(terminal, async () =>
    {
        var settings = storage();
        await using var database = await settings.OpenAsync();
        using var numbers = await PrivateNumbers.OpenAsync(settings.KeyFile, database, TimeProvider.System);
        await work(numbers, database, SealingServices.RenewalOf(database, numbers, TimeProvider.System));
        return ExitCode.Ok;
    });
}
