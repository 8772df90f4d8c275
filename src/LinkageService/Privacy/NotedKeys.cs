using LinkageService.Storage;
using LinkageService.Storage.Settings;

namespace LinkageService.Privacy;

/// <summary>
/// What a database notes of the keys it needs, the oldest first: the last one seals. A key that is in the file and not noted opens, and
/// seals nothing: so every service has the file before anything is sealed with a new key.
/// </summary>
/// <param name="Checks">Of each key.</param>
/// <param name="HasFirst">Whether the first of them is the key that the database was begun with: its search hashes do not name it.</param>
internal sealed record NotedKeys(IReadOnlyList<string> Checks, bool HasFirst)
{
    /// <summary>The setting that has it.</summary>
    public const string Setting = "key_check";

    private const char Separator = ' ';
    private const string Later = "later:";

    /// <summary>Nothing is noted yet.</summary>
    public static NotedKeys None { get; } = new([], HasFirst: true);

    /// <summary>Reads it.</summary>
    public static async Task<NotedKeys> ReadAsync(Session session) => Of(await SettingStore.FindAsync(session, Setting));

    /// <summary>Reads it, and holds it until the end of the change.</summary>
    public static async Task<NotedKeys> HoldAsync(WriteSession session) => Of(await SettingStore.HoldAsync(session, Setting));

    /// <summary>As it is noted.</summary>
    public string Text() => (HasFirst ? "" : Later) + string.Join(Separator, Checks);

    private static NotedKeys Of(string? text) => text switch
    {
        null => None,
        _ when text.StartsWith(Later, StringComparison.Ordinal) => new(text[Later.Length..].Split(Separator), HasFirst: false),
        _ => new(text.Split(Separator), HasFirst: true),
    };
}
