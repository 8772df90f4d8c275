namespace LinkageService.Documents;

/// <summary>A digest as it is written: sha256: and 64 hexadecimal digits.</summary>
internal static class DigestText
{
    /// <summary>What stands before the digits.</summary>
    public const string Prefix = "sha256:";

    /// <summary>The digest of 32 bytes.</summary>
    public static string Of(byte[] hash) => Prefix + Convert.ToHexStringLower(hash);

    /// <summary>The same; null for none.</summary>
    public static string? OrNull(byte[]? hash) => hash is null ? null : Of(hash);
}
