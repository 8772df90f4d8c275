using LinkageService.Features.Runs;
using LinkageService.Storage;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Verification;

namespace LinkageService.Features.Audit;

/// <summary>
/// Computes every stored distribution again out of its own roster, terms and scheme, and compares digest, blocks and figures
/// for reports with what is stored.
/// </summary>
internal static class VerifyRuns
{
    public static async Task RunAsync(Session session, FindingList findings, CancellationToken cancellation)
    {
        foreach (var id in await StoredIds.RunsAsync(session, RunKinds.Distribution))
        {
            cancellation.ThrowIfCancellationRequested();
            if (await WrongAsync(session, id, cancellation) is { } wrong)
            {
                findings.Add(RunRow.SubjectOf(id), wrong.Zh, wrong.En);
            }
        }
    }

    private static async Task<(string Zh, string En)?> WrongAsync(Session session, string id, CancellationToken cancellation)
    {
        try
        {
            var row = (await RunStore.FindAsync(session, id))!;
            var again = await new RebuiltRuns().OfAsync(session, StoredRun.Of(row), cancellation);
            if (!RunBlockRow.DigestOf(RunPacking.Blocks(id, again)).AsSpan().SequenceEqual(row.BlocksDigest))
            {
                return ("重新计算得到的数据块与库里不同", "computed again, its blocks are not those stored");
            }

            var stored = await RunStore.BenefitsAsync(session, id);
            return RunPacking.Benefits(id, again).OrderBy(row => row.Benefit, StringComparer.Ordinal).SequenceEqual(
                stored.OrderBy(row => row.Benefit, StringComparer.Ordinal))
                ? null
                : ("报表数字（run_benefit）与明细不符", "its figures for reports (run_benefit) do not fit its lines");
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or DamagedBlockException or System.Text.Json.JsonException or KeyNotFoundException
                or FormatException or ArgumentException or OverflowException)
        {
            return ("不能重新计算：" + exception.Message, "it cannot be computed again: " + exception.Message);
        }
    }
}
