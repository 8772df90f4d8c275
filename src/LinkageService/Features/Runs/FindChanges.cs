using System.Text;
using LinkageService.Access;
using LinkageService.Documents;
using LinkageService.Engine.Comparisons;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Households;
using LinkageService.Features.Statements;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>What changes for a household from the first run to the second.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Name">Whom it is named after; null where that is not known.</param>
/// <param name="BeforeFen">Its total in the first run; null when it is not on its roster.</param>
/// <param name="AfterFen">Its total in the second run; null when it is not on its roster.</param>
/// <param name="DeltaFen">What it gains; negative for what it loses.</param>
internal sealed record ChangedHousehold(string Household, string? Name, long? BeforeFen, long? AfterFen, long DeltaFen);

/// <summary>
/// Two runs side by side as columns: who gains most stands first, who loses most last. Immutable; some 40 bytes a household, shared
/// by all sessions that look at two stored runs.
/// </summary>
internal sealed record Changes
{
    private const long NotThere = long.MinValue;

    private readonly TextColumn _households;
    private readonly long[] _before;
    private readonly long[] _after;
    private readonly int[] _order;
    private readonly TextColumn? _numbers;
    private readonly TextColumn? _names;

    private Changes(RunComparison comparison, RunSheet? named)
    {
        var ids = new TextColumn.Builder(comparison.Count);
        (_before, _after, _order) = (new long[comparison.Count], new long[comparison.Count], new int[comparison.Count]);
        for (var at = 0; at < comparison.Count; at++)
        {
            var household = comparison.Household(at);
            ids.Add(Encoding.UTF8.GetBytes(household.Household));
            (_before[at], _after[at], _order[at]) = (household.Before?.Fen ?? NotThere, household.After?.Fen ?? NotThere, at);
        }

        _households = ids.Build();
        (_numbers, _names) = (named?.Households, named?.Names);

        // Equal ones stay in the order of their numbers.
        _order.AsSpan().Sort((left, right) =>
            Delta(right).CompareTo(Delta(left)) is var order and not 0 ? order : left - right);
        (Registered, Others, Benefits, Sources, Funds) =
            (comparison.Registered, comparison.Others, comparison.Benefits, comparison.Sources, comparison.Funds);
        Gainers = Registered.Gainers + Others.Gainers;
        Losers = Registered.Losers + Others.Losers;
        Bins = ShareBins.Of(_order.Select(Delta).Where(delta => delta != 0).Reverse().ToArray());
    }

    /// <summary>Households on either roster.</summary>
    public int Households => _order.Length;

    /// <summary>Who gets more in the second run.</summary>
    public int Gainers { get; }

    /// <summary>Who gets less.</summary>
    public int Losers { get; }

    /// <summary>Those tagged registered.</summary>
    public ComparedGroup Registered { get; }

    /// <summary>Everyone else.</summary>
    public ComparedGroup Others { get; }

    /// <summary>By benefit.</summary>
    public IReadOnlyList<ComparedBenefit> Benefits { get; }

    /// <summary>What came in.</summary>
    public IReadOnlyList<ComparedAccount> Sources { get; }

    /// <summary>What stayed in funds and carried accounts.</summary>
    public IReadOnlyList<ComparedAccount> Funds { get; }

    /// <summary>How many change by how much, largest loss first; those that stay the same are left out.</summary>
    public IReadOnlyList<ShareBin> Bins { get; }

    /// <summary>The columns of a comparison.</summary>
    /// <param name="comparison">It.</param>
    /// <param name="named">Statements that know the names; null for none.</param>
    public static Changes Of(RunComparison comparison, RunSheet? named) => new(comparison, named);

    /// <summary>Some of those who gain, who gains most first.</summary>
    public IReadOnlyList<ChangedHousehold> WhoGains(int first, int count) => Window(first, Math.Min(count, Gainers - first), at => at);

    /// <summary>Some of those who lose, who loses most first.</summary>
    public IReadOnlyList<ChangedHousehold> WhoLoses(int first, int count) =>
        Window(first, Math.Min(count, Losers - first), at => Households - 1 - at);

    /// <summary>A household by its number, or null.</summary>
    public ChangedHousehold? Find(string household)
    {
        for (var at = 0; at < Households; at++)
        {
            if (string.Equals(_households[at], household, StringComparison.OrdinalIgnoreCase))
            {
                return Row(at);
            }
        }

        return null;
    }

    private ChangedHousehold[] Window(int first, int count, Func<int, int> placeOf) =>
        Enumerable.Range(first, Math.Max(count, 0)).Select(at => Row(_order[placeOf(at)])).ToArray();

    private ChangedHousehold Row(int at)
    {
        var named = _numbers?.IndexOf(_households.Utf8(at)) ?? -1;
        var name = named < 0 ? null : _names?[named];
        return new ChangedHousehold(
            _households[at], string.IsNullOrEmpty(name) ? null : name, Known(_before[at]), Known(_after[at]), Delta(at));
    }

    private long Delta(int at) => (Known(_after[at]) ?? 0) - (Known(_before[at]) ?? 0);

    private static long? Known(long fen) => fen == NotThere ? null : fen;
}

/// <summary>Two sides and what changes from the first to the second.</summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Changes">Who gains, who loses.</param>
internal sealed record FoundChanges(ComparedRun Before, ComparedRun After, Changes Changes);

/// <summary>What changes for every household between two runs, as a list for the console: largest gain and largest loss first.</summary>
internal sealed class FindChanges(Database database, CompareRuns compare, RunSheets sheets)
{
    private const int MaxHouseholds = 200_000;

    // Neither of two stored runs ever changes.
    private readonly ColumnCache<(string Before, string After), FoundChanges> _kept =
        new(MaxHouseholds, found => found.Changes.Households);

    /// <summary>Between two stored runs. A correction stands for the books after it.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, for either.</exception>
    public async Task<FoundChanges> HandleAsync(Caller caller, string before, string after, CancellationToken cancellation)
    {
        await database.ReadAsync(async session =>
        {
            await RunAccess.RequireAsync(session, caller, before);
            return await RunAccess.RequireAsync(session, caller, after);
        }, cancellation);
        return await _kept.GetAsync((before, after), async () =>
        {
            var compared = await compare.HandleAsync(
                caller, new CompareRunsRequest(before, after, new PageRequest()), CancellationToken.None);
            return await WithNamesAsync(compared, after, CancellationToken.None);
        }, cancellation);
    }

    /// <summary>Between a run and what the same roster would get under another scheme or other figures; nothing is stored.</summary>
    /// <exception cref="RefusedException"><c>unknown_run</c>, or what is wrong with the other terms.</exception>
    public async Task<FoundChanges> HandleAsync(
        Caller caller, string run, CalculateDistributionRequest change, CancellationToken cancellation) =>
        await WithNamesAsync(
            await compare.HandleAsync(caller, CompareTermsRequest.Of(run, change, new PageRequest()), cancellation), run, cancellation);

    /// <summary>What a correction would change.</summary>
    /// <param name="run">The run it corrects, which the caller was found to see.</param>
    /// <param name="comparison">Of its preview.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<Changes> OfAsync(string run, RunComparison comparison, CancellationToken cancellation) =>
        Changes.Of(comparison, await sheets.OfAsync(run, cancellation));

    private async Task<FoundChanges> WithNamesAsync(ComparedRuns compared, string named, CancellationToken cancellation) =>
        new(compared.Before, compared.After, await OfAsync(named, compared.Comparison, cancellation));
}
