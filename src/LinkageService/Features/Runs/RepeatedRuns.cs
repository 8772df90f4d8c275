using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Storage;
using LinkageService.Storage.Runs;
using LinkageService.Vocabulary;

namespace LinkageService.Features.Runs;

/// <summary>Another distribution of the same organisation, year and scheme that was not cancelled.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Payable">What it pays households in all.</param>
/// <param name="Households">How many it has.</param>
public sealed record OtherRun(string Id, string State, Money Payable, long Households);

/// <summary>
/// Whether a distribution may pay what another pays already. The same result for the same record date is no second distribution: it
/// is refused. Another of the year by the same scheme may be meant (a rent in instalments): it is warned of, and whoever approves one
/// while another stands says why. Drafts count, whatever was cancelled does not, corrections are no repeats.
/// </summary>
internal static class RepeatedRuns
{
    /// <summary>The check that warns of another run.</summary>
    public const string Possible = "possible_repeat_distribution";

    private const string Basis = "防止重复发放 | against paying twice";
    private const int MaxNamed = 5;

    // From the approval on it is decided, and kept with the run.
    private static readonly string[] Undecided = [RunStates.Draft, RunStates.Submitted, RunStates.Disclosed];

    /// <summary>Whether what is said of others may still change.</summary>
    public static bool IsUndecided(RunRow run) => Undecided.Contains(run.State, StringComparer.Ordinal);

    /// <summary>The others of a run, those made first first.</summary>
    public static async Task<IReadOnlyList<OtherRun>> OthersAsync(Session session, RunRow run) =>
        run.Kind == RunKinds.Distribution ? Others(await OfYearAsync(session, run), run) : [];

    /// <summary>The run with what is to be said of others as they stand now; what is decided says what stood then.</summary>
    public static async Task<StoredRun> WithOthersAsync(Session session, StoredRun run) => (await WithOthersAsync(session, [run]))[0];

    /// <summary>Several runs of one organisation, each with what is to be said of others.</summary>
    public static async Task<StoredRun[]> WithOthersAsync(Session session, IReadOnlyList<StoredRun> runs)
    {
        var all = runs.ToArray();
        var years = new Dictionary<(long, string), IReadOnlyList<Peer>>();
        for (var at = 0; at < all.Length; at++)
        {
            all[at] = await CarriedFigures.WithOutdatedAsync(session, all[at]);
            var row = all[at].Row;
            if (row.Kind != RunKinds.Distribution || !IsUndecided(row))
            {
                continue;
            }

            if (!years.TryGetValue((row.Year, row.SchemeId), out var peers))
            {
                years[(row.Year, row.SchemeId)] = peers = await OfYearAsync(session, row);
            }

            all[at] = Others(peers, row) is { Length: > 0 } others ? With(all[at], Finding(row, others)!, others) : all[at];
        }

        return all;
    }

    /// <summary>A preview with what is to be said of runs that are there already.</summary>
    public static async Task<StoredRun> WithPreviewAsync(Session session, StoredRun preview, string calculation)
    {
        var peers = await OfYearAsync(session, preview.Row);
        if (Same(peers, preview.Row, calculation) is { } same)
        {
            return With(preview, new CheckFinding(
                ProblemCodes.AlreadyDistributed.Name, "block", AlreadyDistributed(preview.Row, same), Basis), [same]);
        }

        return Others(peers, preview.Row) is { Length: > 0 } others ? With(preview, Finding(preview.Row, others)!, others) : preview;
    }

