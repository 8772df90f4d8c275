using System.Security.Cryptography;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Unicode;
using LinkageService.Errors;
using LinkageService.Storage.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LinkageService.Access;

/// <summary>
/// Passwords: what they may be, and how they are kept, by ASP.NET Core's hasher (PBKDF2 with HMAC-SHA512, 210,000 rounds).
/// </summary>
internal static class Passwords
{
    /// <summary>Characters of a password at least.</summary>
    public const int MinCharacters = 10;

    /// <summary>Characters of a password at most.</summary>
    public const int MaxCharacters = 128;

    private const int Rounds = 210_000;
    private const int MinRest = 8;
    private const int MinKinds = 5;
    private const int GivenGroups = 4;
    private const int GivenGroup = 4;

    // Without those that are taken for one another on paper.
    private const string GivenCharacters = "abcdefghjkmnpqrstuvwxyz23456789";

    // What guessing begins with, here: as parts, since digits at the end make no difference.
    private static readonly string[] Common =
    [
        "password", "qwerty", "asdfgh", "zxcvbn", "123456", "654321", "abcdef", "admin", "woaini", "5201314", "1314520", "iloveyou", "mima",
        "linkage", "fenhong", "zhanghu",
    ];

    private static readonly PasswordHasher<AccountRow> Hasher =
        new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));

    // Compared with where there is no account, so that the answer takes as long.
    private static readonly Lazy<string> NoHash = new(() => Hash(Given()));

    /// <summary>A password to be handed over, good for signing in once: some 79 random bits.</summary>
    public static string Given() => string.Join('-', Enumerable.Range(0, GivenGroups)
        .Select(_ => RandomNumberGenerator.GetString(GivenCharacters, GivenGroup)));

    /// <summary>What is kept of a password.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, Nfkc.Of(password));

    /// <summary>Whether a password is that of an account. Takes as long where there is none.</summary>
    public static bool Fits(AccountRow? account, string password) => password.Length <= MaxCharacters
        && Hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? NoHash.Value, Nfkc.Of(password)) != PasswordVerificationResult.Failed
        && account is not null;

    /// <summary>Why a password will not do.</summary>
    /// <param name="password">As it was typed.</param>
    /// <param name="name">Whose it is to be.</param>
    /// <returns>Null where it does.</returns>
    public static Failure? Fault(string password, string name)
    {
        var (zh, en) = password.EnumerateRunes().Count() is var count and (< MinCharacters or > MaxCharacters)
            ? ($"密码要有 {MinCharacters} 到 {MaxCharacters} 个字符，现在是 {count} 个",
                $"a password has {MinCharacters} to {MaxCharacters} characters, this one has {count}")
            : !TextRules.IsPlain(password, MaxCharacters, hasLines: false)
                ? ("密码里有看不见的字符", "the password has characters that nobody sees")
                : IsEasy(password, Person.KeyOf(name))
                    ? ("这个密码太容易猜：不要用姓名、连着的数字或常见的词，几个不相干的词连起来就好记又难猜",
                        "this password is easily guessed: no names, runs of digits or common words; a few unrelated words are easy to "
                        + "remember and hard to guess")
                    : ("", "");
        return zh.Length == 0 ? null : Failure.Of(ProblemCodes.InvalidValue, zh, en, "new");
    }

    private static bool IsEasy(string password, string name)
    {
        var key = Person.KeyOf(password);

        // What is left without names and common words has to be a password still.
        var rest = Common.Append(name).Where(word => word.Length > 1)
            .Aggregate(key, (left, word) => left.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < MinRest || key.Distinct().Count() < MinKinds || IsRun(key);
    }

    // Each character the one after, or the one before, its neighbour: 1234567890, zyxwvutsrq.
    private static bool IsRun(string key) => Enumerable.Range(1, key.Length - 1)
        .Count(at => Math.Abs(key[at] - key[at - 1]) <= 1) > key.Length / 2;
}
