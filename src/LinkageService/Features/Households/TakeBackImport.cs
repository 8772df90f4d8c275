using System.Security.Cryptography;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Linkages;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>What taking an import back did, or would do: every household that it changed is in one of three lists.</summary>
/// <param name="Import">The import, as it stands now.</param>
/// <param name="IsDryRun">Whether nothing was stored.</param>
/// <param name="Undone">Households that stand again as before it, by number.</param>
/// <param name="Kept">Households that were changed since, and are left as they are.</param>
/// <param name="NotPossible">Households that something rests on.</param>
/// <param name="UndoneBefore">Households that stand as before it already.</param>
public sealed record TakenBack(
    RosterImportRow Import, bool IsDryRun, IReadOnlyList<string> Undone, IReadOnlyList<KeptHousehold> Kept,
    IReadOnlyList<HeldHousehold> NotPossible, int UndoneBefore)
{
    /// <summary>Households listed at most of each kind; all are counted.</summary>
    /// <value>1,000.</value>
    public const int MaxListed = 1000;
}

/// <summary>A household that was changed after an import.</summary>
/// <param name="Household">Which.</param>
/// <param name="By">Who changed it last.</param>
/// <param name="At">When, in microseconds.</param>
public sealed record KeptHousehold(string Household, string By, long At);

/// <summary>A household whose import cannot be taken back, and why.</summary>
/// <param name="Household">Which.</param>
/// <param name="Run">The run that was made with it; null where a linkage rests on it.</param>
/// <param name="Reason">Why, and what to do.</param>
public sealed record HeldHousehold(string Household, RestingRun? Run, LocalizedText Reason);

/// <summary>
/// Takes an import back household by household, in one change: each stands again on every day as before it. One that was changed since is
/// kept, one that a run was made with is not possible, and the answer says so of each. Nothing is deleted: that the import was there, and
/// that it was taken back, stays known.
/// </summary>
internal sealed class TakeBackImport(Database database, TimeProvider time)
{
    // Below it households are looked up one by one, above it the roster is read once.
    private const int FewHouseholds = 100;
    private const string LastDate = "9999-12-31";

    /// <summary>Takes it back, or says what that would do.</summary>
    /// <param name="caller">Who.</param>
    /// <param name="organization">Whose roster.</param>
    /// <param name="import">Which import.</param>
    /// <param name="isDryRun">Whether nothing is stored, only the answer told.</param>
    /// <param name="cancellation">Stops it before it is begun.</param>
    /// <exception cref="RefusedException"><c>unknown_organization</c>, or <c>unknown_import</c>.</exception>
    public async Task<TakenBack> HandleAsync(
        Caller caller, string organization, string import, bool isDryRun, CancellationToken cancellation)
    {
        var request = new Asked(organization, import, isDryRun);
        var plan = await database.SnapshotAsync(async session =>
        {
            await OrganizationScope.RequireAsync(session, caller, request.Organization);
            return await PlanAsync(session, request, cancellation);
        }, cancellation);
        return request.IsDryRun || plan.Facts.Count == 0
            ? plan.Answer(request.IsDryRun)
            : await database.WriteAsync(
                new Change(caller.Name, time.GetUtcNow()), session => WriteAsync(session, request, cancellation), cancellation);
    }

    /// <summary>There is no such import.</summary>
    public static RefusedException Unknown(string import) => new(Failure.Of(ProblemCodes.UnknownImport,
        $"没有这次导入“{NumberProblems.Shorten(import)}”", $"there is no import \"{NumberProblems.Shorten(import)}\"", "import"));

    private static async Task<TakenBack> WriteAsync(
        WriteSession session, Asked request, CancellationToken cancellation)
    {
        var (organization, change) = (request.Organization, session.Change);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        var plan = await PlanAsync(session, request, cancellation);
        if (plan.Facts.Count == 0)
        {
            // Somebody else took it back, or changed every household, in between: there is nothing left to say.
            throw new RefusedException(Failure.Of(ProblemCodes.StaleRevision,
                "刚被别人改过，没有可以撤回的了；请刷新再看", "somebody changed it meanwhile, there is nothing left to take back: look again"));
        }

        var knownAt = await OrganizationStore.ClaimKnownAtAsync(session, held);
        var facts = plan.Facts.Select(fact => new HouseholdFact(
            fact.Household, fact.Date, knownAt, fact.Data is null ? 0 : 1, fact.Data ?? "{}", change.Actor, change.Id)).ToArray();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var fact in facts)
        {
            digest.AppendData(fact.Digest(organization));
        }

