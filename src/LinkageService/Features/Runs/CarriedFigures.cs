using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Runs;

/// <summary>
/// The run that figures go on from: the standing distribution by the same scheme that comes before, in the same year or an earlier one,
/// with its corrections that were approved. What is cancelled or not approved yet carries nothing on.
/// </summary>
/// <param name="Run">The distribution.</param>
/// <param name="Corrections">Its corrections, oldest first.</param>
internal sealed record LastRun(RunRow Run, IReadOnlyList<RunRow> Corrections)
{
    /// <summary>The last run before a place; null when there is none.</summary>
    public static async Task<LastRun?> FindAsync(Session session, string organization, string scheme, RunPlace place) =>
        await RunStore.LastBeforeAsync(session, organization, scheme, place) is { } run
            ? new LastRun(run, await RunStore.StandingCorrectionsAsync(session, run.Id))
            : null;

    /// <summary>The last run before a distribution, or before the one that a correction corrects; null when there is none.</summary>
    public static async Task<LastRun?> FindAsync(Session session, RunRow run)
    {
        var place = RunPlace.Of(run.Corrects is { } corrected ? (await RunStore.FindAsync(session, corrected))! : run);
        return await FindAsync(session, run.OrganizationId, run.SchemeId, place);
    }

    /// <summary>The one that a stored run went on from, with the corrections that stood then.</summary>
    public static async Task<LastRun?> OfAsync(Session session, StoredCarry carry)
    {
        if (carry.Run is not { } run)
        {
            return null;
        }

        var corrections = new List<RunRow>();
        foreach (var id in carry.Corrections)
        {
            corrections.Add((await RunStore.FindAsync(session, id))!);
        }

        return new LastRun((await RunStore.FindAsync(session, run))!, corrections);
    }

    /// <summary>What it and its corrections left in a carried account; null when its scheme had no such account.</summary>
    public Money? Carried(string account) => Carried(account, Corrections.Prepend(Run));

    /// <summary>The same before its corrections.</summary>
    public Money Uncorrected(string account) => Carried(account, [Run]) ?? Money.Zero;

    private static Money? Carried(string account, IEnumerable<RunRow> runs)
    {
        var amounts = runs.SelectMany(row => StoredRunResult.Read(row.Result).Funds).Select(fund => fund.Read())
            .Where(fund => fund.IsCarried && string.Equals(fund.Name, account, StringComparison.Ordinal)).ToArray();
        return amounts.Length == 0 ? null : amounts.Aggregate(Money.Zero, (sum, fund) => sum + fund.Amount);
    }

    /// <summary>Its books with its corrections.</summary>
    public Task<RunBooks> BooksAsync(Session session) => StoredBooks.PaidAsync(session, Run.Id, Corrections.Select(row => row.Id));

    /// <summary>Whether another is the same run with the same corrections.</summary>
    public bool IsSameAs(LastRun? other) => other is not null && Run.Id == other.Run.Id
        && Corrections.Select(row => row.Id).SequenceEqual(other.Corrections.Select(row => row.Id), StringComparer.Ordinal);

    /// <summary>In a sentence: its year, id, state and corrections.</summary>
    public LocalizedText Words
    {
        get
        {
            var (state, count) = (Vocabulary.Words.State(Run.State), Corrections.Count);
            var (zh, en) = count == 0 ? ("", "") : ($"，含 {count} 次更正", $", with {count} correction{(count == 1 ? "" : "s")}");
            return new LocalizedText(
                $"{Run.Year} 年核算（编号 {Run.Id}，{state.Zh}{zh}）", $"the run of {Run.Year} (id {Run.Id}, {state.En}{en})");
        }
    }
}

/// <summary>The inputs and holdings of a run that go on from the last one, and what is to be said of them.</summary>
internal sealed class CarriedFigures
{
    private const string Basis = "逐年结转 | figures that go on from year to year";

    private readonly Scheme _scheme;
    private readonly RunPlace _place;
    private readonly SchemeInput[] _inputs;
    private CarriedColumns? _columns;

    private CarriedFigures(Scheme scheme, RunPlace place, LastRun? last) =>
        (_scheme, _place, _inputs, Last) = (scheme, place, scheme.Inputs.Where(input => input.Carried is not null).ToArray(), last);

    /// <summary>The run they go on from; null when there is none, or nothing goes on.</summary>
    public LastRun? Last { get; }

