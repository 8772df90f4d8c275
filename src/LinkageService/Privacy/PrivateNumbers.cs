using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Configuration;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Settings;

namespace LinkageService.Privacy;

/// <summary>
/// ID, account and document numbers at rest: AES-256-GCM under a key of the operator's, bound to the household they belong to, and found
/// by a keyed hash. What is stored is base64 of a form byte, the id of the key, a random nonce, the encrypted number and its tag; the first
/// form has no id. The newest key seals, every key of the file opens.
/// </summary>
internal sealed class PrivateNumbers : IDisposable
{
    private const string ServiceActor = "service";
    private const byte NamelessForm = 1;
    private const byte Form = 2;

    // As Form, of what a digest covers: the text that was sealed first, a line feed, the number.
    private const byte KeepingForm = 3;

    private readonly string _path;
    private readonly Lock _reading = new();
    private readonly ConcurrentDictionary<string, SealingKey> _made = new(StringComparer.Ordinal);
    private volatile KeyRing _ring;

    private PrivateNumbers(string path, IReadOnlyList<byte[]> keys, NotedKeys noted)
    {
        _path = path;
        _ring = RingOf(keys, noted) ?? throw KeyFile.DoesNotFit(path, isMissing: keys.Count == 0);
    }

    /// <summary>The keys as they are known now.</summary>
    public KeyRing Ring => _ring;

    /// <summary>Reads the key file, or makes it for a database that has none yet, and checks that the two belong together.</summary>
    /// <exception cref="BadSettingException">They do not, or the file cannot be used.</exception>
    public static async Task<PrivateNumbers> OpenAsync(string keyFile, Database database, TimeProvider time)
    {
        var noted = await database.ReadAsync(NotedKeys.ReadAsync);
        var keys = KeyFile.Read(keyFile);
        if (noted.Checks.Count > 0)
        {
            return new PrivateNumbers(keyFile, keys, noted);
        }

        keys = keys.Count > 0 ? keys : KeyFile.Make(keyFile);
        using var newest = new SealingKey(keys[^1]);
        await database.WriteAsync(new Change(ServiceActor, time.GetUtcNow()), session =>
        {
            session.Audit(new AuditDraft("key.begin", "setting/" + NotedKeys.Setting, Organization: null));
            return SettingStore.AddAsync(session, NotedKeys.Setting, newest.Check);
        });
        return new PrivateNumbers(keyFile, keys, await database.ReadAsync(NotedKeys.ReadAsync));
    }

    /// <summary>Reads the key file of a database; null where it is not there or lacks a key. Nothing is written.</summary>
    public static async Task<PrivateNumbers?> FindAsync(string keyFile, Database database)
    {
        var (keys, noted) = (KeyFile.Read(keyFile), await database.ReadAsync(NotedKeys.ReadAsync));
        try
        {
            return noted.Checks.Count > 0 ? new PrivateNumbers(keyFile, keys, noted) : null;
        }
        catch (BadSettingException)
        {
            return null;
        }
    }

    /// <summary>Takes up what became of the key file and of what the database notes, while the service runs.</summary>
    /// <returns>Whether all keys that the database needs are there; where not, those known so far go on.</returns>
    public async Task<bool> RefreshAsync(Database database, CancellationToken cancellation = default)
    {
        var noted = await database.ReadAsync(NotedKeys.ReadAsync, cancellation);
        lock (_reading)
        {
            try
            {
                var ring = RingOf(KeyFile.Read(_path), noted);
                _ring = ring ?? _ring;
                return ring is not null;
            }
            catch (BadSettingException)
            {
                return false;
            }
        }
    }

    /// <summary>The number as it is stored; the same number comes out differently each time.</summary>
    public string Encrypt(string number, string organization, string household)
    {
        var key = _ring.Newest;
        return Text(Form, key, key.Seal(Encoding.UTF8.GetBytes(number), Owner(organization, household)));
    }

    /// <summary>The number of a stored one.</summary>
    /// <exception cref="CryptographicException">It was changed, is another household's, or its key is not in the key file.</exception>
    public string Decrypt(string stored, string organization, string household) => Read(stored, organization, household).Number;