        await HouseholdStore.AddManyAsync(session, organization, facts);
        var row = plan.Import with
        {
            Undone = plan.Import.Undone + plan.Undone.Count, Kept = plan.Kept.Count, NotPossible = plan.NotPossible.Count,
            TakenBackBy = change.Actor, TakenBackAt = Moment.Of(change.At),
        };
        session.Audit(new AuditDraft("household.take_back", "import/" + change.Id, organization)
        {
            After = digest.GetHashAndReset(),
            Details = JsonDetails.Of(("import", plan.Import.Id), ("validFrom", plan.Import.ValidFrom), ("households", plan.Undone.Count)),
        });
        await RosterImportStore.SaveAsync(session, row, plan.Import, JsonDetails.Of(
            ("file", row.FileName), ("undone", plan.Undone.Count), ("kept", row.Kept), ("notPossible", row.NotPossible)));
        return plan.Answer(isDryRun: false) with { Import = row };
    }

    private static async Task<Plan> PlanAsync(Session session, Asked request, CancellationToken cancellation)
    {
        var import = await RosterImportStore.FindAsync(session, request.Organization, request.Import) ?? throw Unknown(request.Import);
        var brought = (await RosterImportStore.FactsAsync(session, import.OrganizationId, import.Id))
            .GroupBy(fact => fact.HouseholdId, StringComparer.Ordinal)
            .ToDictionary(facts => facts.Key, facts => facts.Select(fact => fact.ValidFrom).ToArray(), StringComparer.Ordinal);
        var first = brought.Values.Select(dates => dates[0]).DefaultIfEmpty(import.ValidFrom).Min(StringComparer.Ordinal)!;
        var runs = await RosterImportStore.RunsOnAsync(session, import, first);
        var linked = (await LinkageStore.HouseholdsAsync(session, import.OrganizationId)).ToHashSet(StringComparer.Ordinal);
        var plan = new Plan(import);
        await foreach (var facts in HistoriesAsync(session, import.OrganizationId, brought))
        {
            cancellation.ThrowIfCancellationRequested();
            plan.Add(facts, brought[facts[0].HouseholdId], runs, linked);
        }

        return plan;
    }

    private static async IAsyncEnumerable<IReadOnlyList<HouseholdFact>> HistoriesAsync(
        Session session, string organization, Dictionary<string, string[]> brought)
    {
        if (brought.Count <= FewHouseholds)
        {
            foreach (var household in brought.Keys)
            {
                yield return await HouseholdStore.HistoryAsync(session, organization, household);
            }

            yield break;
        }

        var facts = new List<HouseholdFact>();
        await foreach (var fact in HouseholdStore.ThroughAsync(session, organization, LastDate, long.MaxValue))
        {
            if (facts.Count > 0 && !string.Equals(facts[0].HouseholdId, fact.HouseholdId, StringComparison.Ordinal))
            {
                yield return facts;
                facts = [];
            }

            if (brought.ContainsKey(fact.HouseholdId))
            {
                facts.Add(fact);
            }
        }

        if (facts.Count > 0)
        {
            yield return facts;
        }
    }

    private sealed class Plan(RosterImportRow import)
    {
        public RosterImportRow Import => import;

        public List<(string Household, string Date, string? Data)> Facts { get; } = [];

        public List<string> Undone { get; } = [];

        public List<KeptHousehold> Kept { get; } = [];

        public List<HeldHousehold> NotPossible { get; } = [];

        private int UndoneBefore { get; set; }

        public void Add(
            IReadOnlyList<HouseholdFact> facts, string[] dates, IReadOnlyList<RestingRun> runs, IReadOnlySet<string> linked)
        {
            var household = facts[0].HouseholdId;
            var before = HouseholdTimeline.Of(facts, import.KnownAt - 1);
            var now = HouseholdTimeline.Of(facts, long.MaxValue);
            if (now.IsSame(before))
            {
                UndoneBefore++;
            }
            else if (!now.IsSame(HouseholdTimeline.Of(facts, import.KnownAt)))
            {
                var last = facts.MaxBy(fact => fact.KnownAt)!;
                Kept.Add(new KeptHousehold(household, last.Actor, last.KnownAt));
            }
            else if (runs.FirstOrDefault(run => string.CompareOrdinal(run.RecordDate, dates[0]) >= 0) is { } run)
            {
                NotPossible.Add(new HeldHousehold(household, run, WordsOf(run)));
            }
            else if (before.IsEmpty && linked.Contains(household))
            {
                NotPossible.Add(new HeldHousehold(household, Run: null, new LocalizedText(
                    "已登记了它的利益联结；撤回以后就没有这一户了", "a linkage of it was entered, and without the import it would not be there")));
            }
            else
            {
                // On the dates of later facts too: one that repeated what was imported would bring it back.
                Undone.Add(household);
                Facts.AddRange(facts.Where(fact => fact.KnownAt >= import.KnownAt).Select(fact => fact.ValidFrom)
                    .Distinct(StringComparer.Ordinal).Select(date => (household, date, before.DataOn(date))));
            }
        }

        public TakenBack Answer(bool isDryRun) => new(import, isDryRun, Undone, Kept, NotPossible, UndoneBefore);

        private static LocalizedText WordsOf(RestingRun run) => run.State == Storage.Runs.RunStates.Draft
            ? new LocalizedText(
                $"{run.Year} 年的核算草稿用了它；先作废那份草稿", $"the draft of {run.Year} was made with it: cancel the draft first")
            : new LocalizedText(
                $"{run.Year} 年的核算用了它，公示、批准和发放都以它为准；要改请再导入一份，已发放的走更正",
                $"the run of {run.Year} was made with it: import the right one, and correct the run where it is paid");
    }

    private sealed record Asked(string Organization, string Import, bool IsDryRun);
}
