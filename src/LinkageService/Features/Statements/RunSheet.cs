using LinkageService.Documents;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Taxes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Runs;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Statements;

/// <summary>A column of a run's statements.</summary>
/// <param name="Step">The step's id.</param>
/// <param name="Benefit">What its lines are called.</param>
/// <param name="Title">The step's name for people; the id where the scheme gives none.</param>
/// <param name="IsRecord">Whether its amounts are only noted, outside every total.</param>
internal sealed record SheetColumn(string Step, string Benefit, LocalizedText Title, bool IsRecord);

/// <summary>A label of a run, such as the village.</summary>
/// <param name="Name">As the scheme names it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Values">In the order of their UTF-8 bytes.</param>
/// <param name="Codes">The place of each household's value among them.</param>
internal sealed record SheetLabel(string Name, LocalizedText Title, IReadOnlyList<string> Values, long[] Codes)
{
    /// <summary>The value of a household.</summary>
    public string this[int household] => Values[(int)Codes[household]];
}

/// <summary>
/// All statements of a run as columns over its households in the ordinal order of their member numbers: amounts of a distribution,
/// differences of a correction. What a run says never changes, so all sessions share one. Immutable.
/// </summary>
internal sealed record RunSheet
{
    /// <summary>Member numbers in ordinal order.</summary>
    public required TextColumn Households { get; init; }

    /// <summary>The places of the households as a village counts them; null where that is the order they stand in.</summary>
    public int[]? ByNumber { get; init; }

    /// <summary>Names as the run's facts have them, empty where nobody said; null for households that came with the request.</summary>
    public TextColumn? Names { get; init; }

    /// <summary>The steps with amounts, in order.</summary>
    public required IReadOnlyList<SheetColumn> Columns { get; init; }

    /// <summary>What the households belong to; empty for a scheme without labels.</summary>
    public required IReadOnlyList<SheetLabel> Labels { get; init; }

    /// <summary>Fen by step and household.</summary>
    public required IReadOnlyList<long[]> AmountsFen { get; init; }

    /// <summary>Fen by household: the amounts that are not records.</summary>
    public required long[] TotalsFen { get; init; }

    /// <summary>Fen by household that the run settles of earlier corrections; null when it settles nothing.</summary>
    public long[]? SettledFen { get; init; }

    /// <summary>What is taken from what each household is paid; null when nothing is.</summary>
    public Withheld[]? Withheld { get; init; }

    /// <summary>The policy of a correction; null for a distribution.</summary>
    public CorrectionPolicy? Policy { get; init; }

    /// <summary>Whether the run only pays what corrections left open.</summary>
    public bool IsSettlement { get; init; }

    /// <summary>Who carries which tag, as far as the run's roster knows tags.</summary>
    public required IReadOnlyDictionary<string, GroupMask> Tags { get; init; }

    /// <summary>Households.</summary>
    public int Count => Households.Count;

    /// <summary>What a household is paid with the run.</summary>
    public Payable PayableOf(int household) =>
        Payable.Of(Policy, TotalsFen[household], SettledFen?[household] ?? 0, Withheld?[household] ?? default);

    /// <summary>Puts the columns of a stored run together.</summary>
    /// <param name="facts">What of the run never changes.</param>
    /// <param name="scheme">The scheme it used.</param>
    /// <param name="part">The blocks of its statements, unpacked.</param>
    /// <param name="ends">What it settles and takes.</param>
    /// <exception cref="DamagedBlockException">Blocks are missing.</exception>
    public static RunSheet Of(
        RunFacts facts, Scheme scheme, RunColumns part, StatementEnds ends)
    {
        var (first, steps) = (facts.Columns.First, facts.Columns.Steps);
        if (part.Columns.Length < first + steps.Count)
        {
            throw new DamagedBlockException("blocks of the run are missing");
        }

        // The claims that a settlement notes are what it settles: no columns beside it.
        var isSettlement = facts.Settlement is not null;
        steps = isSettlement ? [] : steps;
        var households = TextColumn.OfLines(part.IdLines, part.Households);
        var amounts = part.Columns[first..(first + steps.Count)];
        var titles = new SchemeTitles(scheme);
        return new RunSheet
        {
            Households = households,
            ByNumber = MemberNumberOrder.Places([.. Enumerable.Range(0, households.Count).Select(at => households[at])]),
            Columns = steps.Select(step => Column(scheme, step)).ToArray(),
            Labels = [.. facts.Labels.Select(label => new SheetLabel(
                label.Name, SchemeTitles.AsLabel(titles.Of(label.Name)), label.Values, part.Columns[label.Column]))],
            AmountsFen = amounts,
            TotalsFen = Totals(steps, amounts, part.Households),
            SettledFen = facts.Settles ? Each(households, household => ends[household].SettledFen) : null,
            Withheld = facts.Withholds ? Each(households, household => ends[household].Withheld) : null,
            Policy = facts.Policy,
            IsSettlement = isSettlement,
            Tags = ReadTags(facts, scheme, part),
        };
    }

    private static SheetColumn Column(Scheme scheme, StatementStep step)
    {
        // A correction may change a step that the scheme it was computed again with no longer has.
        var known = scheme.Steps.FirstOrDefault(each => string.Equals(each.Id, step.Step, StringComparison.Ordinal));
        return new SheetColumn(step.Step, step.Benefit, known?.Title ?? new LocalizedText(step.Step, step.Step), step.IsRecord);
    }

    private static long[] Totals(IReadOnlyList<StatementStep> steps, long[][] amounts, int households)
    {
        var totals = new long[households];
        for (var step = 0; step < steps.Count; step++)
        {
            for (var household = 0; household < households && !steps[step].IsRecord; household++)
            {
                totals[household] += amounts[step][household];
            }
        }

        return totals;
    }

    private static T[] Each<T>(TextColumn households, Func<string, T> of) =>
        [.. Enumerable.Range(0, households.Count).Select(at => of(households[at]))];

    // The column before the first step says who is registered; before it, in a distribution, stand the tags the scheme reads.
    private static Dictionary<string, GroupMask> ReadTags(RunFacts facts, Scheme scheme, RunColumns part)
    {
        var names = facts.Columns.Part == RunParts.Calculation ? scheme.RosterSchema.TagsRead : [];
        var tags = new Dictionary<string, GroupMask>(StringComparer.Ordinal);
        for (var tag = 0; tag <= names.Count; tag++)
        {
            var column = part.Columns[facts.Columns.First - 1 - names.Count + tag];
            tags[tag < names.Count ? names[tag] : RosterSchema.RegisteredTag] =
                GroupMask.Where(part.Households, household => column[household] != 0);
        }

        return tags;
    }
}