    /// <summary>The same; null where it cannot be read any more, which the verification of the database finds.</summary>
    public string? DecryptOrNull(string stored, string organization, string household)
    {
        try
        {
            return Decrypt(stored, organization, household);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether the newest key sealed a number.</summary>
    public bool IsRenewed(string stored) => BytesOf(stored) is [Form or KeepingForm, ..] bytes
        && bytes.AsSpan(1, SealingKey.IdBytes).SequenceEqual(_ring.Newest.IdValue);

    /// <summary>A stored number sealed with the newest key; the same text becomes the same text.</summary>
    /// <param name="stored">As it is stored.</param>
    /// <param name="organization">Whose.</param>
    /// <param name="household">Whose.</param>
    /// <param name="keepsText">Whether a digest covers the text as it was first sealed: it is kept inside.</param>
    /// <exception cref="CryptographicException">It cannot be opened.</exception>
    public string Renew(string stored, string organization, string household, bool keepsText = false)
    {
        if (IsRenewed(stored))
        {
            return stored;
        }

        var (first, number) = Read(stored, organization, household);
        var (key, owner) = (_ring.Newest, Owner(organization, household));
        return keepsText
            ? Text(KeepingForm, key, key.SealAgain(Encoding.UTF8.GetBytes($"{first}\n{number}"), owner, stored))
            : Text(Form, key, key.SealAgain(Encoding.UTF8.GetBytes(number), owner, stored));
    }

    /// <summary>Whether a stored number keeps the text as it was sealed first: <see cref="FirstText"/> opens it.</summary>
    public static bool KeepsText(string stored) => BytesOf(stored) is [KeepingForm, ..];

    /// <summary>The text of a number as it was sealed first, which a digest covers.</summary>
    /// <exception cref="CryptographicException">It cannot be opened.</exception>
    public string FirstText(string stored, string organization, string household) =>
        KeepsText(stored) ? Read(stored, organization, household).First : stored;

    /// <summary>
    /// Finds a number without telling it: the same for the same number in every organisation of this database, one under each key that
    /// is in use. They are stored under all of them, and looked for under all of them, so that none is missed while keys change.
    /// </summary>
    public IReadOnlyList<byte[]> LookupHashes(PrivateNumberKind kind, string number)
    {
        var ring = _ring;
        return [.. ring.InUse.Select(key => ring.LookupHash(key, PrefixOf(kind) + number))];
    }

    /// <summary>Tells numbers apart without telling them.</summary>
    public byte[] LookupHash(PrivateNumberKind kind, string number) => LookupHashes(kind, number)[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in _made.Values)
        {
            key.Dispose();
        }
    }

    // Another service may have sealed with a key that this one has not taken up yet.
    private (string First, string Number) Read(string stored, string organization, string household)
    {
        var owner = Owner(organization, household);
        var bytes = BytesOf(stored);
        switch (bytes)
        {
            case [NamelessForm, ..]:
                return (stored, Encoding.UTF8.GetString(OpenWithAny(bytes.AsSpan(1), owner)));
            case [Form or KeepingForm, ..] when bytes.Length > SealingKey.IdBytes:
                var id = Convert.ToHexStringLower(bytes.AsSpan(1, SealingKey.IdBytes));
                var key = _ring.Find(id) ?? Reread().Find(id)
                    ?? throw new CryptographicException($"The key {id} of a stored private number is not in the key file.");
                var text = Encoding.UTF8.GetString(key.Open(bytes.AsSpan(1 + SealingKey.IdBytes), owner));
                var end = bytes[0] == KeepingForm ? text.IndexOf('\n', StringComparison.Ordinal) : -1;
                return end < 0 ? (stored, text) : (text[..end], text[(end + 1)..]);
            default:
                throw new CryptographicException("A stored private number has a form this service does not know.");
        }
    }

    private byte[] OpenWithAny(ReadOnlySpan<byte> body, byte[] owner)
    {
        var keys = _ring.Keys;
        for (var at = 0; ; at++)
        {
            try
            {
                return keys[at].Open(body, owner);
            }
            catch (CryptographicException) when (at + 1 < keys.Count)
            {
                // The first form does not say which key it was.
            }
        }
    }

    private KeyRing Reread()
    {
        lock (_reading)
        {
            try
            {
                _ring = RingOf(KeyFile.Read(_path), new NotedKeys([.. _ring.InUse.Select(key => key.Check)], _ring.HasFirst)) ?? _ring;
            }
            catch (BadSettingException)
            {
                // What is known goes on.
            }

            return _ring;
        }
    }

    // Null where a key that the database needs is not among those of the file.
    private KeyRing? RingOf(IReadOnlyList<byte[]> keys, NotedKeys noted)
    {
        var made = keys.Select(key => _made.GetOrAdd(Convert.ToHexString(SHA256.HashData(key)), _ => new SealingKey(key))).ToArray();
        var inUse = noted.Checks.Select(check => Array.Find(made, key => key.Check == check)).ToArray();
        return inUse.Length > 0 && Array.TrueForAll(inUse, key => key is not null)
            ? new KeyRing(made, inUse.OfType<SealingKey>().ToArray(), noted.HasFirst)
            : null;
    }

    // Empty where it is no text of ours at all: somebody changed it.
    private static byte[] BytesOf(string stored)
    {
        var bytes = new byte[stored.Length];
        return Convert.TryFromBase64String(stored, bytes, out var length) ? bytes[..length] : [];
    }

    private static string Text(byte form, SealingKey key, byte[] body) => Convert.ToBase64String([form, .. key.IdValue, .. body]);

    private static string PrefixOf(PrivateNumberKind kind) => kind switch
    {
        PrivateNumberKind.Id => "id:",
        PrivateNumberKind.Account => "account:",
        PrivateNumberKind.Evidence => "evidence:",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of private number"),
    };

    // A number copied to another household's row does not open there.
    private static byte[] Owner(string organization, string household) => Encoding.UTF8.GetBytes(organization + "\n" + household);
}

/// <summary>The keys of a key file, beside what the database notes of them.</summary>
/// <param name="Keys">All of the file, the oldest first.</param>
/// <param name="InUse">Those that the database needs, the oldest first.</param>
/// <param name="HasFirst">Whether the first of them is the key that the database was begun with.</param>
internal sealed record KeyRing(IReadOnlyList<SealingKey> Keys, IReadOnlyList<SealingKey> InUse, bool HasFirst)
{
    /// <summary>The one that seals.</summary>
    public SealingKey Newest => InUse[^1];

    /// <summary>A key of the file by its id, or null.</summary>
    public SealingKey? Find(string id) => Keys.FirstOrDefault(key => key.Id == id);

    /// <summary>The hash of a number under a key; all but those of a database's first key begin with the id of theirs.</summary>
    public byte[] LookupHash(SealingKey key, string text) =>
        HasFirst && ReferenceEquals(key, InUse[0]) ? key.Hash(text) : [.. key.IdValue, .. key.Hash(text)];
}

/// <summary>What a private number is.</summary>
internal enum PrivateNumberKind
{
    /// <summary>The ID number of a person.</summary>
    Id,

    /// <summary>A bank or social-security card account.</summary>
    Account,

    /// <summary>The paper that shows why somebody is paid in a household's place, by its number.</summary>
    Evidence,
}