    /// <summary>Refuses a run that another has made already, inside the change that stores it.</summary>
    /// <param name="session">The change; it holds the organisation, so that of two at once the second sees the first.</param>
    /// <param name="run">The run to be stored.</param>
    /// <param name="calculation">The digest of its calculation, whatever it settles.</param>
    /// <exception cref="RefusedException"><c>already_distributed</c>.</exception>
    public static async Task RefuseSameAsync(WriteSession session, RunRow run, string calculation)
    {
        var peers = await OfYearAsync(session, run);
        if (Same(peers, run, calculation) is { } same)
        {
            throw new RefusedException(Failure.Of(
                new Problem(ProblemCodes.AlreadyDistributed, "", AlreadyDistributed(run, same))
                {
                    Figures = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        ["run"] = same.Id, ["state"] = same.State, ["amount"] = same.Payable.ToString(),
                    },
                }));
        }
    }

    /// <summary>Refuses an approval that does not say why, while others stand.</summary>
    /// <exception cref="RefusedException"><c>repeat_reason_missing</c>.</exception>
    public static void RequireReason(RunRow run, IReadOnlyList<OtherRun> others, string? reason)
    {
        if (ReasonMissing(run, others, reason) is { } problem)
        {
            throw new RefusedException(Failure.Of(problem));
        }
    }

    /// <summary>What is said of an approval that does not say why, while others stand; null where it does, or none does.</summary>
    public static Problem? ReasonMissing(RunRow run, IReadOnlyList<OtherRun> others, string? reason) =>
        others.Count == 0 || reason is not null ? null : new Problem(ProblemCodes.RepeatReasonMissing, "repeatReason", new LocalizedText(
            $"{run.Year} 年还有同方案核算：{Zh(others)}。确实要再发一笔，就写明原因（repeatReason）；多余的请先作废",
            $"{run.Year} has other runs by the same scheme: {En(others)}. If this one is to be paid as well say why (repeatReason); "
            + "cancel what is not wanted"));

    /// <summary>The warning of others, or null where there are none.</summary>
    public static CheckFinding? Finding(RunRow run, IReadOnlyList<OtherRun> others) => Finding(run.Year, others);

    /// <summary>The warning that a calculation that is not stored would come beside others; null where there are none.</summary>
    public static async Task<CheckFinding?> FindingAsync(Session session, string organization, long year, string scheme) =>
        Finding(year, [.. (await RunStore.OfYearAsync(session, organization, year, scheme)).Select(row => Read(row).Run)]);

    private static CheckFinding? Finding(long year, IReadOnlyList<OtherRun> others) => others.Count == 0 ? null : new CheckFinding(
        Possible, "warn", new LocalizedText(
            $"{year} 年已有同方案核算：{Zh(others)}。再做会重复发放；要改已发放的结果请走更正",
            $"{year} has runs by the same scheme already: {En(others)}. This one would pay again; to change what was paid, correct it"),
        Basis);

    private static async Task<IReadOnlyList<Peer>> OfYearAsync(Session session, RunRow run) =>
        (await RunStore.OfYearAsync(session, run.OrganizationId, run.Year, run.SchemeId)).Select(Read).ToArray();

    private static OtherRun[] Others(IReadOnlyList<Peer> peers, RunRow run) =>
        peers.Where(peer => peer.Run.Id != run.Id).Select(peer => peer.Run).ToArray();

    // The digest of the calculation: that of the run covers what it settled, which the second of two has nothing left of.
    private static OtherRun? Same(IReadOnlyList<Peer> peers, RunRow run, string calculation) => peers.FirstOrDefault(peer =>
        peer.Run.Id != run.Id && string.Equals(peer.RecordDate, run.RecordDate, StringComparison.Ordinal)
        && string.Equals(peer.Calculation, calculation, StringComparison.Ordinal))?.Run;

    private static Peer Read(YearRunRow row)
    {
        var result = StoredRunResult.Read(row.Result);
        var payable = result.Settled?.Read().Payable ?? result.Totals.Read().Households;
        return new Peer(new OtherRun(row.Id, row.State, payable, row.Households), row.RecordDate, result.CalculationDigest);
    }

    private static LocalizedText AlreadyDistributed(RunRow run, OtherRun same) => new(
        $"登记日 {run.RecordDate} 的这份结果已经有一笔核算了：{Zh(same)}。不能重复发放",
        $"there is a run with this very result for {run.RecordDate} already: {En(same)}. It is not paid twice");

    private static StoredRun With(StoredRun run, CheckFinding finding, IReadOnlyList<OtherRun> others) => run with
    {
        Summary = run.Summary with { Checks = [.. run.Summary.Checks, finding] },
        Others = others,
    };

    private static string Zh(IReadOnlyList<OtherRun> others) => string.Join("；", others.Take(MaxNamed).Select(Zh))
        + (others.Count > MaxNamed ? $"；共 {others.Count} 笔" : "");

    private static string En(IReadOnlyList<OtherRun> others) => string.Join("; ", others.Take(MaxNamed).Select(En))
        + (others.Count > MaxNamed ? $"; {others.Count} in all" : "");

    private static string Zh(OtherRun other) =>
        $"{Words.State(other.State).Zh} {other.Payable.ToDisplayString()} 元，{other.Households} 户（编号 {other.Id}）";

    private static string En(OtherRun other) =>
        $"{Words.State(other.State).En}, {other.Payable.ToDisplayString()} yuan, {other.Households} households (id {other.Id})";

    private sealed record Peer(OtherRun Run, string RecordDate, string Calculation);
}
