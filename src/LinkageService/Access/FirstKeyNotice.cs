using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Access;

namespace LinkageService.Access;

/// <summary>Says at the start that nobody can use the service yet, and which command changes that.</summary>
internal sealed class FirstKeyNotice(Database database, TimeProvider time, ILogger<FirstKeyNotice> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var now = Moment.Of(time.GetUtcNow());
        var keys = await database.ReadAsync(ApiKeyStore.ListAsync, cancellationToken);
        var accounts = await database.ReadAsync(AccountStore.CountActiveAsync, cancellationToken);
        if (accounts == 0 && !keys.Any(key => key.IsValid(now)))
        {
            log.NoKeyYet();
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
