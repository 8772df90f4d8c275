using LinkageService.Configuration;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Households;
using LinkageService.Features.Runs;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Settings;

namespace LinkageService.Features.Demo;

/// <summary>
/// At the first start on an empty embedded database: puts the demo villages in and says so. All of it is one change, so that a
/// start that is interrupted leaves an empty database, which the next start fills.
/// </summary>
internal sealed class DemoStart(
    Settings settings, Database database, HouseholdSealer sealer, CalculateDistribution calculate, PayeeChecks payees,
    PrivateNumbers numbers, TimeProvider time,
    ILogger<DemoStart> log) : IHostedService
{
    /// <summary>The setting that says that a database began as the demo.</summary>
    internal const string Noted = "demo";

    // The key of private numbers was noted; nothing else was ever done.
    private const long EntriesOfAnEmptyDatabase = 1;

    // Version 0.1.0 made the demo change by change, in so many entries, and did not note it.
    private const long EntriesOfOldDemo = 91;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsDemoEnabled || database.IsPostgres)
        {
            return;
        }

        if (await database.ReadAsync(IsEmptyAsync, cancellationToken))
        {
            await FillAsync(cancellationToken);
        }
        else if (await database.SnapshotAsync(IsLeftHalfAsync, cancellationToken))
        {
            log.DemoIsHalf();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(CancellationToken cancellation)
    {
        try
        {
            var (households, runs) = await database.WriteAsync(new Change("service", time.GetUtcNow()), async whole =>
            {
                // Another service that starts beside this one may have been first.
                if (!await IsEmptyAsync(whole))
                {
                    throw new BegunMeanwhileException();
                }

                await SettingStore.AddAsync(whole, Noted, Dates.Text(Dates.Today(time)));
                using var books = new DemoBooks(new ChangesInOne(whole), sealer, calculate, payees, numbers, time);
                return await books.WriteAsync(cancellation);
            }, cancellation);
            log.DemoMade(households, runs);
        }
        catch (BegunMeanwhileException)
        {
            // Then it is there.
        }
        catch (OperationCanceledException)
        {
            log.DemoStopped();
            throw;
        }
    }

    private static async Task<bool> IsEmptyAsync(Session session) =>
        ((await AuditStore.HeadAsync(session))?.Seq ?? 0) <= EntriesOfAnEmptyDatabase;

    private static async Task<bool> IsLeftHalfAsync(Session session)
    {
        if ((await AuditStore.HeadAsync(session))!.Seq >= EntriesOfOldDemo || await SettingStore.FindAsync(session, Noted) is not null)
        {
            return false;
        }

        var villages = DemoVillage.All.Select(village => village.Id).ToHashSet(StringComparer.Ordinal);
        var entries = await AuditStore.ListAsync(
            session, new AuditFilter(null, null, null), EntriesOfAnEmptyDatabase, (int)EntriesOfOldDemo);
        return entries.All(entry => entry.OrganizationId is { } organization && villages.Contains(organization));
    }

    /// <summary>Undoes the change: the database is no longer empty.</summary>
    private sealed class BegunMeanwhileException : Exception;
}
