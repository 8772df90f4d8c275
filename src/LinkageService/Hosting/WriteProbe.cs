using System.Diagnostics;
using LinkageService.Configuration;
using LinkageService.Storage;

namespace LinkageService.Hosting;

/// <summary>
/// Whether a change would be stored now: a commit of nothing at most every few seconds, whoever asks how often, and room on the
/// disk of an embedded database.
/// </summary>
internal sealed class WriteProbe(Database database, Settings settings)
{
    // A commit of one page each time: at most some 150 MB a day.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // How long one who asks waits. A change that is under way keeps the embedded writer longer than that, an import for instance.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestChange = TimeSpan.FromMinutes(1);

    // A small commit finds room in the log where a run would not.
    private const long LeastFreeBytes = 1 << 20;

    private readonly Lock _gate = new();
    private Task<string?> _asked = Task.FromResult<string?>(null);
    private string? _last;
    private long _askedAt;
    private bool _wasAsked;

    /// <summary>Why a change would not be stored; null when it would.</summary>
    public async Task<string?> RefusalAsync()
    {
        var asked = Ask();
        if (await Task.WhenAny(asked, Task.Delay(Patience)) == asked)
        {
            return await asked;
        }

        var limit = database.IsPostgres ? Patience : LongestChange;
        return Stopwatch.GetElapsedTime(Volatile.Read(ref _askedAt)) < limit ? _last : "the database does not take changes";
    }

    private Task<string?> Ask()
    {
        lock (_gate)
        {
            if (!_wasAsked || (_asked.IsCompleted && Stopwatch.GetElapsedTime(_askedAt) > Fresh))
            {
                (_wasAsked, _askedAt, _asked) = (true, Stopwatch.GetTimestamp(), Task.Run(ProbeAsync));
            }

            return _asked;
        }
    }

    private async Task<string?> ProbeAsync()
    {
        try
        {
            _last = HasRoom() ? null : "the disk is full";
            if (_last is null)
            {
                await database.ProbeAsync();
            }
        }
        catch (StorageUnavailableException exception)
        {
            _last = exception.Message;
        }

        return _last;
    }

    private bool HasRoom()
    {
        try
        {
            return database.IsPostgres
                || new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(settings.Storage.Path))!).AvailableFreeSpace >= LeastFreeBytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Where the system does not say, the commit tells.
            return true;
        }
    }
}
