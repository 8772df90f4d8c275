using System.Text;
using LinkageService.Documents;
using LinkageService.Features.Households;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Households;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Statements;

/// <summary>Keeps the statements of the runs that are looked at, for all sessions together: some 60 bytes a household.</summary>
internal sealed class RunSheets(Database database, RosterIndexes rosters)
{
    private const int MaxHouseholds = 400_000;

    private readonly ColumnCache<(string Run, string Digest), RunSheet> _kept = new(MaxHouseholds, sheet => sheet.Count);

    /// <summary>Households kept now.</summary>
    public long Households => _kept.Households;

    /// <summary>The statements of a run that the caller was found to see.</summary>
    /// <param name="run">Its id.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<RunSheet> OfAsync(string run, CancellationToken cancellation)
    {
        // An edited draft has another result under its id; handed in, tax and debts are taken from it.
        var row = await database.ReadAsync(session => RunStore.FindAsync(session, run), cancellation);
        var key = row!.Digest + RunLife.Read(row.Progress).Withholding?.Digest;
        return await _kept.GetAsync((run, key), () => ReadAsync(run), cancellation);
    }

    /// <summary>Names of a run's households, in their order, as its facts have them; null when they came with the request.</summary>
    /// <param name="run">Stored, or about to be.</param>
    /// <param name="households">The member numbers in order.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<TextColumn?> NamesAsync(RunRow run, TextColumn households, CancellationToken cancellation)
    {
        if (run.Roster != RosterKinds.Stored)
        {
            return null;
        }

        var roster = await rosters.OfAsync(new RosterKey(run.OrganizationId, run.RecordDate, run.KnownAt), cancellation);
        var absent = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var household = 0; household < households.Count; household++)
        {
            if (roster.Ids.IndexOf(households.Utf8(household)) < 0)
            {
                absent.Add(households[household], "");
            }
        }

        if (absent.Count > 0)
        {
            await FindAbsentAsync(run, absent);
        }

        var names = new TextColumn.Builder(households.Count);
        for (var household = 0; household < households.Count; household++)
        {
            var at = roster.Ids.IndexOf(households.Utf8(household));
            names.Add(at >= 0 ? roster.Names.Utf8(at) : Encoding.UTF8.GetBytes(absent[households[household]]));
        }

        return names.Build();
    }

    private async Task<RunSheet> ReadAsync(string run)
    {
        var (row, sheet) = await database.SnapshotAsync(async session =>
        {
            var row = (await RunStore.FindAsync(session, run))!;
            var scheme = await RunRecomputation.SchemeAsync(session, row);
            var facts = RunFacts.Of(row, RunLabel.Of(StoredRun.Of(row), scheme));
            return (row, RunSheet.Of(
                facts, scheme, await RunBlockStore.ColumnsAsync(session, run, facts.Columns.Part),
                await StatementEnds.ReadAsync(session, run, facts)));
        });
        return sheet with { Names = await NamesAsync(row, sheet.Households, CancellationToken.None) };
    }

    // With time-weighted holdings some were present in the year and not on the record date, and a correction may take a household
    // off the roster: what was last said of them counts.
    private Task<bool> FindAbsentAsync(RunRow run, Dictionary<string, string> names) => database.SnapshotAsync(async session =>
    {
        var lastDay = Dates.Text(new DateOnly((int)run.Year, 12, 31));
        var through = string.CompareOrdinal(run.RecordDate, lastDay) > 0 ? run.RecordDate : lastDay;
        await foreach (var fact in HouseholdStore.ThroughAsync(session, run.OrganizationId, through, run.KnownAt))
        {
            if (fact.Present == 1 && names.ContainsKey(fact.HouseholdId))
            {
                names[fact.HouseholdId] = HouseholdData.Parse(fact.Data).Name ?? "";
            }
        }

        return true;
    });
}
