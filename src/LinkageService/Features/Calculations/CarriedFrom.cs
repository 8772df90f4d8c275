using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>A figure that went on from an earlier run.</summary>
/// <param name="Name">The input or holding that took it.</param>
/// <param name="Source">The carried account of an input, the step of a holding.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Amount">What was taken; of a holding of a whole run, the sum over its households.</param>
internal sealed record CarriedFigure(string Name, string Source, LocalizedText Title, Money Amount)
{
    /// <summary>What it was before the corrections of the earlier run; null where none moved it.</summary>
    public Money? Uncorrected { get; init; }

    /// <summary>Of a whole run's holding: how many households have an amount.</summary>
    public int? Households { get; init; }
}

/// <summary>The run that figures went on from, and what they were: of a whole run, or of one household of it.</summary>
/// <param name="Run">The id of the earlier run.</param>
/// <param name="Year">Its year.</param>
/// <param name="Corrections">Its corrections that are in the figures, oldest first.</param>
/// <param name="Inputs">Inputs that were not stated.</param>
/// <param name="Holdings">Columns of the stored roster.</param>
internal sealed record CarriedFrom(
    string Run, int Year, IReadOnlyList<string> Corrections, IReadOnlyList<CarriedFigure> Inputs, IReadOnlyList<CarriedFigure> Holdings)
{
    /// <summary>接自 2024 年核算（含 1 次更正）：历年欠付 120.00 元.</summary>
    public LocalizedText Words
    {
        get
        {
            var (source, figures) = (Source, Inputs.Concat(Holdings).Select(WordsOf).ToArray());
            return new LocalizedText(
                $"{source.Zh}：{string.Join("；", figures.Select(figure => figure.Zh))}",
                $"{source.En}: {string.Join("; ", figures.Select(figure => figure.En))}");
        }
    }

    /// <summary>接自 2024 年核算（含 1 次更正）.</summary>
    public LocalizedText Source
    {
        get
        {
            var count = Corrections.Count;
            return count == 0
                ? new LocalizedText($"接自 {Year} 年核算", $"carried from the run of {Year}")
                : new LocalizedText($"接自 {Year} 年核算（含 {count} 次更正）",
                    $"carried from the run of {Year} (with {count} correction{(count == 1 ? "" : "s")})");
        }
    }

    private static LocalizedText WordsOf(CarriedFigure figure)
    {
        var amount = figure.Amount.ToDisplayString();
        var (zh, en) = figure.Uncorrected is { } before
            ? ($"（更正前 {before.ToDisplayString()} 元）", $" ({before.ToDisplayString()} before the correction)")
            : ("", "");
        return figure.Households is { } households
            ? new LocalizedText($"{figure.Title.Zh} {households} 户共 {amount} 元{zh}",
                $"{figure.Title.En} {amount} yuan of {households} household{(households == 1 ? "" : "s")}{en}")
            : new LocalizedText($"{figure.Title.Zh} {amount} 元{zh}", $"{figure.Title.En} {amount} yuan{en}");
    }
}

/// <summary>The earlier run that figures went on from, and what was taken: of a run, or of one household in its statement.</summary>
/// <param name="Run">The id of the earlier run.</param>
/// <param name="Year">Its year.</param>
/// <param name="Corrections">Its corrections that are in the figures, oldest first.</param>
/// <param name="Inputs">Of a run: the inputs that went on and were not stated; left out for none.</param>
/// <param name="Holdings">The columns of the stored roster that went on; left out for none.</param>
/// <param name="Text">The same in words.</param>
internal sealed record CarriedFromContract(
    string Run, int Year, IReadOnlyList<string> Corrections, IReadOnlyList<CarriedInputContract>? Inputs,
    IReadOnlyList<CarriedHoldingContract>? Holdings, WordsContract Text)
{
    /// <summary>What was taken, or null.</summary>
    public static CarriedFromContract? Of(CarriedFrom? from) => from is null ? null : new CarriedFromContract(
        from.Run, from.Year, from.Corrections,
        from.Inputs.Count == 0 ? null : [.. from.Inputs.Select(input => new CarriedInputContract(
            input.Name, input.Source, input.Amount.ToString(), input.Uncorrected?.ToString()))],
        from.Holdings.Count == 0 ? null : [.. from.Holdings.Select(holding => new CarriedHoldingContract(
            holding.Name, holding.Source, holding.Amount.ToString(), holding.Uncorrected?.ToString(), holding.Households))],
        WordsContract.Of(from.Words));
}

/// <summary>An input that went on.</summary>
/// <param name="Name">The input.</param>
/// <param name="Account">The carried account of the earlier run.</param>
/// <param name="Amount">What was taken, yuan.</param>
/// <param name="Uncorrected">What it was before the corrections of the earlier run, yuan; left out where none moved it.</param>
internal sealed record CarriedInputContract(string Name, string Account, string Amount, string? Uncorrected);

/// <summary>A holding that went on.</summary>
/// <param name="Name">The holding.</param>
/// <param name="Step">The step of the earlier run.</param>
/// <param name="Amount">What was taken, yuan: of the household, or of all households of the run.</param>
/// <param name="Uncorrected">Of a run: the sum before the corrections of the earlier run, yuan; left out where none moved it.</param>
/// <param name="Households">Of a run: how many households have an amount.</param>
internal sealed record CarriedHoldingContract(string Name, string Step, string Amount, string? Uncorrected, int? Households);
