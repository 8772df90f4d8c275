using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.MemberAccounts;

/// <summary>A run or correction that stands, with the scheme it used.</summary>
/// <param name="Row">The row.</param>
/// <param name="Run">What is read of it.</param>
/// <param name="Scheme">The scheme.</param>
internal sealed record AccountRun(RunRow Row, StoredRun Run, Scheme Scheme)
{
    /// <summary>Its corrections that were approved, oldest first; of a correction none.</summary>
    public IReadOnlyList<AccountRun> Corrections { get; init; } = [];

    /// <summary>What an account says of it.</summary>
    public LocalizedText Text => Run.Correction is { } correction
        ? new LocalizedText($"{Row.Year} 年核算的更正：{correction.Reason}", $"correction of the run of {Row.Year}: {correction.Reason}")
        : new LocalizedText(
            $"{Row.Year} 年核算：{Scheme.Title.Zh}",
            $"run of {Row.Year}: {(Scheme.Title.En.Length > 0 ? Scheme.Title.En : Scheme.Title.Zh)}");
}

/// <summary>A balance that goes on from run to run by a step.</summary>
/// <param name="Column">Its place among the columns.</param>
/// <param name="Holding">The holding, whose facts count before the first run.</param>
/// <param name="Step">The step that says the balance.</param>
/// <param name="Before">The last run before the year; null when there is none.</param>
/// <param name="Within">The run of the year that the next year goes on from; null when there is none.</param>
internal sealed record CarriedBalance(int Column, SchemeHolding Holding, string Step, AccountRun? Before, AccountRun? Within);

/// <summary>
/// What the accounts of a year are made of: which columns there are, and where each comes from. The schemes of the approved runs say it,
/// by the words of their holdings and benefits.
/// </summary>
internal sealed class AccountPlan
{
    private readonly Session _session;
    private readonly Dictionary<string, Scheme> _schemes = new(StringComparer.Ordinal);

    private AccountPlan(Session session, int year) => (_session, Year) = (session, year);

    /// <summary>The year.</summary>
    public int Year { get; }

    /// <summary>The runs of the year, each before its corrections.</summary>
    public IReadOnlyList<AccountRun> Runs { get; private set; } = [];

    /// <summary>The columns.</summary>
    public IReadOnlyList<AccountColumn> Columns { get; private set; } = [];

    /// <summary>By column: the holdings of the dated roster that make it up.</summary>
    public IReadOnlyList<IReadOnlyList<SchemeHolding>> Facts { get; private set; } = [];

    /// <summary>Balances that go on by a step.</summary>
    public IReadOnlyList<CarriedBalance> Carried { get; private set; } = [];

    /// <summary>Of patronage: the run of the year whose roster counts, by column.</summary>
    public IReadOnlyDictionary<int, AccountRun> Patronage { get; private set; } = new Dictionary<int, AccountRun>();

    /// <summary>Reads which runs there are and what their schemes say.</summary>
    /// <param name="session">A snapshot.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="stated">The year; null for that of the latest run that stands.</param>
    /// <param name="today">The day in China: its year counts where no run stands.</param>
    public static async Task<AccountPlan> ReadAsync(Session session, string organization, int? stated, DateOnly today)
    {
        var rows = await RunStore.StandingThroughAsync(session, organization, stated ?? AccountYears.Range.Max);
        var year = stated ?? (rows.Count == 0 ? today.Year : (int)rows[^1].Year);
        var plan = new AccountPlan(session, year);
        var within = rows.Where(row => row.Year == year).ToArray();
        var runs = new List<AccountRun>();
        foreach (var row in within)
        {
            runs.Add(await plan.OpenAsync(row));
        }

        plan.Runs = runs;

        // By scheme, whatever its version: the run the next year goes on from, and the last before the year.
        var balances = new List<(Scheme Scheme, AccountRun? Before, AccountRun? Within)>();
        foreach (var same in rows.GroupBy(row => row.SchemeId, StringComparer.Ordinal))
        {
            var last = runs.LastOrDefault(run => run.Row.SchemeId == same.Key);
            var before = same.LastOrDefault(row => row.Year < year) is { } row ? await plan.OpenAsync(row) : null;
            balances.Add(((last ?? before!).Scheme, before, last));
        }

        plan.SetColumns(balances);
        return plan;
    }

