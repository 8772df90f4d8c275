using System.Security.Cryptography;
using FluentValidation;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Households;

/// <summary>States how many households stand, all or none of them.</summary>
/// <param name="Organization">Whose households.</param>
/// <param name="Draft">The households, as read.</param>
/// <param name="ValidFrom">From when on; null for today in China.</param>
/// <param name="IsDryRun">Whether nothing is stored and the report comes in any case.</param>
internal sealed record ImportHouseholdsRequest(string Organization, ImportDraft Draft, DateOnly? ValidFrom, bool IsDryRun)
    : CheckedRequest
{
    /// <summary>Whether later facts that repeat what is replaced are changed too; else they stay, and the report lists them.</summary>
    public bool ChangesLaterFacts { get; init; }

    /// <summary>Where the households come from.</summary>
    public ImportSource Source { get; init; } = new(RosterImportKinds.List);

    /// <summary>Whether only households that are on the roster may be named: fields of them are changed, none is added.</summary>
    public bool MustStand => Source.Kind == RosterImportKinds.Change;
}

/// <summary>Where the households of an import come from.</summary>
/// <param name="Kind"><see cref="RosterImportKinds"/>.</param>
/// <param name="FileName">What whoever sent the file calls it; null where nobody said.</param>
/// <param name="FileDigest">SHA-256 of the file as it was sent; null where there is none.</param>
internal sealed record ImportSource(string Kind, string? FileName = null, byte[]? FileDigest = null);

/// <summary>The shape of it; that of its households is held when they are read.</summary>
internal sealed class ImportHouseholdsValidator : AbstractValidator<ImportHouseholdsRequest>
{
    public ImportHouseholdsValidator() =>
        RuleFor(request => request.Source.FileName).IsText("fileName", TextRules.MaxName, hasLines: false);
}

/// <summary>
/// Compares every household with how it stands and adds a fact for each that differs. The comparing is done before the change,
/// so that other changes do not wait for it; when one came between, it is done again inside.
/// </summary>
internal sealed class ImportHouseholds(Database database, TimeProvider time, HouseholdSealer sealer)
{
    // Below it households are looked up one by one, above it the roster is read once.
    private const int FewHouseholds = 100;
    private const string LastDate = "9999-12-31";

    private readonly ImportHouseholdsValidator _validator = new();

    /// <exception cref="RefusedException">Something is wrong and it is no dry run; nothing is stored.</exception>
    public async Task<ImportReport> HandleAsync(Caller caller, ImportHouseholdsRequest request, CancellationToken cancellation)
    {
        _validator.Require(request);
        FutureDates.Warn(request.Draft, Dates.Today(time));
        var validFrom = Dates.Text(request.ValidFrom ?? Dates.Today(time));
        var plan = await database.SnapshotAsync(async session =>
        {
            var organization = await OrganizationScope.RequireAsync(session, caller, request.Organization);
            return await PlanAsync(session, organization, request, validFrom, cancellation);
        }, cancellation);
        if (request.IsDryRun)
        {
            return plan.Report(request);
        }

        Check(request.Draft);
        return plan.Facts.Count == 0
            ? plan.Report(request)
            : await database.WriteAsync(
                new Change(caller.Name, time.GetUtcNow()),
                session => WriteAsync(session, request, plan, validFrom, cancellation), cancellation);
    }

    private async Task<ImportReport> WriteAsync(
        WriteSession session, ImportHouseholdsRequest request, Plan plan, string validFrom, CancellationToken cancellation)
    {
        var (organization, change) = (request.Organization, session.Change);
        var held = (await OrganizationStore.HoldAsync(session, organization))!;
        if (held.FactsKnownAt != plan.FactsKnownAt)
        {
            plan = await PlanAsync(session, held, request, validFrom, cancellation);
            Check(request.Draft);
        }

        var knownAt = await OrganizationStore.ClaimKnownAtAsync(session, held);
        var facts = plan.Facts.Concat(request.ChangesLaterFacts ? plan.Restated : [])
            .OrderBy(fact => fact.HouseholdId, HouseholdOrder.Instance).ThenBy(fact => fact.ValidFrom, StringComparer.Ordinal)
            .Select(fact => new HouseholdFact(fact.HouseholdId, fact.ValidFrom, knownAt, 1, fact.Data, change.Actor, change.Id)).ToArray();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in facts.AsParallel().AsOrdered().WithCancellation(cancellation).Select(fact => fact.Digest(organization)))
        {
            digest.AppendData(part);
        }

