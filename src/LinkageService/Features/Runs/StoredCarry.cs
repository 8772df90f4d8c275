using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Features.Calculations;

namespace LinkageService.Features.Runs;

/// <summary>What a run took from the last one.</summary>
/// <param name="Run">The id of that run; null when there was none, and the defaults were used.</param>
/// <param name="Corrections">Its corrections that stood then, oldest first.</param>
/// <param name="Inputs">The inputs that were taken and not stated.</param>
/// <param name="Holdings">The holdings of the roster that were taken; null where there are none, or the roster was sent.</param>
/// <param name="Year">The year of that run.</param>
internal sealed record StoredCarry(
    string? Run, IReadOnlyList<string> Corrections, IReadOnlyList<StoredCarriedInput> Inputs,
    IReadOnlyList<StoredCarriedHolding>? Holdings = null, int? Year = null)
{
    /// <summary>The inputs by name, as they are written.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> InputTexts =>
        Inputs.ToDictionary(input => input.Name, input => input.Amount, StringComparer.Ordinal);

    /// <summary>Whether any household took anything.</summary>
    [JsonIgnore]
    public bool IsOfHouseholds => Taken.Any();

    /// <summary>What the whole run took; null for nothing.</summary>
    public CarriedFrom? From() => From(
        Inputs.Where(input => input.Title is not null).Select(input =>
            new CarriedFigure(input.Name, input.Account, input.Title!, StoredRunResult.Money(input.Amount))
            {
                Uncorrected = OrNull(input.Uncorrected),
            }),
        Taken.Select(each => new CarriedFigure(
            each.Holding.Name, each.Holding.Step, each.Column.Title, StoredRunResult.Money(each.Column.Amount))
        {
            Uncorrected = OrNull(each.Column.Uncorrected), Households = each.Column.Households,
        }));

    /// <summary>The columns of amounts, each with the step it went on from: 历年欠付（接自 2024 年核算）.</summary>
    public IReadOnlyList<(int Column, string Step, LocalizedText Title)> Columns() => From() is not { } from ? [] :
    [
        .. Taken.Select(each => (each.Column.Column, each.Holding.Step, new LocalizedText(
            $"{each.Column.Title.Zh}（{from.Source.Zh}）", $"{each.Column.Title.En} ({from.Source.En})"))),
    ];

    /// <summary>What one household of the run took; null for nothing.</summary>
    /// <param name="values">Its values in the blocks of the calculation.</param>
    public CarriedFrom? FromOf(long[] values) => FromOf(column => values[column]);

    /// <summary>The same of a household of the run's distribution.</summary>
    public CarriedFrom? FromOf(Roster roster, int household) => FromOf(column => roster.Holding(column)[household]);

    private CarriedFrom? FromOf(Func<int, long> valueOf) => From([], Taken
        .Select(each => new CarriedFigure(
            each.Holding.Name, each.Holding.Step, each.Column.Title, new Money(valueOf(each.Column.Column))))
        .Where(figure => figure.Amount != Money.Zero));

    private CarriedFrom? From(IEnumerable<CarriedFigure> inputs, IEnumerable<CarriedFigure> holdings) =>
        Run is not null && Year is { } year
        && new CarriedFrom(Run, year, Corrections, [.. inputs], [.. holdings]) is var from
        && from.Inputs.Count + from.Holdings.Count > 0 ? from : null;

    private IEnumerable<(StoredCarriedHolding Holding, StoredCarriedColumn Column)> Taken =>
        from holding in Holdings ?? []
        where holding.Taken is not null
        select (holding, holding.Taken);

    private static Money? OrNull(string? amount) => amount is null ? null : StoredRunResult.Money(amount);
}

/// <summary>An input that was taken from the last run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">The carried account.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Title">What people call it; null where the last run had no such account, and the default was used.</param>
/// <param name="Uncorrected">Yuan, before the corrections of the last run; null where none moved it.</param>
internal sealed record StoredCarriedInput(
    string Name, string Account, string Amount, LocalizedText? Title = null, string? Uncorrected = null);

/// <summary>A holding that was taken from the last run.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Step">The step.</param>
/// <param name="Taken">What was taken; null where the last run had no such step, and the roster's own counts.</param>
internal sealed record StoredCarriedHolding(string Name, string Step, StoredCarriedColumn? Taken = null);

/// <summary>A column of amounts that was taken from the last run.</summary>
/// <param name="Column">Its place in the blocks of the run's calculation.</param>
/// <param name="Title">What people call the holding.</param>
/// <param name="Amount">Of all households of the roster, yuan.</param>
/// <param name="Households">How many of them have an amount.</param>
/// <param name="Uncorrected">The sum before the corrections of the last run, yuan; null where none moved it.</param>
internal sealed record StoredCarriedColumn(
    int Column, LocalizedText Title, string Amount, int Households, string? Uncorrected = null);
