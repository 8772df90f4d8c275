using LinkageService.Documents;
using LinkageService.Privacy;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Households;
using LinkageService.Storage.Settings;

namespace LinkageService.Features.Sealing;

/// <summary>Adds a key to the key file, and takes out those that nothing is sealed with any more.</summary>
internal sealed class KeyFileAdministration(
    string path, Database database, PrivateNumbers numbers, RenewSeals renew, TimeProvider time, string actor)
{
    private const string Subject = "setting/" + NotedKeys.Setting;

    /// <summary>
    /// Adds a key, which seals from now on. One that was added and is not in use yet, because the file of before was restored or the power
    /// went, is taken instead.
    /// </summary>
    /// <exception cref="KeyFileException">the file is full.</exception>
    public async Task<SealingKey> RotateAsync(CancellationToken cancellation)
    {
        var ring = numbers.Ring;
        var added = ring.Keys[^1];
        if (ring.InUse.Contains(added))
        {
            if (ring.Keys.Count == KeyFile.MaxKeys)
            {
                throw new KeyFileException(
                    $"密钥文件里已有 {KeyFile.MaxKeys} 把密钥，先停用旧的", $"the key file has {KeyFile.MaxKeys} keys; retire earlier ones first");
            }

            added = new SealingKey(KeyFile.New());
            KeyFile.Write(path, [.. ring.Keys.Select(key => key.Bytes), added.Bytes]);
        }

        await database.WriteAsync(new Change(actor, time.GetUtcNow()), async session =>
        {
            var noted = await NotedKeys.HoldAsync(session);
            await SettingStore.SetAsync(session, NotedKeys.Setting, (noted with { Checks = [.. noted.Checks, added.Check] }).Text());
            await RenewSeals.BeginAsync(session, added.Id);
            session.Audit(new AuditDraft("key_file.rotate", Subject, Organization: null) { Details = JsonDetails.Of(("key", added.Id)) });
            return true;
        }, cancellation);
        await numbers.RefreshAsync(database, cancellation);
        return added;
    }

    /// <summary>Takes all keys but the newest out of the file, into another that is kept with the backups made so far.</summary>
    /// <param name="kept">The file that has them from now on; may not be there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>Their ids.</returns>
    /// <exception cref="KeyFileException">something is still sealed with one of them.</exception>
    public async Task<IReadOnlyList<string>> RetireAsync(string kept, CancellationToken cancellation)
    {
        var ring = numbers.Ring;
        var old = ring.Keys.Where(key => !ReferenceEquals(key, ring.Newest)).ToArray();
        if (old.Length == 0)
        {
            throw new KeyFileException("密钥文件里只有一把密钥，没有可停用的", "the key file has one key: there is none to retire");
        }

        var values = await renew.CountAsync(cancellation);
        if (values > 0)
        {
            // It may have been done already, before a service that had not taken up the key wrote these.
            await database.WriteAsync(new Change(actor, time.GetUtcNow()) { IsNote = true }, async session =>
            {
                await RenewSeals.BeginAsync(session, ring.Newest.Id);
                return true;
            }, cancellation);
            throw new KeyFileException(
                $"还有 {values} 个号码是用旧密钥加密的，不能停用；正在运行的服务会接着重新加密，也可以运行 key-file renew",
                $"{values} numbers are still sealed with an earlier key, so none is retired; a running service goes on renewing them, "
                + "and so does key-file renew");
        }

        KeyFile.Write(kept, old.Select(key => key.Bytes), isNew: true);
        await database.WriteAsync(new Change(actor, time.GetUtcNow()), async session =>
        {
            await NotedKeys.HoldAsync(session);
            await SettingStore.SetAsync(
                session, NotedKeys.Setting,
                new NotedKeys([ring.Newest.Check], HasFirst: ring.HasFirst && ring.InUse.Count == 1).Text());
            if (ring.InUse.Count > 1)
            {
                await HouseholdLookup.RemoveButAsync(session, ring.Newest.IdValue);
            }

            session.Audit(new AuditDraft("key_file.retire", Subject, Organization: null)
            {
                Details = JsonDetails.Of(("keys", old.Select(key => key.Id))),
            });
            return true;
        }, cancellation);
        KeyFile.Write(path, [ring.Newest.Bytes]);
        await numbers.RefreshAsync(database, cancellation);
        return [.. old.Select(key => key.Id)];
    }
}

/// <summary>What cannot be done with the key file as it is; nothing was changed.</summary>
/// <param name="zh">Why, in Chinese.</param>
/// <param name="en">The same in English.</param>
internal sealed class KeyFileException(string zh, string en) : Exception($"{zh} | {en}");
