namespace LinkageService.Documents;

/// <summary>A digest as it is written: sha256: and 64 hexadecimal digits.</summary>
internal static class DigestText
{
    /// <summary>What stands before the digits.</summary>
    public const string Prefix = "sha256:";

    private const int ShortLength = 16;

    /// <summary>The digest of 32 bytes.</summary>
    public static string Of(byte[] hash) => Prefix + Convert.ToHexStringLower(hash);

    /// <summary>Its first 16 digits: what papers and people compare.</summary>
    public static string Short(string digest) => digest[Prefix.Length..][..ShortLength];

    /// <summary>The same; null for none.</summary>
    public static string? OrNull(byte[]? hash) => hash is null ? null : Of(hash);
}
