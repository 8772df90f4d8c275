using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace LinkageService.Access;

/// <summary>A key as its owner has it: <c>lk_</c>, the id it is found by, <c>_</c>, and 256 random bits.</summary>
internal static class ApiKeyText
{
    /// <summary>How every key begins, and no token does.</summary>
    public const string Prefix = "lk_";

    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private static readonly SearchValues<char> HexLower = SearchValues.Create("0123456789abcdef");
    private static readonly int SecretCharacters = Base64Url.GetEncodedLength(SecretBytes);

    /// <summary>A new key.</summary>
    /// <returns>Its id, its text, which is shown once, and the hash, which is kept.</returns>
    public static (string Id, string Text, byte[] Hash) Create()
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(secret)}", SHA256.HashData(secret));
    }

    /// <summary>Reads a key, which has one spelling only.</summary>
    /// <returns>Its id and the hash of its secret; false for anything else.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out string id, out byte[] hash)
    {
        (id, hash) = ("", []);
        var idEnd = Prefix.Length + (2 * IdBytes);
        if (text.Length != idEnd + 1 + SecretCharacters || !text.StartsWith(Prefix) || text[idEnd] != '_')
        {
            return false;
        }

        // A last character whose spare bits are not 0 is no key either: the decoder refuses it.
        Span<byte> secret = stackalloc byte[SecretBytes];
        var idText = text[Prefix.Length..idEnd];
        if (idText.ContainsAnyExcept(HexLower)
            || Base64Url.DecodeFromChars(text[(idEnd + 1)..], secret, out _, out var written) != OperationStatus.Done
            || written != SecretBytes)
        {
            return false;
        }

        (id, hash) = (idText.ToString(), SHA256.HashData(secret));
        return true;
    }
}
