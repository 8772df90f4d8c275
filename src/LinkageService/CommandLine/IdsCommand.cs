using System.CommandLine;
using System.Globalization;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Households;
using LinkageService.Storage.Households;

namespace LinkageService.CommandLine;

/// <summary>
/// <c>ids</c> and <c>ids withdraw</c>: clears up household ids of an older version that mean the same now, or nothing, before the
/// service starts with that database.
/// </summary>
internal static class IdsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, Func<StorageSettings> storage)
    {
        var command = new Command("ids",
            "列出旧版本留下的、说不清是谁的户编号；有则退出码 1 | List household ids of an older version that are not clear; exit code 1 with any")
        {
            CreateWithdraw(terminal, storage),
        };
        command.SetAction((_, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            await using var database = await storage().OpenAsync(isAsItIs: true);
            var (_, unclear) = await database.SnapshotAsync(StoredSpellings.FindAsync, cancellation);
            if (unclear.Count > 0)
            {
                await terminal.Error.WriteAsync(TextOf(unclear));
                return ExitCode.Problems;
            }

            await terminal.WriteAsync("户编号都清楚 | all household ids are clear\n", cancellation);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>What is not clear, and what to do about it.</summary>
    public static string TextOf(IReadOnlyList<UnclearId> ids)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture,
                $"有 {ids.Count} 个户编号说不清是谁；没有启动，什么也没有改 | ")
            .Append(CultureInfo.InvariantCulture,
                $"{ids.Count} household ids are not clear; not started, nothing changed:\n");
        foreach (var id in ids)
        {
            var shown = Show(id.Household);
            text.Append("  ").Append(id.Organization).Append(": ").Append(id.Id is null
                ? $"“{shown}”现在不能作户编号 | \"{shown}\" cannot be a household id any more"
                : $"“{shown}”现在就是“{Show(id.Id)}”，与{string.Join('、', id.Others.Select(other => $"“{Show(other)}”"))}成了同一户 | "
                    + $"\"{shown}\" is \"{Show(id.Id)}\" now, the same as "
                    + string.Join(", ", id.Others.Select(other => $"\"{Show(other)}\"")));
            text.Append('\n');
        }

        var first = ids[0];
        return text.Append("每组只留一户，其余逐个撤出名册（已存的核算不变），再启动；真是另一户的，启动后用新编号登记 | ")
            .Append("keep one household of each and withdraw the others (stored runs stay), then start; ")
            .Append("one that is another family is entered under a new id then:\n")
            .Append("  LinkageService ids withdraw ").Append(first.Organization).Append(" '").Append(Show(first.Household)).Append("'\n")
            .ToString();
    }

    private static Command CreateWithdraw(Terminal terminal, Func<StorageSettings> storage)
    {
        var organization = new Argument<string>("organization") { Description = "组织编号 | id of the organisation" };
        var household = new Argument<string>("household") { Description = "户编号，照 ids 列出的写 | id of the household, as ids lists it" };
        var command = new Command("withdraw",
            "把一户从名册撤出，各日期都撤；已存的核算不变 | Take a household off the roster for all dates; stored runs stay")
        {
            organization, household,
        };
        command.SetAction((parsed, cancellation) => DatabaseCommands.RunAsync(terminal, async () =>
        {
            var (whose, which) = (parsed.GetValue(organization)!, parsed.GetValue(household)!);
            await using var database = await storage().OpenAsync(isAsItIs: true);
            var (_, unclear) = await database.SnapshotAsync(StoredSpellings.FindAsync, cancellation);

            // Only what is not clear: whoever is to leave for another reason is marked as left, with a date.
            var found = unclear.Where(id => id.Organization == whose).SelectMany(id => id.Others.Append(id.Household))
                .FirstOrDefault(id => id == which || Show(id) == which);
            if (found is null)
            {
                await terminal.Error.WriteLineAsync($"{whose} {which}: ids 没有列出这一户 | ids does not list this household");
                return ExitCode.Problems;
            }

            await new WithdrawHousehold(database, TimeProvider.System, DatabaseCommands.Actor).HandleAsync(whose, found, cancellation);
            await terminal.WriteAsync($"已撤出 | withdrawn: {whose} {Show(found)}\n", cancellation);
            return ExitCode.Ok;
        }));
        return command;
    }

    // What cannot be seen, and marks that sit on another letter, are written out.
    private static string Show(string id) => string.Concat(id.EnumerateRunes().Select(rune =>
        HouseholdIds.IsUnseen(rune) || char.GetUnicodeCategory(rune.ToString(), 0) is UnicodeCategory.NonSpacingMark
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}")
            : rune.ToString()));
}
