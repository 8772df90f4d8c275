using LinkageService.Errors;
using LinkageService.Features.Facts;
using LinkageService.Features.Webhooks;
using LinkageService.Privacy;
using LinkageService.Storage;

namespace LinkageService.Features.Sealing;

/// <summary>Every part of changing the keys of private numbers.</summary>
internal static class SealingServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(provider => RenewalOf(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<PrivateNumbers>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<KeepSealsNew>();
    }

    /// <summary>The renewal of all that is sealed in a database.</summary>
    public static RenewSeals RenewalOf(Database database, PrivateNumbers numbers, TimeProvider time) => new(
        database, numbers,
        [
            new SealedFacts(numbers, new SealedAccounts(numbers)), new SealedRuns(numbers), new SealedWebhooks(new WebhookSecrets(numbers)),
            new SealedStatementChecks(numbers),
        ],
        time);
}

/// <summary>
/// Takes up what became of the key file, and renews what earlier keys sealed, while the service runs. Each of several services on one
/// database does: each has the file to read, and a step that one took is no other's.
/// </summary>
internal sealed class KeepSealsNew(Database database, PrivateNumbers numbers, RenewSeals renew, ILogger<KeepSealsNew> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause);
            do
            {
                await RenewAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private async Task RenewAsync(CancellationToken stopping)
    {
        try
        {
            if (!await numbers.RefreshAsync(database, stopping))
            {
                log.KeyFileLacksKeys();
                return;
            }

            while (!stopping.IsCancellationRequested && await renew.StepAsync(stopping))
            {
                // One id after another, each in a change of its own.
            }
        }
        catch (StorageUnavailableException)
        {
            // The next time.
        }
        catch (System.Security.Cryptography.CryptographicException exception)
        {
            log.NumberCannotBeRenewed(exception);
        }
    }
}
