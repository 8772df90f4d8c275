using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.YearStatements;

/// <summary>A line of the statement of a year.</summary>
/// <param name="Code">Its word, such as operatingIncome.</param>
/// <param name="Title">What the form calls it.</param>
/// <param name="Number">行次; null where the form's numbers are not known.</param>
internal sealed record OfficialLine(string Code, LocalizedText Title, int? Number)
{
    /// <summary>The lines it is worked out of, each with whether it is added; empty for one that is stated.</summary>
    public IReadOnlyList<(string Code, bool IsAdded)> Parts { get; init; } = [];

    /// <summary>Of the year; null where it is not known.</summary>
    public Money? Amount { get; init; }

    /// <summary>Of the year before; null where it is not known.</summary>
    public Money? LastYear { get; init; }

    /// <summary>Where the amount of the year comes from.</summary>
    public LineOrigin Origin { get; init; }
}

/// <summary>Where an amount comes from.</summary>
internal enum LineOrigin
{
    /// <summary>Nobody stated it.</summary>
    Missing,

    /// <summary>The statement of the year that was entered as a fact.</summary>
    Stated,

    /// <summary>Approved runs of the year.</summary>
    Runs,

    /// <summary>The closing balance of the year before.</summary>
    LastYear,

    /// <summary>Worked out of other lines.</summary>
    Computed,
}

/// <summary>Two figures that have to be the same.</summary>
/// <param name="Code">Its word.</param>
/// <param name="Text">Both of them, in words.</param>
/// <param name="Holds">Whether they are; null where one is not known.</param>
internal sealed record StatementTie(string Code, LocalizedText Text, bool? Holds)
{
    /// <summary>Two figures side by side.</summary>
    public static StatementTie Of(string code, string zh, string en, Money? left, string otherZh, string otherEn, Money? right) => new(
        code,
        new LocalizedText($"{zh} {Yuan(left).Zh}，{otherZh} {Yuan(right).Zh}", $"{en} {Yuan(left).En}, {otherEn} {Yuan(right).En}"),
        left is { } one && right is { } other ? one == other : null);

    private static LocalizedText Yuan(Money? amount) => amount is { } known
        ? new LocalizedText($"{known.ToDisplayString()} 元", $"{known.ToDisplayString()} yuan")
        : new LocalizedText("未填", "not stated");
}

/// <summary>What approved runs of a year took out of the organisation's money.</summary>
/// <param name="Reserve">Into the reserve, or the reserve and welfare fund.</param>
/// <param name="Patronage">Refunded by transactions.</param>
/// <param name="Members">Paid to members as residual surplus or dividend.</param>
/// <param name="Runs">How many runs that is; without any the amounts mean nothing.</param>
internal sealed record RunSums(Money Reserve, Money Patronage, Money Members, int Runs);