    /// <summary>What would be taken of every input: as it is written, by name.</summary>
    public IReadOnlyDictionary<string, string> Inputs => _inputs
        .Select(input => (input.Name, Amount: Last?.Carried(input.Carried!)))
        .Where(each => each.Amount is not null)
        .ToDictionary(each => each.Name, each => each.Amount!.Value.ToString(), StringComparer.Ordinal);

    /// <summary>Looks for the last run before a place, where the scheme carries anything.</summary>
    public static async Task<CarriedFigures> FindAsync(Session session, string organization, Scheme scheme, RunPlace place) =>
        new(scheme, place, IsAny(scheme) ? await LastRun.FindAsync(session, organization, scheme.Id, place) : null);

    /// <summary>The columns of a stored roster that go on; read once, before the roster.</summary>
    public async Task<CarriedColumns> ColumnsAsync(Session session) =>
        _columns = await CarriedColumns.ReadAsync(session, _scheme, Last);

    /// <summary>Those of a stored run, read again from the run it went on from.</summary>
    public static async Task<CarriedFigures> OfAsync(Session session, RunRow row, Scheme scheme) =>
        new(scheme, RunPlace.Of(row), StoredRunTerms.Read(row).Carried is { } carry ? await LastRun.OfAsync(session, carry) : null);

    /// <summary>What a run keeps of it; null when everything that goes on was stated.</summary>
    /// <param name="stated">The inputs the request states: these are not taken.</param>
    public StoredCarry? Stored(IReadOnlyDictionary<string, string> stated)
    {
        var titles = new SchemeTitles(_scheme);
        var taken = _inputs.Where(input => !stated.ContainsKey(input.Name)).Select(input => Stored(input, titles)).ToArray();
        var holdings = _columns?.Stored(titles) ?? [];
        return taken.Length == 0 && holdings.Count == 0
            ? null
            : new StoredCarry(
                Last?.Run.Id, [.. Last?.Corrections.Select(row => row.Id) ?? []], taken, holdings.Count == 0 ? null : holdings,
                (int?)Last?.Run.Year);
    }

    private StoredCarriedInput Stored(SchemeInput input, SchemeTitles titles)
    {
        if (Last?.Carried(input.Carried!) is not { } amount)
        {
            return new StoredCarriedInput(input.Name, input.Carried!, DefaultOf(input).ToString());
        }

        var before = Last.Uncorrected(input.Carried!);
        return new StoredCarriedInput(
            input.Name, input.Carried!, amount.ToString(), titles.Of(input.Name), before == amount ? null : before.ToString());
    }

    /// <summary>The run with a warning where what it took is not what stands as carried by now.</summary>
    public static async Task<StoredRun> WithOutdatedAsync(Session session, StoredRun run) =>
        await OutdatedAsync(session, run.Row, run.Carry) is { Count: > 0 } findings
            ? run with { Summary = run.Summary with { Checks = [.. run.Summary.Checks, .. findings] } }
            : run;

    /// <summary>Refuses to approve a run whose figures are not what stands as carried by now: it would pay out what is wrong.</summary>
    /// <exception cref="RefusedException"><c>carried_outdated</c>.</exception>
    public static async Task RequireCurrentAsync(Session session, RunRow row)
    {
        if (await OutdatedAsync(session, row) is { Count: > 0 } problems)
        {
            throw new RefusedException(Failure.Of([.. problems]));
        }
    }

    /// <summary>What of the figures a run took from the year before does not stand any more; empty where all of it does.</summary>
    public static async Task<IReadOnlyList<Problem>> OutdatedAsync(Session session, RunRow row) =>
        [.. (await OutdatedAsync(session, row, StoredRunTerms.Read(row).Carried))
            .Select(finding => new Problem(ProblemCodes.CarriedOutdated, "", finding.Message))];

    private static async Task<IReadOnlyList<CheckFinding>> OutdatedAsync(Session session, RunRow row, StoredCarry? carry)
    {
        if (carry is null || row.State == RunStates.Cancelled || (row.Kind == RunKinds.Correction && !RepeatedRuns.IsUndecided(row)))
        {
            return [];
        }

        if (await CarriedChain.StandsOnAsync(session, row, carry) is not var (standing, now))
        {
            return [];
        }

        var own = await OutdatedAsync(session, row, standing, now);
        return now is not null && await CarriedChain.FirstOutdatedAsync(session, now.Run) is { } first
            ? [.. own, CarriedChain.BuiltOn(row, now, first)]
            : own;
    }