    private async Task<AccountRun> OpenAsync(RunRow row)
    {
        var corrections = new List<AccountRun>();
        foreach (var correction in await RunStore.StandingCorrectionsAsync(_session, row.Id))
        {
            corrections.Add(new AccountRun(correction, StoredRun.Of(correction), await SchemeAsync(correction)));
        }

        return new AccountRun(row, StoredRun.Of(row), await SchemeAsync(row)) { Corrections = corrections };
    }

    private async Task<Scheme> SchemeAsync(RunRow row)
    {
        var key = row.SchemeDigest + StoredRunTerms.Read(row).RuleVersion;
        return _schemes.TryGetValue(key, out var known) ? known : _schemes[key] = await RunRecomputation.SchemeAsync(_session, row);
    }

    private void SetColumns(IReadOnlyList<(Scheme Scheme, AccountRun? Before, AccountRun? Within)> schemes)
    {
        var (columns, facts, carried) = (new List<AccountColumn>(), new List<IReadOnlyList<SchemeHolding>>(), new List<CarriedBalance>());
        var patronage = new Dictionary<int, AccountRun>();
        foreach (var role in AccountRoles.Balances)
        {
            var found = schemes.SelectMany(each => each.Scheme.Holdings.Where(holding => holding.MemberAccount == role)
                .Select(holding => (Of: each, Holding: holding))).ToArray();
            if (found.Length == 0)
            {
                continue;
            }

            // One holding of the roster in several schemes is one; where a scheme carries it on, its runs say it and not the roster.
            var going = found.Where(each => each.Holding.Carried is not null).ToArray();
            carried.AddRange(going.Select(each => new CarriedBalance(
                columns.Count, each.Holding, each.Holding.Carried!, each.Of.Before, each.Of.Within)));
            var dated = found.Where(each => going.All(other => other.Holding.Name != each.Holding.Name))
                .DistinctBy(each => each.Holding.Name, StringComparer.Ordinal).ToArray();
            facts.Add([.. dated.Select(each => each.Holding)]);
            columns.Add(Money(role, [.. dated.Concat(going).Select(each =>
                Source(each.Of.Scheme, each.Holding.Name, each.Holding.Carried))]));
        }

        foreach (var each in schemes.Where(each => each.Within is not null))
        {
            foreach (var holding in each.Scheme.Holdings.Where(holding => holding.MemberAccount == AccountRole.Patronage
                && columns.All(known => known.Name != holding.Name)))
            {
                patronage.Add(columns.Count, each.Within!);
                facts.Add([]);
                columns.Add(new AccountColumn(holding.Name, AccountRole.Patronage, TitleOf(each.Scheme, holding),
                    holding.UnitWords, holding.Column.Decimals)
                {
                    IsMoney = holding.Unit == "yuan" && holding.Column.Decimals == Engine.Amounts.Money.Decimals,
                    Sources = [Source(each.Scheme, holding.Name, step: null)],
                });
            }
        }

        foreach (var role in AccountRoles.Benefits)
        {
            var sources = Runs.SelectMany(run => run.Run.Columns.Steps
                .Where(step => !step.IsRecord && AccountRoles.OfBenefit(step.Benefit) == role)
                .Select(step => Source(run.Scheme, holding: null, step.Step))).Distinct().ToArray();
            if (sources.Length > 0)
            {
                facts.Add([]);
                columns.Add(Money(role, sources));
            }
        }

        (Columns, Facts, Carried, Patronage) = (columns, facts, carried, patronage);
    }

    // Without the unit, which stands beside it; a heading begins with a capital letter.
    private static LocalizedText TitleOf(Scheme scheme, SchemeHolding holding)
    {
        var title = new SchemeTitles(scheme).Of(holding.Name);
        return title with { En = string.Concat(title.En[..1].ToUpperInvariant(), title.En.AsSpan(1)) };
    }

    private static AccountColumn Money(AccountRole role, IReadOnlyList<AccountSource> sources) =>
        new(role.Word(), role, role.Title(), new LocalizedText("元", "yuan"), Engine.Amounts.Money.Decimals)
        {
            IsMoney = true, Sources = sources,
        };

    private static AccountSource Source(Scheme scheme, string? holding, string? step) => new(scheme.Id, scheme.Version, holding, step);
}
