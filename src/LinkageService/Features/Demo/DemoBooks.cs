using System.Globalization;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Linkages;
using LinkageService.Features.Organizations;
using LinkageService.Features.Runs;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Demo;

/// <summary>
/// Fills an empty database with the demo villages: rosters, the run of one year brought to its end and that of the next on its
/// way, day after day as an office would have, through the same handlers as everyone else.
/// </summary>
/// <param name="database">Where to; what one interrupted call leaves there is the caller's care.</param>
/// <param name="sealer">Seals households.</param>
/// <param name="calculate">Calculates runs.</param>
/// <param name="payees">Checks whom runs pay.</param>
/// <param name="numbers">Open private numbers.</param>
/// <param name="time">The clock: all of it lies in the past.</param>
internal sealed class DemoBooks(
    Database database, HouseholdSealer sealer, CalculateDistribution calculate, PayeeChecks payees, PrivateNumbers numbers,
    TimeProvider time) : IDisposable
{
    // All of the second run's days are past, even early in a year.
    private const int DaysForARun = 45;

    /// <summary>Days of the public notice of every run.</summary>
    public const int NoticeDays = 15;

    /// <summary>Who makes the runs.</summary>
    public static Caller Maker { get; } = new("制单员", Role.Local, Organization: null);

    /// <summary>Who approves them.</summary>
    public static Caller Checker { get; } = new("审核员", Role.Local, Organization: null);

    private readonly DemoClock _clock = new();
    private readonly RecomputedRuns _recomputed = new();

    // What each village left undistributed at the end of the year before.
    private readonly Dictionary<string, Money> _undistributed = new(StringComparer.Ordinal);
    private ProofTrees? _proofs;

    // Of the day on which it is asked, which the demo sets.
    private CheckRunLaw Law => new(
        database, _recomputed, new ReadPersons(numbers), RulePacks.Standard, _clock);

    private ProofTrees Proofs => _proofs ??= new ProofTrees(
        database, new RunSheets(database, new RosterIndexes(database)), _recomputed, numbers, new ProofKeys());

    private FixWithholding Withholding => new(new FindTaxTerms(RulePacks.Standard, _clock));

    private DemoFacts Facts => new(database, new SealedAccounts(numbers), _clock);

    private FindExceptions Exceptions => new(database, numbers, payees, new RevealNumbers(database, _clock, numbers), _clock);

    /// <inheritdoc/>
    public void Dispose()
    {
        _recomputed.Dispose();
        _proofs?.Dispose();
    }

    /// <summary>Fills it.</summary>
    /// <returns>How many households and runs there are now.</returns>
    public async Task<(int Households, int Runs)> WriteAsync(CancellationToken cancellation)
    {
        var lastRun = Dates.Today(time).AddDays(-DaysForARun).Year;
        var (first, second) = (lastRun - 2, lastRun - 1);
        var opened = new DateOnly(first, 1, 1);
        _clock.Set(new DateOnly(first, 1, 5));
        foreach (var village in DemoVillage.All)
        {
            await OpenAsync(village, opened, cancellation);
        }

        await DistributeAsync(first, isFirst: true, cancellation);
        _clock.Set(new DateOnly(second, 3, 20));
        foreach (var village in DemoVillage.All)
        {
            await ImportAsync(village, village.Changed(opened), new DateOnly(second, 1, 1), cancellation);
        }

        foreach (var (village, run) in await DistributeAsync(second, isFirst: false, cancellation))
        {
            if (village.FollowsPayments)
            {
                await new DemoPayments(database, numbers, _clock).WriteAsync(Maker, Checker, run.Row.Id, second + 1, cancellation);
            }
        }

        return (DemoVillage.All.Sum(village => village.Households), 2 * DemoVillage.All.Count);
    }

    private async Task OpenAsync(DemoVillage village, DateOnly from, CancellationToken cancellation)
    {
        var draft = new OrganizationDraft
        {
            Name = village.Name, LegalForm = village.LegalForm, Region = village.Region, NoticeDays = NoticeDays,
        };
        await new PutOrganization(database, _clock).HandleAsync(Maker, new PutOrganizationRequest(village.Id, draft), cancellation);
        await ImportAsync(village, Enumerable.Range(1, village.Households).Select(at => village.Household(at, from)), from, cancellation);
        await Facts.OpenAsync(Maker, village, from, cancellation);
        foreach (var linkage in village.Linkages(from))
        {
            await new AddLinkage(database, _clock).HandleAsync(Maker, village.Id, linkage, cancellation);
        }
    }

    private Task ImportAsync(
        DemoVillage village, IEnumerable<HouseholdEntry> households, DateOnly from, CancellationToken cancellation)
    {
        var draft = new ImportDraft(ImportMemory.Unbounded());
        foreach (var household in households)
        {
            draft.Households.Add(new ImportedHousehold(household, StatedFields.All, draft.Rows++));
        }

        return new ImportHouseholds(database, _clock, sealer).HandleAsync(
            Maker, new ImportHouseholdsRequest(village.Id, draft, from, IsDryRun: false), cancellation);
    }

    // The villages do the same on the same days, so that the audit log is in the order of time.
    private async Task<IReadOnlyList<(DemoVillage Village, StoredRun Run)>> DistributeAsync(
        int year, bool isFirst, CancellationToken cancellation)
    {
        var runs = new List<(DemoVillage Village, StoredRun Run)>();
        _clock.Set(new DateOnly(year + 1, 1, 10));
        foreach (var village in DemoVillage.All)
        {
            var run = await MakeAsync(village, year, isFirst, cancellation);
            runs.Add((village, run));
            _undistributed[village.Id] = await Facts.CloseAsync(
                Maker, village, run, _undistributed.GetValueOrDefault(village.Id), cancellation);
        }

        var change = new ChangeRun(database, _clock);
        foreach (var (state, day, step) in Steps(change, year + 1, cancellation))
        {
            _clock.Set(new DateOnly(year + 1, 1, 1).AddDays(day - 1));
            for (var at = 0; at < runs.Count; at++)
            {
                var (village, run) = runs[at];
                if (IsReached(state, isFirst ? RunStates.Closed : village.EndsAs))
                {
                    runs[at] = (village, await step(run));
                }
            }
        }

        return runs;
    }

    private async Task<StoredRun> SubmitAsync(ChangeRun change, StoredRun run, CancellationToken cancellation)
    {
        var found = await Exceptions.HandleAsync(
            Maker, new RunExceptionsRequest(run.Row.Id, Percent: null, new PageRequest()), cancellation);
        var seen = new AcknowledgedExceptions(found.Digest, Percent: null);
        return await new SubmitRun(change, payees, Exceptions, Law, Proofs, Withholding).HandleAsync(
            Maker, run.Row.Id, Tag(run), new SubmitRunRequest(seen), cancellation);
    }

    private IEnumerable<(string State, int Day, Func<StoredRun, Task<StoredRun>> Step)> Steps(
        ChangeRun change, int year, CancellationToken cancellation)
    {
        yield return (RunStates.Submitted, 11, run => SubmitAsync(change, run, cancellation));
        yield return (RunStates.Disclosed, 12, run =>
            new DiscloseRun(change, RulePacks.Standard).HandleAsync(
                Maker, run.Row.Id, Tag(run), new DiscloseRunRequest(From: null, NoticeDays), cancellation));
        yield return (RunStates.Disclosed, 16, run => ObjectAsync(change, run, cancellation));
        yield return (RunStates.Approved, 18, run => RespondAsync(change, run, cancellation));
        var overriding = new CheckOverriding(Permission.ApproveRuns);
        yield return (RunStates.Approved, 30, run => new ApproveRun(
            change, payees, Exceptions, Law, RulePacks.Standard, overriding).HandleAsync(
            Checker, run.Row.Id, Tag(run), new ApproveRunRequest(run.Row.Digest, Meeting(run, new DateOnly(year, 1, 30))), cancellation));
        yield return (RunStates.Paid, 36, run =>
            new PayRun(change).HandleAsync(Maker, run.Row.Id, Tag(run), new PayRunRequest(On: null), cancellation));
        yield return (RunStates.Closed, 43, run => new CloseRun(change).HandleAsync(Maker, run.Row.Id, Tag(run), cancellation));
    }

    private async Task<StoredRun> MakeAsync(DemoVillage village, int year, bool isFirst, CancellationToken cancellation)
    {
        var terms = new CalculateDistributionRequest
        {
            Scheme = village.Scheme,
            Year = year.ToString(CultureInfo.InvariantCulture),
            Parameters = village.Parameters.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal),
            Inputs = village.Inputs.ToDictionary(each => each.Name, each => isFirst ? each.First : each.Second, StringComparer.Ordinal),
        };
        var request = new CreateRunRequest(village.Id, terms, RecordDate: null, Preview: false, $"demo-{terms.Year}");
        return (await new CreateRun(database, calculate, payees, Law, new ReadPersons(numbers), new RunsInProgress(), numbers, _clock)
            .HandleAsync(Maker, request, cancellation)).Run;
    }

    private async Task<StoredRun> ObjectAsync(ChangeRun change, StoredRun run, CancellationToken cancellation)
    {
        var request = new ObjectionRequest("0003", "核对登记的数量", null, null);
        return (await new Objections(database, change).HandleAsync(Maker, run.Row.Id, Tag(run), request, cancellation)).Run;
    }

    private async Task<StoredRun> RespondAsync(ChangeRun change, StoredRun run, CancellationToken cancellation)
    {
        var objections = await database.ReadAsync(session => ObjectionStore.ListAsync(session, run.Row.Id), cancellation);
        var request = new ObjectionRequest(null, null, objections[0].Id, "已现场核对，登记无误，本人认可");
        return (await new Objections(database, change).HandleAsync(Maker, run.Row.Id, Tag(run), request, cancellation)).Run;
    }

    private static RunMeeting Meeting(StoredRun run, DateOnly date)
    {
        var due = (int)run.Row.Households;
        return new RunMeeting(Dates.Text(date), due, due - (due / 10), due - (due / 8), "members");
    }

    private static string Tag(StoredRun run) => EntityTag.Of(run.Row.Revision);

    private static bool IsReached(string state, string end)
    {
        var order = RunStates.All.ToList();
        return order.IndexOf(state) <= order.IndexOf(end);
    }
}