    /// <summary>What a run took of the year before that is not carried by now, whatever that year stands on.</summary>
    internal static async Task<IReadOnlyList<CheckFinding>> OutdatedAsync(
        Session session, RunRow row, StoredCarry carry, LastRun? now)
    {
        var taken = await LastRun.OfAsync(session, carry);
        if (now?.IsSameAs(taken) ?? taken is null)
        {
            return [];
        }

        return carry.Inputs
            .Select(input => (Input: input, Old: StoredRunResult.Money(input.Amount), New: now?.Carried(input.Account)))
            .Where(each => each.New is { } amount ? amount != each.Old : each.Input.Title is not null)
            .Select(each => each.New is { } amount
                ? Outdated(row, each.Input, each.Old, amount, now!) : CarriedChain.Gone(row, each.Input.Name, each.Old, carry))
            .Concat(await CarriedHoldingChecks.OutdatedAsync(session, row, carry, taken, now)).ToArray();
    }

    /// <summary>What was taken from which run, what was not there, and what is stated otherwise.</summary>
    public IEnumerable<CheckFinding> Findings(IReadOnlyDictionary<string, string> stated) =>
        InputFindings(stated).Concat(_columns is null ? [] : CarriedHoldingChecks.Of(_columns, Last, (int)_place.Year));

    private IEnumerable<CheckFinding> InputFindings(IReadOnlyDictionary<string, string> stated)
    {
        var titles = new SchemeTitles(_scheme);
        foreach (var input in _inputs)
        {
            var isStated = stated.TryGetValue(input.Name, out var text);
            var (title, amount) = (titles.Of(input.Name), Last?.Carried(input.Carried!));
            if (amount is not { } carried)
            {
                if (!isStated)
                {
                    yield return Nothing(input, title);
                }
            }
            else if (!isStated)
            {
                yield return Taken(input, title, titles, carried);
            }
            else if (Money.TryParse(text, out var money) == DecimalFault.None && money != carried)
            {
                yield return Differs(title, money, carried);
            }
        }
    }

    /// <summary>Refuses to store a run when another stands as its last one by now.</summary>
    /// <exception cref="RefusedException"><c>stale_revision</c>.</exception>
    public async Task RequireLastAsync(WriteSession session, string organization)
    {
        if (!IsAny(_scheme))
        {
            return;
        }

        var now = await LastRun.FindAsync(session, organization, _scheme.Id, _place);
        if (!(Last?.IsSameAs(now) ?? now is null))
        {
            throw new RefusedException(Failure.Of(ProblemCodes.StaleRevision,
                "结转所依据的上一次核算刚刚变了（有一笔批准或更正）：请重新核算",
                "the run that figures are carried from has just changed (one was approved or corrected): make the run again"));
        }
    }

    /// <summary>What a correction is to say of later runs that took a figure it changes.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="run">The run that is corrected.</param>
    /// <param name="before">Its books, with the corrections before.</param>
    /// <param name="change">What the correction changes in them.</param>
    public static async Task<IReadOnlyList<CheckFinding>> LaterAsync(Session session, RunRow run, RunBooks before, RunBooks change)
    {
        var changed = change.Funds.Where(fund => fund.IsCarried && fund.Amount != Money.Zero).ToArray();
        var steps = change.Steps.Where(step => step.Amounts.Span.ContainsAnyExcept(0L)).ToArray();
        if (changed.Length == 0 && steps.Length == 0)
        {
            return [];
        }

        var after = before.Plus(change).Funds.Where(fund => fund.IsCarried).ToDictionary(fund => fund.Name, StringComparer.Ordinal);
        var (findings, reached) = (new List<CheckFinding>(), new HashSet<string>(StringComparer.Ordinal) { run.Id });
        foreach (var later in await RunStore.LaterAsync(session, run))
        {
            if (StoredRunTerms.Read(later).Carried is not { Run: { } source } carry || !reached.Contains(source))
            {
                continue;
            }

            CheckFinding[] took = source != run.Id ? [CarriedChain.TookOfLater(later, carry)] :
            [
                .. carry.Inputs.Where(input => changed.Any(fund => fund.Name == input.Account))
                    .Select(input => TookOld(later, input, after[input.Account].Amount)),
                .. CarriedHoldingChecks.TookOld(later, carry, steps),
            ];
            if (took.Length > 0)
            {
                findings.AddRange(took);
                reached.Add(later.Id);
            }
        }

        return findings;
    }

