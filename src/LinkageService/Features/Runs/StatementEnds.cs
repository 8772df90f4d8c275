using LinkageService.Engine.Taxes;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What stands between the lines of a household and what it is paid.</summary>
/// <param name="Settlements">What the run settles with it, by correction.</param>
/// <param name="Withholdings">Its tax by benefit, and its debts that are set off.</param>
internal readonly record struct StatementEnd(IEnumerable<SettlementRow> Settlements, IEnumerable<WithholdingRow> Withholdings)
{
    /// <summary>Fen the run settles with it.</summary>
    public long SettledFen => Settlements.Sum(row => row.AmountFen);

    /// <summary>What is taken from it.</summary>
    public Withheld Withheld => WithheldOf(Withholdings);

    /// <summary>What rows take.</summary>
    public static Withheld WithheldOf(IEnumerable<WithholdingRow> rows) => rows.Aggregate(default(Withheld), (sum, row) => sum
        + (row.Kind == WithholdingKinds.SetOff ? new Withheld(0, row.WithheldFen) : new Withheld(row.WithheldFen, 0)));
}

/// <summary>The same of many households.</summary>
internal sealed class StatementEnds
{
    private static readonly ILookup<string, SettlementRow> NoSettlements = Array.Empty<SettlementRow>().ToLookup(row => row.HouseholdId);
    private static readonly ILookup<string, WithholdingRow> NoWithholdings = Array.Empty<WithholdingRow>().ToLookup(row => row.HouseholdId);

    private ILookup<string, SettlementRow> Settlements { get; init; } = NoSettlements;

    private ILookup<string, WithholdingRow> Withholdings { get; init; } = NoWithholdings;

    /// <summary>Of no household.</summary>
    public static StatementEnds None { get; } = new();

    /// <summary>Of a household.</summary>
    public StatementEnd this[string household] => new(Settlements[household], Withholdings[household]);

    /// <summary>Reads those of every household of a run.</summary>
    public static async Task<StatementEnds> ReadAsync(Session session, string run, RunFacts facts) => new()
    {
        Settlements = facts.Settles ? Of(await CarryStore.SettlementsAsync(session, run)) : NoSettlements,
        Withholdings = facts.Withholds ? Of(await WithholdingStore.OfAsync(session, run)) : NoWithholdings,
    };

    /// <summary>Reads those of households from one id to another, both included.</summary>
    public static async Task<StatementEnds> ReadAsync(Session session, string run, RunFacts facts, string first, string last) => new()
    {
        Settlements = facts.Settles ? Of(await CarryStore.SettlementsAsync(session, run, first, last)) : NoSettlements,
        Withholdings = facts.Withholds ? Of(await WithholdingStore.OfAsync(session, run, first, last)) : NoWithholdings,
    };

    private static ILookup<string, SettlementRow> Of(IEnumerable<SettlementRow> rows) =>
        rows.ToLookup(row => row.HouseholdId, StringComparer.Ordinal);

    private static ILookup<string, WithholdingRow> Of(IEnumerable<WithholdingRow> rows) =>
        rows.ToLookup(row => row.HouseholdId, StringComparer.Ordinal);
}
