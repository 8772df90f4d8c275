using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Schemes;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Schemes;

namespace LinkageService.Features.Schemes;

/// <summary>
/// Brings the scheme versions that users stored into the library: all of them before the service listens, and every other second those
/// that another service or the command line added.
/// </summary>
internal sealed class StoredSchemes(Database database, SchemeLibrary library, TimeProvider time, ILogger<StoredSchemes> log)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    private readonly HashSet<(string Id, long Version)> _seen = [];

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// A document as it is stored, by the latest rules that accept it; null when none do. One that only earlier rules accept is
    /// shown and explains its runs, but no longer computes new ones (<see cref="SchemeLibrary.Refusals"/>).
    /// </summary>
    public static Scheme? Compile(string document)
    {
        var tree = JsonDocumentTree.Parse(Encoding.UTF8.GetBytes(document), withPositions: false, out _);
        return tree is null ? null
            : Enum.GetValues<RuleVersion>().OrderDescending()
                .Select(rules => SchemeCompiler.Compile(tree, rules).Scheme).FirstOrDefault(scheme => scheme is not null);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ReadOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends, be it without being stopped first.
        }
    }

    private async Task ReadOnceAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(cancellation);
        }
        catch (StorageUnavailableException exception)
        {
            log.SchemesNotRead(exception.Message);
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var added = await database.ReadAsync(async session =>
        {
            var found = new List<Scheme>();
            foreach (var row in await SchemeStore.ListAsync(session))
            {
                if (!_seen.Add((row.SchemeId, row.Version)))
                {
                    continue;
                }

                if (await SchemeStore.DocumentAsync(session, row.Digest) is { } document && Compile(document) is { } scheme)
                {
                    found.Add(scheme);
                }
                else
                {
                    log.SchemeNotReadable($"{row.SchemeId}@{row.Version}");
                }
            }

            return found;
        }, cancellation);
        library.Add(added);
    }
}
