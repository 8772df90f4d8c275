using System.Diagnostics;
using System.Security.Cryptography;
using LinkageService.Documents;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// Whether the roster pays somebody who died before the record date, or one person or one account in two households, and whether
/// something is still open with households that are not on it. Warnings, by what is known when a run is made, handed in and approved;
/// no number is shown. Of a roster that came with the request nobody is known.
/// </summary>
internal sealed class PayeeChecks(PrivateNumbers numbers)
{
    private const string Warn = "warn";
    private const string Deceased = "payee_deceased";
    private const string Duplicate = "duplicate_payee";
    private const string Shared = "shared_account";
    private const int MaxNamed = 5;

    private static readonly string[] Codes = [Deceased, Duplicate, Shared, OpenBalances.Code, OutdatedRoster.Code];

    /// <summary>The life of a run with what is found now in place of what was found before.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="run">The run.</param>
    /// <param name="life">As it stands.</param>
    /// <param name="isOnRoster">Whether the run has a household; null looks into its blocks.</param>
    public async Task<RunLife> RenewAsync(Session session, RunRow run, RunLife life, Func<string, bool>? isOnRoster = null)
    {
        var others = life.Findings.Where(check => !Codes.Contains(check.Code, StringComparer.Ordinal));
        var found = await FindAsync(session, run);
        var open = run.Kind != RunKinds.Distribution ? null : await OpenBalances.FindingAsync(session, run, isOnRoster);
        CheckFinding?[] ofRoster = [open, await OutdatedRoster.FindingAsync(session, run)];
        return life.WithFindings([.. others, .. found, .. ofRoster.OfType<CheckFinding>()]);
    }

    private Task<IReadOnlyList<CheckFinding>> FindAsync(Session session, RunRow run) => (run.Kind, run.Roster) switch
    {
        (RunKinds.Settlement, _) => FindDeceasedAsync(session, run),
        (_, RosterKinds.Stored) => FindAsync(session, run.OrganizationId, run.RecordDate),
        (_, RosterKinds.Inline) => Task.FromResult<IReadOnlyList<CheckFinding>>([]),
        _ => throw new UnreachableException(),
    };

    // Who left is on no roster: how the household last stood counts. Whoever is paid in its place has shown a paper.
    private static async Task<IReadOnlyList<CheckFinding>> FindDeceasedAsync(Session session, RunRow run)
    {
        var isDynamic = await HasDynamicSharesAsync(session, run.OrganizationId, run.RecordDate);
        var deceased = new List<string>();
        foreach (var payee in SettlementDetails.Of(run).Payees.Where(payee => payee.IsSelf))
        {
            var history = await HouseholdStore.HistoryAsync(session, run.OrganizationId, payee.Household);
            if (history.LastOrDefault(fact => fact.Present == 1) is { } last
                && HouseholdData.Parse(last.Data) is var data && data.AllDeceasedOn(run.RecordDate) is { } date
                && (isDynamic || !data.HasHeir))
            {
                deceased.Add($"{payee.Household}（{date}）");
            }
        }

        return deceased.Count == 0 ? [] : [DeceasedPayees(deceased, run.RecordDate)];
    }

    private async Task<IReadOnlyList<CheckFinding>> FindAsync(Session session, string organization, string recordDate)
    {
        var found = new List<CheckFinding>();
        var isDynamic = await HasDynamicSharesAsync(session, organization, recordDate);
        var deceased = (await AllDeceasedAsync(session, organization, recordDate)).Where(each => isDynamic || !each.HasHeir)
            .Select(each => $"{each.Household}（{each.Date}）").ToList();
        if (deceased.Count > 0)
        {
            found.Add(DeceasedPayees(deceased, recordDate));
        }

        var shared = await SharedAsync(session, organization, recordDate);
        var (persons, accounts) = (Joined(shared.Persons), Joined(shared.Accounts));
        if (persons.Count > 0)
        {
            found.Add(new CheckFinding(Duplicate, Warn, new LocalizedText(
                $"同一个身份证号同时登记在两户：{Named(persons, "；")}。同一人只能在一户领取，请核实",
                $"one ID number is in two households at once: {Named(persons, "; ")}. A person is paid in one household only"),
                "《农村集体经济组织法》第十七条 | Rural Collective Economic Organisations Law, art. 17"));
        }

        if (accounts.Count > 0)
        {
            found.Add(new CheckFinding(Shared, Warn, new LocalizedText(
                $"同一个账号登记在几户：{Named(accounts, "；")}。请核实是不是同一家人或代领",
                $"one account is that of several households: {Named(accounts, "; ")}. See whether it is one family or a proxy"),
                "审计惯例 | audit practice"));
        }

        return found;
    }

