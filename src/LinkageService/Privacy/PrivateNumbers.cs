using System.Security.Cryptography;
using System.Text;
using LinkageService.Storage;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Settings;

namespace LinkageService.Privacy;

/// <summary>
/// ID, account and document numbers at rest: AES-256-GCM under a key of the operator's, bound to the household they belong to, and found
/// by a keyed hash. What is stored is base64 of a form byte, a random nonce, the encrypted number and its tag.
/// </summary>
internal sealed class PrivateNumbers : IDisposable
{
    private const string CheckSetting = "key_check";
    private const string ServiceActor = "service";
    private const byte Form = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + NonceBytes;

    private readonly byte[] _lookupKey;
    private readonly ThreadLocal<AesGcm> _cipher;

    private PrivateNumbers(byte[] key)
    {
        var encryptionKey = Derive(key, "linkage private numbers");
        _lookupKey = Derive(key, "linkage lookup");
        _cipher = new ThreadLocal<AesGcm>(() => new AesGcm(encryptionKey, TagBytes), trackAllValues: true);
    }

    /// <summary>Reads the key file, or makes it for a database that has none yet, and checks that the two belong together.</summary>
    /// <exception cref="Configuration.BadSettingException">They do not, or the file cannot be used.</exception>
    public static async Task<PrivateNumbers> OpenAsync(string keyFile, Database database, TimeProvider time)
    {
        var noted = await FindCheckAsync(database);
        var key = KeyFile.Read(keyFile);
        if (key is null && noted is not null)
        {
            throw KeyFile.DoesNotFit(keyFile, isMissing: true);
        }

        key ??= KeyFile.Make(keyFile);
        var check = CheckOf(key);
        if (noted is null)
        {
            await database.WriteAsync(new Change(ServiceActor, time.GetUtcNow()), session =>
            {
                session.Audit(new AuditDraft("key.begin", "setting/" + CheckSetting, Organization: null));
                return SettingStore.AddAsync(session, CheckSetting, check);
            });
            noted = await FindCheckAsync(database);
        }

        return string.Equals(noted, check, StringComparison.Ordinal)
            ? new PrivateNumbers(key)
            : throw KeyFile.DoesNotFit(keyFile, isMissing: false);
    }

    /// <summary>Reads the key file of a database; null where it is not there or is another's. Nothing is written.</summary>
    public static async Task<PrivateNumbers?> FindAsync(string keyFile, Database database) =>
        KeyFile.Read(keyFile) is { } key && CheckOf(key) == await FindCheckAsync(database) ? new PrivateNumbers(key) : null;

    /// <summary>The number as it is stored; the same number comes out differently each time.</summary>
    public string Encrypt(string number, string organization, string household)
    {
        var plain = Encoding.UTF8.GetBytes(number);
        var stored = new byte[HeadBytes + plain.Length + TagBytes];
        stored[0] = Form;
        var nonce = stored.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        var encrypted = stored.AsSpan(HeadBytes, plain.Length);
        _cipher.Value!.Encrypt(nonce, plain, encrypted, stored.AsSpan(HeadBytes + plain.Length), Owner(organization, household));
        return Convert.ToBase64String(stored);
    }

    /// <summary>The number of a stored one.</summary>
    /// <exception cref="CryptographicException">It was changed, or belongs to another household.</exception>
    public string Decrypt(string stored, string organization, string household)
    {
        var bytes = Convert.FromBase64String(stored);
        if (bytes.Length < HeadBytes + TagBytes || bytes[0] != Form)
        {
            throw new CryptographicException("A stored private number has a form this service does not know.");
        }

        var encrypted = bytes.AsSpan(HeadBytes..^TagBytes);
        var plain = new byte[encrypted.Length];
        _cipher.Value!.Decrypt(bytes.AsSpan(1, NonceBytes), encrypted, bytes.AsSpan(^TagBytes..), plain, Owner(organization, household));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>Finds a number without telling it: the same for the same number in every organisation of this database.</summary>
    public byte[] LookupHash(PrivateNumberKind kind, string number) =>
        HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes(PrefixOf(kind) + number));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var cipher in _cipher.Values)
        {
            cipher.Dispose();
        }

        _cipher.Dispose();
    }

    private static string PrefixOf(PrivateNumberKind kind) => kind switch
    {
        PrivateNumberKind.Id => "id:",
        PrivateNumberKind.Account => "account:",
        PrivateNumberKind.Evidence => "evidence:",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of private number"),
    };

    private static string CheckOf(byte[] key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Derive(key, "linkage key check"), "linkage"u8));

    private static Task<string?> FindCheckAsync(Database database) =>
        database.ReadAsync(session => SettingStore.FindAsync(session, CheckSetting));

    private static byte[] Derive(byte[] key, string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, key.Length, info: Encoding.UTF8.GetBytes(use));

    // A number copied to another household's row does not open there.
    private static byte[] Owner(string organization, string household) => Encoding.UTF8.GetBytes(organization + "\n" + household);
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
