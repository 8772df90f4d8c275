using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Settings;
using LinkageService.Telemetry;

namespace LinkageService.Features.Sealing;

/// <summary>
/// Seals with the newest key what earlier ones sealed, id by id. How far it is stands in the database, in the change that did it: whoever
/// goes on, after a power cut or beside another service, goes on there. A walk that found something is followed by another, until one
/// finds nothing.
/// </summary>
internal sealed class RenewSeals(Database database, PrivateNumbers numbers, IReadOnlyList<SealedPlace> places, TimeProvider time)
{
    private const string Setting = "key_renewal";
    private const string Actor = "service";
    private const int IdsAtOnce = 100;

    /// <summary>How far it is; null where there was nothing to be renewed yet.</summary>
    public static async Task<RenewalProgress?> ProgressAsync(Session session) => Read(await SettingStore.FindAsync(session, Setting));

    /// <summary>Begins anew, in a change that takes up a key.</summary>
    public static Task BeginAsync(WriteSession session, string key) =>
        WriteAsync(session, new RenewalProgress(key, 0, "", 0, 0, IsDone: false));

    /// <summary>Renews what belongs to the next id.</summary>
    /// <returns>False where nothing is left to do.</returns>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    public async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var newest = numbers.Ring.Newest;
        var progress = await database.ReadAsync(ProgressAsync, cancellation);
        ServiceTelemetry.IsRenewing = progress is { IsDone: false };
        if (progress is null or { IsDone: true } || progress.Key != newest.Id)
        {
            return false;
        }

        var (last, found) = await database.SnapshotAsync(session => FindAsync(session, progress), cancellation);
        var renewed = await database.WriteAsync(new Change(Actor, time.GetUtcNow()) { IsNote = true }, async session =>
        {
            // Another service took this step already.
            if (Read(await SettingStore.HoldAsync(session, Setting)) != progress)
            {
                return 0;
            }

            var renewal = found is null ? Renewal.None : await places[progress.Place].HoldAsync(session, found);
            await renewal.WriteAsync(session);
            await WriteAsync(session, Next(progress, found ?? last, renewal.Values));
            return renewal.Values;
        }, cancellation);
        ServiceTelemetry.Renewed(renewed);
        return true;
    }

    /// <summary>How many numbers earlier keys sealed, over all that is stored.</summary>
    public async Task<long> CountAsync(CancellationToken cancellation)
    {
        var values = 0L;
        foreach (var place in places)
        {
            var after = "";
            while (await database.ReadAsync(session => place.NextAsync(session, after, IdsAtOnce), cancellation) is { Count: > 0 } ids)
            {
                foreach (var id in ids)
                {
                    values += (await database.SnapshotAsync(session => place.FindAsync(session, id), cancellation)).Values;
                }

                after = ids[^1];
            }
        }

        return values;
    }

    /// <summary>The place it is at, in words.</summary>
    public (string Zh, string En) PlaceOf(RenewalProgress progress) => places[Math.Min(progress.Place, places.Count - 1)].Name;

    // The last id that was looked at, null at the end of the place; and the one that has something.
    private async Task<(string? Last, string? Found)> FindAsync(Session session, RenewalProgress progress)
    {
        var place = places[progress.Place];
        var ids = await place.NextAsync(session, progress.After, IdsAtOnce);
        foreach (var id in ids)
        {
            if ((await place.FindAsync(session, id)).Values > 0)
            {
                return (id, id);
            }
        }

        return (ids.Count == 0 ? null : ids[^1], null);
    }

    private RenewalProgress Next(RenewalProgress now, string? last, int values)
    {
        var next = now with { Values = now.Values + values, Found = now.Found + values, After = last ?? "" };
        return (last, now.Place + 1 < places.Count) switch
        {
            (not null, _) => next,
            (null, true) => next with { Place = now.Place + 1 },
            (null, false) => next with { Place = 0, Found = 0, IsDone = now.Found == 0 },
        };
    }

    private static RenewalProgress? Read(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, RenewalJson.Default.RenewalProgress);

    private static Task WriteAsync(WriteSession session, RenewalProgress progress) =>
        SettingStore.SetAsync(session, Setting, JsonText.Of(progress, RenewalJson.Default.RenewalProgress));
}

/// <summary>How far it is.</summary>
/// <param name="Key">Id of the key that seals.</param>
/// <param name="Place">Which of the places.</param>
/// <param name="After">Up to which id of it.</param>
/// <param name="Values">Numbers renewed so far.</param>
/// <param name="Found">Those of this walk.</param>
/// <param name="IsDone">Whether a whole walk found nothing.</param>
internal sealed record RenewalProgress(string Key, int Place, string After, long Values, long Found, bool IsDone);

/// <summary>How it is written and read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RenewalProgress))]
internal sealed partial class RenewalJson : JsonSerializerContext;