    /// <summary>Households on the roster of a date whose persons had all died by then, with the day of the last death.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> DeceasedOnAsync(
        Session session, string organization, string recordDate) =>
        (await AllDeceasedAsync(session, organization, recordDate)).ToDictionary(
            each => each.Household, each => each.Date, StringComparer.Ordinal);

    private static async Task<List<(string Household, string Date, bool HasHeir)>> AllDeceasedAsync(
        Session session, string organization, string recordDate)
    {
        var deceased = new List<(string, string, bool)>();
        foreach (var id in await HouseholdStore.WithDeceasedAsync(session, organization))
        {
            if (await StandingAsync(session, organization, id, recordDate) is { } data && data.AllDeceasedOn(recordDate) is { } date)
            {
                deceased.Add((id, date, data.HasHeir));
            }
        }

        return deceased;
    }

    // Where shares follow deaths nobody inherits them: papers of an heir make nobody a payee.
    private static async Task<bool> HasDynamicSharesAsync(Session session, string organization, string recordDate) =>
        (await OrganizationFacts.ReadAsync(session, organization, Dates.Read(recordDate))).Charter?.ShareManagement
            == ShareManagement.Dynamic;

    /// <summary>Households on the roster of a date that have one account together.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> SharedAccountsAsync(Session session, string organization, string recordDate) =>
        (await SharedAsync(session, organization, recordDate)).Accounts;

    private static CheckFinding DeceasedPayees(List<string> deceased, string recordDate) => new(Deceased, Warn, new LocalizedText(
        $"登记日 {recordDate} 及以前，名册上的人都已去世的有 {deceased.Count} 户：{Named(deceased, "、")}。请核实由谁领取，并留存继承材料",
        $"everybody on the roster had died by the record date {recordDate} in {deceased.Count} households: "
        + $"{Named(deceased, ", ")}. See who is to be paid, and keep the heir's papers"),
        "《农村集体经济组织法》第十七条 | Rural Collective Economic Organisations Law, art. 17");

    // The hashes of all numbers ever stored say where to look; the facts of the date say what still holds.
    private async Task<(List<IReadOnlyList<string>> Persons, List<IReadOnlyList<string>> Accounts)> SharedAsync(
        Session session, string organization, string recordDate)
    {
        var known = new Dictionary<string, (HashSet<string> Ids, HashSet<string> Accounts)>(StringComparer.Ordinal);
        var (persons, accounts) = (new List<IReadOnlyList<string>>(), new List<IReadOnlyList<string>>());
        foreach (var shared in (await HouseholdLookup.SharedAsync(session, organization)).GroupBy(row => Convert.ToHexString(row.Hash)))
        {
            var (ids, cards) = (new List<string>(), new List<string>());
            foreach (var household in shared.Select(row => row.HouseholdId))
            {
                if (!known.TryGetValue(household, out var hashes))
                {
                    known[household] = hashes = await HashesAsync(session, organization, household, recordDate);
                }

                AddIf(ids, hashes.Ids.Contains(shared.Key), household);
                AddIf(cards, hashes.Accounts.Contains(shared.Key), household);
            }

            AddIf(persons, ids.Count > 1, ids);
            AddIf(accounts, cards.Count > 1, cards);
        }

        // While keys change a number has a hash under each.
        List<IReadOnlyList<string>> Once(List<IReadOnlyList<string>> groups) => [.. groups.DistinctBy(group => string.Join('\n', group))];

        return (Once(persons), Once(accounts));
    }

    private async Task<(HashSet<string> Ids, HashSet<string> Accounts)> HashesAsync(
        Session session, string organization, string household, string recordDate)
    {
        if (await StandingAsync(session, organization, household, recordDate) is not { } data)
        {
            return ([], []);
        }

        var ids = data.Persons.Where(person => person.IdNumber is not null && person.IsThereOn(recordDate))
            .SelectMany(person => HashesOf(PrivateNumberKind.Id, person.IdNumber!));
        return (ids.ToHashSet(StringComparer.Ordinal),
            data.Account?.Number is { } number ? HashesOf(PrivateNumberKind.Account, number).ToHashSet(StringComparer.Ordinal) : []);

        // A number that cannot be read any more is found by the verification of the database.
        IEnumerable<string> HashesOf(PrivateNumberKind kind, string stored)
        {
            try
            {
                return numbers.LookupHashes(kind, numbers.Decrypt(stored, organization, household)).Select(Convert.ToHexString);
            }
            catch (CryptographicException)
            {
                return [];
            }
        }
    }

    private static async Task<HouseholdData?> StandingAsync(Session session, string organization, string household, string date) =>
        await HouseholdStore.FindAsync(session, organization, household, date, long.MaxValue) is { Present: 1 } fact
            ? HouseholdData.Parse(fact.Data)
            : null;

    private static void AddIf<T>(List<T> list, bool isWanted, T item)
    {
        if (isWanted)
        {
            list.Add(item);
        }
    }

    private static List<string> Joined(IEnumerable<IReadOnlyList<string>> groups) =>
        groups.Select(group => string.Join("、", group)).Distinct(StringComparer.Ordinal).ToList();

    private static string Named(List<string> all, string separator) =>
        string.Join(separator, all.Take(MaxNamed)) + (all.Count > MaxNamed ? "……" : "");
}