        await HouseholdStore.AddManyAsync(session, organization, facts);
        await HouseholdLookup.AddManyAsync(session, organization, plan.Hashes);
        session.Audit(new AuditDraft(
            request.MustStand ? "household.change" : "household.import", "import/" + change.Id, organization)
        {
            After = digest.GetHashAndReset(),
            Details = JsonDetails.Of(("validFrom", validFrom), ("rows", request.Draft.Rows), ("added", plan.Added),
                ("changed", plan.Changed), ("unchanged", plan.Unchanged),
                (request.ChangesLaterFacts ? "laterFactsChanged" : "laterFactsKept", plan.Restated.Count)),
        });
        await RosterImportStore.SaveAsync(session, plan.Row(request, knownAt, change), before: null, JsonDetails.Of(
            ("file", request.Source.FileName), ("validFrom", validFrom), ("households", request.Draft.Households.Count)));
        return plan.Report(request) with { ImportId = change.Id };
    }

    private static void Check(ImportDraft draft)
    {
        if (draft.ProblemCount > 0)
        {
            throw new RefusedException(draft.ToFailure());
        }
    }

    private async Task<Plan> PlanAsync(
        Session session, OrganizationRow organization, ImportHouseholdsRequest request, string validFrom, CancellationToken cancellation)
    {
        var plan = new Plan(organization.FactsKnownAt, validFrom);
        var stored = request.Draft.IsUnnumbered
            ? await RosterNumbering.NumbersAsync(session, sealer, organization.Id, request.Draft, validFrom)
            : await HouseholdSpelling.AllAsync(session, organization.Id);
        var standing = await StandingAsync(session, organization.Id, request.Draft, stored, validFrom);
        var shifts = new RosterShifts(request.Draft, validFrom);
        foreach (var sealing in Seal(organization.Id, request.Draft, stored, standing, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            await AddAsync(session, plan, organization.Id, sealing, request.Draft, request.MustStand, shifts);
        }

        await shifts.WarnAsync(session, organization.Id);

        if (request is { IsDryRun: true, MustStand: false })
        {
            await AddMissingAsync(session, plan, organization.Id, request.Draft, stored);
        }

        await AddLaterAsync(session, plan, organization.Id);
        return plan;
    }

    // Encrypting and comparing is most of the work, and each household stands for itself: all processors take part.
    private ParallelQuery<Sealing> Seal(
        string organization, ImportDraft draft, IReadOnlyDictionary<string, string> stored, Dictionary<string, HouseholdFact> standing,
        CancellationToken cancellation)
    {
        // What is wrong in itself is reported already, and cannot be compared.
        var sound = draft.ProblemCount == 0 ? draft.Households : draft.Households.Where(household => !draft.IsBad(household)).ToList();
        return sound.AsParallel().AsOrdered().WithCancellation(cancellation)
            .Select(household =>
            {
                var entry = household.Entry with { Id = stored.GetValueOrDefault(household.Entry.Id, household.Entry.Id) };
                var fact = standing.GetValueOrDefault(entry.Id);
                var before = fact is { Present: 1 } ? HouseholdData.Parse(fact.Data) : null;
                var sealedNow = sealer.TrySeal(organization, entry, before);
                var after = sealedNow is null ? null : household.Merge(sealedNow.Data, before);
                return new Sealing(household, entry, before, after, sealedNow?.Hashes)
                {
                    StandingData = before is null ? null : fact!.Data,
                };
            });
    }

    private async Task AddAsync(
        Session session, Plan plan, string organization, Sealing sealing, ImportDraft draft, bool mustStand, RosterShifts shifts)
    {
        var (household, entry, before, after, hashes) = sealing;
        if (before is null && mustStand)
        {
            draft.Add(household, new Problem(ProblemCodes.UnknownHousehold, "id", StoredHousehold.UnknownWords(entry.Id)));
            return;
        }

        if (after is null)
        {
            // A masked number that does not stand now.
            var problems = new List<Problem>(0);
            var found = await sealer.SealAsync(session, organization, entry, before, problems);
            foreach (var problem in problems)
            {
                draft.Add(household, problem);
            }

            if (problems.Count > 0)
            {
                return;
            }

            (after, hashes) = (household.Merge(found.Data, before), found.Hashes);
        }

        shifts.Look(household, entry.Id, before, after);
        plan.Add(entry.Id, before, sealing.StandingData, after, hashes!);
    }

    private static async Task AddMissingAsync(
        Session session, Plan plan, string organization, ImportDraft draft, IReadOnlyDictionary<string, string> stored)
    {
        var named = draft.Households.Select(household => stored.GetValueOrDefault(household.Entry.Id, household.Entry.Id))
            .ToHashSet(StringComparer.Ordinal);
        await foreach (var (household, data) in HouseholdStore.DataAsOfAsync(session, organization, plan.ValidFrom, long.MaxValue))
        {
            if (!named.Contains(household))
            {
                plan.AddMissing(household, data);
            }
        }
    }

    private sealed record Sealing(
        ImportedHousehold Household, HouseholdEntry Entry, HouseholdData? Before, HouseholdData? After, IReadOnlyList<byte[]>? Hashes)
    {
        public string? StandingData { get; init; }
    }

    // Only those that are changed, not added, can be undone by what stands later.
    private static async Task AddLaterAsync(Session session, Plan plan, string organization)
    {
        var changed = plan.Replaced;
        if (changed.Count == 0 || !await HouseholdStore.AnyAfterAsync(session, organization, plan.ValidFrom))
        {
            return;
        }

        if (changed.Count <= FewHouseholds)
        {
            foreach (var household in changed.Keys)
            {
                plan.AddLater(household, await LaterFacts.AfterAsync(session, organization, household, plan.ValidFrom));
            }

            return;
        }

        var facts = new List<HouseholdFact>();
        await foreach (var fact in HouseholdStore.ThroughAsync(session, organization, LastDate, long.MaxValue))
        {
            if (facts.Count > 0 && !string.Equals(facts[0].HouseholdId, fact.HouseholdId, StringComparison.Ordinal))
            {
                plan.AddLater(facts[0].HouseholdId, LaterFacts.Standing(facts, plan.ValidFrom));
                facts.Clear();
            }

            if (changed.ContainsKey(fact.HouseholdId))
            {
                facts.Add(fact);
            }
        }

        if (facts.Count > 0)
        {
            plan.AddLater(facts[0].HouseholdId, LaterFacts.Standing(facts, plan.ValidFrom));
        }
    }

    private static async Task<Dictionary<string, HouseholdFact>> StandingAsync(
        Session session, string organization, ImportDraft draft, IReadOnlyDictionary<string, string> stored, string validFrom)
    {
        var households = draft.Households;
        var standing = new Dictionary<string, HouseholdFact>(StringComparer.Ordinal);
        if (households.Count <= FewHouseholds)
        {
            foreach (var household in households)
            {
                var id = stored.GetValueOrDefault(household.Entry.Id, household.Entry.Id);
                if (await HouseholdStore.FindAsync(session, organization, id, validFrom, long.MaxValue) is { } fact)
                {
                    standing[fact.HouseholdId] = fact;
                }
            }

            return standing;
        }

        draft.Memory.BeginStanding();
        var wanted = households.Select(household => stored.GetValueOrDefault(household.Entry.Id, household.Entry.Id))
            .ToHashSet(StringComparer.Ordinal);
        await foreach (var fact in HouseholdStore.AsOfAsync(session, organization, validFrom, long.MaxValue))
        {
            if (wanted.Contains(fact.HouseholdId))
            {
                draft.Memory.AddStanding(fact.Data);
                standing[fact.HouseholdId] = fact;
            }
        }

        return standing;
    }

    // What the import will add, compared with the facts known at one moment.
    private sealed class Plan(long factsKnownAt, string validFrom)
    {
        private readonly List<LaterFact> _later = [];
        private readonly List<ImportChange> _changes = [];
        private readonly List<NamedHousehold> _missing = [];
        private readonly List<NamedHousehold> _added = [];
        private int _missingCount;

        public long FactsKnownAt => factsKnownAt;

        public string ValidFrom => validFrom;

        public List<(string HouseholdId, string ValidFrom, string Data)> Facts { get; } = [];

        public List<(string HouseholdId, string ValidFrom, string Data)> Restated { get; } = [];

        public Dictionary<string, (HouseholdData Before, HouseholdData After)> Replaced { get; } = new(StringComparer.Ordinal);

        public List<(byte[] Hash, string HouseholdId)> Hashes { get; } = [];

        public int Added { get; private set; }

        public int Changed { get; private set; }

        public int Unchanged { get; private set; }

        public void Add(string household, HouseholdData? before, string? standing, HouseholdData after, IReadOnlyList<byte[]> hashes)
        {
            var data = after.ToJson();
            if (string.Equals(standing, data, StringComparison.Ordinal))
            {
                Unchanged++;
                return;
            }

            Facts.Add((household, validFrom, data));
            Hashes.AddRange(hashes.Select(hash => (hash, household)));
            if (before is null)
            {
                Added++;
                if (_added.Count < ImportReport.MaxListed)
                {
                    _added.Add(new NamedHousehold(household, after.Name));
                }

                return;
            }

            Changed++;
            Replaced[household] = (before, after);
            if (_changes.Count < ImportReport.MaxListed)
            {
                _changes.Add(new ImportChange(household, after.Name, HouseholdChange.Between(before, after, showsNames: true)));
            }
        }

        public void AddMissing(string household, string data)
        {
            _missingCount++;
            if (_missing.Count < ImportReport.MaxListed)
            {
                _missing.Add(new NamedHousehold(household, HouseholdData.Parse(data).Name));
            }
        }

        public void AddLater(string household, IReadOnlyList<HouseholdFact> later)
        {
            var (before, after) = Replaced[household];
            foreach (var (fact, data) in LaterFacts.Find(household, before, after, later))
            {
                Restated.Add((household, fact.ValidFrom, data!.ToJson()));
                if (_later.Count < ImportReport.MaxLaterFacts)
                {
                    _later.Add(fact);
                }
            }
        }

        public RosterImportRow Row(ImportHouseholdsRequest request, long knownAt, Change change) => new(
            change.Id, request.Organization, request.Source.Kind, validFrom, knownAt, request.Source.FileName, request.Source.FileDigest,
            request.Draft.Households.Count, Added, Changed, Unchanged, change.Actor, Moment.Of(change.At), Undone: 0, Kept: 0,
            NotPossible: 0, TakenBackBy: null, TakenBackAt: null);

        public ImportReport Report(ImportHouseholdsRequest request) =>
            new(request.Draft, validFrom, request.IsDryRun, Added, Changed, Unchanged)
            {
                LaterFacts = _later.Select(fact => fact with { IsChanged = request.ChangesLaterFacts && !request.IsDryRun }).ToArray(),
                LaterFactCount = Restated.Count,
                Changes = _changes,
                Missing = _missing,
                MissingCount = _missingCount,
                AddedHouseholds = _added,
            };
    }
}
