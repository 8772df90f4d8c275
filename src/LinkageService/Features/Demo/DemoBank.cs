using System.Text;
using LinkageService.Access;
using LinkageService.Configuration;
using LinkageService.Errors;
using LinkageService.Features.Life;
using LinkageService.Features.Payments;
using LinkageService.Http;
using LinkageService.Storage;
using LinkageService.Storage.Payments;
using LinkageService.Storage.Runs;
using LinkageService.Storage.Settings;

namespace LinkageService.Features.Demo;

/// <summary>
/// A bank and a villager that are made up, for those who build on the service (<c>Demo:Bank</c>): payments that were sent are answered
/// after a few seconds by a file of results, by the last two digits of the account; a run on public notice gets an objection about the
/// household whose id ends in 9. In a database that began as the demo, and in no other.
/// </summary>
internal sealed class DemoBank(
    Database database, ImportResults import, Objections objections, TimeProvider time, ILogger<DemoBank> log) : BackgroundService
{
    private const string Headings = "付款编号,处理结果,失败原因\n";
    private const string Objector = "9";

    // Ends of accounts whose payments are never answered.
    private const string Silent = "04";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(3);
    private static readonly Caller Bank = new("演示银行", Role.Preparer, Organization: null);
    private static readonly Caller Villager = new("演示村民", Role.Preparer, Organization: null);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await database.ReadAsync(session => SettingStore.FindAsync(session, DemoStart.Noted), stoppingToken) is null)
            {
                log.DemoBankIsOff();
                return;
            }

            log.DemoBankIsOn();
            using var timer = new PeriodicTimer(Pause);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WorkAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task WorkAsync(CancellationToken stopping)
    {
        try
        {
            var until = Moment.Of(time.GetUtcNow() - Wait);
            foreach (var run in await database.ReadAsync(session => PaymentStore.SentRunsAsync(session, until), stopping))
            {
                await AnswerAsync(run, until, stopping);
            }

            foreach (var run in await database.ReadAsync(RunStore.WithoutObjectionAsync, stopping))
            {
                await ObjectAsync(run, stopping);
            }
        }
        catch (Exception exception) when (exception is RefusedException or StorageUnavailableException)
        {
            // Somebody was faster, or the database is away.
            log.DemoBankFailed(exception.Message);
        }
    }

    private async Task AnswerAsync(string run, long until, CancellationToken stopping)
    {
        var sent = await database.ReadAsync(
            session => PaymentStore.PageAsync(session, run, [PaymentStates.Sent], "", RecordResultsValidator.MaxResults), stopping);
        var rows = sent.Where(attempt => attempt.UpdatedAt <= until && EndOf(attempt) != Silent).ToArray();
        if (rows.Length > 0)
        {
            var text = Headings + string.Concat(rows.Select(attempt => $"{attempt.EndToEndId},{ResultOf(EndOf(attempt))}\n"));
            using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await import.HandleAsync(Bank, run, file, stopping);
        }
    }

    private static string EndOf(PaymentAttemptRow attempt) => attempt.AccountHint is { Length: >= 2 } hint ? hint[^2..] : "";

    private static string ResultOf(string end) => end switch
    {
        "00" => "失败,该账户已销户",
        "01" => "失败,户名与账号不符",
        "02" => "失败,账号不存在",
        "03" => "失败,账户已冻结",
        _ => "成功,",
    };

    private async Task ObjectAsync(RunRow run, CancellationToken stopping)
    {
        var first = await database.ReadAsync(
            session => RunBlockStore.AfterAsync(session, run.Id, RunParts.Calculation, "", Storage.Blocks.ColumnBlock.MaxHouseholds),
            stopping);
        if (first.FirstOrDefault(household => household.Household.EndsWith(Objector, StringComparison.Ordinal)) is { Household: { } id })
        {
            await objections.HandleAsync(
                Villager, run.Id, EntityTag.Of(run.Revision), new ObjectionRequest(id, "公示的金额和我家算的不一样，请核对", null, null),
                stopping);
        }
    }
}