    private static bool IsAny(Scheme scheme) =>
        scheme.Inputs.Any(input => input.Carried is not null) || scheme.Holdings.Any(holding => holding.Carried is not null);

    private CheckFinding Taken(SchemeInput input, LocalizedText title, SchemeTitles titles, Money carried)
    {
        var account = titles.Of(new Account(AccountKind.Carry, input.Carried!));
        var moved = Moved(Last!.Uncorrected(input.Carried!), carried);
        return Finding("carried_from_last_run", "info",
            $"“{title.Zh}”{carried.ToDisplayString()} 元，接自 {Last.Words.Zh}的结转“{account.Zh}”{moved.Zh}",
            $"\"{title.En}\" is {carried.ToDisplayString()} yuan, carried from \"{account.En}\" of {Last.Words.En}{moved.En}");
    }

    /// <summary>What a corrected figure was before, as the end of a sentence; empty where no correction moved it.</summary>
    internal static LocalizedText Moved(Money before, Money now) => before == now ? LocalizedText.Empty : new LocalizedText(
        $"，更正前是 {before.ToDisplayString()} 元", $"; it was {before.ToDisplayString()} yuan before it was corrected");

    private CheckFinding Nothing(SchemeInput input, LocalizedText title)
    {
        var standard = DefaultOf(input).ToDisplayString();
        return Last is null
            ? Finding("nothing_carried", "info",
                $"“{title.Zh}”没有可接的结转：{_place.Year} 年以前没有批准过的同方案核算，按默认值 {standard} 元算",
                $"\"{title.En}\" has nothing to be carried from: no run by this scheme was approved before {_place.Year}; "
                + $"the default {standard} yuan is used")
            : Finding("nothing_carried", "warn",
                $"“{title.Zh}”没有可接的结转：{Last.Words.Zh}所用的方案没有 carry:{input.Carried}，按默认值 {standard} 元算，请核对",
                $"\"{title.En}\" has nothing to be carried from: the scheme of {Last.Words.En} has no carry:{input.Carried}; "
                + $"the default {standard} yuan is used, please check");
    }

    private CheckFinding Differs(LocalizedText title, Money stated, Money carried) => Finding("carried_otherwise", "warn",
        $"“{title.Zh}”写的是 {stated.ToDisplayString()} 元，{Last!.Words.Zh}的结转是 {carried.ToDisplayString()} 元；按写的算，请核对",
        $"\"{title.En}\" is stated as {stated.ToDisplayString()} yuan; {Last.Words.En} carried {carried.ToDisplayString()} yuan. "
        + "What is stated counts; please check");

    private static Money DefaultOf(SchemeInput input) => new((long)((input.Default ?? Fraction.Zero) * 100).Numerator);

    private static CheckFinding Outdated(RunRow run, StoredCarriedInput input, Money old, Money carried, LastRun now)
    {
        var paid = run.State is RunStates.Paid or RunStates.Closed;
        return Finding("carried_outdated", "warn",
            $"“{input.Name}”接的是 {old.ToDisplayString()} 元，{now.Words.Zh}现在的结转是 {carried.ToDisplayString()} 元："
            + (paid ? "请更正本核算" : "请作废重做"),
            $"\"{input.Name}\" took {old.ToDisplayString()} yuan; {now.Words.En} carries {carried.ToDisplayString()} yuan by now: "
            + (paid ? "correct this run" : "cancel it and make it again"));
    }

    private static CheckFinding TookOld(RunRow later, StoredCarriedInput input, Money now)
    {
        var (state, old) = (Words.State(later.State), StoredRunResult.Money(input.Amount));
        return Finding("carried_by_later_run", "warn",
            $"{later.Year} 年核算（编号 {later.Id}，{state.Zh}）接的结转是 {old.ToDisplayString()} 元，更正后是 {now.ToDisplayString()} 元："
            + "本更正批准后，没付款的请作废重做，已付款的请更正",
            $"the run of {later.Year} (id {later.Id}, {state.En}) took {old.ToDisplayString()} yuan as carried; corrected it is "
            + $"{now.ToDisplayString()} yuan. Once this correction is approved, cancel that run and make it again, or correct it if "
            + "it is paid");
    }

    internal static CheckFinding Finding(string code, string severity, string zh, string en) =>
        new(code, severity, new LocalizedText(zh, en), Basis);
}
